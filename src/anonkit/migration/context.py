"""What a conversion is told about the clinic and the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from anonkit.model import Identity


@dataclass(frozen=True)
class MigrationContext:
    """The clinic's clock, its staff, the crosswalk, and which rows are meant."""

    zone: str
    identity: Identity
    crosswalk: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    """By kind: our word to the target's; ``None`` where it is parked."""
    staff_names: Mapping[str, str] = field(default_factory=dict)
    person_by_client: Mapping[str, str] = field(default_factory=dict)
    as_of: date | None = None
    """The day on which consents are asked."""
    tables: frozenset[str] | None = None
    """The tables that were asked for; ``None`` for all."""
    since: str | None = None
    """Rows read before this moment are already at the target."""
    clients: frozenset[str] | None = None
    """In a rehearsal, the clients that are meant at all."""
