"""Where lighter evidence leaves a doubt that a model should settle."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.note import Note, Word

Stretch = tuple[int, int]

_EDGE = re.compile(r"[.!?](?=\s)|\n")
_JOINS = (" ", "-", " & ", "'s ")
_MOST = 0.7
"""A model that would be asked for more of a note than this reads all of it."""


def doubtful_stretches(
    note: Note, found: Sequence[Finding], is_doubtful: Callable[[Word], bool]
) -> list[Stretch]:
    """The sentences with a doubtful word that findings do not explain; `found` does not overlap."""
    covered = _Covered(found)
    words = (w for w in note.words if is_doubtful(w) and not covered.explains(note, w))
    stretches = list(_sentences(note.text, words))
    if sum(end - start for start, end in stretches) > _MOST * len(note.text):
        return [(0, len(note.text))]
    return stretches


class _Covered:
    """What findings cover of a note."""

    def __init__(self, found: Sequence[Finding]) -> None:
        self._found = found
        self._starts = [finding.start for finding in found]

    def explains(self, note: Note, word: Word) -> bool:
        """Whether a finding covers a word, and all capitals that may belong to it."""
        finding = self._at(word.start)
        if finding is None:
            return False
        before, after = note.word(word.index - 1), note.word(word.index + 1)
        return not self._is_open(before, word.gap) and not (
            after is not None and self._is_open(after, after.gap)
        )

    def _is_open(self, neighbour: Word | None, gap: str) -> bool:
        return (
            neighbour is not None
            and neighbour.is_capital
            and gap in _JOINS
            and self._at(neighbour.start) is None
        )

    def _at(self, place: int) -> Finding | None:
        at = bisect_right(self._starts, place) - 1
        return self._found[at] if at >= 0 and self._found[at].end > place else None


def _sentences(text: str, words: Iterator[Word]) -> Iterator[Stretch]:
    """The sentence of each word, the same or the next one joined to it."""
    edges: list[int] | None = None
    last: Stretch | None = None
    for word in words:
        if edges is None:
            edges = [0, *(m.end() for m in _EDGE.finditer(text)), len(text) + 1]
        at = bisect_right(edges, word.start)
        start, end = edges[max(0, at - 2)], min(edges[min(at + 1, len(edges) - 1)], len(text))
        if last is not None and start <= last[1]:
            last = (last[0], max(end, last[1]))
            continue
        if last is not None:
            yield last
        last = (start, end)
    if last is not None:
        yield last
