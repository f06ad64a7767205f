"""What a collected record is made of: plain values, small enough to be in memory for one person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from anonkit.portability.basis import Basis

_SIGN = re.compile(r"[^\s\x00-\x1f]")


@dataclass(frozen=True)
class Reason:
    """Why a row waits in quarantine; it never holds a value."""

    code: str
    field: str
    severity: str
    message: str


@dataclass(frozen=True)
class RecordRow:
    """One row held on the person: the non-empty values, as found."""

    id: str
    """Unique in this record, and legal as a FHIR id and a file name: ``treatments-3``."""
    table: str
    value_by_field: Mapping[str, str]
    reasons: tuple[Reason, ...] = ()
    """Why the row is in quarantine; empty for a row that is not."""
    doubts: Mapping[str, str] = field(default_factory=dict)
    """Fields whose value did not pass a check and is given as found, with the reason."""

    @property
    def row_key(self) -> str:
        """The row's key; empty where the source gave none."""
        return self.value_by_field.get("row_key", "")

    @property
    def is_quarantined(self) -> bool:
        """Whether the row waits to be mended."""
        return bool(self.reasons)

    def get(self, name: str) -> str:
        """The value of a field; empty where there is none."""
        return self.value_by_field.get(name, "")

    def without(self, names: set[str]) -> RecordRow:
        """The row without these fields."""
        return replace(
            self,
            value_by_field={
                name: value for name, value in self.value_by_field.items() if name not in names
            },
            doubts={name: why for name, why in self.doubts.items() if name not in names},
        )


def filled(values: Mapping[Any, object]) -> dict[str, str]:
    """The values that say something; blanks and control characters alone are no value."""
    return {
        str(name): value
        for name, value in values.items()
        if isinstance(value, str) and _SIGN.search(value)
    }


@dataclass(frozen=True)
class UnreadableUnit:
    """A unit of a source file that could not be read as a row: handed over as it stands."""

    table: str
    tag: str
    raw: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class UnmappedValue:
    """A value from a source column that no mapping names."""

    row_key: str
    table: str
    column: str
    value: str


@dataclass(frozen=True)
class HeldFile:
    """A document or photograph, and where it lies in the bag."""

    row_id: str
    blob: str
    path: str
    """Relative to the payload folder; it tells nothing about the person. Empty where it is missing."""
    media_type: str
    size: int = 0
    sha256: str = ""
    problem: str = ""
    """Why the file is not in the bag; empty where it is."""


@dataclass(frozen=True)
class Withheld:
    """What is not handed over, and why."""

    table: str
    field: str
    """Empty where whole rows are withheld."""
    ground: str
    count: int


@dataclass(frozen=True)
class Question:
    """Another record that may be this person's, and why it may; nothing of it is included."""

    evidence: tuple[str, ...]


@dataclass(frozen=True)
class ClientRecord:
    """Everything of one person that a basis covers, and an account of what it leaves out."""

    basis: Basis
    client_key: str
    rows: Mapping[str, tuple[RecordRow, ...]]
    """By canonical table, in declared order; clinic tables hold only what the record refers to."""
    unreadable: tuple[UnreadableUnit, ...] = ()
    unmapped: tuple[UnmappedValue, ...] = ()
    files: tuple[HeldFile, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    questions: tuple[Question, ...] = ()

    def all_rows(self) -> Iterator[RecordRow]:
        """Every row, table by table."""
        for rows in self.rows.values():
            yield from rows

    def file_of(self, row_id: str) -> HeldFile | None:
        """The file that a row of documents or photos describes, where it is in the bag."""
        return next((held for held in self.files if held.row_id == row_id and held.path), None)

    @property
    def quarantined_count(self) -> int:
        """How many rows wait to be mended."""
        return sum(row.is_quarantined for row in self.all_rows()) + len(self.unreadable)
