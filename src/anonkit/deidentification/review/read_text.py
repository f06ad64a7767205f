"""A text as a publication read and told it: places and kinds, never what stands there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ToldSpan:
    """One place of a text that was replaced; offsets are characters of the text as read."""

    start: int
    end: int
    entity: str
    recogniser: str
    score: float
    evidence: str
    told: str = field(repr=False)
    """What stands in its place in the release."""

    @property
    def is_ruled_by_policy(self) -> bool:
        """Whether it is a fact or a topic, of which the policy decides and no reviewer."""
        return ":" in self.entity


@dataclass(frozen=True, slots=True)
class PossibleMiss:
    """One place that was not replaced and may have to be."""

    start: int
    end: int
    entity: str
    risk: float
    reason: str


@dataclass(frozen=True, slots=True)
class ReadText:
    """One text of the last publication: where it stands and what was found in it."""

    digest: str
    tag: str
    table: str
    field: str
    case: str
    words: int
    spans: tuple[ToldSpan, ...]
    misses: tuple[PossibleMiss, ...] = ()

    def as_row(self) -> list[Any]:
        """For encrypted storage, as short as can be."""
        spans = [
            [s.start, s.end, s.entity, s.recogniser, s.score, s.evidence, s.told]
            for s in self.spans
        ]
        misses = [[m.start, m.end, m.entity, m.risk, m.reason] for m in self.misses]
        head = [self.digest, self.tag, self.table, self.field, self.case, self.words]
        return [*head, spans, misses]

    @classmethod
    def from_row(cls, row: Sequence[Any]) -> ReadText:
        """What `as_row` wrote."""
        digest, tag, table, column, case, words, spans, misses = row
        found = tuple(ToldSpan(*span) for span in spans)
        left = tuple(PossibleMiss(*miss) for miss in misses)
        return cls(digest, tag, table, column, case, words, found, left)
