"""Facts that released notes give away, so that what tables and notes say together can be measured.

A plain reader of its own: ages, years, months, weekdays, seasons and places. It shares nothing with
the part that rewrote the notes, and so sees what that part left.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_NUMBER_WORDS = {
    "twenties": "20s",
    "thirties": "30s",
    "forties": "40s",
    "fifties": "50s",
    "sixties": "60s",
    "seventies": "70s",
    "eighties": "80s",
    "nineties": "90s",
}
_PATTERNS = {
    "note_age": re.compile(
        r"(?i)\b(?P<a>\d{2,3})\s*[- ]?\s*(?:years?[- ]old|yrs?[- ]old|y\.?\s?/?\s?o\.?|yo[mf]?)(?!\w)"
        r"|\bage[d]?\s*(?:of\s+|:)?\s*(?P<b>\d{2,3}(?:\s?[-–]\s?\d{2,3}|\+)?)(?!\d)"
        r"|\bin\s+(?:her|his|their)\s+(?:early |mid[- ]|late )?(?P<c>[a-z]+ties)\b"
        r"|\b(?P<d>\d{2})\s?/?[FM]\b(?=[\s,.;:()])"
        r"|\bturn(?:s|ed|ing)\s+(?P<e>\d{2})\b"
        # "77y," but not "every 10y" or "for 12 y": an age stands at the end of what it says.
        r"|(?<![\d./-])(?<!every )(?<!for )(?<!past )(?<!last )\b(?P<f>[1-9]\d)\s?(?:y|yrs?)\b(?=\s*[,.;:)/])"
        r"|\b(?P<g>[1-9]\d)[\s-]*(?:(?:year|yr|y)[\s-]+)?(?:female|male|woman|man|lady|gentleman|girl|guy)\b"
        r"|\b(?P<h>[1-9]\d)(?:st|nd|rd|th)\s+(?:birthday|b-?day)\b"
        r"|\bin\s+(?:her|his|their)\s+(?:early |mid[- ]|late )?(?P<i>[2-9]0)['’]?s\b"
    ),
    "note_year": re.compile(
        r"(?<![\d.,/-])(?P<a>(?:19|20)\d{2})(?![\d.,]*\d|\s*(?:mg|ml|units?|nm|mJ|IU)\b)"
    ),
    # A month is capitalised: what may happen and who marches on are no months.
    "note_month": re.compile(rf"\b(?P<a>{_MONTHS})\b(?!['’])"),
    "note_weekday": re.compile(r"\b(?P<a>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    "note_season": re.compile(
        r"(?i)\b(?:in|last|this|next|early|late|mid|since|over the)[- ](?P<a>spring|summer|autumn|winter)\b"
        r"|\b(?P<b>Christmas|Easter|Eid|Diwali|Ramadan|Hanukkah|Thanksgiving|Halloween)\b"
    ),
}
_BEFORE_A_NAME = frozenset(
    "mr mrs ms miss dr with w/ saw met by aunt gran mum mother sister daughter wife partner friend called".split()  # noqa: SIM905
)
_SURNAME_AFTER = re.compile(rf" (?!{_MONTHS})[A-Z][a-z]+|['’]s\b")
FACT_COLUMNS: tuple[str, ...] = (*_PATTERNS, "note_place")
"""The columns of facts, in order."""
_HIDDEN = {
    "note_age": "[age]",
    "note_year": "[year]",
    "note_month": "[month]",
    "note_weekday": "[weekday]",
    "note_season": "[season]",
    "note_place": "[place]",
}


@dataclass(frozen=True)
class NoteFacts:
    """What notes say of each case, a row a case, as columns that join the quasi-identifiers."""

    frame: pd.DataFrame

    @property
    def columns(self) -> tuple[str, ...]:
        """The kinds of fact that any note tells; the others cannot tell anybody apart."""
        return tuple(name for name in FACT_COLUMNS if self.frame[name].notna().any())


def facts_in_notes(
    texts: pd.DataFrame,
    cases: pd.DataFrame,
    places: Collection[str] = (),
) -> NoteFacts:
    """The facts in ``texts`` (columns case, text) that ``cases`` (a row a case) does not tell already.

    `places` are the words to look for: the towns of the clinic's own records.
    """
    place_pattern = _place_pattern(places)
    told = {str(row["case"]): words_told(row.values()) for row in cases.to_dict("records")}
    found: dict[str, dict[str, set[str]]] = {case: {} for case in told}
    for case, text in zip(texts["case"], texts["text"], strict=True):
        if isinstance(text, str) and str(case) in found:
            _read(text, place_pattern, found[str(case)])
    columns: dict[str, list[str | None]] = {"case": list(found)}
    for name in FACT_COLUMNS:
        columns[name] = [_new(facts.get(name, ()), told[case]) for case, facts in found.items()]
    return NoteFacts(pd.DataFrame(columns))


def without_facts(text: str, told: str, places: Collection[str] = ()) -> str:
    """The text with every fact that `told`, the words of the case's own row, does not tell as ``[age]`` and so on.

    `facts_in_notes` finds none of them afterwards.
    """
    pattern = _place_pattern(places)
    # What is taken out may turn what stood beside it into a fact: "March Tuesday" reads as a name.
    while stretches := [
        (match.start(), match.end(), name)
        for name, match, fact in _found(text, pattern)
        if _new([fact], told)
    ]:
        text = _hidden(text, sorted(stretches))
    return text


def _hidden(text: str, stretches: Iterable[tuple[int, int, str]]) -> str:
    parts, end = [], 0
    for start, stop, name in stretches:
        if start >= end:
            parts += [text[end:start], _HIDDEN[name]]
        end = max(end, stop)
    return "".join([*parts, text[end:]])


def words_told(cells: Iterable[object]) -> str:
    """The words of a case's own row, in which a fact may stand."""
    return " ".join(value for value in cells if isinstance(value, str)).casefold()


