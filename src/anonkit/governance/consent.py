"""The consent gate: whose records may serve a purpose.

Unknown is never yes. Where the clinic's own records ask for the purpose, only *given* counts; where it
never asked, the policy's ground decides. Statements count by date; undated, same-day and conflicting
ones count as the more restrictive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

import pandas as pd

from anonkit.errors import ConsentMissing
from anonkit.governance.people import PersonFacts, facts_of_bundle
from anonkit.model import PermittedRecords, PersonView, ValidRecords, as_reader


class Ground(StrEnum):
    """What decides where the clinic never asked for a purpose."""

    CONSENT = "consent"
    """Only *given* counts."""
    NO_OBJECTION = "no-objection"
    """Everyone but refused, withdrawn, objecting or restricted."""
    OPERATIONS = "operations"
    """Likewise, minus agreed restrictions and state opt-outs (45 CFR 164.502(d))."""


_ERASURE = "erasure requested"
_BARRED = ("refused", "withdrawn", "expired")


@dataclass(frozen=True)
class CaseSetRules:
    """Who never enters a case set, whatever they said; each rule can be switched off by the policy."""

    adults_only: bool = True
    leave_out_staff: bool = True
    leave_out_disputes: bool = True
    leave_out_deceased: bool = True


@dataclass(frozen=True)
class Permission:
    """Who may be used for what, and why the others may not."""

    person_by_client: Mapping[str, str]
    """Client row keys of the permitted people."""
    persons_by_table: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """For tables with a ground of their own: the people whose rows may be used."""
    photo_persons: frozenset[str] = frozenset()
    """People who gave the consent that photographs need."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason to number of people, the first reason of each."""
    reason_by_person: Mapping[str, str] = field(default_factory=dict)
    people: int = 0
    """Everybody in the clinic."""


def permit(
    records: ValidRecords,
    persons: pd.DataFrame,
    *,
    purpose: str,
    photo_purpose: str,
    ground: Ground,
    ground_by_table: Mapping[str, Ground],
    rules: CaseSetRules,
    jurisdiction: str,
    partition_count: int | None = None,
    as_of: date | None = None,
    held: Collection[str] = (),
) -> tuple[PermittedRecords, Permission]:
    """The records of everyone whose wishes and age allow the purpose on the day `as_of`.

    `held` are people whose records are under a hold, as for a claim. `ConsentMissing` where nobody is left.
    """
    if not isinstance(records, ValidRecords):
        raise TypeError("the consent gate takes ValidRecords only")
    facts = {
        person: replace(known, has_dispute=True) if person in held else known
        for person, known in _gather(records, persons, as_of).items()
    }
    permission = decide(
        facts,
        persons,
        purpose=purpose,
        photo_purpose=photo_purpose,
        ground=ground,
        ground_by_table=ground_by_table,
        rules=rules,
        jurisdiction=jurisdiction,
    )
    if not permission.person_by_client:
        reasons = tuple(f"{reason}: {count}" for reason, count in permission.left_out.items())
        raise ConsentMissing(
            f"Nobody's records may serve {purpose}: {'; '.join(reasons) or 'there are no clients'}.",
            reasons,
        )
    count = partition_count or records.partition_count
    view = PersonView(as_reader(records), permission.person_by_client, count)
    return PermittedRecords(view), permission


def wishes_against(
    records: ValidRecords, persons: pd.DataFrame, *, purpose: str, as_of: date
) -> dict[str, str]:
    """By person: which of their own words stand against the purpose on that day; nobody else is named.

    Looks at what was said (withdrawn, refused, expired, objection, restriction, erasure). Silence was judged
    when a release was made, and so were age and ties to staff: none of them calls it back.
    """
    facts = _gather(records, persons, as_of)
    reasons = {
        person: _ERASURE
        if _ERASURE in known.restrictions
        else _wish(known, purpose, Ground.NO_OBJECTION)
        for person, known in facts.items()
    }
    shared = _shared_by_group(reasons, persons)
    return {person: reason for person, reason in shared.items() if reason is not None}


