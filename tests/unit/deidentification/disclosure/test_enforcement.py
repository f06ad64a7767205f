"""Enforcement keeps k at the least loss, leaves people out last, or says what would do."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.disclosure import enforce_k, k_anonymity
from anonkit.deidentification.hierarchies import SteppedHierarchy
from anonkit.errors import AnonymityNotReached, SettingsError


def test_levels_stay_as_they_are_where_k_holds(forty: pd.DataFrame, ages: SteppedHierarchy) -> None:
    """Nothing is coarsened for nothing."""
    found = enforce_k(forty, {"age": ages}, 4)
    assert (found.levels, found.suppressed_cases, found.k_reached, found.loss) == (
        {"age": 0},
        (),
        4,
        0.0,
    )


def test_the_cheapest_levels_are_chosen(
    forty: pd.DataFrame, ages: SteppedHierarchy, sexes: SteppedHierarchy
) -> None:
    """Where sex and age together are too fine, the choice with the least loss holds k."""
    found = enforce_k(forty, {"age": ages, "sex": sexes}, 5)
    told = pd.DataFrame(
        {
            "person": forty["person"],
            "age": ages.generalise(forty["age"], found.levels["age"]),
            "sex": sexes.generalise(forty["sex"], found.levels["sex"]),
        }
    )
    assert k_anonymity(told, ["age", "sex"]) == found.k_reached >= 5
    assert found.levels == {"age": 1, "sex": 0}


def test_people_are_left_out_only_where_that_costs_less(ages: SteppedHierarchy) -> None:
    """One odd person is left out rather than everybody coarsened, and not without permission."""
    frame = pd.DataFrame(
        {
            "case": [f"c{n}" for n in range(21)],
            "person": range(21),
            "age": ["41"] * 10 + ["42"] * 10 + ["67"],
        }
    )
    allowed = enforce_k(frame, {"age": ages}, 5, maximum_suppression=0.1)
    assert (allowed.levels, allowed.suppressed_cases) == ({"age": 0}, ("c20",))
    strict = enforce_k(frame, {"age": ages}, 5)
    assert (strict.levels, strict.suppressed_cases, strict.k_reached) == ({"age": 2}, (), 21)


def test_the_finest_level_is_kept_to(forty: pd.DataFrame, ages: SteppedHierarchy) -> None:
    """A policy's finest level is not undercut even where k would hold."""
    assert enforce_k(forty, {"age": ages}, 2, finest={"age": 1}).levels == {"age": 1}


def test_people_are_counted_not_cases(ages: SteppedHierarchy) -> None:
    """Ten cases of two people do not make k = 5."""
    frame = pd.DataFrame({"case": range(10), "person": [0, 1] * 5, "age": ["40"] * 10})
    with pytest.raises(AnonymityNotReached):
        enforce_k(frame.astype({"case": str}), {"age": ages}, 5)


def test_the_order_of_rows_does_not_matter(
    forty: pd.DataFrame, ages: SteppedHierarchy, sexes: SteppedHierarchy
) -> None:
    """Any order of the rows gives the same levels and the same people left out."""
    kinds = {"age": ages, "sex": sexes}
    mixed = forty.sample(frac=1, random_state=7)
    assert enforce_k(mixed, kinds, 7, maximum_suppression=0.3) == enforce_k(
        forty, kinds, 7, maximum_suppression=0.3
    )


def test_l_and_t_are_enforced_with_k(forty: pd.DataFrame, ages: SteppedHierarchy) -> None:
    """A class in which everybody has the same outcome is coarsened away."""
    frame = forty.assign(outcome=["bruise" if age == "33" else "none" for age in forty["age"]])
    assert enforce_k(frame, {"age": ages}, 4).levels == {"age": 0}
    assert enforce_k(frame, {"age": ages}, 4, l=2, sensitive=["outcome"]).levels == {"age": 1}
    assert enforce_k(frame, {"age": ages}, 4, t=0.05, sensitive=["outcome"]).levels == {"age": 1}


def test_a_closed_gate_says_what_would_do(ages: SteppedHierarchy) -> None:
    """The error holds counts and the nearest settings in words, and no value."""
    frame = pd.DataFrame(
        {"case": list("abcd"), "person": list("abcd"), "age": ["41", "41", "63", "63"]}
    )
    with pytest.raises(AnonymityNotReached) as closed:
        enforce_k(frame, {"age": ages}, 5)
    text = str(closed.value)
    assert "k = 5" in text
    assert "4 people" in text
    assert "k = 4 with the other settings as they are" in closed.value.reasons
    assert "a selection of at least 5 people" in closed.value.reasons
    assert "63" not in text


class AsItIs:
    """A hierarchy of one level: its column may not be coarsened."""

    name = "as it is"
    levels = 1

    def generalise(self, values: pd.Series, level: int) -> pd.Series:
        """The values themselves."""
        return values

    def describe(self, level: int) -> str:
        """The only level in words."""
        return "as recorded"


def test_the_largest_subset_is_named(forty: pd.DataFrame) -> None:
    """Where leaving more people out would do, the error says how many would stay."""
    frame = forty.assign(sex=["female"] * 30 + [f"x{n}" for n in range(10)])
    with pytest.raises(AnonymityNotReached, match="keeps 30 of them"):
        enforce_k(frame, {"sex": AsItIs()}, 5, maximum_suppression=0.1)


def test_nobody_is_not_enough(ages: SteppedHierarchy) -> None:
    """An empty selection closes the gate."""
    frame = pd.DataFrame({"case": [], "person": [], "age": []}, dtype=str)
    with pytest.raises(AnonymityNotReached):
        enforce_k(frame, {"age": ages}, 5)


def test_a_lattice_beyond_reason_is_refused(forty: pd.DataFrame) -> None:
    """A search that would not end is a fault of the settings, said before it begins."""
    long = SteppedHierarchy("long", tuple((str(n), str) for n in range(30)))
    frame = forty.assign(**{f"q{n}": "x" for n in range(6)})
    with pytest.raises(SettingsError, match="combinations"):
        enforce_k(frame, {f"q{n}": long for n in range(6)}, 5)


def test_the_frame_is_not_changed(forty: pd.DataFrame, ages: SteppedHierarchy) -> None:
    """The caller's frame stays as it was."""
    before = forty.copy(deep=True)
    enforce_k(forty, {"age": ages}, 9)
    pd.testing.assert_frame_equal(forty, before)
