"""The release gate: what disclosure measures and the leak check let through, and nothing else.

It has two halves. `release` judges the tables before anything is written; `clear_draft` searches the
folder that was written from them. Both gather every reason, by table, field and count, never a value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.deidentification.chosen_cases import OnlyCases
from anonkit.deidentification.class_choice import NO_COMPLICATION
from anonkit.deidentification.course_frames import released_courses
from anonkit.deidentification.course_risk import CourseRisk, course_risks, giving_away
from anonkit.deidentification.disclosure import (
    DisclosureMeasures,
    equivalence_classes,
    measure,
)
from anonkit.deidentification.disclosure.course_attacks import ToldCourse
from anonkit.deidentification.disclosure.measures import class_diversity, value_counts
from anonkit.deidentification.leak_check import (
    EarlierChecks,
    IdentifierIndex,
    LeakReport,
    check_for_leaks,
)
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.report_facts import AttackLine
from anonkit.deidentification.told_tables import (
    Tables,
    ToldPeople,
    tables_of,
    told_people,
    told_visits,
)
from anonkit.errors import AnonymityNotReached, GateClosed, LeakFound
from anonkit.model import DeidentifiedRecords, ReleasableRecords, as_reader

_SHIFTS = "shift_dates"
_KNOWN_VISITS, _KNOWN_GAPS = 4, 3
"""What a partner or colleague easily knows; told in the report where the policy guards against less."""
WORDS_OF_ATTACK: Mapping[str, str] = {"visits": "visits", "gaps": "gaps between visits"}


@dataclass(frozen=True)
class Evidence:
    """What the gate has to know beside the records."""

    audience: str
    counted_as: Mapping[str, str] = field(repr=False)
    """By case number the person it counts as; people who may be one count as one."""
    places: frozenset[str] = field(default=frozenset(), repr=False)
    """The towns of the clinic's records, to be looked for in notes."""
    population: pd.DataFrame | None = field(default=None, repr=False)
    """Everybody in the clinic, coarsened alike (person and the case table's columns)."""
    true_visits: pd.DataFrame | None = field(default=None, repr=False)
    """The dates of the visits that are told, by case and number: what an intruder may know of them."""
    people_before: int | None = None
    """How many people there were before any were left out so that k holds."""


Battery = Callable[[Tables, Policy, Evidence], Sequence[AttackLine]]
"""The intruder test: the tables, the policy and the evidence to a line for each attack."""


@dataclass(frozen=True)
class DisclosureFindings:
    """What the first half of the gate measured over tables and notes together."""

    measures: DisclosureMeasures
    k_wanted: int
    l_wanted: int
    t_wanted: float | None
    unicity: float
    """The larger share of people singled out, by visits or by gaps."""
    unicity_wanted: float
    quasi_identifiers: tuple[str, ...]
    facts: tuple[str, ...]
    label: str
    """``anonymised`` where everything measured holds and no date is only shifted; else ``pseudonymised``."""
    reasons: tuple[str, ...]
    course_risks: tuple[CourseRisk, ...] = ()
    attacks: tuple[AttackLine, ...] = ()
    """What the intruder test tried, and whether it failed."""
    beyond: float | None = None
    """Where the policy guards against less: the share whom four visits or three gaps single out."""

    @property
    def courses_hold(self) -> bool:
        """Whether few enough people are singled out by their visits or gaps."""
        return all(risk.holds(self.unicity_wanted) for risk in self.course_risks)

    @property
    def passed(self) -> bool:
        """Whether there is no reason to keep the gate closed."""
        return not self.reasons

    def to_dict(self) -> dict[str, Any]:
        """Every figure, for the sealed report."""
        return {
            "k": {"wanted": self.k_wanted, "reached": self.measures.k},
            "l": {"wanted": self.l_wanted, "reached": self.measures.l},
            "t": {"wanted": self.t_wanted, "reached": self.measures.t},
            "unicity": {"wanted": self.unicity_wanted, "reached": self.unicity},
            "unicity_at_four_visits": self.beyond,
            "courses": [risk.to_dict() for risk in self.course_risks],
            "quasi_identifiers": list(self.quasi_identifiers),
            "facts_in_notes": list(self.facts),
            "label": self.label,
            "reasons": list(self.reasons),
            "measures": self.measures.to_dict(),
        }


