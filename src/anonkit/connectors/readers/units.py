"""What a reader hands on: each unit of a source is a row, a fault or something skipped with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True)
class SourceRow:
    """One row as text by header; empty cells are empty text."""

    place: str
    values: Mapping[str, str]
    raw: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadUnit:
    """A unit that cannot be read: where, why in one kebab-case word, and the text as found."""

    place: str
    reason: str
    raw: tuple[str, ...] = ()


@dataclass(frozen=True)
class SkippedUnit:
    """A unit that holds nothing to read."""

    place: str
    reason: str


@dataclass(frozen=True)
class SourceBlock:
    """Rows that follow each other, by column; each column is as long as `places`."""

    places: Sequence[str]
    columns: Mapping[str, Sequence[str]]

    def __len__(self) -> int:
        return len(self.places)

    def part(self, start: int, end: int) -> SourceBlock:
        """The rows from `start` to before `end`."""
        columns = {header: column[start:end] for header, column in self.columns.items()}
        return SourceBlock(self.places[start:end], columns)


Unit = SourceRow | BadUnit | SkippedUnit
Block = SourceBlock | BadUnit | SkippedUnit


@dataclass(frozen=True)
class SourceTable:
    """One table of a source file: a CSV, one sheet of a workbook, a file of JSON lines."""

    sheet: str | None
    headers: tuple[str, ...]
    units: Callable[[], Iterator[Unit]]
    """Every unit after the header, once more each time it is called."""
    findings: tuple[str, ...] = ()
    """Codes of what was noticed in the header; never a value."""
    blocks: Callable[[], Iterator[Block]] | None = None
    """The same units, rows of the same columns that follow each other taken together; ``None`` where
    a reader has no quicker way to them."""


@dataclass(frozen=True)
class SourceFile:
    """One file, wherever it lies: on disk or in an archive."""

    path: tuple[str, ...]
    """Folders and name from the source that was given; may tell who a client is, so never shown."""
    open: Callable[[], BinaryIO]
    size: int
    container: str = ""
    """The safe name of the archive or folder it lies in."""

    @property
    def name(self) -> str:
        """The file's own name; never shown either."""
        return self.path[-1]

    @property
    def suffix(self) -> str:
        """The ending in small letters, with its dot."""
        stem, dot, ending = self.name.rpartition(".")
        return f".{ending.lower()}" if dot and stem else ""

    def read(self) -> bytes:
        """The whole content."""
        with self.open() as stream:
            return stream.read()
