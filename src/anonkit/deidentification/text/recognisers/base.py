"""What a recogniser is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import ClassVar, Protocol, runtime_checkable

from anonkit.deidentification.text.findings import PATTERN, Finding
from anonkit.deidentification.text.note import Note


@runtime_checkable
class Recogniser(Protocol):
    """Finds one kind of entity in a note."""

    name: ClassVar[str]
    entity: ClassVar[str]

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where the entity stands."""
        ...


class PatternRecogniser:
    """Finds an entity by expressions; the group `id`, where there is one, is the entity."""

    name: ClassVar[str]
    entity: ClassVar[str]
    patterns: ClassVar[tuple[re.Pattern[str], ...]] = ()
    score: ClassVar[float] = PATTERN

    def find(self, note: Note) -> Iterator[Finding]:
        """Every match that `accepts` lets stand."""
        return self._found(note, self.patterns)

    def _found(self, note: Note, patterns: Iterable[re.Pattern[str]]) -> Iterator[Finding]:
        for pattern in patterns:
            for match in note.matches(pattern):
                start, end = match.span("id" if "id" in pattern.groupindex else 0)
                if end > start and self.accepts(note, match):
                    yield Finding(start, end, self.entity, self.name, self.score)

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """Whether a match is one; the place for checksums and context."""
        return True
