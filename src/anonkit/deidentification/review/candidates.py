"""Places that were left standing and may be identifiers: a name in a list, a capital nobody knows, a long number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from anonkit.deidentification.review.read_text import PossibleMiss, ToldSpan
from anonkit.deidentification.text.lexicons import lexicon

_CAPITAL = re.compile(r"(?<![\w'’.@/-])[A-ZÀ-Þ][^\W\d_]+(?:['’-](?!s\b)[^\W\d_]+)*(?![\w@])")
_POSSESSIVE = ("'s", "’s")
_DIGITS = re.compile(r"(?<![\w.,/-])\+?\d(?:[ ()/-]{0,2}\d){6,14}(?![\w])")
_OPENS = re.compile(r"(?:^|[.!?:;\n•*>/(\[–—-])\s*$")
_BEFORE = 6
_SHORTEST = 3
LISTED_NAME, UNKNOWN_CAPITAL, LONG_NUMBER, OPENING_NAME = 0.6, 0.4, 0.5, 0.25
_REASONS = {
    LISTED_NAME: "a name in the lists, in mid-sentence",
    UNKNOWN_CAPITAL: "a capital that no list knows",
    LONG_NUMBER: "a long number",
    OPENING_NAME: "a name in the lists, at the head of a sentence",
}


def possible_misses(text: str, spans: Sequence[ToldSpan]) -> tuple[PossibleMiss, ...]:
    """What was left standing and a person should look at, in its order."""
    taken = sorted((span.start, span.end) for span in spans)
    found = sorted((*_names(text), *_numbers(text)), key=lambda one: one.start)
    return tuple(one for one in found if not _is_taken(one, taken))


def _names(text: str) -> Iterator[PossibleMiss]:
    for match in _CAPITAL.finditer(text):
        risk = _risk_of_capital(text, match)
        if risk is not None:
            yield PossibleMiss(*match.span(), "PERSON", risk, _REASONS[risk])


def _risk_of_capital(text: str, match: re.Match[str]) -> float | None:
    word, known = match[0], lexicon()
    key = word.lower()
    if len(word) < _SHORTEST or known.is_clinical(key) or key in known.function_words:
        return None
    if key in known.eponyms and text.startswith(_POSSESSIVE, match.end()):
        return None
    is_name = known.is_forename(key) or known.is_surname(key)
    opens = _OPENS.search(text[max(0, match.start() - _BEFORE) : match.start()]) is not None
    if known.is_english(key):
        return LISTED_NAME if is_name and not opens and not word.isupper() else None
    if is_name:
        return OPENING_NAME if opens else LISTED_NAME
    return None if opens or word.isupper() else UNKNOWN_CAPITAL


def _numbers(text: str) -> Iterator[PossibleMiss]:
    for match in _DIGITS.finditer(text):
        yield PossibleMiss(*match.span(), "ID", LONG_NUMBER, _REASONS[LONG_NUMBER])


def _is_taken(one: PossibleMiss, taken: Sequence[tuple[int, int]]) -> bool:
    place = bisect_right(taken, (one.end, -1))
    return place > 0 and taken[place - 1][1] > one.start