def _read(text: str, places: re.Pattern[str] | None, found: dict[str, set[str]]) -> None:
    for name, _, fact in _found(text, places):
        found.setdefault(name, set()).add(fact)


def _found(text: str, places: re.Pattern[str] | None) -> Iterator[tuple[str, re.Match[str], str]]:
    """Every fact of a text: its column, where it stands, and the fact."""
    patterns = _PATTERNS if places is None else _PATTERNS | {"note_place": places}
    for name, pattern in patterns.items():
        for match in pattern.finditer(text):
            if name != "note_month" or _is_month(text, match):
                yield name, match, _plain(name, next(group for group in match.groups() if group))


def _is_month(text: str, match: re.Match[str]) -> bool:
    """Whether a month is meant: April Whitlock and her aunt June are people, and May begins questions."""
    if match[0] == "May" and _starts_a_sentence(text, match.start()):
        return False
    before = text[: match.start()].rstrip().rpartition(" ")[2].strip("(,.").lower()
    return before not in _BEFORE_A_NAME and _SURNAME_AFTER.match(text, match.end()) is None


def _starts_a_sentence(text: str, place: int) -> bool:
    """Whether a capital is due here anyway, so that May says nothing about a month."""
    before = text[:place].rstrip(" ")
    return not before or before[-1] in ".!?\n:-•"


def _plain(name: str, word: str) -> str:
    if name == "note_age":
        return _NUMBER_WORDS.get(word.lower(), word)
    return word[:3].title() if name == "note_month" else word.casefold()


def _place_pattern(places: Collection[str]) -> re.Pattern[str] | None:
    words = sorted(
        {place.strip() for place in places if len(place.strip()) > 2}, key=lambda w: (-len(w), w)
    )
    if not words:
        return None
    joined = "|".join(re.escape(word) for word in words)
    return re.compile(rf"(?<![A-Za-z])(?P<a>{joined})(?![a-z])")


def _new(facts: Iterable[str], told: str) -> str | None:
    """The facts that are not in the case's own row, as one value; nothing where there are none."""
    kept = [
        fact
        for fact in sorted(facts)
        if not re.search(rf"(?<!\w){re.escape(fact.casefold())}(?!\w)", told)
    ]
    return " · ".join(kept) if kept else None