def measure_release(tables: Tables, policy: Policy, evidence: Evidence) -> DisclosureFindings:
    """k, l, t and unicity of tables and notes joined by case, with every reason against a release."""
    people = told_people(tables, policy, evidence.counted_as, evidence.places)
    sensitive = [name for name in policy.privacy.sensitive if name in people.frame]
    measures = measure(
        people.frame,
        people.columns,
        sensitive,
        population=_comparable(evidence.population, people),
        harmless=dict.fromkeys(sensitive, NO_COMPLICATION),
    )
    privacy = policy.privacy
    courses = _courses(tables, evidence)
    risks = course_risks(courses, privacy.known_visits, privacy.known_gaps)
    reasons = [
        *_class_reasons(people, measures, policy, evidence),
        *_course_reasons(risks, policy),
        *_loss_reasons(measures, policy, evidence),
    ]
    label = "pseudonymised" if reasons or _shifts_dates(policy) else "anonymised"
    if policy.must_reach == "anonymised" and not reasons and label != "anonymised":
        reasons.append("the policy must reach anonymised, and it only shifts dates")
    return DisclosureFindings(
        measures=measures,
        k_wanted=policy.k_for(evidence.audience),
        l_wanted=policy.privacy.l,
        t_wanted=policy.privacy.t,
        unicity=round(max(risk.share for risk in risks), 6),
        unicity_wanted=policy.privacy.maximum_unicity,
        quasi_identifiers=people.quasi_identifiers,
        facts=people.facts,
        label=label,
        reasons=tuple(reasons),
        course_risks=risks,
        beyond=_beyond(courses, policy),
    )


def _beyond(courses: Sequence[ToldCourse], policy: Policy) -> float | None:
    known, gaps = policy.privacy.known_visits, policy.privacy.known_gaps
    if known >= _KNOWN_VISITS and gaps >= _KNOWN_GAPS:
        return None
    return max(risk.share for risk in course_risks(courses, _KNOWN_VISITS, _KNOWN_GAPS))


def _courses(tables: Tables, evidence: Evidence) -> list[ToldCourse]:
    return released_courses(told_visits(tables, evidence.counted_as), evidence.true_visits)


def cases_that_stand_out(
    tables: Tables, policy: Policy, evidence: Evidence
) -> dict[str, tuple[str, ...]]:
    """The cases in classes that hold too few people or give a sensitive value away.

    Each with the kinds of fact that its notes tell beyond the tables. Leaving these cases out is the last
    resort; `measure_release` tells whether too many would be.
    """
    people = told_people(tables, policy, evidence.counted_as, evidence.places)
    if not len(people.frame):
        return {}
    classes = equivalence_classes(people.frame, people.columns)
    bad = classes.people_in_class < policy.k_for(evidence.audience)
    for name in policy.privacy.sensitive:
        if name in people.frame:
            distinct, _, distance = class_diversity(value_counts(classes, people.frame[name]))
            telling = ~people.frame[name].isin(NO_COMPLICATION).to_numpy(dtype=bool)
            judged = pd.Series(telling).groupby(classes.class_of_row).any().to_numpy(dtype=bool)
            bad = bad | (judged & (distinct < policy.privacy.l))
            if policy.privacy.t is not None:
                bad = bad | (judged & (distance > policy.privacy.t))
    apart = people.frame[bad[classes.class_of_row]].sort_values("case")
    is_told = apart[list(people.facts)].notna().to_dict("records")
    return {
        str(case): tuple(name for name in people.facts if row[name])
        for case, row in zip(apart["case"], is_told, strict=True)
    }


def people_alike(tables: Tables, policy: Policy, evidence: Evidence) -> dict[str, int]:
    """By case: how many people in the clinic look the same, tables and notes together."""
    people = told_people(tables, policy, evidence.counted_as, evidence.places)
    sizes = equivalence_classes(people.frame, people.columns).people_of_row
    return dict(zip(people.frame["case"].astype(str), map(int, sizes), strict=True))


def visits_that_give_away(
    tables: Tables, policy: Policy, evidence: Evidence
) -> dict[str, tuple[str, ...] | None]:
    """By case the visits to leave out so that few enough people are singled out; none where the case must go.

    How courses are told was chosen before the last cases went; without them the others hide less.
    """
    privacy = policy.privacy
    visits = told_visits(tables, evidence.counted_as)
    found = giving_away(
        released_courses(visits, evidence.true_visits),
        privacy.known_visits,
        privacy.known_gaps,
        privacy.maximum_unicity,
    )
    numbers = {str(case): part["visit"].tolist() for case, part in visits.groupby("case")}
    return {
        case: None
        if kept is None
        else tuple(str(n) for place, n in enumerate(numbers[case]) if place not in kept)
        for case, kept in found.items()
    }


def release(
    records: DeidentifiedRecords,
    policy: Policy,
    evidence: Evidence,
    battery: Battery | None = None,
    *,
    chosen: Collection[str] | None = None,
) -> tuple[ReleasableRecords, DisclosureFindings]:
    """The records as releasable, with what was measured; `GateClosed` with all reasons otherwise.

    `battery` is the intruder test that runs inside the gate: an attack that does not fail closes it.
    `chosen` are the cases that go through where not everybody does; risk is measured over all of them.

    What it lets through may be written to a draft; only `clear_draft` lets a draft go further.
    """
    if not isinstance(records, DeidentifiedRecords):
        raise TypeError(
            f"only de-identified records may enter the release gate, not {type(records).__name__}"
        )
    tables = tables_of(records)
    if "cases" not in tables or not len(tables["cases"]):
        raise GateClosed(
            "The release gate is closed: nobody is left to release. Widen the selection, or look at "
            "what the consent gate and the policy's exclusions left out.",
            ("cases: 0",),
        )
    findings = measure_release(tables, policy, evidence)
    if battery is not None:
        findings = _with_attacks(findings, battery(tables, policy, evidence))
    if not findings.passed:
        raise AnonymityNotReached(
            "The release gate is closed: " + "; ".join(findings.reasons) + ".", findings.reasons
        )
    reader = as_reader(records)
    return ReleasableRecords(reader if chosen is None else OnlyCases(reader, chosen)), findings


