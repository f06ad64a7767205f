"""Streets, with or without numbers, flats, boxes, rural routes and house names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, PATTERN, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_UNIT = (
    r"(?:[,]?[ ](?:apt|apartment|unit|suite|ste|flat|#|no\.?|lot|floor|"
    r"fl|bldg|building|rm)[ .#]{0,2}\w{1,5}\b)?"
)
_FLAT = re.compile(
    r"(?i)(?<!\w)(?:flat|apt|apartment|penthouse|studio)[ .#]{1,2}(?:\d{1,4}[a-z]?|"
    r"[a-z]\d?)\b(?=[, ]|$|\n)(?![ ]?(?:ml|mg))"
)
_LIES_FLAT = re.compile(
    r"(?i)\b(?:lying|lie|lies|lay|laid|keep|stay|be|sit|very|is|are)[ ]flat\b|\bflat[ ]\d+[ ]?(?:h|hrs?|d|m|mins?)\b"
)
"""Nobody's flat: "no lying flat 4h"."""
_SPECIAL = re.compile(
    r"(?i)\b(?:p\.?[ ]?o\.?[ ]?box[ ]\d{1,6}|(?:county|state|farm|"
    r"ranch|rural)[ ](?:road|route|rd|rt)[ ]\d{1,5}[a-z]?|"
    r"(?:route|rte|hwy|highway|interstate)[ ]\d{1,4}[a-z]?|rr[ ]?\d{1,2}[ ]box[ ]\d+)\b" + _UNIT
)
_SPECIAL_CODE = re.compile(r"(?<![\w-])(?:CR|FM|SR|US|RR|RM|I)[- ]\d{2,5}(?![\w.-])")
_BEFORE_POSTCODE = re.compile(
    r"(?<![\w.\u00a3$\u20ac])\d{1,4}[A-Za-z]?,? (?:The )?(?:[A-Z][\w'-]+ ?){1,3}"
    r"(?=,[^\n\d]{2,40}(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]{2} \d{5}\b))"
)
_BOX = re.compile(r"(?i)\b(?:mile marker|mm)[ ]\d{1,4}\b")
_HOUSE_WORDS = words_of(
    "cottage rectory vicarage farmhouse barn bungalow grange manse "
    "bothy croft oasthouse lodge manor "
    "villa towers tower mansions heights apartments apts condos condominiums "
    "estates court house hall"
)
_HOUSE_SURE = words_of(
    "cottage rectory vicarage farmhouse bungalow manse bothy apartments apts condos"
)
_NOT_STREET = words_of(
    "first last next same other wrong right left big high low main "
    "front back side new old long short "
    "one-way dead hair tear hard good bad half full per in on at the a this that her his my our"
)


class Address:
    """Where someone lives or works, down to the street."""

    name = "address"
    entity = "ADDRESS"

    def find(self, note: Note) -> Iterator[Finding]:
        """Streets by their last word, and other forms by pattern."""
        for pattern in (_SPECIAL, _SPECIAL_CODE, _BEFORE_POSTCODE):
            for match in note.matches(pattern):
                yield Finding(match.start(), match.end(), self.entity, self.name, PATTERN)
        for match in note.matches(_FLAT):
            after = note.text[match.end() : match.end() + 12]
            if _LIES_FLAT.search(note.text[max(0, match.start() - 12) : match.start() + 12]):
                continue
            if re.match(r"[, ]+(?:\d|[A-Z])", after) or re.match(r"\s*(?:$|[,\n.])", after):
                yield Finding(match.start(), match.end(), self.entity, self.name, CONTEXT)
        for word in note.words:
            if word.key in cues.STREET_WORDS:
                yield from self._street(note, word)
            if word.key in _HOUSE_WORDS:
                yield from self._house(note, word)

    def _street(self, note: Note, head: Word) -> Iterator[Finding]:
        if head.gap not in _INSIDE and head.gap.strip(" '"):
            return
        if head.gap == "":
            return
        first, number = _run_before(note, head)
        if first is None:
            return
        if first is head or (
            head.key in ("dr", "st") and _TITLE_AHEAD.match(note.text[head.end : head.end + 4])
        ):
            return
        is_core = head.key in cues.STREET_CORE
        is_named = _is_named(note, first, head)
        if number is not None and is_named:
            if head.is_capital or first.is_capital or is_core:
                yield self._finding(note, number, head)
        elif is_named and is_core and head.is_capital and first.is_capital:
            if head.key not in (
                "st",
                "dr",
                "ct",
                "pl",
                "way",
                "row",
                "square",
                "sq",
                "cl",
                "place",
                "drive",
            ) or (self._in_place(note, first)):
                yield self._finding(note, first, head)
        elif (is_named and head.key in _LOWER_STREETS and self._in_place(note, first)) and (
            not any(lexicon().is_clinical(w.key) for w in note.words[first.index : head.index])
        ):
            yield self._finding(note, first, head)

    @staticmethod
    def _in_place(note: Note, first: Word) -> bool:
        before = note.text[max(0, first.start - 14) : first.start]
        return bool(
            re.search(
                r"(?i)\b(?:on|at|in|near|of|off|from|to|lives|round|address|by|"
                r"down|along|corner)[ :]{1,2}$|(?-i:[A-Z])[\w']+, $",
                before,
            )
        )

    def _house(self, note: Note, head: Word) -> Iterator[Finding]:
        before = note.word(head.index - 1)
        if before is None or before.gap is None or not head.is_capital or not before.is_capital:
            return
        if head.gap != " " or before.key in cues.FUNCTION_CAPITALS:
            return
        first = before
        further = note.word(before.index - 1)
        if further is not None and further.is_capital and before.gap == " " and not before.opens:
            first = further
        sure = head.key in _HOUSE_SURE or self._in_place(note, first)
        number = note.word(first.index - 1)
        if number is not None and number.shape == "number" and first.gap in (" ", ", "):
            first, sure = number, True
        if sure:
            yield self._finding(note, first, head)

    def _finding(self, note: Note, first: Word, head: Word) -> Finding:
        end = head.end
        tail = re.match(
            rf"(?i)\.?(?:[ ](?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\b\.?)?{_UNIT}",
            note.text[end:],
        )
        if tail:
            end += len(tail.group().rstrip("."))
        start = first.start
        for _ in range(2):
            front = _FRONT.search(note.text[max(0, start - 28) : start])
            if front is None:
                break
            start -= front.end() - front.start()
        return Finding(start, end, self.entity, self.name, PATTERN)


