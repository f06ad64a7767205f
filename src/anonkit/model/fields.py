"""What a field of the canonical record is: its type, who it points at, where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FieldType(StrEnum):
    """How the text of a value is written; every canonical value is stored as text.

    Text keeps what binary types lose: ids above 2**53, decimals with their precision,
    partial dates. `typed_frame` turns a table into pandas types on request.
    """

    TEXT = "text"
    """Any text."""
    PARTIAL_DATE = "partial date"
    """``1984-05-17``, ``1984-05``, ``1984``, or ``--05-17`` where the year is unknown."""
    DATE_TIME = "date-time"
    """ISO 8601 with an offset, ``2024-05-01T10:00:00+01:00``, or a bare date where no time is known."""
    INTEGER = "integer"
    """Digits with an optional minus sign."""
    DECIMAL = "decimal"
    """Digits with an optional minus sign and point; precision is kept."""
    BOOLEAN = "boolean"
    """``true`` or ``false``."""
    LIST = "list"
    """A JSON list of texts."""
    JSON = "json"
    """Any JSON value."""


class IdentifierClass(StrEnum):
    """What a field can do to a client's privacy."""

    DIRECT = "direct"
    """Names a person alone: name, e-mail, NHS number."""
    QUASI = "quasi"
    """Names a person in company: postcode, sex, occupation."""
    SENSITIVE = "sensitive"
    """What must not be learnt about someone: diagnosis, outcome, spend."""
    FREE_TEXT = "free text"
    """Prose in which anything may stand."""
    DATE = "date"
    """A date or time that belongs to the person."""
    KEY = "key"
    """A row key or a key of another row: a record number."""
    PLAIN = "plain"
    """Says nothing about who the client is."""


class Origin(StrEnum):
    """Where a value came from, in the words of the right to portability."""

    PROVIDED = "provided"
    """By the client."""
    OBSERVED = "observed"
    """From the client's use of the service: bookings, payments."""
    DERIVED = "derived"
    """Inferred or written by the clinic about the client."""
    THIRD_PARTY = "third party"
    """About or from somebody else."""
    STAFF_ONLY = "staff only"
    """About the clinic's own people or working."""


@dataclass(frozen=True)
class Field:
    """One column of a canonical table."""

    name: str
    type: FieldType
    identifier_class: IdentifierClass
    origin: Origin
    meaning: str
    unit: str | None = None
    """UCUM-like unit where the field has one; ``None`` otherwise."""
    references: str | None = None
    """The table whose row key this field holds."""
    choices: tuple[str, ...] = ()
    """The closed vocabulary, where there is one."""
    entity: str | None = None
    """The text entity that this field's value is when it stands in a note (PERSON, PHONE …)."""
    required: bool = False
    """A row without it cannot be used."""
