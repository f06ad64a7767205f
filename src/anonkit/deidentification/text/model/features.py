"""What the model sees of a text: for each token a row of numbers, none of them the word itself."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.places import gazetteer
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import fold

_TOKEN = re.compile(r"[^\W\d_]+|\d+|\n|[^\w\s]|_")
_CALENDAR = words_of(
    "january february march april may june july august september october november december jan feb "
    "mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday "
    "sunday mon tue tues wed weds thu thur thurs fri sat sun"
)
_CUES = (
    ("T", cues.TITLES),
    ("R", cues.RELATIONS),
    ("B", cues.SPEECH_BEFORE),
    ("A", cues.SPEECH_AFTER),
    ("O", cues.ORG_HEADS),
    ("S", cues.STREET_WORDS),
    ("C", cues.CREDENTIALS),
    ("P", cues.PARTICLES),
    ("M", _CALENDAR),
)
COLUMNS = (
    "word",
    "prefix",
    "suffix",
    "shape",
    "lists",
    "cues",
    "layout",
    "evidence",
    "source",
    "elsewhere",
)
"""What each column of a row tells."""
FIRST_FEATURE = COLUMNS.index("shape")
"""The columns before this one spell the word, which the second look reads for itself."""

Rows = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, mark or line end, and where it stands."""

    start: int
    end: int
    surface: str


def tokens_of(text: str) -> list[Token]:
    """The tokens of a normalised text; letters, digits and marks part from each other."""
    return [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]


def rows_of(
    text: str, tokens: Sequence[Token], jurisdiction: str, found: Sequence[Finding] = ()
) -> Rows:
    """One row a token, one column for each of COLUMNS; `found` is what the recognisers say."""
    style = _style(text)
    strongest = _strongest(tokens, found)
    elsewhere = _elsewhere(tokens, strongest)
    rows = [
        (*_word_row(t.surface, jurisdiction), _layout(text, t, style), *_evidence(t, f), e)
        for t, f, e in zip(tokens, strongest, elsewhere, strict=True)
    ]
    return np.asarray(rows, dtype=np.uint64).reshape(len(rows), len(COLUMNS))


def _strongest(tokens: Sequence[Token], found: Sequence[Finding]) -> list[Finding | None]:
    """For each token the strongest finding that touches it."""
    strongest: list[Finding | None] = [None] * len(tokens)
    starts = [t.start for t in tokens]
    for finding in sorted(found, key=lambda f: (f.score, f.length, f.entity, f.recogniser)):
        place = max(0, bisect_right(starts, finding.start) - 1)
        while place < len(tokens) and tokens[place].start < finding.end:
            if tokens[place].end > finding.start:
                strongest[place] = finding
            place += 1
    return strongest


def _evidence(token: Token, finding: Finding | None) -> tuple[int, int]:
    if finding is None:
        return _NO_EVIDENCE
    edge = "B" if finding.start >= token.start else "I"
    level = f"{finding.entity}{edge}{finding.score:.1f}{finding.evidence}"
    return number_of("v", level), number_of("r", finding.recogniser)


def _elsewhere(tokens: Sequence[Token], strongest: Sequence[Finding | None]) -> list[int]:
    """What the other places of the same word say of it."""
    seen: dict[str, list[int]] = {}
    keys = [
        fold(t.surface) if t.surface[0].isalpha() and len(t.surface) > 1 else "" for t in tokens
    ]
    for place, key in enumerate(keys):
        if key:
            seen.setdefault(key, []).append(place)
    return [_others(seen.get(key, ()), place, tokens, strongest) for place, key in enumerate(keys)]


def _others(
    places: Sequence[int],
    place: int,
    tokens: Sequence[Token],
    strongest: Sequence[Finding | None],
) -> int:
    if len(places) < 2:
        return _ONLY_HERE
    kinds: set[str] = set()
    forms: set[str] = set()
    for other in places:
        if other != place:
            finding = strongest[other]
            kinds.add(finding.entity if finding is not None else "-")
            forms.add(_shape(tokens[other].surface)[:2])
    return number_of("e", " ".join((*sorted(kinds), *sorted(forms))))


@lru_cache(maxsize=50_000)
def _word_row(surface: str, jurisdiction: str) -> tuple[int, ...]:
    key = fold(surface)
    if surface[0].isdigit():
        key = "0" * min(len(surface), 7)
    return (
        number_of("w", key),
        number_of("p", key[:3]),
        number_of("s", key[-3:]),
        number_of("h", _shape(surface)),
        number_of("l", _lists(key, jurisdiction)),
        number_of("c", "".join(letter for letter, words in _CUES if key in words)),
    )


@lru_cache(maxsize=50_000)
def number_of(column: str, value: str) -> int:
    """The number that stands for a value in a column, the same on every machine."""
    return zlib.crc32(f"{column}:{value}".encode())


_NO_EVIDENCE = (number_of("v", ""), number_of("r", ""))
_ONLY_HERE = number_of("e", "")


def _shape(surface: str) -> str:
    shape = ""
    for character in surface:
        kind = (
            "d"
            if character.isdigit()
            else "X"
            if character.isupper()
            else "x"
            if character.isalpha()
            else character
        )
        if len(shape) < 3 or shape[-3:] != kind * 3:
            shape += kind
    return shape + ("+" if len(surface) > 8 else "")


def _lists(key: str, jurisdiction: str) -> str:
    """Which lists hold a word, as one code."""
    if not key[:1].isalpha():
        return ""
    known = lexicon()
    places = gazetteer(jurisdiction)
    held = (
        ("F", known.is_forename(key)),
        ("S", known.is_surname(key)),
        ("e", known.is_english(key)),
        ("c", known.is_clinical(key)),
        ("u", key in known.function_words),
        ("p", places.is_place((key,))),
        ("b", places.begins(key)),
    )
    return "".join(letter for letter, holds in held if holds) or "-"


def _layout(text: str, token: Token, style: str) -> int:
    before = text[token.start - 1] if token.start else "^"
    after = text[token.end] if token.end < len(text) else "$"
    return number_of("y", style + _side(before) + _side(after))


def _side(character: str) -> str:
    if character.isalnum():
        return "a"
    return character if character in "^$\n @.'-/#&_" else " " if character.isspace() else ","


def _style(text: str) -> str:
    """Whether the text is written in small letters, in capitals, or as usual."""
    letters = [c for c in text[:400] if c.isalpha()]
    high = sum(c.isupper() for c in letters) / max(1, len(letters))
    return "s" if high < 0.012 else "c" if high > 0.6 else "n"