_FRONT = re.compile(
    r"(?i)(?:\b(?:flat|apt\.?|apartment|unit|suite|ste\.?|room|rm\.?|studio|bldg\.?|building|block)[ ]?#?"
    r"[ ]?(?:\d{1,4}[a-z]?|[a-z]\d?|\d/\d)|\b(?:ground|first|second|third|fourth|top|upper|lower|"
    r"basement|attic|garden|1st|2nd|3rd|4th)[ ](?:floor|flat)(?:[ ]flat)?|(?<![\w/.])(?:\d{1,2}|[GBT])/\d{1,2}|"
    r"(?<!\w)\d{1,2}F\d{1,2}|#\d{1,5}[a-z]?)(?:,[ ]?|[ ])$"
)
"""A flat, floor or room before the number of a house."""
_LOWER_STREETS = words_of(
    "street road lane avenue crescent terrace mews rd ave blvd boulevard lane"
)


_INSIDE = (" ", ". ", "  ", " '", "' ", "'s ")
_DOTTED_PARTS = words_of("st n s e w ne nw se sw mt ft no")
_TITLE_AHEAD = re.compile(r"^\.? [A-Z]")


def _run_before(note: Note, head: Word) -> tuple[Word | None, Word | None]:
    """The words of a street's name before its last word, and the house number before them."""
    first, last_gap = head, head.gap
    for _ in range(4):
        before = note.word(first.index - 1)
        if before is None or last_gap not in _INSIDE:
            break
        if last_gap == ". " and before.key not in _DOTTED_PARTS:
            break
        if before.shape == "number" and not re.match(
            r"\d+(?:st|nd|rd|th)$", note.text[before.start : first.start].strip()
        ):
            is_number = _is_house_number(note, before)
            letter = note.text[before.end : before.end + 1]
            return (
                (first, _range_start(note, before))
                if is_number and letter in " ,"
                else (first, None)
            )
        numbered = _lettered_number(note, before)
        if numbered is not None:
            return first, numbered
        if before.key in _NOT_STREET and not before.is_capital:
            break
        if not (before.is_capital or head.shape == "lower") or before.key in cues.SPEECH_BEFORE:
            break
        if before.key in (
            "the",
            "a",
            "in",
            "on",
            "at",
            "of",
            "to",
            "from",
            "near",
            "and",
            "off",
            "by",
            "down",
        ):
            break
        first, last_gap = before, before.gap
    number = _number_before(note, first)
    return first, number


def _number_before(note: Note, first: Word) -> Word | None:
    before = note.word(first.index - 1)
    if (before is not None and first.gap in (" ", ", ", "") and before.shape == "number") and (
        _is_house_number(note, before) and before.gap[-1:] not in ("£", "$", "€")
    ):
        return _range_start(note, before)
    if before is not None and first.gap in (" ", ", "):
        return _lettered_number(note, before)
    return None


def _is_house_number(note: Note, number: Word) -> bool:
    """Whether a number stands alone, not at the end of a code."""
    is_alone = not note.text[max(0, number.start - 1) : number.start].isalpha()
    return is_alone and re.fullmatch(r"\d{1,5}", number.surface) is not None


def _range_start(note: Note, number: Word) -> Word:
    """The first number of "55-57" or "12/14", else the number itself."""
    before = note.word(number.index - 1)
    if before is not None and before.shape == "number" and number.gap in ("-", "/", " - "):
        return before
    return number


def _lettered_number(note: Note, letter: Word) -> Word | None:
    """The number of "46a" or "7 B" where a single letter stands before a street."""
    number = note.word(letter.index - 1)
    if len(letter.key) != 1 or number is None or number.shape != "number":
        return None
    is_house = re.fullmatch(r"\d{1,4}", number.surface) is not None and letter.gap == ""
    return _range_start(note, number) if is_house else None


def _is_named(note: Note, first: Word, head: Word) -> bool:
    if first.index >= head.index:
        return False
    run = note.words[first.index : head.index]
    if all(w.key in _NOT_STREET and not w.is_capital for w in run):
        return False
    if all(w.shape == "lower" for w in run):
        return not any(lexicon().is_clinical(w.key) or len(w.key) < 3 for w in run)
    return True
