"""Local recoding coarsens each class only as far as it must, in labels a person can read."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.disclosure import k_anonymity, measure, recode_locally
from anonkit.deidentification.hierarchies import ANY, SteppedHierarchy, hierarchy_named
from anonkit.errors import AnonymityNotReached, SettingsError


def _told(frame: pd.DataFrame, name: str) -> list[str]:
    return sorted(set(frame[name].dropna()))


def test_only_the_class_that_needs_it_is_coarsened(ages: SteppedHierarchy) -> None:
    """Ten of 41 keep their age; five scattered over the sixties share a label."""
    frame = pd.DataFrame({"person": range(15), "age": ["41"] * 10 + ["60", "61", "62", "63", "64"]})
    found = recode_locally(frame, {"age": ages}, 5)
    assert found.labels["age"].tolist() == ["41"] * 10 + ["60s"] * 5
    assert (found.k_reached, found.classes, found.left_out) == (5, 2, ())
    assert found.rows_by_level == {"age": (10, 5, 0)}
    assert found.level_words == {"age": ("age in years", "ten years", "left out")}


@pytest.mark.parametrize(
    ("step", "wanted"),
    [(1, "62-66"), (2, "62-67"), (3, "60-68"), (5, "60-69"), (7, "60s")],
)
def test_bands_fit_their_class_in_steps(
    ages: SteppedHierarchy, sexes: SteppedHierarchy, step: float, wanted: str
) -> None:
    """A fitted band ends where its class ends, rounded outwards, unless that is wider than a level."""
    frame = pd.DataFrame(
        {
            "person": range(15),
            "age": ["62", "63", "64", "65", "66", "60", "61", "67", "68", "69"] + ["41"] * 5,
            "sex": ["female"] * 5 + ["male"] * 10,
        }
    )
    found = recode_locally(frame, {"age": ages, "sex": sexes}, 5, bands={"age": step})
    assert _told(found.labels.iloc[:5], "age") == [wanted]


def test_a_fitted_band_never_undercuts_the_finest_level() -> None:
    """Ages of 90 and over stay one label, and a finest level of bands stays bands."""
    frame = pd.DataFrame({"person": range(5), "age": ["89", "91", "92", "93", "96"]})
    top = recode_locally(frame, {"age": hierarchy_named("age")}, 5, bands={"age": 1})
    assert _told(top.labels, "age") == ["70+"]
    fine = {"age": 1}
    banded = recode_locally(
        frame, {"age": hierarchy_named("age")}, 5, bands={"age": 1}, finest=fine
    )
    assert _told(banded.labels, "age") == ["70+"]


def test_the_last_few_join_others_rather_than_leave(
    ages: SteppedHierarchy, sexes: SteppedHierarchy
) -> None:
    """One odd person is taken in by a class that becomes coarser; nobody is left out unasked."""
    frame = pd.DataFrame(
        {"person": range(21), "age": ["41"] * 10 + ["52"] * 10 + ["67"], "sex": ["female"] * 21}
    )
    found = recode_locally(frame, {"age": ages, "sex": sexes}, 5)
    assert found.left_out == ()
    assert found.k_reached >= 5
    assert found.labels["age"].tolist().count(ANY) == 11
    spared = recode_locally(frame, {"age": ages, "sex": sexes}, 5, maximum_suppression=0.05)
    assert spared.left_out == (20,)
    assert spared.loss == pytest.approx(1 / 21, abs=1e-6)
    assert len(spared.released(frame)) == 20


def test_people_are_counted_not_rows(ages: SteppedHierarchy) -> None:
    """Ten visits of two people at one age are coarsened until five people are alike."""
    frame = pd.DataFrame(
        {
            "person": [0, 1] * 5 + [2, 3, 4, 5],
            "age": ["41"] * 10 + ["42", "43", "44", "45"],
            "seen": "x",
        }
    )
    seen = SteppedHierarchy("seen", (("as it is", str),))
    found = recode_locally(frame, {"age": ages, "seen": seen}, 5)
    told = found.released(frame)
    assert k_anonymity(told, ["age", "seen"]) == found.k_reached == 6
    assert _told(told, "age") == ["40s"]


def test_l_and_t_are_honoured_in_the_same_walk(
    forty: pd.DataFrame, ages: SteppedHierarchy, sexes: SteppedHierarchy
) -> None:
    """A class in which everybody has the same outcome is not made."""
    frame = forty.assign(outcome=["bruise" if age == "33" else "none" for age in forty["age"]])
    kinds = {"age": ages, "sex": sexes}
    loose = recode_locally(frame, kinds, 3)
    assert measure(loose.released(frame), ["age", "sex"], ["outcome"]).l == 1
    for wanted in ({"l": 2}, {"t": 0.05}):
        strict = recode_locally(frame, kinds, 3, sensitive=["outcome"], **wanted)
        found = measure(strict.released(frame), ["age", "sex"], ["outcome"])
        assert found.l == 2
        assert found.t <= wanted.get("t", 1)
    harmless = recode_locally(
        frame, kinds, 3, l=2, sensitive=["outcome"], harmless=["none", "bruise"]
    )
    assert harmless.labels.equals(loose.labels)


def test_a_missing_value_is_a_value(ages: SteppedHierarchy) -> None:
    """Five people without an age are alike; four are not enough, and are not told apart."""
    five = pd.DataFrame({"person": range(10), "age": ["41"] * 5 + [None] * 5})
    assert recode_locally(five, {"age": ages}, 5).labels["age"].isna().sum() == 5
    sexes = SteppedHierarchy("sex", (("as recorded", str),))
    four = five.iloc[:9].assign(sex="female")
    told = recode_locally(four, {"age": ages, "sex": sexes}, 5).labels
    assert _told(told, "age") == [ANY]


def test_the_order_of_rows_does_not_matter(
    forty: pd.DataFrame, ages: SteppedHierarchy, sexes: SteppedHierarchy
) -> None:
    """Any order of the rows gives each person the same labels."""
    frame = forty.set_index("case")
    kinds = {"age": ages, "sex": sexes}
    found = recode_locally(frame, kinds, 7, bands={"age": 1})
    mixed = recode_locally(frame.sample(frac=1, random_state=7), kinds, 7, bands={"age": 1})
    pd.testing.assert_frame_equal(mixed.labels.sort_index(), found.labels.sort_index())


def test_no_column_is_added_and_the_frame_not_changed(
    forty: pd.DataFrame, ages: SteppedHierarchy
) -> None:
    """The release has the frame's columns, and the frame is as it was."""
    before = forty.copy(deep=True)
    told = recode_locally(forty, {"age": ages}, 5).released(forty)
    assert list(told.columns) == list(forty.columns)
    pd.testing.assert_frame_equal(forty, before)


