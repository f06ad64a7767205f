"""Equivalence classes: people who are alike on everything an intruder may know, counted in one pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.inputs import require_columns

Codes = npt.NDArray[np.int64]
_LARGEST_KEY = 2**62


@dataclass(frozen=True)
class Classes:
    """The rows' classes, and how many different people are in each."""

    class_of_row: Codes
    person_of_row: Codes
    people_in_class: Codes

    @property
    def count(self) -> int:
        """How many classes there are."""
        return len(self.people_in_class)

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(np.count_nonzero(self._rows_of_person))

    @property
    def has_a_row_each(self) -> bool:
        """Whether nobody has more than one row, so that counting rows counts people."""
        return bool((self._rows_of_person <= 1).all())

    @cached_property
    def _rows_of_person(self) -> Codes:
        return np.bincount(self.person_of_row).astype(np.int64)

    @property
    def smallest(self) -> int:
        """The people in the smallest class, which is k; 0 where there are none."""
        return int(self.people_in_class.min()) if self.count else 0

    @property
    def people_of_row(self) -> Codes:
        """For each row, the people in its class."""
        return self.people_in_class[self.class_of_row]


def equivalence_classes(
    frame: pd.DataFrame, quasi_identifiers: Sequence[str], person: str = "person"
) -> Classes:
    """The classes of the rows; a missing value is a value, and a person counts once a class."""
    require_columns(frame, [*quasi_identifiers, person])
    keys = combined([column_codes(frame[name]) for name in quasi_identifiers], len(frame))
    return classes_of(keys, column_codes(frame[person]))


def classes_of(keys: Codes, person_of_row: Codes) -> Classes:
    """Classes from ready keys; rows with the same key are alike, and the first row's class is 0."""
    class_of_row = dense_codes(keys)
    count = int(class_of_row.max()) + 1 if len(class_of_row) else 0
    once = class_of_row[~_repeats(class_of_row, person_of_row)]
    people = np.bincount(once, minlength=count).astype(np.int64)
    return Classes(class_of_row, person_of_row, people)


def _repeats(class_of_row: Codes, person_of_row: Codes) -> npt.NDArray[np.bool_]:
    """The rows whose person was in their class before."""
    rows = np.arange(len(class_of_row))
    most = int(np.bincount(person_of_row).max()) if len(rows) else 0
    if most <= 1:
        return np.zeros(len(rows), dtype=bool)
    if most == 2:
        # A release beside its clinic: a second row is compared with the first, without hashing.
        first = np.zeros(int(person_of_row.max()) + 1, dtype=np.int64)
        first[person_of_row[::-1]] = rows[::-1]
        first_of_row = first[person_of_row]
        repeated = (first_of_row != rows) & (class_of_row[first_of_row] == class_of_row)
        return np.asarray(repeated)
    pairs = pd.Series(combined([class_of_row, person_of_row], len(rows)))
    return pairs.duplicated().to_numpy()


def dense_codes(keys: Codes) -> Codes:
    """Keys numbered from 0 in the order of their first appearance: a hash count, no sorting."""
    return pd.factorize(keys)[0].astype(np.int64, copy=False)


def column_codes(column: pd.Series) -> Codes:
    """A column of any type as small numbers, equal for equal values; all missing values are equal."""
    codes, _ = pd.factorize(_hashable(column), use_na_sentinel=False)
    return codes.astype(np.int64, copy=False)


def combined(
    columns: Iterable[Codes], length: int, radices: Iterable[int | None] = repeat(None)
) -> Codes:
    """Several code columns as one, in mixed radix; packed again before a key could overflow."""
    key = np.zeros(length, dtype=np.int64)
    size = 1
    for codes, told in zip(columns, radices, strict=False):
        radix = told if told is not None else int(codes.max()) + 1 if len(codes) else 1
        if size * radix >= _LARGEST_KEY:
            key = dense_codes(key)
            size = int(key.max()) + 1 if len(key) else 1
        key = key * radix + codes
        size *= radix
    return key


def _hashable(column: pd.Series) -> pd.Series:
    if column.dtype != object:
        return column
    return column.map(_plain, na_action="ignore")


def _plain(value: Any) -> Any:
    """A value that can be counted; what prints differently (1 and True, a list and its text) differs."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return value
    if isinstance(value, list | tuple | dict | set | frozenset | np.ndarray):
        plain = sorted(map(str, value)) if isinstance(value, set | frozenset) else value
        return (type(value).__name__, json.dumps(plain, sort_keys=True, default=str))
    return (type(value).__name__, value)


def counted_people(persons: pd.DataFrame) -> dict[str, str]:
    """Client row key to the person it counts as; persons that may be one (a review group) count as one."""
    by_client: dict[str, str] = {}
    for client, person, group in zip(
        persons["client_key"], persons["person"], persons["review_group"], strict=True
    ):
        by_client[str(client)] = str(person) if pd.isna(group) else f"review:{group}"
    return by_client