def _gather(
    records: ValidRecords, persons: pd.DataFrame, as_of: date | None
) -> dict[str, PersonFacts]:
    person_by_client = dict(zip(persons["client_key"], persons["person"], strict=True))
    found: dict[str, PersonFacts] = {}
    for index in range(records.partition_count):
        bundle = records.bundle(index)
        for person, facts in facts_of_bundle(bundle, person_by_client, as_of).items():
            found[person] = found[person].joined(facts) if person in found else facts
    return found


def decide(
    facts: Mapping[str, PersonFacts],
    persons: pd.DataFrame,
    *,
    purpose: str,
    photo_purpose: str,
    ground: Ground,
    ground_by_table: Mapping[str, Ground],
    rules: CaseSetRules,
    jurisdiction: str,
) -> Permission:
    """The decision for every person, with people who may be one sharing the more restrictive one."""
    asked = any(purpose in person.states for person in facts.values())
    whole = {
        person: _reason(known, purpose, Ground.CONSENT if asked else ground, rules, jurisdiction)
        for person, known in facts.items()
    }
    whole = _shared_by_group(whole, persons)
    permitted = {person for person, reason in whole.items() if reason is None}
    by_table = {
        table: frozenset(
            person
            for person in permitted
            if _wish(facts[person], purpose, Ground.CONSENT if asked else own) is None
        )
        for table, own in ground_by_table.items()
    }
    reasons = {person: reason for person, reason in whole.items() if reason is not None}
    return Permission(
        person_by_client={
            client: person
            for client, person in zip(persons["client_key"], persons["person"], strict=True)
            if person in permitted
        },
        persons_by_table=by_table,
        photo_persons=frozenset(
            person
            for person in permitted
            if _wish(facts[person], photo_purpose, Ground.CONSENT) is None
        ),
        left_out=_counted(reasons.values()),
        reason_by_person=reasons,
        people=len(facts),
    )


def _reason(
    known: PersonFacts, purpose: str, ground: Ground, rules: CaseSetRules, jurisdiction: str
) -> str | None:
    """The first reason that keeps a person out, or ``None``; the order is the order of the report."""
    wish = _wish(known, purpose, ground)
    restrictive = wish in _BARRED or wish in ("objection", "restriction")
    checks = (
        (wish if restrictive else None),
        "under age" if rules.adults_only and known.is_under_age else None,
        "age unknown" if rules.adults_only and known.is_age_unknown else None,
        "staff" if rules.leave_out_staff and known.is_staff else None,
        "shares contact details with staff"
        if rules.leave_out_staff and known.shares_with_staff
        else None,
        "complaint or claim" if rules.leave_out_disputes and known.has_dispute else None,
        "deceased" if rules.leave_out_deceased and known.is_deceased else None,
        _ERASURE if _ERASURE in known.restrictions else None,
        "agreed restriction"
        if jurisdiction == "us" and "agreed restriction" in known.restrictions
        else None,
        wish,
    )
    return next((check for check in checks if check is not None), None)


def _wish(known: PersonFacts, purpose: str, ground: Ground) -> str | None:
    """Why this person's wishes do not allow the purpose, or ``None`` where they do."""
    for restriction in ("objection", "restriction"):
        if restriction in known.restrictions:
            return restriction
    state = known.states.get(purpose)
    if state in _BARRED:
        return state
    if ground is Ground.CONSENT and state != "given":
        return "consent not given"
    return None


def _shared_by_group(
    reason_by_person: Mapping[str, str | None], persons: pd.DataFrame
) -> dict[str, str | None]:
    shared = dict(reason_by_person)
    groups = persons.dropna(subset=["review_group"]).groupby("review_group", sort=True)["person"]
    for _, members in groups:
        known = sorted(set(members) & set(shared))
        barred = next((shared[person] for person in known if shared[person] is not None), None)
        if barred is not None:
            for person in known:
                shared[person] = shared[person] or barred
    return shared


def _counted(reasons: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for reason in sorted(reasons):
        counts[reason] = counts.get(reason, 0) + 1
    return counts
