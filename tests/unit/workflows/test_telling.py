"""Who a sensitive topic keeps out takes along whoever may be the same person."""

from __future__ import annotations

import pandas as pd

from anonkit.deidentification import QuasiFrames
from anonkit.workflows.telling import _without_topics
from tests.unit.deidentification.clinic import bundle_of, context_of


def test_whoever_may_be_the_same_person_goes_too():
    """Two people in one review group count as one: both are out, counted under the topic."""
    context = context_of(bundle_of(range(1, 5)))
    people = sorted(context.identity_by_person)
    persons = context.persons.copy()
    persons["review_group"] = ["g1" if p in people[:2] else None for p in persons["person"]]
    context = context_of(bundle_of(range(1, 5)), persons=persons)
    quasi = QuasiFrames(
        pd.DataFrame({"case": ["C-1", "C-2", "C-3"], "person": ["g1", *people[2:]]}),
        pd.DataFrame({"case": ["C-1", "C-3"], "person": ["g1", people[3]]}),
        {people[0]: "crime"},
    )
    left, frames, counts = _without_topics(context, quasi)
    assert sorted(left.identity_by_person) == people[2:]
    assert counts == {"crime": 2}
    assert frames.people["person"].tolist() == people[2:]
    assert frames.visits["person"].tolist() == [people[3]]
