"""On what ground a record is handed out, and what each ground covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from types import MappingProxyType
from typing import Any

import yaml

from anonkit.model import Field, Origin


class Basis(StrEnum):
    """The right, or the wish, that an export answers."""

    ART15 = "art15"
    """UK GDPR Article 15: everything about the person."""
    ART20 = "art20"
    """UK GDPR Article 20: what the person provided, and what was observed of them."""
    HIPAA = "hipaa"
    """45 CFR 164.524: the designated record set, clinical and billing."""
    TRANSFER = "transfer"
    """What the next provider needs to go on treating."""


@dataclass(frozen=True)
class Ground:
    """Why something may be withheld, in the basis that knows the ground."""

    code: str
    meaning: str
    source: str
    by: str = ""
    """Who alone may decide on it; empty where anybody may whom the clinic trusts with it."""
    review: bool = False
    """Whether the person may have the refusal reviewed."""


@dataclass(frozen=True)
class Scope:
    """What a basis covers."""

    title: str
    meaning: str
    tables_outside: frozenset[str]
    origins: frozenset[Origin]
    grounds: tuple[Ground, ...]
    """What a person may decide to withhold under this basis."""
    note_kinds: frozenset[str] | None = None
    """The kinds of note it reaches; every kind where nothing is said."""

    def covers(self, field: Field) -> bool:
        """Whether a field of a client table belongs to this basis."""
        return field.origin in self.origins


OUTSIDE_SCOPE = "outside-scope"
"""Withheld without anybody's decision: the basis does not reach it."""
STAFF_PRIVATE = "staff-private"
"""Withheld without anybody's decision: a member of staff's own address, phone or e-mail."""
ANOTHER_CLIENT = "another-client"
"""Withheld without anybody's decision: which other client of the clinic somebody is."""
UNKNOWN_ORIGIN = "unknown-origin"
"""Withheld without anybody's decision: a column nobody has classified, under a basis that needs it."""

MISFILED = "another-persons"
"""Another person's record that got in by mistake: taken out, and reported as a possible breach."""


def _scopes() -> Mapping[Basis, Scope]:
    """The bases as `bases.yaml` declares them."""
    text = resources.files("anonkit.portability").joinpath("bases.yaml").read_text("utf-8")
    declared = yaml.safe_load(text)
    return MappingProxyType({Basis(name): _scope(scope) for name, scope in declared.items()})


def _scope(declared: Mapping[str, Any]) -> Scope:
    kinds = declared.get("note_kinds")
    return Scope(
        declared["title"],
        declared["meaning"],
        frozenset(declared.get("tables_outside", ())),
        frozenset(map(Origin, declared["origins"])),
        tuple(Ground(**ground) for ground in declared["grounds"]),
        frozenset(kinds) if kinds else None,
    )


SCOPES: Mapping[Basis, Scope] = _scopes()
"""Every basis and what it covers."""

AUTOMATIC_GROUNDS: tuple[Ground, ...] = (
    Ground(OUTSIDE_SCOPE, "this kind of request does not cover it", "the scope on the cover"),
    Ground(STAFF_PRIVATE, "a member of staff's own contact details", "they are not about you"),
    Ground(
        ANOTHER_CLIENT,
        "it would tell that somebody else is a client too",
        "confidentiality of that person",
    ),
    Ground(
        MISFILED,
        "it is about somebody else and got into this record by mistake",
        "it was never yours; the clinic treats it as a possible breach",
    ),
    Ground(
        UNKNOWN_ORIGIN, "the clinic has not yet sorted out who provided it", "UK GDPR Art 20(1)"
    ),
)
"""The grounds that need no decision."""

PROVIDED_DOCUMENTS = frozenset({"intake form", "identity", "insurance", "consent"})
"""Kinds of document that the person gave the clinic, whoever filed them."""

STAFF_PUBLIC_FIELDS = frozenset(
    {"row_key", "platform", "staff_id", "name", "role", "registration_number", "is_active"}
)
"""What is said of a professional who took part in care; such people are normally shown."""


def ground_named(basis: Basis, code: str) -> Ground | None:
    """The ground with this code, where this basis knows it."""
    known = SCOPES[basis].grounds + AUTOMATIC_GROUNDS
    return next((ground for ground in known if ground.code == code), None)
