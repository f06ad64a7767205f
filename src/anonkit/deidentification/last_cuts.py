"""The last cuts: what still points at somebody once everything is told goes, words first and people last.

How everybody is told was chosen before texts were told and checked. So a fact in a note may part a class
that the tables hold together, and what fewer than k people share may have become rare since. In turn go
the facts from notes, the fineness of labels, the rare words and sums, the visits, and the cases; each may
uncover another.

Courses are then tried by an intruder of another make, who reads the release and knows the calendar. Where
more come out than the policy allows, courses are cut as if it allowed fewer, until few enough do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from anonkit.deidentification.class_choice import ClassChoice, choose_classes
from anonkit.deidentification.course_protection import FOR_EMPTY
from anonkit.deidentification.disclosure import without_facts, words_told
from anonkit.deidentification.extremes import longest_visits, rare_visits, without_extremes
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.release_gate import (
    Evidence,
    cases_that_stand_out,
    visits_that_give_away,
)
from anonkit.deidentification.told_tables import (
    CASES,
    Tables,
    counted_anew,
    quasi_columns,
    told_visits,
    with_texts,
    with_visits_shown,
    without_cases,
    without_visits,
)
from anonkit.errors import AnonymityNotReached

_MOST_ROUNDS = 500
_LABELLED = (CASES, "clients")
_STRICTER = (0.8, 0.6, 0.4, 0.2, 0.0)
"""The shares of the unicity a policy allows that are tried in turn where an intruder finds more."""


@dataclass(frozen=True)
class LastCuts:
    """What is left to tell, and the labels where they had to be chosen anew."""

    tables: dict[str, pd.DataFrame]
    classes: ClassChoice | None = None


def without_standing_out(
    tables: Tables,
    policy: Policy,
    evidence: Evidence,
    people: pd.DataFrame,
    withstands: Callable[[Tables], bool] = lambda _: True,
) -> LastCuts:
    """The tables in which k, l and t hold with notes read along, nothing is rare, and courses hide each other.

    `people` has a row a case with the quasi-identifiers as recorded. `withstands` tries the courses of
    tables as an intruder would. Whether too many people went, and whether courses hold, is for the gate to
    say.
    """
    cuts = _cut(LastCuts({**tables, CASES: with_visits_shown(tables)}), policy, evidence, people)
    for share in _STRICTER:
        if withstands(cuts.tables):
            break
        cuts = _cut(cuts, _allowing(policy, share), evidence, people)
    return cuts


def _allowing(policy: Policy, share: float) -> Policy:
    """The policy, allowing a share of the unicity."""
    unicity = policy.privacy.maximum_unicity * share
    privacy = policy.privacy.model_copy(update={"maximum_unicity": unicity})
    return policy.model_copy(update={"privacy": privacy})


def _cut(cuts: LastCuts, policy: Policy, evidence: Evidence, people: pd.DataFrame) -> LastCuts:
    for _ in range(_MOST_ROUNDS):
        cut = _hidden(cuts, policy, evidence, people) or _milder(cuts, policy, evidence)
        if cut is None:
            break
        cuts = cut
    return cuts


def _hidden(
    cuts: LastCuts, policy: Policy, evidence: Evidence, people: pd.DataFrame
) -> LastCuts | None:
    """With the classes mended that are too small or give something away; none where all hold."""
    tables = cuts.tables
    apart = cases_that_stand_out(tables, policy, evidence)
    if not apart:
        return None
    speaking = [case for case, facts in apart.items() if facts]
    if speaking:
        return replace(cuts, tables=_without_note_facts(tables, speaking, evidence.places))
    anew = _recoded(cuts, policy, evidence, people)
    return anew or replace(cuts, tables=without_cases(tables, apart))


def _recoded(
    cuts: LastCuts, policy: Policy, evidence: Evidence, people: pd.DataFrame
) -> LastCuts | None:
    """With labels chosen anew for who is left; none where there are none, or none that help."""
    tables = cuts.tables
    sensitive = [name for name in policy.privacy.sensitive if name in tables[CASES]]
    told = tables[CASES].set_index("case")[sensitive]
    left = people[people["case"].isin(told.index)].reset_index(drop=True)
    left = left.assign(
        person=[evidence.counted_as.get(str(case), str(case)) for case in left["case"]],
        **{name: left["case"].map(told[name]) for name in sensitive},
    )
    privacy = policy.privacy.model_copy(update={"maximum_suppression": 0.0})
    try:
        classes = choose_classes(
            left,
            policy.model_copy(update={"privacy": privacy}),
            policy.k_for(evidence.audience),
            explore=False,
        )
    except AnonymityNotReached:
        return None
    relabelled = _relabelled(tables, policy, classes)
    return None if _is_same(relabelled, tables) else LastCuts(relabelled, classes)


def _relabelled(tables: Tables, policy: Policy, classes: ClassChoice) -> dict[str, pd.DataFrame]:
    """The tables with each case's labels as they were chosen."""
    changed = dict(tables)
    columns = quasi_columns(tables[CASES], policy)
    for name in (name for name in _LABELLED if name in tables):
        frame = tables[name]
        told = {
            columns[quasi]: frame["case"].map(dict(labels)).astype(frame[columns[quasi]].dtype)
            for quasi, labels in classes.label_by_quasi.items()
            if columns.get(quasi) in frame
        }
        changed[name] = frame.assign(**told)
    return changed


