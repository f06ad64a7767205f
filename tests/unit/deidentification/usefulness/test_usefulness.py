"""Loss, distributions, questions and lost fields on frames small enough to work out by hand."""

import pandas as pd
import pytest

from anonkit.deidentification.context import Levels
from anonkit.deidentification.hierarchies import hierarchy_named
from anonkit.deidentification.usefulness import (
    LostFields,
    clinic_questions,
    cramers_v,
    information_loss,
    lost_fields,
    marginal_changes,
    pair_changes,
    release_usefulness,
)
from anonkit.errors import SettingsError

BEFORE = pd.DataFrame(
    {
        "case": ["a", "b", "c", "d", "e"],
        "age": ["20", "30", "40", "60", "30"],
        "sex": ["female", "female", "male", "female", None],
    }
)
AFTER = pd.DataFrame(
    {
        "case": ["a", "b", "c", "d"],
        "age": ["20-39", "20-39", "40-60", "40-60"],
        "sex": ["female", "*", "male", "female"],
    }
)


def test_loss_is_what_a_label_leaves_open():
    """Ages lose the width of their band over the range, a suppressed word all, a person left out all."""
    found = information_loss(BEFORE, AFTER, ["age", "sex"])
    ages = (10 / 40 + 10 / 40 + 20 / 40 + 20 / 40 + 1) / 5
    sexes = (0 + 1 + 0 + 0 + 1) / 5
    assert found.by_column == pytest.approx({"age": ages, "sex": sexes})
    assert found.gcp == pytest.approx((ages + sexes) / 2)
    assert (found.people, found.left_out) == (5, 1)
    assert found.discernibility == 1 + 1 + 1 + 1 + 1 * 5


def test_nothing_is_lost_where_nothing_was_done():
    """The same frame twice loses nothing."""
    assert information_loss(BEFORE, BEFORE, ["age", "sex"]).gcp == 0.0


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (BEFORE, AFTER.assign(case="a"), "3 of 4 rows after repeat a case"),
        (BEFORE, AFTER.assign(case=["a", "b", "c", "z"]), "1 of 4 rows after are of no case"),
        (BEFORE.drop(columns="sex"), AFTER, "1 of 3 columns are not in the table: sex"),
        (BEFORE.iloc[:0], AFTER.iloc[:0], "or there are none"),
    ],
)
def test_frames_that_do_not_match_are_refused_with_counts(before, after, said):
    """Repeated cases, strangers, missing columns, nobody: counted, and no value shown."""
    with pytest.raises(SettingsError, match=said):
        information_loss(before, after, ["age", "sex"])


def test_distances_of_one_column():
    """Half of the shares moved: total variation a half; nothing in common is one for both."""
    before = pd.DataFrame({"x": ["a", "a", "b", "b"]})
    (moved,) = marginal_changes(before, pd.DataFrame({"x": ["a", "a", "a", "a"]}), ["x"])
    assert moved.total_variation == pytest.approx(0.5)
    assert moved.hellinger == pytest.approx((1 - 0.5**0.5) ** 0.5)
    (apart,) = marginal_changes(before, pd.DataFrame({"x": ["c", None]}), ["x"])
    assert (apart.total_variation, apart.hellinger) == (1.0, 1.0)


def test_association_of_two_columns():
    """One that follows from the other is near 1, one that does not is 0; both before and after."""
    one = pd.Series(["a", "b"] * 50)
    assert cramers_v(one, one) == pytest.approx(1.0)
    assert cramers_v(one, pd.Series(["x", "x", "y", "y"] * 25)) == 0.0
    assert cramers_v(one, pd.Series(["x"] * 100)) == 0.0
    before = pd.DataFrame({"p": one, "q": one})
    after = pd.DataFrame({"p": one, "q": ["a"] * 100})
    (pair,) = pair_changes(before, after, ["p", "q"])
    assert pair.difference == pytest.approx(-1.0)
    assert pair.total_variation == pytest.approx(0.5)


def visits(hits, of, column, yes, no):
    return pd.DataFrame(
        {
            "person": [f"p{n}" for n in range(of)],
            "family": ["filler"] * of,
            column: [yes] * hits + [no] * (of - hits),
        }
    )


