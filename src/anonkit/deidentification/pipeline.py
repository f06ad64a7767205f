"""The path as a table of contents: rows chosen, cases made, texts read, columns told.

Two phases, so that k can be held over everybody: `measure_bundle` gives what is searched over, and
with the levels that were found `deidentify_bundle` tells. Both are pure and can be pickled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from anonkit.deidentification.books import book_maker
from anonkit.deidentification.cases_table import cases_table
from anonkit.deidentification.context import Levels, ReleaseContext
from anonkit.deidentification.note_text import NoteScrubber, Teller
from anonkit.deidentification.photo_names import photo_names
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.prepared import PreparedBundle, prepare
from anonkit.deidentification.quasi import QuasiFrames, quasi_frames
from anonkit.deidentification.review import ReadText
from anonkit.deidentification.selection import ReviewItem
from anonkit.deidentification.service_rows import service_rows, staff_by_role
from anonkit.deidentification.structured import texts_to_scrub, transform_tables
from anonkit.deidentification.text import own_votes
from anonkit.deidentification.texts_for_review import texts_for_review


@dataclass(frozen=True)
class DeidentifiedBundle:
    """What may be told of one partition."""

    tables: dict[str, pd.DataFrame] = field(repr=False)
    """By table; ``cases`` has one row a case, and stands in place of ``clients``."""
    people_by_case: Mapping[str, str] = field(repr=False)
    """By case number the person, for whoever keeps the code map and checks for leaks."""
    photos: Mapping[str, str] = field(repr=False)
    """By random file name: where the picture lies in encrypted storage."""
    review_items: tuple[ReviewItem, ...] = ()
    review_texts: tuple[ReadText, ...] = field(default=(), repr=False)
    """The texts in which somebody may want to look at a place."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Rows that are not told, by reason."""
    missing: Mapping[str, pd.DataFrame] = field(default_factory=dict, repr=False)
    """By table: why cells are empty."""
    replaced: Mapping[str, int] = field(default_factory=dict)
    """What was replaced in texts, by entity or fact."""


def measure_bundle(
    bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext
) -> QuasiFrames:
    """What k and unicity are measured on: one row a case, one row a visit."""
    prepared = prepare(bundle, policy, context, book_maker(policy, context))
    measured = quasi_frames(prepared, policy, context)
    return replace(
        measured,
        services=service_rows(bundle, prepared, context),
        staff_by_role=staff_by_role(prepared),
    )


def deidentify_bundle(
    bundle: Mapping[str, pd.DataFrame], policy: Policy, context: ReleaseContext, levels: Levels
) -> DeidentifiedBundle:
    """The bundle as the policy tells it, at levels that were chosen over everybody."""
    prepared = prepare(bundle, policy, context, book_maker(policy, context), levels)
    scrubber = _scrubber(prepared, policy, context, levels)
    scrubber.read(texts_to_scrub(prepared, policy, levels))
    missing: dict[str, pd.DataFrame] = {}
    told = transform_tables(prepared, policy, context, levels, scrubber, missing)
    told, photos = photo_names(told, prepared)
    cases = cases_table(told, prepared, policy, levels)
    tables = {"cases": cases, **{name: t for name, t in told.items() if name != "clients"}}
    left_out = Counter(prepared.left_out)
    left_out["case left out so that k holds"] += len(levels.left_out & set(prepared.case_by_number))
    return DeidentifiedBundle(
        tables=tables,
        people_by_case={n: prepared.case_by_number[n].person for n in cases["case"]},
        photos=photos,
        review_items=tuple(sorted(prepared.review_items, key=lambda item: item.tag)),
        review_texts=tuple(texts_for_review(prepared, policy, levels, scrubber)),
        left_out={reason: n for reason, n in sorted(left_out.items()) if n},
        missing=missing,
        replaced=dict(sorted(scrubber.found.items())),
    )


def _scrubber(
    prepared: PreparedBundle, policy: Policy, context: ReleaseContext, levels: Levels
) -> NoteScrubber:
    facts = policy.notes.facts.model_dump()
    age = next((n for n, q in policy.quasi_identifiers.items() if q.of == "age"), None)
    teller = Teller(
        jurisdiction=policy.jurisdiction,
        style=policy.time.style,
        grain=levels.grain,
        rule_by_fact=facts,
        as_of=context.as_of,
        ages=None if age is None else policy.hierarchy_by_quasi[age],
        age_level=0 if age is None else levels.level_by_quasi[age],
        age_by_case=None if age is None else levels.label_by_quasi.get(age),
    )
    # A month is a date, a birth year is an age, and any year may show an age over 89.
    always = {"month", "birth", "year"}
    kinds = frozenset(kind for kind, rule in facts.items() if rule != "keep") | always
    generalised = {
        name: rule
        for name, rule in policy.topics.items()
        if "generalise" in (rule.rule, rule.bearing_on_treatment)
    }
    return NoteScrubber(
        teller,
        kinds,
        prepared.known_by_case,
        own_votes,
        generalised,
        context.review,
        {number: case.person for number, case in prepared.case_by_number.items()},
    )
