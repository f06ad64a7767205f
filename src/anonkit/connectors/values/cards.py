"""The card guard: a full card number or a security code never gets past this file.

Payment card numbers carry a check digit (ISO/IEC 7812-1, Luhn) and an issuer's range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_RUN = re.compile(r"\d(?:[ .\-/_\u00a0\u2010-\u2015]{0,2}\d){12,}")
_CODE = re.compile(
    r"\b(?:cvv2?|cvc2?|csc|security code|card verification(?: value| code)?|card code)\b\D{0,16}?(\d{3,4})(?!\d)",
    re.IGNORECASE,
)
_CODE_HEADER = re.compile(
    r"\b(?:cvv2?|cvc2?|csc|card security code|card verification)\b", re.IGNORECASE
)
_CARD_WORDS = re.compile(r"\b(?:card|visa|mastercard|amex|maestro|pan)\b", re.IGNORECASE)
_HINT = re.compile(r"\d\D{0,2}\d|c[vs]|code|verif", re.IGNORECASE)


@dataclass(frozen=True)
class Guarded:
    """A text without card numbers, and how many were masked."""

    text: str
    masked: int


def mask_cards(text: str, *, is_id: bool = False) -> Guarded:
    """The text with every card number masked to its last four digits and every security code wholly.

    A bare run of 17 digits and more in an id column is a record number, not a card.
    """
    if len(text) < 6 or not _HINT.search(text):
        return Guarded(text, 0)
    spans = [] if is_id and re.fullmatch(r"\d{17,}", text.strip()) else _card_spans(text)
    codes = [(match.start(1), match.end(1), 0) for match in _CODE.finditer(text)]
    if not spans and not codes:
        return Guarded(text, 0)
    letters = list(text)
    for start, end, kept in spans + codes:
        digits = [at for at in range(start, end) if letters[at].isdigit()]
        for at in digits[: len(digits) - kept]:
            letters[at] = "*"
    return Guarded("".join(letters), len(spans) + len(codes))


def mask_code_cell(header: str, text: str) -> Guarded:
    """The cell of a column that is named after a security code, wholly masked."""
    if text.strip().isdigit() and _CODE_HEADER.search(header.replace("_", " ")):
        return Guarded("*" * len(text.strip()), 1)
    return Guarded(text, 0)


def _card_spans(text: str) -> list[tuple[int, int, int]]:
    spans = []
    for run in _RUN.finditer(text):
        places = [run.start() + at for at, letter in enumerate(run[0]) if letter.isdigit()]
        at = 0
        while at < len(places):
            length = _card_length_at(text, places, at)
            if length:
                spans.append((places[at], places[at + length - 1] + 1, 4))
                at += length
            else:
                at += 1
    return spans


def _card_length_at(text: str, places: list[int], at: int) -> int:
    if at and places[at] == places[at - 1] + 1:
        return 0
    for length in range(min(19, len(places) - at), 12, -1):
        end = at + length
        if end < len(places) and places[end] == places[end - 1] + 1:
            continue
        digits = "".join(str(int(text[place])) for place in places[at:end])
        if _is_card(digits, text):
            return length
    return 0


def _is_card(digits: str, text: str) -> bool:
    return _is_issued(digits, text) and len(set(digits)) > 1 and _passes_luhn(digits)


def _is_issued(digits: str, text: str) -> bool:
    length, two, four = len(digits), int(digits[:2]), int(digits[:4])
    if length == 16:
        return (
            digits[0] == "4"
            or 51 <= two <= 55
            or 2221 <= four <= 2720
            or two in {35, 62, 65}
            or four == 6011
            or 644 <= int(digits[:3]) <= 649
            or (two in {50, 67} or 56 <= two <= 63)
        )
    if length == 15:
        return two in {34, 37}
    if length == 14:
        return two in {30, 36, 38, 39}
    # Short and long numbers are rare; they need a word that says what they are.
    return digits[0] in "456" and _CARD_WORDS.search(text) is not None


def _passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
