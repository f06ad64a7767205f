"""Looks for known phones, e-mails, ids, postcodes, plates and birth dates, however spaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from anonkit.deidentification.text.findings import RECORD, Finding
from anonkit.deidentification.text.known_values.misread import as_digits, digit_class
from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold

_SIGNS = r"[ ./()\n-]{0,3}"
_PREFIX = rf"(?:(?<![\w+])[+(]{{0,2}}[\dOo]{{1,4}}{_SIGNS}(?:[\dOo]{{1,4}}{_SIGNS}){{0,2}})?"
_BROKEN = r"(?:-?\n[ ]?)?"
"""Where a line may end in the middle of an address."""
_PLAIN = re.compile(r"[^a-z0-9]")
_EMAIL_SIGNS = {
    "@": r"[ \n]{0,2}(?:@|[(\[{<]?[ ]?\bat\b[ ]?[)\]}>]?)[ \n]{0,2}",
    ".": r"[ \n]{0,2}(?:\.|[(\[{<]?[ ]?\bdot\b[ ]?[)\]}>]?)[ \n]{0,2}",
}
_CODES = ("ID", "POSTCODE", "ZIP", "VEHICLE", "DEVICE", "HANDLE")


@dataclass(frozen=True, slots=True)
class _Sought:
    """A code's expression, compiled when a text first holds its letters and digits in a row."""

    expression: str
    plain: tuple[str, ...]
    """What a text without blanks and signs holds wherever the expression matches, one of them."""
    value: KnownValue

    def find(self, text: str, plain_text: str) -> Iterator[re.Match[str]]:
        if any(plain in plain_text for plain in self.plain):
            yield from _compiled(self.expression).finditer(text)


class CodeIndex:
    """Known values that are codes rather than words."""

    def __init__(self, values: Iterable[KnownValue]) -> None:
        self._sought: list[_Sought] = []
        seen: set[tuple[str, str]] = set()
        for value in values:
            if (value.value, value.entity) in seen:
                continue
            seen.add((value.value, value.entity))
            self._add(value)

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where a known code stands."""
        plain_text = as_digits(_plain(note.text)) if self._sought else ""
        for sought in self._sought:
            for match in sought.find(note.text, plain_text):
                yield _finding(match, sought.value)

    def _add(self, value: KnownValue) -> None:
        if value.entity == "PHONE":
            key = _phone_key(value.value)
            if len(key) >= 7:
                self._sought.append(_Sought(_phone(key), (key,), value))
        elif value.entity == "EMAIL":
            self._add_email(value)
        elif value.entity == "DATE":
            forms = _date_forms(value.value)
            if forms:
                expression = r"(?<!\d)(?:" + "|".join(forms) + r")(?!\d)"
                needles = tuple(as_digits(_plain(form)) for form in forms)
                self._sought.append(_Sought(expression, needles, value))
        elif value.entity in _CODES:
            sought = _code(value)
            if sought is not None:
                self._sought.append(sought)

    def _add_email(self, value: KnownValue) -> None:
        local = value.value.split("@", 1)[0]
        longest = max(re.findall(r"[^\W_]+", local), key=len, default="")
        self._sought.append(_Sought(_email(value.value), _needle(longest), value))
        if len(local) >= 5 and not lexicon().is_known(fold(local)):
            handle = KnownValue(local, "HANDLE", value.owner, value.role)
            expression = rf"(?<!\w){re.escape(local)}(?!\w)"
            self._sought.append(_Sought(expression, _needle(local), handle))


def _finding(match: re.Match[str], value: KnownValue) -> Finding:
    name = f"known_{value.entity.lower()}"
    return Finding(match.start(), match.end(), value.entity, name, RECORD, "record", value.owner)


def _phone_key(phone: str) -> str:
    digits = re.sub(r"\D", "", phone)
    return digits[-9:]


def _plain(text: str) -> str:
    return _PLAIN.sub("", fold(text))


def _needle(value: str) -> tuple[str, ...]:
    # Case pairs of other alphabets may fold apart; such a value is always looked for.
    return (as_digits(_plain(value)) if value.isascii() else "",)


@lru_cache(maxsize=4096)
def _compiled(expression: str) -> re.Pattern[str]:
    return re.compile(expression, re.IGNORECASE)


def _code(value: KnownValue) -> _Sought | None:
    plain = _plain(value.value)
    has_digit = any(c.isdigit() for c in plain)
    if len(plain) < 4 or (not has_digit and len(plain) < 5):
        if not has_digit or len(value.value) < 4:
            return None
        exact = rf"(?<![A-Za-z0-9]){re.escape(value.value)}(?![A-Za-z0-9])"
        return _Sought(exact, _needle(value.value), value)
    body = r"[ ./_#\n-]{0,3}".join(map(digit_class, plain))
    return _Sought(rf"(?<![A-Za-z0-9]){body}(?![A-Za-z0-9])", (as_digits(plain),), value)


def _phone(key: str) -> str:
    """A number by its last digits, with whatever code of country or area stands before."""
    return _PREFIX + _SIGNS.join(map(digit_class, key)) + r"(?!\d)"


def _email(address: str) -> str:
    """An address, broken over lines or with words for its signs."""
    return _BROKEN.join(_EMAIL_SIGNS.get(sign) or re.escape(sign) for sign in address)


def _date_forms(value: str) -> list[str]:
    """A birth date without separators; separated forms are found like any date."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})", value)
    if not match:
        return []
    try:
        born = date(*map(int, match.groups()))
    except ValueError:
        return []
    forms = {
        f"{born:%d%m%y}",
        f"{born:%m%d%y}",
        f"{born:%d%m%Y}",
        f"{born:%m%d%Y}",
        f"{born:%Y%m%d}",
        f"{born:%d %m %y}",
        f"{born:%d %m %Y}",
        f"{born:%m %d %Y}",
    }
    return sorted(forms)
