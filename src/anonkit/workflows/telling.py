"""Two passes over the permitted people: what k is measured on, then the telling itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd

from anonkit.deidentification import (
    ChosenLevels,
    ClassChoice,
    DeidentifiedBundle,
    EarlierRelease,
    Evidence,
    LastCuts,
    Levels,
    Policy,
    QuasiFrames,
    ReleaseContext,
    Tables,
    choose_levels,
    compared_with_earlier,
    deidentify_bundle,
    joined_reasons,
    measure_bundle,
    outlook,
    sealed_outlook,
    told_truth,
    whole_frames,
    with_outlook,
    without_cases,
    without_leaks,
    without_standing_out,
)
from anonkit.errors import AnonymityNotReached
from anonkit.execution import Executor
from anonkit.storage import Workspace
from anonkit.workflows.publishing_input import PublishingInput, everybodys_identifiers
from anonkit.workflows.release_battery import ReleaseBattery

_MOST_ROUNDS = 40
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
    review_texts: tuple[Any, ...]
    """The texts in which somebody may want to look at a place."""
    chosen: ChosenLevels
    evidence: Evidence
    identifiers: Any
    """Everybody's identifiers, and which belong to whose case; for the leak check."""
    people: pd.DataFrame
    """A row a case of everybody who may be used, before anything is coarsened."""
    staff_by_role: Mapping[str, frozenset[str]]
    """By role, as cases tell it: who plays it."""
    services: Mapping[str, pd.DataFrame]
    """The rows that service tables count, by kind; of everybody who may be used."""
    people_by_topic: Counter[str]
    """People in no case set because of a sensitive topic, by topic."""
    missing: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """By table: why cells are empty, a number for each cell of everybody told."""
    recall: Mapping[str, str] = field(default_factory=dict)
    """Earlier releases that have to be recalled before this one may go out, and why."""


def tell(
    source: PublishingInput,
    policy: Policy,
    audience: str,
    executor: Executor,
    workspace: Workspace,
    earlier: Sequence[EarlierRelease] = (),
) -> Told:
    """The permitted people as the policy tells them, coarsened until its k holds over them."""
    context = source.context
    measured = executor.map(partial(_measure, policy=policy, context=context), source.bundles())
    quasi = whole_frames(list(measured))
    context, quasi, topic_counts = _without_topics(context, quasi)
    chosen = _chosen(quasi, policy, audience, workspace)
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
        true_visits=told_truth(quasi.visits, chosen.levels.telling_by_case),
        people_before=chosen.people,
    )
    battery = ReleaseBattery(workspace, people_by_case, context.as_of)
    withstands = partial(battery.courses_withstand, policy=policy, evidence=evidence)
    cutting = partial(
        without_standing_out,
        policy=policy,
        evidence=evidence,
        people=quasi.people,
        withstands=withstands,
    )
    cuts, recall = _beside_earlier(tables, policy, evidence, earlier, cutting)
    tables = cuts.tables
    chosen = chosen if cuts.classes is None else chosen.recoded(cuts.classes)
    cases = set(tables["cases"]["case"])
    rows_left_out = sum((Counter(part.left_out) for part in parts), Counter())
    rows_left_out.update({f"{NOT_CLEANED} ({table})": count for table, count in gone.items()})
    return Told(
        tables=tables,
        people_by_case={case: p for case, p in people_by_case.items() if case in cases},
        photos={name: blob for part in parts for name, blob in part.photos.items()},
        rows_left_out=rows_left_out,
        review_items=tuple(item for part in parts for item in part.review_items),
        review_texts=tuple(text for part in parts for text in part.review_texts),
        chosen=chosen,
        evidence=evidence,
        identifiers=identifiers,
        people=quasi.people,
        staff_by_role=quasi.staff_by_role,
        services=quasi.services,
        people_by_topic=topic_counts,
        missing=joined_reasons([part.missing for part in parts]),
        recall=recall,
    )


def _chosen(
    quasi: QuasiFrames, policy: Policy, audience: str, workspace: Workspace
) -> ChosenLevels:
    """The levels; where there are none, the error says what would open the gate."""
    try:
        return choose_levels(quasi, policy, audience)
    except AnonymityNotReached as error:
        found = outlook(quasi, policy, audience)
        workspace.sealed.write(f"closed-gate-{policy.name}", dict(sealed_outlook(error, found)))
        raise with_outlook(error, found) from None


def _beside_earlier(
    tables: dict[str, pd.DataFrame],
    policy: Policy,
    evidence: Evidence,
    earlier: Sequence[EarlierRelease],
    cutting: Callable[[Tables], LastCuts],
) -> tuple[LastCuts, Mapping[str, str]]:
    """What is left without who stands out, alone or beside an earlier release, and what must be recalled."""
    classes: ClassChoice | None = None
    for _ in range(_MOST_ROUNDS):
        cuts = cutting(tables)
        classes = cuts.classes or classes
        found = compared_with_earlier(
            cuts.tables, policy, evidence.audience, evidence.counted_as, earlier
        )
        if not found.newcomers:
            break
        tables = without_cases(cuts.tables, found.newcomers)
    return LastCuts(cuts.tables, classes), found.recall


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


def _measure(bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext) -> Any:
    return measure_bundle(bundle, policy, context)


def _deidentify(
    bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext, levels: Levels
) -> DeidentifiedBundle:
    return deidentify_bundle(bundle, policy, context, levels)


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
