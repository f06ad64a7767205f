"""What a class of people alike gives away about one sensitive column: distinct and entropy l, and t."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.equivalence import Classes, Codes, column_codes, combined

Shares = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Diversity:
    """How much a class gives away about one sensitive column, in the worst class."""

    distinct_l: int
    entropy_l: float
    t: float
    homogeneous_share: float
    """The share of people in classes in which everybody has the same telling value."""
    is_telling: bool = True
    """Whether anybody has a value that tells something at all."""
    is_ordered: bool = False
    """Whether t is the ordered distance of numbers; else values are equally far from each other."""


@dataclass(frozen=True)
class ValueCounts:
    """People by class and value; only pairs that occur, by class and then by value."""

    class_of_pair: Codes
    value_of_pair: Codes
    people: Shares
    classes: int
    different: int
    """How many different values there are."""


def value_counts(classes: Classes, column: pd.Series, *, ordered: bool = False) -> ValueCounts:
    """People by class and value, a person's equal values once; `ordered` numbers values by size."""
    values = ordered_codes(column) if ordered else column_codes(column)
    return counted_values(classes, values, int(values.max()) + 1 if len(values) else 0)


def counted_values(classes: Classes, values: Codes, width: int) -> ValueCounts:
    """People by class and value, from values numbered below `width`."""
    pairs = combined([classes.class_of_row, values], len(values), (classes.count, width))
    if not classes.has_a_row_each:
        persons = combined([pairs, classes.person_of_row], len(values))
        pairs = pairs[~pd.Series(persons).duplicated().to_numpy()]
    if classes.count * width <= 4 * len(pairs) + 65_536:
        counted = np.bincount(pairs, minlength=classes.count * width)
        found = np.flatnonzero(counted)
        people = counted[found]
    else:
        found, people = np.unique(pairs, return_counts=True)
    of_class, of_value = np.divmod(found, max(width, 1))
    return ValueCounts(of_class, of_value, people.astype(np.float64), classes.count, width)


def class_diversity(
    counts: ValueCounts, *, ordered: bool = False, overall: Shares | None = None
) -> tuple[npt.NDArray[np.int64], Shares, Shares]:
    """Per class: different values, entropy, and the distance to everybody (t).

    Everybody is all classes together, unless `overall` gives the share of each value.
    """
    of_class = counts.class_of_pair
    totals = np.bincount(of_class, weights=counts.people, minlength=counts.classes)
    shares = counts.people / totals[of_class]
    distinct = np.bincount(of_class, minlength=counts.classes).astype(np.int64)
    entropy = _sum_by_class(counts, -shares * np.log(shares))
    if overall is None:
        overall = shares_of_values(counts)
    distance = _ordered_distance if ordered else _equal_distance
    return distinct, entropy, distance(counts, shares, overall)


def shares_of_values(counts: ValueCounts) -> Shares:
    """The share of each value over all classes together."""
    people = np.bincount(counts.value_of_pair, weights=counts.people, minlength=counts.different)
    return np.asarray(people / max(people.sum(), 1.0), dtype=np.float64)


def _equal_distance(counts: ValueCounts, shares: Shares, overall: Shares) -> Shares:
    """Half the sum of differences, which is the sum of those by which a class has more."""
    more = np.maximum(shares - overall[counts.value_of_pair], 0.0)
    return _sum_by_class(counts, more)


def _ordered_distance(counts: ValueCounts, shares: Shares, overall: Shares) -> Shares:
    """The earth mover's distance over ranks, from 0 to 1.

    Between two values of a class its running share is constant, and everybody's only grows: the sum
    of their differences over that stretch is two sums on either side of where they cross.
    """
    if counts.different < 2:
        return np.zeros(counts.classes)
    of_class, start = counts.class_of_pair, counts.value_of_pair
    is_last = np.r_[of_class[1:] != of_class[:-1], True]
    end = np.where(is_last, counts.different, np.r_[start[1:], counts.different])
    running = np.cumsum(shares)
    before = np.r_[0.0, running[is_last]][of_class]
    level = np.where(is_last, 1.0, running - before)
    everybody = np.cumsum(overall)
    sums = np.r_[0.0, np.cumsum(everybody)]
    cross = np.clip(np.searchsorted(everybody, level), start, end)
    moved = level * (2 * cross - start - end) - 2 * sums[cross] + sums[start] + sums[end]
    is_first = np.r_[True, is_last[:-1]]
    moved += np.where(is_first, sums[start], 0.0)  # values below the class's first: it has none
    total = _sum_by_class(counts, moved)
    return np.maximum(total / (counts.different - 1), 0.0)


def _sum_by_class(counts: ValueCounts, weights: Shares) -> Shares:
    summed = np.bincount(counts.class_of_pair, weights=weights, minlength=counts.classes)
    return np.asarray(summed, dtype=np.float64)


def diversity(
    classes: Classes,
    column: pd.Series,
    harmless: Collection[str] = (),
    *,
    ordered: bool | None = None,
) -> Diversity:
    """Both l and t of one sensitive column; a person's equal values in several rows count once.

    Values of a column of numbers are `ordered` unless said otherwise; a missing value comes last.
    """
    by_size = is_numeric(column) if ordered is None else ordered
    if not classes.count:
        return Diversity(0, 0.0, 0.0, 0.0, is_telling=False, is_ordered=by_size)
    judged = np.ones(classes.count, dtype=bool)
    if harmless:
        judged[:] = False
        judged[classes.class_of_row[~column.isin(list(harmless)).to_numpy(dtype=bool)]] = True
    if not judged.any():
        return Diversity(1, 1.0, 0.0, 0.0, is_telling=False, is_ordered=by_size)
    counts = value_counts(classes, column, ordered=by_size)
    distinct, entropy, distance = class_diversity(counts, ordered=by_size)
    homogeneous = judged & (distinct == 1)
    share = float(classes.people_in_class[homogeneous].sum() / classes.people_in_class.sum())
    return Diversity(
        int(distinct[judged].min()),
        round(float(np.exp(entropy[judged].min())), 6),
        round(float(distance[judged].max()), 6),
        share,
        is_ordered=by_size,
    )


def is_numeric(column: pd.Series) -> bool:
    """Whether the column holds numbers by its type; truth values are categories."""
    return bool(pd.api.types.is_numeric_dtype(column.dtype)) and not bool(
        pd.api.types.is_bool_dtype(column.dtype)
    )


def ordered_codes(column: pd.Series) -> Codes:
    """Values as their rank among the different values, by size; text that is no number comes last."""
    numbers = pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    codes = np.unique(numbers, return_inverse=True)[1]
    return np.asarray(codes, dtype=np.int64).reshape(-1)