def _milder(cuts: LastCuts, policy: Policy, evidence: Evidence) -> LastCuts | None:
    """Without what is rare, or the visits that give somebody away; none where there is nothing to cut."""
    k, counted_as = policy.k_for(evidence.audience), evidence.counted_as
    told = _without_extremes(cuts.tables, policy, counted_as, k)
    visits = told_visits(told, counted_as)
    gone = rare_visits(visits, k) or longest_visits(visits, k)
    if gone:
        left = without_visits(told, gone)
        emptied = _treated(visits) - _treated(told_visits(left, counted_as))
        empty = sorted(emptied)[: _room(left, policy, evidence)]
        return replace(cuts, tables=without_cases(left, empty))
    giving = visits_that_give_away(told, policy, evidence)
    if giving:
        cases = [case for case, numbers in giving.items() if numbers is None]
        kept = {case: numbers for case, numbers in giving.items() if numbers is not None}
        return replace(cuts, tables=without_visits(without_cases(told, cases), kept))
    return None if _is_same(told, cuts.tables) else replace(cuts, tables=told)


def _without_extremes(
    tables: Tables, policy: Policy, counted_as: Mapping[str, str], k: int
) -> dict[str, pd.DataFrame]:
    """Without what few people share; a product that is rare goes from lists and texts too."""
    told = without_extremes(tables, policy, counted_as, k)
    rare = _products(tables)
    for case, products in _products(told).items():
        rare[case] -= products
    rare = {case: products for case, products in rare.items() if products}
    if not rare:
        return told
    told = with_texts(told, rare, lambda case, text: _without_words(text, rare[case]))
    return {**told, CASES: counted_anew(told, rare)}


def _products(tables: Tables) -> dict[str, set[str]]:
    """By case the products that its treatments tell; cases with treatments that tell none have an empty set."""
    treatments = tables.get("treatments")
    if treatments is None or not {"case", "product"} <= set(treatments):
        return {}
    return {
        str(case): set(map(str, products.dropna()))
        for case, products in treatments.groupby("case")["product"]
    }


def _without_words(text: str, words: Collection[str]) -> str:
    for word in sorted(words, key=lambda word: (-len(word), word)):
        text = re.sub(rf"(?i)(?<!\w){re.escape(word)}(?!\w)", "[product]", text)
    return text


def _room(tables: Tables, policy: Policy, evidence: Evidence) -> int:
    """How many cases that teach nothing may go: some of what the policy allows is kept for those who must."""
    counted_as = evidence.counted_as
    stay = len({counted_as.get(case, case) for case in map(str, tables[CASES]["case"])})
    before = evidence.people_before or stay
    allowed = FOR_EMPTY * policy.privacy.maximum_suppression * before
    return max(int(allowed) - (before - stay), 0)


def _treated(visits: pd.DataFrame) -> set[str]:
    """The cases of which something that was done is told; the others teach nothing."""
    return set(visits.loc[visits["families"] != "", "case"])


def _without_note_facts(
    tables: Tables, cases: Collection[str], places: Collection[str]
) -> dict[str, pd.DataFrame]:
    """The tables with what notes of these cases tell beyond their rows left out of the notes."""
    rows = tables[CASES][tables[CASES]["case"].isin(list(cases))].to_dict("records")
    own_words = {str(row["case"]): words_told(row.values()) for row in rows}
    return with_texts(
        tables, cases, lambda case, text: without_facts(text, own_words[case], places)
    )


def _is_same(milder: Mapping[str, pd.DataFrame], tables: Mapping[str, pd.DataFrame]) -> bool:
    return all(
        frame is tables[name] or frame.equals(tables[name]) for name, frame in milder.items()
    )
