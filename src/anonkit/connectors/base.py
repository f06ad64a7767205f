"""What a reading is given and what it hands out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import pandas as pd

from anonkit.model import Identity

QUARANTINE_COLUMNS = (
    "tag",
    "table",
    "row_key",
    "client_key",
    "source_file",
    "source_place",
    "reasons",
    "payload",
    "stage",
)
UNMAPPED_COLUMNS = ("row_key", "table", "column", "value")
CLIENT_REF_COLUMNS = ("row_key", "table", "kind", "ref")


@dataclass(frozen=True)
class ReadContext:
    """Where and how to read: the clinic's habits, and where the bytes of files go."""

    platform: str
    """The platform whose spelling decides where several would fit."""
    jurisdiction: Literal["uk", "us"]
    time_zone: str
    """The clinic's IANA zone: local times without a zone are its own."""
    identity: Identity
    pulled_at: str
    """ISO 8601; written into every row."""
    put_blob: Callable[[bytes], str]
    """Stores the bytes of a document or photo in encrypted storage and names them."""
    mapping: Path | None = None
    """The clinic's own mapping file; its readings come before any platform's."""
    known_clients: pd.DataFrame | None = None
    """The clients of earlier ingests, to whom rows may refer."""
    known_staff: pd.DataFrame | None = None
    """The staff of earlier ingests."""
    rows_per_piece: int = 5_000


@dataclass(frozen=True)
class Noticed:
    """Something worth telling about a source: a code, the field or column, how often; never a value."""

    code: str
    place: str
    count: int


@dataclass(frozen=True)
class Recognition:
    """What a source was taken for, and how sure that is."""

    platform: str
    reading: str
    """The reading's name; the platform's own where a clinic's mapping extends it."""
    certainty: str
    """verified, verified-weak, assumed: how well the headers are known; ``own``: the clinic's mapping."""
    known_columns: int
    """How many of the table's columns the reading knows."""
    columns: int


@dataclass(frozen=True)
class SourceCounts:
    """The fate of every unit of a source."""

    in_: int = 0
    read: int = 0
    quarantined: int = 0
    ignored: Mapping[str, int] = field(default_factory=dict)

    @property
    def closes(self) -> bool:
        """Whether each unit has exactly one fate."""
        return self.in_ == self.read + self.quarantined + sum(self.ignored.values())


@dataclass(frozen=True)
class Piece:
    """A part of one source, read. A large source comes in several pieces of the same name."""

    source: str
    """The source's name; it tells nothing about a client."""
    frames: Mapping[str, pd.DataFrame]
    """Canonical frames by table, system fields filled."""
    faults: pd.DataFrame
    """Quarantine rows of the reading stage."""
    unmapped: pd.DataFrame
    """Values of columns that no mapping names: row key, table, column, value."""
    client_refs: pd.DataFrame
    """For rows whose client is unknown, what the source says of the client: row key, table, kind, ref."""
    findings: tuple[Noticed, ...]
    counts: SourceCounts
    recognition: Recognition | None = None
