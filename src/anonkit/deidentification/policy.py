"""A policy: what a release is for, what it must reach, and one rule for every canonical field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from anonkit.deidentification.hierarchies import Hierarchy, hierarchy_named
from anonkit.deidentification.note_text.topics import TopicRule
from anonkit.deidentification.operators import Operator
from anonkit.deidentification.policy_rules import build_rules
from anonkit.deidentification.tabulation.settings import PractitionerSettings, TabulationSettings
from anonkit.errors import SettingsError
from anonkit.model import CLIENT_TABLES

GroundKind = Literal["consent", "no-objection", "operations"]
Audience = Literal["own-staff", "partner", "public"]
Status = Literal["anonymised", "pseudonymised"]
_TERMS = (
    "Nobody tries to recognise anyone in it, or puts it beside other information for that.",
    "It is passed on to nobody but the recipient named.",
    "It is uploaded to no public service, a chatbot included.",
    "Whoever recognises somebody all the same says so to the clinic at once, and to nobody else.",
)
CaseList = Literal["procedures", "products", "sites", "complications"]
Recoding = Literal["local", "global"]
FactRule = Literal["keep", "coarsen", "remove"]
_MOST_TO_TEACH_BY = 60
AttackNumber = Literal[
    "A1", "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "A10", "A11", "A12", "A13", "A14", "A15", "A16", "A17"
]  # fmt: skip
RuleData = str | dict[str, dict[str, Any] | None]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Ground(_Strict):
    """Why records may be used for this purpose where nobody asked the client."""

    kind: GroundKind
    sentence: str = Field(min_length=20)
    """The sentence of the privacy notice it stands on."""
    by_table: Mapping[str, GroundKind] = {}
    """Tables with a ground of their own."""


class Privacy(_Strict):
    """How much likeness between people is asked for; k counts people, not rows."""

    k: Mapping[Audience, int]
    l: int = Field(default=1, ge=1)  # noqa: E741 - its name in the literature
    sensitive: tuple[CaseList, ...] = ()
    """Lists of the case table over which l and t are measured."""
    t: float | None = Field(default=None, gt=0, le=1)
    recoding: Recoding = "global"
    """``local``: labels class by class, so that most are finer; ``global``: one level for everybody."""
    maximum_suppression: float = Field(default=0.1, ge=0, lt=1)
    """The largest share of cases that may be left out so that k holds."""
    known_visits: int = Field(default=2, ge=1, le=6)
    """How many visits somebody may know of, who tries to find a person in the release."""
    known_gaps: int = Field(default=3, ge=0, le=6)
    """How many gaps in a row between visits somebody may know of, to the month; 0 for none."""
    maximum_unicity: float = Field(default=0.05, ge=0, le=1)
    """The largest share of people who may be alone with what is known, upper end of its interval."""
    attacks: tuple[AttackNumber, ...] = ()
    """The attacks of the battery that `publish` tries; one that comes through closes the gate."""


class QuasiIdentifier(_Strict):
    """What names a person in company, and how it may be coarsened."""

    of: str
    """A field, as ``clients.sex``, or ``age`` at the first visit."""
    hierarchy: str
    finest: int = Field(default=0, ge=0)
    """The first level of the hierarchy that may be told at all."""
    band: float | None = Field(default=None, gt=0)
    """With local recoding: numbers are told in bands that fit their class, in steps of this size."""


class Time(_Strict):
    """How the course of a case is told."""

    style: Literal["course", "year"]
    grains: tuple[str, ...] = ("visit",)
    """For course time: the grains to try, from the finest; the gate takes the first that holds."""
    maximum_visits: int = Field(default=12, ge=1)
    """Later visits are left out: the longest course points at one person."""


class Facts(_Strict):
    """How facts in notes are told: as they are, no finer than the tables, or not at all."""

    age: FactRule = "coarsen"
    year: FactRule = "coarsen"
    place: FactRule = "remove"
    lot: FactRule = "remove"
    price: FactRule = "remove"
    occupation: FactRule = "remove"
    family: FactRule = "remove"
    weekday: FactRule = "remove"
    season: FactRule = "remove"
    clock_time: FactRule = "remove"


class Notes(_Strict):
    """Which notes enter, and what they may say."""

    kinds: tuple[str, ...] = ("clinical",)
    facts: Facts = Facts()


class Exclusions(_Strict):
    """Who is never in a case set."""

    under_age: int = Field(default=18, ge=0)
    staff_and_their_households: bool = True
    open_complaint_or_claim: bool = True
    deceased: bool = True


class Surrogates(_Strict):
    """How made-up names are drawn."""

    culture: Literal["neutral", "keep"] = "neutral"
    """``keep`` lets a name tell where a name comes from, so it then counts in k."""


class PlanRow(_Strict):
    """What a policy does to one field."""

    table: str
    field: str
    identifier_class: str
    operator: str
    what_happens: str


class Policy(_Strict):
    """One rule for every canonical field, with what the release must reach and why it may be."""

    name: str = Field(pattern=r"[a-z0-9][a-z0-9-]*")
    version: int = Field(ge=1)
    title: str
    jurisdiction: Literal["uk", "us"]
    purpose: Literal["training", "service_improvement", "research"]
    ground: Ground
    must_reach: Status
    privacy: Privacy
    quasi_identifiers: Mapping[str, QuasiIdentifier]
    time: Time
    notes: Notes = Notes()
    topics: Mapping[str, TopicRule]
    """What is done with texts on each sensitive topic; every topic has its rule."""
    exclusions: Exclusions = Exclusions()
    surrogates: Surrogates = Surrogates()
    practitioners: PractitionerSettings | None = None
    """Who may see what tells practitioners apart; nobody where it is not said."""
    tabulation: TabulationSettings | None = None
    """Tables of counts and rates that go with the cases."""
    maximum_cases: int | None = Field(default=None, ge=2)
    """How many cases go out without a reason; of a policy for training 60 where it is not said."""
    review_after_months: int = Field(default=12, ge=1, le=60)
    terms: tuple[str, ...] = _TERMS
    """What a recipient undertakes; printed with every release, and without any nothing is approved."""
    signatures: Mapping[Audience, Literal[1, 2]] = {}
    """How many different people sign a release for an audience; one where it is not said."""
    rules: Mapping[str, str | Mapping[str, RuleData]]

    @property
    def digest(self) -> str:
        """SHA-256 over everything the policy says; the same for the same policy on any machine."""
        content = json.dumps(self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
        return sha256(content.encode()).hexdigest()

    @property
    def most_cases(self) -> int | None:
        """How many cases go out without a reason for more; a whole clinic is no lesson."""
        most = _MOST_TO_TEACH_BY if self.purpose == "training" else None
        return self.maximum_cases or most

    @property
    def locale(self) -> str:
        """The language and country of made-up values."""
        return "en_US" if self.jurisdiction == "us" else "en_GB"

    @cached_property
    def hierarchy_by_quasi(self) -> Mapping[str, Hierarchy]:
        """The hierarchy of each quasi-identifier; level 0 is the finest the policy lets be told."""
        return {
            name: hierarchy_named(quasi.hierarchy).starting_at(quasi.finest)
            for name, quasi in self.quasi_identifiers.items()
        }

    @cached_property
    def operators(self) -> Mapping[str, Mapping[str, Operator]]:
        """By table and field: the operator that stands for it."""
        return build_rules(self.rules).operators

    @property
    def released_tables(self) -> tuple[str, ...]:
        """The client tables of which anything is told."""
        return tuple(
            table
            for table in CLIENT_TABLES
            if any(operator.keeps_column for operator in self.operators[table].values())
        )

    def k_for(self, audience: str) -> int:
        """The k for an audience; `SettingsError` where the policy does not serve it."""
        by_audience = {str(name): k for name, k in self.privacy.k.items()}
        if audience not in by_audience:
            raise SettingsError(
                f"policy {self.name} names no k for the audience {audience}; "
                f"it serves {', '.join(by_audience)}."
            )
        return by_audience[audience]

    def signatures_for(self, audience: str) -> int:
        """How many people must sign a release for this audience."""
        return {str(name): count for name, count in self.signatures.items()}.get(audience, 1)

    def ground_of(self, table: str) -> GroundKind:
        """The ground on which a table's rows may be used."""
        return self.ground.by_table.get(table, self.ground.kind)
