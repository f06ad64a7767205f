"""One note counted: what was caught whole, what was missed, what else was touched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from anonkit.deidentification.evaluation.kinds import DIRECT
from anonkit.deidentification.evaluation.marks import MarkedNote
from anonkit.deidentification.evaluation.shapes import shape_of, surroundings
from anonkit.deidentification.text.findings import Finding

_WORD = re.compile(r"\w[\w'’.-]*\w|\w")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch that was missed, or touched without need: told by kind, shape and place."""

    note: int
    entity: str
    shape: str
    where: str
    value: str | None = field(default=None, repr=False)
    """The words themselves, only where the note is test data."""

    @property
    def is_direct(self) -> bool:
        """Whether its kind names a person by itself."""
        return self.entity in DIRECT


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of one note."""

    marked: Counter[str]
    caught: Counter[str]
    found: Counter[str]
    true: Counter[str]
    """Of the findings of a kind those that stand, at least in part, on a mark."""
    words: int
    """Words outside every mark."""
    words_kept: int
    words_touched: int
    words_touched_rightly: int
    misses: tuple[Stretch, ...]
    needless: tuple[Stretch, ...]

    @property
    def has_direct_leak(self) -> bool:
        """Whether something that names a person by itself is left in the note."""
        return any(miss.is_direct for miss in self.misses)

    @property
    def is_touched(self) -> bool:
        """Whether a word outside every mark was covered."""
        return self.words_kept < self.words


def tally(note: MarkedNote, findings: Sequence[Finding]) -> Tally:
    """Counts of one note: a mark is caught when all its letters and digits are covered."""
    covered = coverage(note.text, [(f.start, f.end) for f in findings])
    marked = coverage(note.text, [(start, end) for start, end, _ in note.spans])
    missed = [span for span in note.spans if not is_covered(note.text, span, covered)]
    needless = [f for f in findings if not _touches(note.text, f, marked)]
    words = [_word_state(note.text, m, covered, marked) for m in _WORD.finditer(note.text)]
    total = Counter(kind for _, _, kind in note.spans)
    found = Counter(f.entity for f in findings)
    return Tally(
        marked=total,
        caught=total - Counter(kind for _, _, kind in missed),
        found=found,
        true=found - Counter(f.entity for f in needless),
        words=sum(not is_marked for is_marked, _ in words),
        words_kept=sum(not is_marked and not touched for is_marked, touched in words),
        words_touched=sum(touched for _, touched in words),
        words_touched_rightly=sum(is_marked and touched for is_marked, touched in words),
        misses=tuple(_stretch(note, *span) for span in missed),
        needless=tuple(_stretch(note, f.start, f.end, f.entity) for f in needless),
    )


def coverage(text: str, spans: Sequence[tuple[int, int]]) -> bytearray:
    """One byte a character: 1 where a span covers it."""
    covered = bytearray(len(text))
    for start, end in spans:
        first, last = max(0, start), min(len(text), end)
        covered[first:last] = b"\x01" * (last - first)
    return covered


def is_covered(text: str, span: tuple[int, int, str], covered: bytearray) -> bool:
    """Whether every letter and digit of a mark is covered."""
    return all(covered[i] for i in range(span[0], span[1]) if text[i].isalnum())


def _touches(text: str, finding: Finding, marked: bytearray) -> bool:
    return any(marked[i] for i in range(finding.start, finding.end) if text[i].isalnum())


def _word_state(
    text: str, match: re.Match[str], covered: bytearray, marked: bytearray
) -> tuple[bool, bool]:
    places = [i for i in range(*match.span()) if text[i].isalnum()]
    return any(marked[i] for i in places), any(covered[i] for i in places)


def _stretch(note: MarkedNote, start: int, end: int, kind: str) -> Stretch:
    surface = note.text[start:end]
    return Stretch(
        note.number,
        kind,
        shape_of(surface),
        surroundings(note.text, start, end),
        surface if note.is_test_data else None,
    )
