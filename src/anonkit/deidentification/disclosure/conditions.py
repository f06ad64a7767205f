"""Whether classes hold what is wanted: k people, l values, and a spread like everybody's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.diversity import (
    Shares,
    class_diversity,
    counted_values,
    is_numeric,
    ordered_codes,
    shares_of_values,
)
from anonkit.deidentification.disclosure.equivalence import (
    Classes,
    Codes,
    classes_of,
    column_codes,
)

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Wanted:
    """What every class must hold."""

    k: int
    l: int = 1  # noqa: E741 - its name in the literature
    t: float | None = None
    sensitive: tuple[str, ...] = ()
    harmless: Collection[str] = ()
    """Sensitive values that may be known of anybody; a class that holds nothing else tells nothing."""


class Conditions:
    """The wanted conditions over one frame; any rows of it can be judged, in any classes."""

    def __init__(self, frame: pd.DataFrame, wanted: Wanted) -> None:
        self.wanted = wanted
        self.person_of_row = column_codes(frame["person"])
        rows_of_person = np.bincount(self.person_of_row)
        self.people = len(rows_of_person)
        self._counts_rows = not len(rows_of_person) or bool(rows_of_person.max() <= 1)
        self._sensitive = [
            _Sensitive.of(frame[name], self.person_of_row, wanted.harmless)
            for name in wanted.sensitive
            if wanted.l > 1 or wanted.t is not None
        ]

    def hold(self, rows: Codes, classes: Codes) -> Flags:
        """For each class, numbered from 0 without gaps, whether its rows hold what is wanted."""
        if self._counts_rows and not self._sensitive:
            return np.asarray(np.bincount(classes) >= self.wanted.k)
        judged = _numbered(classes, self.person_of_row[rows])
        good: Flags = judged.people_in_class >= self.wanted.k
        for column in self._sensitive:
            good = good & ~column.gives_away(judged, rows, self.wanted)
        return good


@dataclass(frozen=True)
class _Sensitive:
    values: Codes
    width: int
    overall: Shares
    is_ordered: bool
    is_telling: Flags

    @classmethod
    def of(cls, column: pd.Series, people: Codes, harmless: Collection[str]) -> _Sensitive:
        by_size = is_numeric(column)
        values = ordered_codes(column) if by_size else column_codes(column)
        width = int(values.max()) + 1 if len(values) else 0
        whole = _numbered(np.zeros(len(values), dtype=np.int64), people)
        overall = shares_of_values(counted_values(whole, values, width))
        telling = ~column.isin(list(harmless)).to_numpy(dtype=bool)
        return cls(values, width, overall, by_size, telling)

    def gives_away(self, classes: Classes, rows: Codes, wanted: Wanted) -> Flags:
        """Whether a class that tells anything has too few values, or too many of one."""
        counts = counted_values(classes, self.values[rows], self.width)
        distinct, _, distance = class_diversity(
            counts, ordered=self.is_ordered, overall=self.overall
        )
        telling = np.zeros(classes.count, dtype=bool)
        telling[classes.class_of_row[self.is_telling[rows]]] = True
        bad = distinct < wanted.l
        if wanted.t is not None:
            bad = bad | (distance > wanted.t + 1e-12)
        return np.asarray(telling & bad)


def _numbered(classes: Codes, people: Codes) -> Classes:
    """Classes whose numbers stay as they are given."""
    found = classes_of(classes, people)
    number = np.zeros(found.count, dtype=np.int64)
    number[found.class_of_row] = classes
    in_order = np.zeros(found.count, dtype=np.int64)
    in_order[number] = found.people_in_class
    return Classes(classes, people, in_order)
