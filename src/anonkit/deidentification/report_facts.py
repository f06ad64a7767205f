"""What a release's report says beside the measures; nothing here asks a clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from anonkit.deidentification.note_text.outcomes import ComplicationRate
from anonkit.deidentification.policy import PlanRow


@dataclass(frozen=True)
class Signature:
    """Who signed, in what role, on which day."""

    name: str
    role: str
    on: str


@dataclass(frozen=True)
class AttackLine:
    """One attack of the intruder test, as the recipient may see it: what was tried, and whether it failed."""

    attack: str
    says: str
    passed: bool


@dataclass(frozen=True)
class CostLine:
    """What one protection cost: how much of what it touched is told more coarsely or not at all."""

    what: str
    lost: float
    """The share that is lost, from 0 to 1."""
    says: str = ""


@dataclass(frozen=True)
class TriedChoice:
    """One choice that was looked at: how much it keeps, and how likely the worst placed person is found."""

    kept: float
    """From 0, nothing told, to 1, everything told as recorded."""
    risk: float
    """From 0 to 1."""
    is_chosen: bool = False


@dataclass(frozen=True)
class ReportFacts:
    """The facts of one report."""

    release: str
    clinic: str
    audience: str
    as_of: str
    review_date: str
    recipient: str | None = None
    signature: Signature | None = None
    versions: Mapping[str, str] = field(default_factory=dict)
    released: int | None = None
    """How many people the release holds, where risk was measured over more."""
    rows_before: Mapping[str, int] = field(default_factory=dict)
    """By table: the rows of the people in the release, before anything was done."""
    rows_told: Mapping[str, int] = field(default_factory=dict)
    """By table: the rows in the release."""
    people_left_out: Mapping[str, int] = field(default_factory=dict)
    """By reason: people who are not in the release."""
    complications: Sequence[ComplicationRate] = ()
    """Rates of complications of which k people or more are known to have had one."""
    plan: Sequence[PlanRow] = ()
    """What the policy does to each field."""
    attacks: Sequence[AttackLine] = ()
    controller_consent: str | None = None
    """Who agreed to the intruder test on the controller's behalf, and when."""
    costs: Sequence[CostLine] = ()
    """What each protection cost."""
    class_choices: Sequence[TriedChoice] = ()
    """How finely people could be told, and the risk of each."""
    course_choices: Sequence[TriedChoice] = ()
    """How finely courses could be told, and the risk of each."""