def test_questions_side_by_side():
    """Ten of a hundred in the records and four of fifty in the release, with both intervals."""
    before = {
        "treatments": visits(10, 100, "complication", "yes", "no"),
        "appointments": visits(20, 120, "attendance", "no show", "kept"),
    }
    after = {"treatments": visits(4, 50, "complication", "yes", "no")}
    answers = {(a.question, a.group): a for a in clinic_questions(before, after)}
    trouble = answers["complications known after treatments", "filler"]
    assert (trouble.before.rate, trouble.after.rate) == (0.1, 0.08)
    assert trouble.difference == pytest.approx(-0.02)
    # Newcombe's method 10, worked out apart: Wilson 5.5 to 17.4 % and 3.2 to 18.8 %.
    assert trouble.difference_interval == pytest.approx((-0.1087, 0.0971), abs=5e-4)
    missed = answers["no-shows among bookings", "all"]
    assert missed.before.rate == pytest.approx(1 / 6)
    assert missed.after is None
    assert missed.difference is None


def test_a_cancelled_booking_was_not_missed():
    """Cancelled bookings are in no base of the no-show rate."""
    rows = visits(5, 50, "attendance", "no show", "kept")
    more = rows.assign(attendance="cancelled")
    both = {"appointments": pd.concat([rows, more], ignore_index=True)}
    (answer,) = clinic_questions(both, both)
    assert answer.before.of == 50


RECORDS = pd.DataFrame(
    {
        "case": ["a", "a", "b", "c"],
        "visit": ["d1", "d2", "d1", "d1"],
        "product": ["x", "y", "x", None],
        "quantity": ["1", "2", "1", None],
        "site": ["lip", "lip", "chin", "lip"],
    }
)


def test_what_a_set_teaches_by_is_counted_by_case():
    """A blank where there was a value is a loss in that case; a case that never had it cannot lose it."""
    told = RECORDS.assign(visit=["1", "2", "1", "1"], product=["x", None, "x", None])
    found = lost_fields(RECORDS, told)
    assert found.had == {"product": 2, "dose": 2, "site": 3, "order of visits": 1}
    assert found.lost == {"product": 1, "dose": 0, "site": 0, "order of visits": 0}
    assert found.words() == ("not useful: product was lost in 1 of 2 cases",)
    assert not found.is_useful


def test_a_tenth_may_be_lost_and_no_more():
    """One case of ten is borne, two are not."""
    ten = pd.DataFrame(
        {"case": list("abcdefghij"), "visit": "1", "product": "x", "quantity": "1", "site": "lip"}
    )
    one, two = ten.copy(), ten.copy()
    one.loc[0, "site"] = None
    two.loc[[0, 1], "site"] = None
    assert lost_fields(ten, one).is_useful
    assert lost_fields(ten, two).too_often == {"site": (2, 10)}


@pytest.mark.parametrize(
    ("told", "lost"),
    [
        (RECORDS, 0),
        (RECORDS.assign(visit="1"), 1),
        (RECORDS.assign(visit=["1", None, "1", "1"]), 1),
        (RECORDS.drop(columns="visit"), 1),
        (RECORDS[RECORDS["case"] != "a"], 1),
    ],
)
def test_the_order_of_visits_is_lost_where_they_are_not_told_apart(told, lost):
    """Two visits under one number, without one, or gone, have no order."""
    assert lost_fields(RECORDS, told).lost["order of visits"] == lost


PEOPLE = pd.DataFrame({"case": list("abcdef"), "age": ["21", "24", "38", "39", "67", "40"]})
AGES = {"age": hierarchy_named("age")}
NOTHING_LOST = LostFields({}, {})


@pytest.mark.parametrize(
    ("levels", "loss"),
    [
        # Bands of ten years over a range of 46: 3, 3, 1, 1 and 0 years wide, one person left out.
        (Levels({"age": 2}, "month"), (2 * 3 / 46 + 2 * 1 / 46 + 0 + 1) / 6),
        # Case by case: two told exactly, two in a band of a year, one not at all, one left out.
        (
            Levels(
                {"age": 0},
                "month",
                label_by_quasi={
                    "age": {"a": "21", "b": "24", "c": "38-39", "d": "38-39", "e": "*"}
                },
            ),
            (0 + 0 + 2 * 1 / 46 + 1 + 1) / 6,
        ),
    ],
)
def test_loss_is_of_what_was_told_by_level_or_by_label(levels, loss):
    """One level for everybody and labels case by case are both read as they were told."""
    found = release_usefulness(PEOPLE, list("abcde"), AGES, levels, {}, {}, NOTHING_LOST)
    assert found.loss.by_column["age"] == pytest.approx(loss)
    (moved,) = found.marginals
    assert 0 < moved.total_variation < 0.5
