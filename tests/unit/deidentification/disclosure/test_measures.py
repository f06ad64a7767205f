"""k counts people, a missing value is a value, and l, t and the risks say what the literature means."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from anonkit.deidentification.disclosure import (
    counted_people,
    equivalence_classes,
    k_anonymity,
    l_diversity,
    measure,
    t_closeness,
    unicity_of_subsets,
)


def _frame(rows: list[tuple[object, ...]], *names: str) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(names))


def test_five_rows_of_one_person_are_one_person() -> None:
    """A class of many visits by one person has k = 1."""
    frame = _frame([("a", "x")] * 5, "person", "q")
    assert k_anonymity(frame, ["q"]) == 1


@pytest.mark.parametrize("missing", [None, float("nan"), pd.NA], ids=["None", "NaN", "NA"])
def test_a_missing_value_is_a_value(missing: object) -> None:
    """The only person without a value is alone, and two without are alike."""
    alone = _frame([("a", "x"), ("b", "x"), ("c", missing)], "person", "q")
    assert k_anonymity(alone, ["q"]) == 1
    alike = _frame([("a", "x"), ("b", "x"), ("c", missing), ("d", missing)], "person", "q")
    assert k_anonymity(alike, ["q"]) == 2


@pytest.mark.parametrize(
    "values",
    [
        [1, 1, 2, 2],
        [1.5, 1.5, np.nan, np.nan],
        [True, True, False, False],
        pd.Categorical(["a", "a", "b", "b"]),
        pd.to_datetime(["2024-01-01", "2024-01-01", "2024-02-01", "2024-02-01"]),
        [["a"], ["a"], ["b"], ["b"]],
        [{"a": 1}, {"a": 1}, None, None],
    ],
    ids=["int", "float", "bool", "category", "date", "list", "dict"],
)
def test_any_column_type_makes_classes(values: object) -> None:
    """Numbers, categories, dates and lists are told apart by what they hold."""
    frame = pd.DataFrame({"person": list("abcd"), "q": values})
    assert equivalence_classes(frame, ["q"]).people_in_class.tolist() == [2, 2]


def test_review_pairs_count_as_one_person() -> None:
    """Client rows that may be one person are counted once."""
    persons = _frame(
        [("c1", "p1", "g"), ("c2", "p2", "g"), ("c3", "p3", None)],
        "client_key",
        "person",
        "review_group",
    )
    counted = counted_people(persons)
    assert counted["c1"] == counted["c2"] != counted["c3"]


def test_no_quasi_identifiers_make_one_class() -> None:
    """Without anything to tell people apart everybody is alike."""
    frame = _frame([("a",), ("b",)], "person")
    assert k_anonymity(frame, []) == 2


def test_an_empty_frame_has_no_classes() -> None:
    """Nobody is k = 0, and measuring nobody is no error."""
    empty = _frame([], "person", "q", "s")
    found = measure(empty, ["q"], ["s"])
    assert (found.k, found.people, found.prosecutor_risk) == (0, 0, 0.0)


def test_many_columns_do_not_overflow() -> None:
    """Keys over forty columns of many values still tell apart what differs in the last."""
    frame = pd.DataFrame({f"q{n}": range(50) for n in range(40)}).astype(str)
    frame["person"] = range(50)
    twice = pd.concat([frame, frame.assign(person=range(50, 100))], ignore_index=True)
    names = [f"q{n}" for n in range(40)]
    assert equivalence_classes(twice, names).people_in_class.tolist() == [2] * 50


def test_l_counts_values_and_entropy_weighs_them() -> None:
    """Three of one value and one of another are distinct 2 and less than two by entropy."""
    frame = _frame(
        [("a", "x", "ok"), ("b", "x", "ok"), ("c", "x", "ok"), ("d", "x", "bad")],
        "person",
        "q",
        "s",
    )
    found = measure(frame, ["q"], ["s"]).diversity["s"]
    entropy = -(0.75 * math.log(0.75) + 0.25 * math.log(0.25))
    assert found.distinct_l == l_diversity(frame, ["q"], "s") == 2
    assert found.entropy_l == pytest.approx(math.exp(entropy), abs=1e-6)


def test_t_is_the_largest_distance_to_everybody() -> None:
    """Two classes with opposite values are half away from the whole; equal ones are not away at all."""
    apart = _frame([("a", "x", 1), ("b", "x", 1), ("c", "y", 2), ("d", "y", 2)], "person", "q", "s")
    equal = _frame([("a", "x", 1), ("b", "x", 2), ("c", "y", 1), ("d", "y", 2)], "person", "q", "s")
    assert t_closeness(apart, ["q"], "s") == pytest.approx(0.5)
    assert t_closeness(equal, ["q"], "s") == 0
    assert measure(apart, ["q"], ["s"]).diversity["s"].homogeneous_share == 1


def test_a_harmless_value_gives_nobody_away() -> None:
    """A class in which nobody has a complication tells nothing about anybody."""
    frame = _frame(
        [("a", "x", "none"), ("b", "x", "none"), ("c", "y", "none"), ("d", "y", "burn")],
        "person",
        "q",
        "s",
    )
    assert measure(frame, ["q"], ["s"]).diversity["s"].distinct_l == 1
    assert measure(frame, ["q"], ["s"], harmless={"s": ["none"]}).diversity["s"].distinct_l == 2


def test_risks_have_the_sizes_of_the_literature() -> None:
    """Prosecutor 1/k, journalist 1 over the class in the clinic, marketer classes over people."""
    release = _frame([("a", "x"), ("b", "x"), ("c", "y"), ("d", "y"), ("e", "y")], "person", "q")
    clinic = _frame([*release.itertuples(index=False), ("f", "x"), ("g", "x")], "person", "q")
    found = measure(release, ["q"], population=clinic)
    assert (found.prosecutor_risk, found.marketer_risk) == (0.5, 0.4)
    assert found.journalist_risk == pytest.approx(1 / 3)
    assert found.people_under[3] == 2
    assert found.class_sizes["2"] == 2
    assert found.class_sizes["3"] == 3


def test_unicity_of_subsets_names_what_singles_out() -> None:
    """Each set of quasi-identifiers has its own share of people alone."""
    frame = _frame([("a", 1, 1), ("b", 1, 2), ("c", 2, 1), ("d", 2, 2)], "person", "q", "r")
    assert unicity_of_subsets(frame, ["q", "r"]) == {("q",): 0.0, ("r",): 0.0, ("q", "r"): 1.0}
