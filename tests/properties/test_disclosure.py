"""k by person against the plain definition; enforcement keeps k or raises."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.disclosure import (
    enforce_k,
    equivalence_classes,
    k_anonymity,
    l_diversity,
    trajectory_unicity,
)
from anonkit.deidentification.hierarchies import SteppedHierarchy
from anonkit.errors import AnonymityNotReached

_VALUES = st.sampled_from(["10", "11", "20", "21", "30", None])
_ROWS = st.lists(st.tuples(st.integers(0, 12), _VALUES, _VALUES), min_size=1, max_size=60)
_HIERARCHY = SteppedHierarchy("tens", (("as recorded", str), ("tens", lambda value: value[0])))


def _frame(rows: list[tuple[int, str | None, str | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person", "q", "r"])
    return frame.assign(case=[f"C-{n}" for n in range(len(rows))])


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_k_is_the_fewest_people_that_are_alike(
    rows: list[tuple[int, str | None, str | None]],
) -> None:
    """The one-pass count equals the plain one: for each combination, the set of its people."""
    people: dict[tuple[str | None, str | None], set[int]] = {}
    for person, q, r in rows:
        people.setdefault((q, r), set()).add(person)
    assert k_anonymity(_frame(rows), ["q", "r"]) == min(map(len, people.values()))


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_l_is_the_fewest_values_in_a_class(rows: list[tuple[int, str | None, str | None]]) -> None:
    """Distinct l equals the plain count of values a class."""
    values: dict[str | None, set[str | None]] = {}
    for _, q, r in rows:
        values.setdefault(q, set()).add(r)
    assert l_diversity(_frame(rows), ["q"], "r") == min(map(len, values.values()))


@settings(max_examples=30, deadline=None)
@given(_ROWS, st.integers(1, 6), st.sampled_from([0.0, 0.1, 0.5]))
def test_enforcement_keeps_k_or_raises(
    rows: list[tuple[int, str | None, str | None]], k: int, allowed: float
) -> None:
    """What comes back has k people in every class and leaves out no more than allowed."""
    frame = _frame(rows)
    try:
        found = enforce_k(frame, {"q": _HIERARCHY, "r": _HIERARCHY}, k, maximum_suppression=allowed)
    except AnonymityNotReached:
        # Everything left out is always in the lattice, so only too few people can stop it.
        assert frame["person"].nunique() < k
        return
    kept = frame[~frame["case"].isin(found.suppressed_cases)]
    told = kept.assign(
        **{name: _HIERARCHY.generalise(kept[name], level) for name, level in found.levels.items()}
    )
    assert k_anonymity(told, ["q", "r"]) == found.k_reached >= k
    assert kept["person"].nunique() >= (1 - allowed) * frame["person"].nunique() - 1e-9


@settings(max_examples=15, deadline=None)
@given(_ROWS, st.integers(1, 4))
def test_enforcement_finds_the_optimum(
    rows: list[tuple[int, str | None, str | None]], k: int
) -> None:
    """No other combination of levels that holds k without leaving anybody out costs less."""
    frame = _frame(rows)
    kinds = {"q": _HIERARCHY, "r": _HIERARCHY}
    try:
        found = enforce_k(frame, kinds, k)
    except AnonymityNotReached:
        return
    for q in range(3):
        for r in range(3):
            told = frame.assign(
                q=_HIERARCHY.generalise(frame["q"], q), r=_HIERARCHY.generalise(frame["r"], r)
            )
            if k_anonymity(told, ["q", "r"]) >= k:
                alone = enforce_k(frame, kinds, k, finest={"q": q, "r": r})
                assert found.loss <= alone.loss


@settings(max_examples=60, deadline=None)
@given(_ROWS, st.integers(1, 3))
def test_unicity_equals_the_plain_definition(
    rows: list[tuple[int, str | None, str | None]], known: int
) -> None:
    """The bit masks give what looking through everybody's visits gives."""
    from collections import Counter
    from itertools import combinations

    courses: dict[int, list[tuple[str, str]]] = {}
    for person, q, r in rows:
        courses.setdefault(person, []).append((str(q), str(r)))
    counts = {person: Counter(course) for person, course in courses.items()}
    shares = []
    for course in courses.values():
        # Equal visits are interchangeable, so sets are drawn from numbered visits as in the measure.
        sets = list(combinations(sorted(course), min(known, len(course))))
        alone = [
            sum(not Counter(chosen) - other for other in counts.values()) == 1 for chosen in sets
        ]
        shares.append(sum(alone) / len(sets))
    if all(max(count.values()) == 1 and len(count) < 10 for count in counts.values()):
        measured = trajectory_unicity(_frame(rows), known, ["q", "r"])
        assert abs(measured - sum(shares) / len(shares)) < 1e-9


@settings(max_examples=60, deadline=None)
@given(_ROWS)
def test_people_of_all_classes_add_up(rows: list[tuple[int, str | None, str | None]]) -> None:
    """A person counts once in each class they are in, and in no other."""
    frame = _frame(rows)
    classes = equivalence_classes(frame, ["q"])
    assert int(classes.people_in_class.sum()) == len(frame.drop_duplicates(["person", "q"]))