def test_many_quasi_identifiers_are_walked_in_part() -> None:
    """Twenty fields of three levels would make billions of nodes; the walk still ends, and k holds."""
    names = [f"q{n:02d}" for n in range(20)]
    frame = pd.DataFrame(
        {
            name: [str((row * (place + 3)) % 7) for row in range(60)]
            for place, name in enumerate(names)
        }
    ).assign(person=range(60))
    halves = SteppedHierarchy("half", (("as is", str), ("half", lambda v: str(int(v) // 4))))
    found = recode_locally(frame, dict.fromkeys(names, halves), 5)
    assert k_anonymity(found.released(frame), names) == found.k_reached >= 5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.drop(columns="age"), "age"),
        (lambda f: pd.concat([f, f]), "80 of 80 rows share their index label"),
        (lambda f: f.assign(age=[41, *f["age"].tolist()[1:]]).astype({"age": object}), "2 types"),
        (lambda f: f.assign(age=["ancient", *f["age"].tolist()[1:]]), "does not know 1 of"),
    ],
    ids=["unknown field", "duplicate index", "mixed types", "a hole"],
)
def test_bad_input_is_refused_with_counts(forty: pd.DataFrame, change, words: str) -> None:
    """Each fault is named with how many rows it is about, and no value."""
    with pytest.raises(SettingsError, match=words) as refused:
        recode_locally(change(forty), {"age": hierarchy_named("age")}, 5)
    assert "ancient" not in str(refused.value)


def test_fewer_people_than_k_are_refused(forty: pd.DataFrame, ages: SteppedHierarchy) -> None:
    """Forty cannot be forty-one, nor can two in ten rows be five."""
    with pytest.raises(AnonymityNotReached, match="at least 41 people, and there are 40"):
        recode_locally(forty, {"age": ages}, 41)
    with pytest.raises(AnonymityNotReached, match="there are 2"):
        recode_locally(forty.assign(person=[0, 1] * 20), {"age": ages}, 5)


def test_nothing_told_of_anybody_is_refused(sexes: SteppedHierarchy) -> None:
    """Where everybody is unique and labels have no step between, the table would be empty of sense."""
    frame = pd.DataFrame({"person": range(20), "sex": [f"v{n}" for n in range(20)]})
    with pytest.raises(AnonymityNotReached, match="nothing could be told of any of 20 people"):
        recode_locally(frame, {"sex": sexes}, 5)


@pytest.mark.parametrize("value", ["41", None], ids=["constant", "all missing"])
def test_a_constant_column_is_one_class(ages: SteppedHierarchy, value: str | None) -> None:
    """Everybody alike stays as they are."""
    frame = pd.DataFrame({"person": range(8), "age": pd.Series([value] * 8, dtype="str")})
    found = recode_locally(frame, {"age": ages}, 5)
    assert (found.classes, found.loss, found.k_reached) == (1, 0.0, 8)


def test_an_unreachable_t_is_refused(forty: pd.DataFrame) -> None:
    """A column that may not be coarsened and gives the outcome away leaves everybody out."""

    class AsItIs:
        name, levels = "as it is", 1

        def generalise(self, values: pd.Series, level: int) -> pd.Series:
            return values

        def describe(self, level: int) -> str:
            return "as recorded"

    frame = forty.assign(outcome=forty["sex"])
    with pytest.raises(AnonymityNotReached, match="40 of 40 people"):
        recode_locally(frame, {"sex": AsItIs()}, 5, l=2, sensitive=["outcome"])
