"""What the words around a complication say: how bad, what was done, over or not, here or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from anonkit.deidentification.note_text.statements import PlainNote

_FILE = Path(__file__).parent / "data" / "details.yaml"
_NEAR = 28
_LEAD = 60
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun"
# A treatment, then a place or a firm with a capital: "had lips done in Leeds".
_DONE_IN = re.compile(
    r"(?i:\b(?:done|had|got|treated|filler|botox|tox|lhr|laser|surgery|tuck|lift|injected)\b)"
    rf"(?:[^.;\n]{{0,40}}?\b(?:in|at|by) (?:the |an? |her |his )?(?!{_MONTHS})[A-Z][a-z]"
    r"|(?<=done) (?:[A-Z][a-z]{2}|[^.;\n]{0,40}\b(?:19|20)\d\d\b))"
)


@dataclass(frozen=True)
class Details:
    """The expressions of `details.yaml`, compiled."""

    severity: Mapping[str, re.Pattern[str]] = field(repr=False)
    resolved: Mapping[str, re.Pattern[str]] = field(repr=False)
    actions: Mapping[str, re.Pattern[str]] = field(repr=False)
    elsewhere: re.Pattern[str] = field(repr=False)


@cache
def details() -> Details:
    """The details as they ship."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    by_list = {
        name: {label: _pattern(words) for label, words in data[name].items()}
        for name in ("severity", "resolved", "actions")
    }
    return Details(**by_list, elsewhere=_pattern(data["elsewhere"]))


def severity_of(note: PlainNote, start: int, end: int, by_nature: str | None) -> str | None:
    """How bad, from the nearest word of degree in the sentence; else what the kind is by nature."""
    first, last = note.sentence_at(start)
    before = note.lowered[max(first, start - _NEAR) : start]
    after = note.lowered[end : min(last, end + _NEAR)]
    own = note.lowered[start:end]
    nearest: list[tuple[int, str]] = []
    for word, pattern in details().severity.items():
        nearest += [(0, word) for _ in pattern.finditer(own)]
        nearest += [(len(before) - match.end(), word) for match in pattern.finditer(before)]
        nearest += [(match.start() + 1, word) for match in pattern.finditer(after)]
    said = min(nearest)[1] if nearest else None
    return by_nature if by_nature is not None else said


def resolution_of(text: str) -> str | None:
    """Whether it is over, from the last that the text says about it."""
    said = [
        (match.start(), -match.end(), word)
        for word, pattern in details().resolved.items()
        for match in pattern.finditer(text)
    ]
    kept = [one for one in said if not any(_is_within(one, other) for other in said)]
    return max(kept)[2] if kept else None


def actions_in(text: str) -> tuple[str, ...]:
    """What was done, in the words of the list and in its order."""
    return tuple(label for label, pattern in details().actions.items() if pattern.search(text))


def is_elsewhere(note: PlainNote, start: int, end: int) -> bool:
    """Whether the sentence says that it was somebody else's treatment."""
    first, last = note.sentence_at(start)
    last = max(last, end)
    # A dash may stand between the other clinic and what came of it: "lips done Bloom 2022 - lumpy".
    paragraph = max(note.text.rfind(mark, 0, first) for mark in (".", "\n")) + 1
    first = max(paragraph, first - _LEAD)
    is_said = details().elsewhere.search(note.lowered, first, last) is not None
    return is_said or _DONE_IN.search(note.text, first, last) is not None


def _is_within(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    start, end = one[0], -one[1]
    begin, stop = other[0], -other[1]
    return one != other and begin <= start and end <= stop and (stop - begin) > (end - start)


def _pattern(expressions: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w])(?:" + "|".join(map(str, expressions)) + r")(?!\w)")