def _with_attacks(
    findings: DisclosureFindings, attacks: Sequence[AttackLine]
) -> DisclosureFindings:
    reasons = [f"attack {line.attack}: {line.says}" for line in attacks if not line.passed]
    return replace(
        findings,
        attacks=tuple(attacks),
        reasons=(*findings.reasons, *reasons),
        label="pseudonymised" if reasons else findings.label,
    )


def clear_draft(
    folder: Path,
    identifiers: IdentifierIndex,
    *,
    signers: Collection[str] = (),
    earlier: EarlierChecks | None = None,
) -> LeakReport:
    """The leak check of a written draft; `LeakFound` names files, kinds and places where it found something.

    `signers` are people who signed with their name and may stand in the report and the manifest;
    `earlier` spares files that are as they were in a check against the same identifiers and signers.
    """
    report = check_for_leaks(folder, identifiers, signers=signers, earlier=earlier)
    if report.passed:
        return report
    reasons = tuple(f"{leak.file}: {leak.kind} at {leak.place}" for leak in report.certain)
    raise LeakFound(
        f"The release gate is closed: the leak check found {len(reasons)} original identifiers, the first "
        f"in {reasons[0]}. Review the notes named, or tell the policy to suppress their field.",
        reasons,
    )


def _class_reasons(
    people: ToldPeople, measures: DisclosureMeasures, policy: Policy, evidence: Evidence
) -> list[str]:
    wanted = policy.k_for(evidence.audience)
    reasons = []
    if measures.people < wanted:
        reasons.append(f"cases: {measures.people} people, and k = {wanted} needs at least {wanted}")
    elif measures.k < wanted:
        small = _people_under(people, wanted)
        over = ", ".join(people.quasi_identifiers) or "nothing"
        reasons.append(
            f"cases: k = {measures.k} over {over}{_with_facts(people, wanted)}, wanted {wanted}; "
            f"{small} people are in smaller classes, and {measures.people - small} would pass"
        )
    for name, found in measures.diversity.items():
        if found.is_telling and found.distinct_l < policy.privacy.l:
            reasons.append(f"cases.{name}: l = {found.distinct_l}, wanted {policy.privacy.l}")
        if policy.privacy.t is not None and found.t > policy.privacy.t:
            reasons.append(f"cases.{name}: t = {found.t:.2f}, wanted at most {policy.privacy.t}")
    return reasons


def _people_under(people: ToldPeople, size: int) -> int:
    classes = equivalence_classes(people.frame, people.columns)
    return int(people.frame.loc[classes.people_of_row < size, "person"].nunique())


def _with_facts(people: ToldPeople, wanted: int) -> str:
    """Which facts in notes keep k from holding where the tables alone would hold it."""
    if not people.facts:
        return ""
    alone = equivalence_classes(people.frame, people.quasi_identifiers).smallest
    counts = [f"{name} in {int(people.frame[name].notna().sum())} cases" for name in people.facts]
    told = " and ".join(counts)
    return f" with {told}" + (f" (tables alone: k = {alone})" if alone >= wanted else "")


def _course_reasons(risks: Sequence[CourseRisk], policy: Policy) -> list[str]:
    privacy = policy.privacy
    known = {"visits": privacy.known_visits, "gaps": privacy.known_gaps}
    return [
        (
            f"treatments.when: {risk.share:.0%} of {risk.people} people are alone with {known[risk.attack]} of "
            f"their {WORDS_OF_ATTACK[risk.attack]}, and the policy allows {privacy.maximum_unicity:.0%}; take a "
            "coarser grain or fewer visits"
        )
        for risk in risks
        if not risk.holds(privacy.maximum_unicity)
    ]


def _loss_reasons(measures: DisclosureMeasures, policy: Policy, evidence: Evidence) -> list[str]:
    if not evidence.people_before:
        return []
    gone = 1 - measures.people / evidence.people_before
    allowed = policy.privacy.maximum_suppression
    if gone <= allowed + 1e-9:
        return []
    return [f"cases: {gone:.0%} of people had to be left out, and the policy allows {allowed:.0%}"]


def _comparable(population: pd.DataFrame | None, people: ToldPeople) -> pd.DataFrame | None:
    """The population where it has every column that is compared; facts in notes are not known of it."""
    if population is None or not set(people.columns) <= set(population.columns):
        return None
    return population


def _shifts_dates(policy: Policy) -> bool:
    return any(
        operator.name == _SHIFTS
        for by_field in policy.operators.values()
        for operator in by_field.values()
    )
