"""A note made plain to be searched: small letters, plain marks, clauses, and the way back."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property

from anonkit.deidentification.note_text.statements.word_patterns import word_starts
from anonkit.deidentification.text.normalise import NormalisedText, normalise

_SENTENCE_END = re.compile(
    # A full stop ends a sentence only before a blank; "e.g. ", "incl. " and "Dr. " do not.
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bincl)(?<!\bdr)(?<!\bmr)(?<!\bmrs)(?<!\bpt)(?<!\bpts)(?<!\bapprox)"
    r"(?<!\bposs)(?<!\bprev)(?<!\bhx)[.!?]+(?=\s|$|[\"')])|[;\n\r]+|\s/\s(?=(?:[\w'-]+\s+){2})|\s[-–—|*•]\s|…"
)
_CAPITALS = 0.6


@dataclass(frozen=True)
class PlainNote:
    """A note as it is searched; all offsets but those of `origin` are of the plain text."""

    text: str = field(repr=False)
    """As it came, with plain marks and blanks."""
    lowered: str = field(repr=False)
    """Likewise in small letters, character for character."""
    normalised: NormalisedText = field(repr=False)

    @cached_property
    def is_in_capitals(self) -> bool:
        """Whether it is typed in capitals, so that a capital tells nothing."""
        letters = [c for c in self.text if c.isalpha()]
        return bool(letters) and sum(c.isupper() for c in letters) > _CAPITALS * len(letters)

    @cached_property
    def word_starts(self) -> list[tuple[int, str]]:
        """Where words begin, in small letters."""
        return word_starts(self.lowered)

    @cached_property
    def capital_starts(self) -> list[tuple[int, str]]:
        """Where words begin with a capital or a sign."""
        return [(place, self.text[place]) for place, _ in self.word_starts]

    @cached_property
    def _breaks(self) -> list[tuple[int, int]]:
        return [match.span() for match in _SENTENCE_END.finditer(self.lowered)]

    @cached_property
    def _break_starts(self) -> list[int]:
        return [start for start, _ in self._breaks]

    def sentence_at(self, place: int) -> tuple[int, int]:
        """Where the sentence around a place begins and ends, without its last mark."""
        index = bisect_left(self._break_starts, place)
        start = self._breaks[index - 1][1] if index else 0
        end = self._breaks[index][0] if index < len(self._breaks) else len(self.text)
        return min(start, place), max(end, place)

    def following(self, place: int, sentences: int) -> int:
        """The end of so many sentences after the one at a place."""
        _, end = self.sentence_at(place)
        for _ in range(sentences):
            if end >= len(self.text):
                break
            _, end = self.sentence_at(end + 1)
        return end

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the note as it came."""
        return self.normalised.origin(start, end)


def plain_note(text: str) -> PlainNote:
    """The note made plain; invisible marks and look-alike letters hide nothing."""
    normalised = normalise(text)
    plain = normalised.text
    lowered = plain.lower()
    if len(lowered) != len(plain):
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in plain)
    return PlainNote(plain, lowered, normalised)
