"""How many people each set of quasi-identifiers singles out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import comb

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.equivalence import (
    Codes,
    classes_of,
    column_codes,
    combined,
    dense_codes,
)
from anonkit.deidentification.disclosure.inputs import require_columns
from anonkit.errors import SettingsError

MOST_SUBSETS = 100_000
"""More sets than this are refused: 20 quasi-identifiers make 60,459 sets of up to six."""


@dataclass(frozen=True)
class Subset:
    """A set of quasi-identifiers and the people who are alone with theirs."""

    places: tuple[int, ...]
    alone: npt.NDArray[np.bool_]
    """By person, as numbered by `column_codes`."""


def unicity_of_subsets(
    frame: pd.DataFrame,
    quasi_identifiers: Sequence[str],
    most: int = 6,
    person: str = "person",
) -> dict[tuple[str, ...], float]:
    """For each set of up to `most` quasi-identifiers, the share of people who are alone with theirs."""
    names = tuple(quasi_identifiers)
    require_columns(frame, [*names, person])
    people = column_codes(frame[person])
    columns = [column_codes(frame[name]) for name in names]
    shares = {
        tuple(names[place] for place in subset.places): float(subset.alone.mean())
        for subset in alone_by_subset(columns, people, most)
    }
    return dict(sorted(shares.items(), key=lambda item: _order(item[0], names)))


def alone_by_subset(columns: Sequence[Codes], people: Codes, most: int) -> Iterator[Subset]:
    """Every set of up to `most` columns with who is alone; depth first, each set after its beginning.

    Who is alone with some values is alone with more of them, so those rows are not counted again.
    """
    size = min(most, len(columns))
    count = sum(comb(len(columns), n) for n in range(1, size + 1))
    if count > MOST_SUBSETS:
        raise SettingsError(
            f"{len(columns)} quasi-identifiers make {count} sets of up to {size}, more than "
            f"{MOST_SUBSETS}; ask for smaller sets."
        )
    total = int(people.max()) + 1 if len(people) else 0
    if total:
        rows = np.arange(len(people), dtype=np.int64)
        start = _Prefix((), rows, np.zeros(len(people), np.int64), np.zeros(total, dtype=bool))
        yield from _extended(start, columns, people, size)


@dataclass(frozen=True)
class _Prefix:
    places: tuple[int, ...]
    rows: Codes
    """The rows that share their class with another person."""
    keys: Codes
    alone: npt.NDArray[np.bool_]


def _extended(
    prefix: _Prefix, columns: Sequence[Codes], people: Codes, most: int
) -> Iterator[Subset]:
    for place in range(prefix.places[-1] + 1 if prefix.places else 0, len(columns)):
        rows = prefix.rows
        keys = dense_codes(combined([prefix.keys, columns[place][rows]], len(rows)))
        alone, shared = prefix.alone, rows
        if len(rows):
            classes = classes_of(keys, people[rows])
            is_alone = classes.people_of_row < 2
            alone = alone.copy()
            alone[people[rows[is_alone]]] = True
            shared, keys = rows[~is_alone], keys[~is_alone]
        found = _Prefix((*prefix.places, place), shared, keys, alone)
        yield Subset(found.places, alone)
        if len(found.places) < most:
            yield from _extended(found, columns, people, most)


def _order(subset: tuple[str, ...], names: tuple[str, ...]) -> tuple[int, tuple[int, ...]]:
    return len(subset), tuple(names.index(name) for name in subset)
