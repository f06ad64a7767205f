"""When a complication began, in days from the treatment, where the sentence says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.note_text.statements import PlainNote

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "couple of": 2, "few": 3,
}  # fmt: skip
_DAYS_BY_UNIT = {"min": 0, "h": 0, "d": 1, "w": 7, "m": 30, "y": 365, "f": 14}
_DAYS_OF = {"7": 1, "52": 7, "12": 30}
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(_NUMBERS) + r")"
_UNIT = (
    r"(?P<unit>min(?:ute)?s?|h(?:ou)?rs?|h|days?|d|weeks?|wks?|wk|months?|mths?|mo|years?|yrs?|"
    r"fortnights?)"
)
_SINCE = r"(?:post|after|later|out|on|following|since|s/p|from|prior|in(?= |$))"
_DAY = re.compile(r"(?<!\w)(?:day|d)\s?(?P<day>\d{1,3})(?![\w/.]|\s?(?:course|supply))")
_SPAN = re.compile(rf"(?<![\w/.]){_COUNT}[\s-]?{_UNIT}\s+{_SINCE}(?!\w)")
_AT = re.compile(
    rf"(?<!\w)(?:at|after|within|~|about|f/u(?: at)?|from)\s?{_COUNT}[\s-]?{_UNIT}(?!\w)"
)
_FRACTION = re.compile(
    rf"(?<![\w/])(?P<count>\d{{1,2}})\s?/\s?(?P<of>7|52|12)(?![\d/])\s*{_SINCE}(?!\w)"
)
_AT_FRACTION = re.compile(r"(?<!\w)(?:at|after)\s(?P<count>\d{1,2})\s?/\s?(?P<of>7|52)(?![\d/])")
_WORDS = (
    (0, re.compile(
        r"(?<!\w)(?:same day|immediate(?:ly)?|immed|straight (?:after|away)|at (?:the )?time|during|"
        r"within (?:minutes|seconds)|instantly|on the table|in (?:the )?chair|right away|at once|"
        r"that (?:evening|afternoon)|after (?:the )?(?:\w+ )?stick|on injection|mid-?treatment|"
        r"w/ (?:prp|the) draw)(?!\w)"
    )),
    (1, re.compile(
        r"(?<!\w)(?:(?:next|following) (?:day|morning|am)|overnight|day after|that night)(?!\w)"
    )),
    (7, re.compile(r"(?<!\w)(?:the )?(?:week after|following week)(?!\w)")),
)  # fmt: skip
# What follows these is how long it lasted, when it ended, or when somebody will look.
_NOT_ONSET = re.compile(
    r"\b(?:for|x|by|until|till|over|last(?:ed|s)?|every|q|gone|settled?|resolv\w+|healed|cleared|fine|"
    r"back (?:to|in)|normal|review|recheck|rtc|stopped|better|wait|closed|fade\w*|worn?|wears)\b"
    r" ?(?:\w+ )?(?:by |at |on |in |within |after |off )*$"
)
_LONGEST_DAYS = 3650


def onset_days(note: PlainNote, start: int, end: int) -> int | None:
    """Days from the treatment to the onset; ``None`` where the sentence does not say."""
    first, last = note.sentence_at(start)
    last = max(last, end)
    text = note.lowered[first:last]
    found = [
        (min(abs(at - (end - first)), abs(start - first - stop)), at, days)
        for at, stop, days in _times(text)
        if not _NOT_ONSET.search(text[:at]) and days <= _LONGEST_DAYS
    ]
    return min(found)[2] if found else None


def _times(text: str) -> Iterator[tuple[int, int, int]]:
    for match in _DAY.finditer(text):
        if not text[: match.start()].endswith(("vit ", "vitamin ", "vit. ")):
            yield match.start(), match.end(), int(match["day"])
    for pattern in (_SPAN, _AT):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), _days(match["count"], match["unit"])
    for pattern in (_FRACTION, _AT_FRACTION):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), int(match["count"]) * _DAYS_OF[match["of"]]
    for days, words in _WORDS:
        for match in words.finditer(text):
            yield match.start(), match.end(), days


def _days(count: str, unit: str) -> int:
    number = int(count) if count.isdigit() else _NUMBERS[count]
    if unit.startswith("min"):
        return 0
    if unit.startswith("h"):
        return number // 24
    return number * _DAYS_BY_UNIT[unit[0]]
