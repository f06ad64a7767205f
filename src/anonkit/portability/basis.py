"""On what ground a record is handed out, and what each ground covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

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

_EVERY_ORIGIN = frozenset(Origin)
_NOT_CLINICAL = frozenset(
    {
        "relationships",
        "payments",
        "balances",
        "feedback",
        "communications",
        "web_activity",
        "disclosures",
    }
)
_OTHERS = Ground(
    "other-people",
    "it would tell about somebody else, and the balance is for them",
    "DPA 2018 Sch 2 para 16",
)

SCOPES: Mapping[Basis, Scope] = MappingProxyType(
    {
        Basis.ART15: Scope(
            "Right of access (UK GDPR, Article 15)",
            "Everything the clinic holds about you, in every form it is held.",
            frozenset(),
            _EVERY_ORIGIN,
            (
                _OTHERS,
                Ground(
                    "serious-harm",
                    "a health professional found that it would be likely to cause serious harm",
                    "DPA 2018 Sch 3 para 5",
                ),
                Ground(
                    "legal-privilege",
                    "it is covered by legal professional privilege",
                    "DPA 2018 Sch 2 para 19",
                ),
                Ground(
                    "crime-and-taxation",
                    "it would be likely to prejudice the prevention or detection of crime",
                    "DPA 2018 Sch 2 para 2",
                ),
            ),
        ),
        Basis.ART20: Scope(
            "Right to data portability (UK GDPR, Article 20)",
            "What you gave the clinic, and what was recorded from your use of it. What the clinic's "
            "staff wrote or concluded is not part of this right; you can have it by asking for access "
            "under Article 15.",
            frozenset(),
            frozenset({Origin.PROVIDED, Origin.OBSERVED}),
            (
                Ground(
                    "rights-of-others",
                    "handing it over would adversely affect the rights and freedoms of others",
                    "UK GDPR Art 20(4)",
                ),
            ),
        ),
        Basis.HIPAA: Scope(
            "Right of access (HIPAA, 45 CFR 164.524)",
            "Your designated record set: medical and billing records, and other records used to make "
            "decisions about you.",
            frozenset({"web_activity", "relationships"}),
            _EVERY_ORIGIN,
            (
                Ground("psychotherapy-notes", "psychotherapy notes", "45 CFR 164.524(a)(1)(i)"),
                Ground(
                    "legal-proceeding",
                    "compiled in reasonable anticipation of a legal action or proceeding",
                    "45 CFR 164.524(a)(1)(ii)",
                ),
                Ground(
                    "confidential-source",
                    "given by somebody else under a promise of confidentiality",
                    "45 CFR 164.524(a)(2)(v)",
                ),
                Ground(
                    "endangers-life",
                    "a licensed professional found that it would endanger life or physical safety",
                    "45 CFR 164.524(a)(3)(i)",
                ),
                Ground(
                    "harms-other-person",
                    "it refers to another person, and a licensed professional found that access would "
                    "be likely to cause that person substantial harm",
                    "45 CFR 164.524(a)(3)(ii)",
                ),
            ),
        ),
        Basis.TRANSFER: Scope(
            "Transfer to another provider",
            "The clinical record, for the provider who treats you next. Payments, messages and use of "
            "the website are not part of it.",
            _NOT_CLINICAL,
            _EVERY_ORIGIN,
            (
                _OTHERS,
                Ground("client-wish", "you asked for it not to be passed on", "your own request"),
            ),
            frozenset({"clinical", "phone", "message"}),
        ),
    }
)
"""Every basis and what it covers."""

AUTOMATIC_GROUNDS: tuple[Ground, ...] = (
    Ground(OUTSIDE_SCOPE, "this kind of request does not cover it", "the scope on the cover"),
    Ground(STAFF_PRIVATE, "a member of staff's own contact details", "DPA 2018 Sch 2 para 16"),
    Ground(
        ANOTHER_CLIENT,
        "it would tell that somebody else is a client too",
        "confidentiality of that person",
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
