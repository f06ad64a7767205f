"""A release judged beside its clinic: people in both count once a class, however many rows they have."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.disclosure import measure
from anonkit.errors import SettingsError

_PEOPLE = st.lists(st.tuples(st.integers(0, 7), st.sampled_from("xyz")), min_size=1, max_size=20)


@settings(max_examples=80, deadline=None)
@given(_PEOPLE, _PEOPLE)
def test_the_journalists_risk_equals_its_definition(
    release: list[tuple[int, str]], clinic: list[tuple[int, str]]
) -> None:
    """One over the fewest people of release and clinic that share a released combination."""
    people = {
        q: {p for p, other in [*release, *clinic] if other == q} for q in {q for _, q in release}
    }
    frames = [pd.DataFrame(rows, columns=["person", "q"]) for rows in (release, clinic)]
    found = measure(frames[0], ["q"], population=frames[1])
    assert found.journalist_risk == pytest.approx(1 / min(map(len, people.values())))
    assert found.k == measure(frames[0], ["q"]).k


def test_a_clinic_without_a_compared_column_is_refused() -> None:
    """A population that cannot be compared is a fault of the caller, not a risk of nothing."""
    frame = pd.DataFrame({"person": ["a"], "q": ["x"]})
    with pytest.raises(SettingsError, match="q"):
        measure(frame, ["q"], population=frame[["person"]])
