"""Nothing left out can be worked out: asked of an integer programme of its own, and of every small table."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from anonkit.deidentification.tabulation import (
    ALL,
    LEFT_OUT,
    Dimension,
    Guard,
    TableDesign,
    protect_tables,
)

Labels = tuple[str, ...]

_SHAPES = {
    "two by three": [("r0", "r1"), ("c0", "c1", "c2")],
    "two by two by two": [("a0", "a1"), ("b0", "b1"), ("c0", "c1")],
}
_HIGHEST = 10
"""The highest count tried in a cell that is left out."""


def _design(shape: Sequence[Labels]) -> TableDesign:
    names = [f"d{n}" for n in range(len(shape))]
    return TableDesign("table", "rows", tuple(Dimension(name, (name,)) for name in names))


def _rows(shape: Sequence[Labels], counts: Sequence[int]) -> pd.DataFrame:
    inner = itertools.product(*shape)
    labels = [one for one, count in zip(inner, counts, strict=False) for _ in range(count)]
    frame = pd.DataFrame(labels, columns=[f"d{n}" for n in range(len(shape))], dtype=object)
    return frame.assign(person=[f"p{n}" for n in range(len(frame))])


def _cells(frame: pd.DataFrame) -> dict[Labels, str]:
    return {tuple(row[:-1]): row[-1] for row in frame.itertuples(index=False, name=None)}


def _sums(shape: Sequence[Labels], tables: np.ndarray) -> dict[Labels, np.ndarray]:
    """By labels, margins included: the cell's value in each of the tables."""
    inner = list(itertools.product(*shape))
    every = itertools.product(*[(*labels, ALL) for labels in shape])
    return {
        key: tables[
            :, [all(k in (ALL, one) for k, one in zip(key, i, strict=True)) for i in inner]
        ].sum(1)
        for key in every
    }


def _rounded(values: np.ndarray, base: int) -> np.ndarray:
    return (values + base // 2) // base * base


def _agreeing(
    shape: Sequence[Labels], cells: dict[Labels, str], base: int
) -> dict[Labels, np.ndarray]:
    """Every table of small counts that would have been published as this one."""
    inner = list(itertools.product(*shape))
    choices = [
        np.arange(1, _HIGHEST + 1)
        if cells.get(key) == LEFT_OUT
        else np.array([n for n in range(40) if _rounded(np.array(n), base) == int(cells[key])])
        if key in cells
        else np.array([0])
        for key in inner
    ]
    tables = np.stack([grid.ravel() for grid in np.meshgrid(*choices)], axis=1)
    sums = _sums(shape, tables)
    fits = np.ones(len(tables), dtype=bool)
    for key, values in sums.items():
        if cells.get(key, "0") != LEFT_OUT:
            fits &= _rounded(values, base) == int(cells.get(key, "0"))
    return {key: values[fits] for key, values in sums.items()}


def _exact_interval(
    shape: Sequence[Labels], cells: dict[Labels, str], asked: Labels
) -> tuple[float, float]:
    """The least and the greatest whole number a cell can be, from the inner cells and what is told of sums."""
    inner = list(itertools.product(*shape))
    sums = _sums(shape, np.eye(len(inner), dtype=np.int64))
    told = [key for key in sums if cells.get(key, "0") != LEFT_OUT]
    numbers = [int(cells.get(key, "0")) for key in told]
    within = LinearConstraint(np.array([sums[key] for key in told]), numbers, numbers)
    lowest = [1 if key in cells else 0 for key in inner]
    bounds = Bounds(lowest, np.full(len(inner), 100))
    whole = np.ones(len(inner))
    ends = [
        milp(sign * sums[asked], constraints=within, bounds=bounds, integrality=whole)
        for sign in (1, -1)
    ]
    return ends[0].fun, -ends[1].fun


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(sorted(_SHAPES)),
    st.lists(st.integers(0, 6), min_size=8, max_size=8),
    st.sampled_from([3, 5]),
    st.sampled_from([1, 2]),
)
def test_no_cell_left_out_follows_from_what_is_told(
    shape: str, counts: list[int], threshold: int, interval: int
) -> None:
    """Among all tables that agree, every cell left out takes values as far apart as was asked."""
    labels = _SHAPES[shape]
    rows = {"rows": _rows(labels, counts)}
    found = protect_tables(rows, [_design(labels)], Guard(threshold, interval=interval))
    if not found.tables:
        assert found.refused["table"]
        return
    cells = _cells(found.tables[0].frame)
    for key, text in cells.items():
        if text == LEFT_OUT:
            low, high = _exact_interval(labels, cells, key)
            assert high - low >= interval, key


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=6, max_size=6), st.sampled_from([3, 5]))
def test_rounded_tables_leave_every_hidden_cell_open(counts: list[int], threshold: int) -> None:
    """Rounded to five, a cell left out takes two values at least among the tables that agree."""
    labels = _SHAPES["two by three"]
    found = protect_tables(
        {"rows": _rows(labels, counts)}, [_design(labels)], Guard(threshold, round_to=5)
    )
    for table in found.tables:
        cells = _cells(table.frame)
        assert all(int(text) % 5 == 0 for text in cells.values() if text != LEFT_OUT)
        agreeing = _agreeing(labels, cells, 5)
        assert all(np.ptp(agreeing[key]) >= 1 for key, text in cells.items() if text == LEFT_OUT)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6), st.integers(0, 1000))
def test_told_numbers_are_true_and_add_up(counts: list[int], seed: int) -> None:
    """What is told is what was counted, small cells never are, and no order of the rows matters."""
    labels = _SHAPES["two by three"]
    rows, design = _rows(labels, counts), _design(labels)
    found = protect_tables({"rows": rows}, [design], Guard(5))
    order = np.random.default_rng(seed).permutation(len(rows))
    again = protect_tables({"rows": rows.iloc[order].reset_index(drop=True)}, [design], Guard(5))
    assert [t.frame.to_dict() for t in found.tables] == [t.frame.to_dict() for t in again.tables]
    true = _sums(labels, np.array([counts]))
    for table in found.tables:
        for key, text in _cells(table.frame).items():
            assert text in (LEFT_OUT, str(true[key][0]))
            assert text == LEFT_OUT or true[key][0] >= 5
