"""Two passes over the permitted people: what k is measured on, then the telling itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from anonkit.deidentification import (
    ChosenLevels,
    DeidentifiedBundle,
    Evidence,
    Levels,
    Policy,
    QuasiFrames,
    ReleaseContext,
    cases_alone_by_course,
    cases_that_stand_out,
    choose_levels,
    deidentify_bundle,
    labelled,
    measure_bundle,
    whole_frames,
    without_cases,
    without_leaks,
)
from anonkit.errors import AnonymityNotReached
from anonkit.execution import Executor
from anonkit.storage import Workspace
from anonkit.workflows.publishing_input import PublishingInput, everybodys_identifiers

_MOST_ROUNDS = 8
NOT_CLEANED = "text not cleaned"
"""Rows in which the leak check still finds somebody: left out whole rather than mended."""


@dataclass(frozen=True)
class Told:
    """What the path made of everybody: the tables to release, and what they rest on."""

    tables: Mapping[str, pd.DataFrame]
    people_by_case: Mapping[str, str]
    photos: Mapping[str, str]
    rows_left_out: Counter[str]
    review_items: tuple[Any, ...]
    chosen: ChosenLevels
    evidence: Evidence
    identifiers: Any
    """Everybody's identifiers, and which belong to whose case; for the leak check."""
    not_chosen: int
    """People who may be used and were not asked for."""
    people_by_topic: Counter[str]
    """People in no case set because of a sensitive topic, by topic."""


def tell(
    source: PublishingInput,
    policy: Policy,
    audience: str,
    limit: int | None,
    executor: Executor,
    workspace: Workspace,
) -> Told:
    """The permitted people as the policy tells them, coarsened until its k holds over them."""
    context, not_chosen = _chosen_people(source.context, limit)
    measured = executor.map(partial(_measure, policy=policy, context=context), source.bundles())
    quasi = whole_frames(list(measured))
    context, quasi, topic_counts = _without_topics(context, quasi)
    chosen = choose_levels(quasi, policy, audience)
    telling = partial(_deidentify, policy=policy, context=context, levels=chosen.levels)
    parts = list(executor.map(telling, source.bundles()))
    people_by_case = {
        case: person for part in parts for case, person in part.people_by_case.items()
    }
    identifiers = everybodys_identifiers(
        workspace, source.everybody, source.persons, people_by_case
    )
    tables, gone = without_leaks(_joined_tables(parts), identifiers)
    counted_as = context.counted_as()
    evidence = Evidence(
        audience=audience,
        counted_as={case: counted_as.get(p, p) for case, p in people_by_case.items()},
        places=context.towns,
        all_visits=_all_visits(quasi.visits, policy, chosen.levels),
        people_before=chosen.people,
    )
    tables = _without_standing_out(tables, policy, evidence)
    cases = set(tables["cases"]["case"])
    rows_left_out = sum((Counter(part.left_out) for part in parts), Counter())
    rows_left_out.update({f"{NOT_CLEANED} ({table})": count for table, count in gone.items()})
    return Told(
        tables=tables,
        people_by_case={case: p for case, p in people_by_case.items() if case in cases},
        photos={name: blob for part in parts for name, blob in part.photos.items()},
        rows_left_out=rows_left_out,
        review_items=tuple(item for part in parts for item in part.review_items),
        chosen=chosen,
        evidence=evidence,
        identifiers=identifiers,
        not_chosen=not_chosen,
        people_by_topic=topic_counts,
    )


def _without_topics(
    context: ReleaseContext, quasi: QuasiFrames
) -> tuple[ReleaseContext, QuasiFrames, Counter[str]]:
    """Leaves out whoever may be one person with somebody whom a sensitive topic keeps out."""
    counted_as = context.counted_as()
    topic_by_group = {
        counted_as.get(person, person): topic
        for person, topic in sorted(quasi.topic_by_person.items())
    }
    people = context.identity_by_person
    topic_by_person = {
        person: topic_by_group[group]
        for person in people
        if (group := counted_as.get(person, person)) in topic_by_group
    }
    kept = {person: one for person, one in people.items() if person not in topic_by_person}
    return (
        replace(context, identity_by_person=kept),
        quasi.without(frozenset(topic_by_group)),
        Counter(topic_by_person.values()),
    )


def _chosen_people(context: ReleaseContext, limit: int | None) -> tuple[ReleaseContext, int]:
    """At most so many cases, in the order of their numbers, which are drawn at random."""
    people = context.identity_by_person
    if limit is None or limit >= len(people):
        return context, 0
    order = sorted(people, key=lambda person: people[person].case)
    kept = {person: people[person] for person in order[:limit]}
    return replace(context, identity_by_person=kept), len(people) - limit


def _measure(bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext) -> Any:
    return measure_bundle(bundle, policy, context)


def _deidentify(
    bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext, levels: Levels
) -> DeidentifiedBundle:
    return deidentify_bundle(bundle, policy, context, levels)


def _all_visits(visits: pd.DataFrame, policy: Policy, levels: Levels) -> pd.DataFrame | None:
    return labelled(visits, levels.grain) if policy.time.style == "course" else None


def _joined_tables(parts: list[DeidentifiedBundle]) -> dict[str, pd.DataFrame]:
    """The tables of all partitions, in an order that depends on none of them."""
    names = list(dict.fromkeys(name for part in parts for name in part.tables))
    joined = {}
    for name in names:
        frames = [
            part.tables[name] for part in parts if name in part.tables and len(part.tables[name])
        ]
        if not frames:
            continue
        whole = pd.concat(frames, ignore_index=True)
        order = [column for column in ("case", "row") if column in whole]
        joined[name] = (
            whole.sort_values(order, kind="stable", ignore_index=True) if order else whole
        )
    if "cases" not in joined:
        raise AnonymityNotReached(
            "The release gate is closed: nobody is left to release.", ("cases: 0",)
        )
    return joined


def _without_standing_out(
    tables: dict[str, pd.DataFrame], policy: Policy, evidence: Evidence
) -> dict[str, pd.DataFrame]:
    """Facts in notes can part a class that the tables hold together; those cases go last.

    When they are gone, more of the others may be alone with their courses: then some of those go.
    """
    for _ in range(_MOST_ROUNDS):
        apart = cases_that_stand_out(tables, policy, evidence) or cases_alone_by_course(
            tables, policy, evidence
        )
        if not apart:
            break
        tables = without_cases(tables, apart)
    return tables
