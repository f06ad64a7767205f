"""Every measure of classes equals its slow plain definition, by person, with missing as a value."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.disclosure import (
    hard_to_hide,
    measure,
    recode_locally,
    shape_of_hard_to_hide,
    unicity_of_subsets,
)
from anonkit.deidentification.hierarchies import SteppedHierarchy
from anonkit.errors import AnonymityNotReached

_ROW = st.tuples(
    st.integers(0, 9),
    st.sampled_from(["a", "b", 1, True, 2.5, None]),
    st.sampled_from(["x", "y", None]),
    st.sampled_from([3, 1, 2, 10, None]),
)
_ROWS = st.lists(_ROW, min_size=1, max_size=40)
Row = tuple[int, object, object, float | None]


def _frame(rows: list[Row]) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "person": [row[0] for row in rows],
            "q": pd.Series([row[1] for row in rows], dtype=object),
            "r": pd.Series([row[2] for row in rows], dtype="str"),
            "s": pd.Series([row[3] for row in rows], dtype="float64"),
        }
    )
    frame.index = pd.Index([0] * len(rows))
    return frame


def _same(value: object) -> object:
    return (isinstance(value, bool), value)


def _values(rows: list[Row]) -> list[list[float | None]]:
    """For each class the sensitive values of its people, a person's equal values once."""
    pairs: dict[object, set[tuple[int, float | None]]] = defaultdict(set)
    for person, q, r, s in rows:
        pairs[_same(q), r].add((person, s))
    return [[s for _, s in found] for found in pairs.values()]


@settings(max_examples=120, deadline=None)
@given(_ROWS)
def test_l_equals_its_definition(rows: list[Row]) -> None:
    """Distinct l counts a class's values; entropy l is the exponential of their entropy."""
    found = measure(_frame(rows), ["q", "r"], ["s"]).diversity["s"]
    classes = _values(rows)
    assert found.distinct_l == min(len(set(values)) for values in classes)
    entropies = []
    for values in classes:
        shares = [count / len(values) for count in Counter(values).values()]
        entropies.append(-sum(share * math.log(share) for share in shares))
    assert found.entropy_l == pytest.approx(math.exp(min(entropies)), abs=2e-6)


@settings(max_examples=120, deadline=None)
@given(_ROWS, st.booleans())
def test_t_equals_its_definition(rows: list[Row], ordered: bool) -> None:
    """Equal distance halves the differences of shares; ordered distance sums the running ones."""
    found = measure(_frame(rows), ["q", "r"], ["s"], ordered=["s"] if ordered else [])
    classes = _values(rows)
    everybody = [value for values in classes for value in values]
    domain = sorted(set(everybody), key=lambda value: (value is None, value or 0))
    distances = []
    for values in classes:
        gaps = [
            values.count(value) / len(values) - everybody.count(value) / len(everybody)
            for value in domain
        ]
        if ordered:
            running = [abs(sum(gaps[: place + 1])) for place in range(len(gaps))]
            distances.append(sum(running) / max(len(domain) - 1, 1))
        else:
            distances.append(sum(map(abs, gaps)) / 2)
    assert found.t == pytest.approx(max(distances), abs=2e-6)
    assert found.diversity["s"].is_ordered is ordered


@settings(max_examples=80, deadline=None)
@given(_ROWS)
def test_unicity_of_every_subset_equals_its_definition(rows: list[Row]) -> None:
    """A person is alone with a set of fields where nobody else has one of their combinations."""
    names = ["q", "r", "s"]
    found = unicity_of_subsets(_frame(rows), names)
    assert list(found) == [c for size in (1, 2, 3) for c in combinations(names, size)]
    for subset, share in found.items():
        people: dict[tuple[object, ...], set[int]] = defaultdict(set)
        for row in rows:
            people[tuple(_same(row[1 + names.index(name)]) for name in subset)].add(row[0])
        alone = {next(iter(who)) for who in people.values() if len(who) == 1}
        assert share == pytest.approx(len(alone) / len({row[0] for row in rows}))


@settings(max_examples=80, deadline=None)
@given(_ROWS, st.integers(1, 4))
def test_the_hard_to_hide_are_those_in_small_classes(rows: list[Row], k: int) -> None:
    """Exactly the rows in classes of fewer than k people are named, each with a set that is true."""
    frame = _frame(rows)
    people: dict[object, set[int]] = defaultdict(set)
    for person, q, r, _ in rows:
        people[_same(q), r].add(person)
    wanted = [place for place, row in enumerate(rows) if len(people[_same(row[1]), row[2]]) < k]
    found = hard_to_hide(frame, ["q", "r"], k)
    assert [row.position for row in found] == wanted
    assert sum(shape_of_hard_to_hide(found).values()) == len(found)
    shares = unicity_of_subsets(frame, ["q", "r"])
    assert all(shares[row.alone_with] > 0 for row in found if row.alone_with)
    assert all(row.alone_with for row in found if row.people_alike == 1)


_TENS = SteppedHierarchy("tens", (("as recorded", str), ("tens", lambda value: value[0])))
_AGES = st.sampled_from(["10", "11", "12", "20", "21", "30", None])
_CASES = st.lists(
    st.tuples(st.integers(0, 15), _AGES, _AGES, st.sampled_from("abc")), min_size=1, max_size=50
)


@settings(max_examples=150, deadline=None)
@given(
    _CASES,
    st.integers(1, 6),
    st.integers(1, 2),
    st.sampled_from([None, 0.2]),
    st.sampled_from([0.0, 0.2]),
    st.booleans(),
)
def test_local_recoding_holds_or_raises(
    rows: list[tuple[int, str | None, str | None, str]],
    k: int,
    l: int,  # noqa: E741
    t: float | None,
    allowed: float,
    fitted: bool,
) -> None:
    """What comes back holds k, l and t by person, leaves out no more than allowed, and is true."""
    frame = pd.DataFrame(rows, columns=["person", "q", "r", "s"])
    try:
        found = recode_locally(
            frame,
            {"q": _TENS, "r": _TENS},
            k,
            l=l,
            t=t,
            sensitive=["s"],
            maximum_suppression=allowed,
            bands={"q": 1} if fitted else {},
        )
    except AnonymityNotReached:
        return
    told = found.released(frame)
    assert len(told) + len(found.left_out) == len(frame)
    reached = measure(told, ["q", "r"], ["s"])
    assert reached.k == found.k_reached >= k
    assert reached.classes == found.classes
    assert reached.l >= l
    assert told["person"].nunique() >= (1 - allowed) * frame["person"].nunique() - 1e-9
    if t is not None and frame["person"].is_unique and not found.left_out:
        assert reached.t <= t + 1e-6
    for name in ("q", "r"):
        for label, value in zip(told[name], frame.loc[told.index, name], strict=True):
            assert _covers(label, value)


def _covers(label: object, value: object) -> bool:
    if pd.isna(label) or pd.isna(value):
        return label == "*" or (pd.isna(label) and pd.isna(value))
    if "-" in str(label):
        first, last = map(int, str(label).split("-"))
        return first <= int(str(value)) <= last
    return label in ("*", value, str(value)[0])
