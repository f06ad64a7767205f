"""The people in classes that are too small, and what singles them out: for the sealed report only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.equivalence import column_codes, equivalence_classes
from anonkit.deidentification.disclosure.inputs import require_columns
from anonkit.deidentification.disclosure.unicity import alone_by_subset


@dataclass(frozen=True)
class HardToHide:
    """One row whose person is alike with too few others."""

    position: int
    """The row's place in the frame, from 0."""
    tag: str | None = field(repr=False)
    people_alike: int
    """The people in the row's class, the person included."""
    alone_with: tuple[str, ...]
    """The smallest set of quasi-identifiers that singles the person out; empty where none does."""

    def to_dict(self) -> dict[str, Any]:
        """For the sealed report; no value of anybody."""
        return {
            "position": self.position,
            "tag": self.tag,
            "people_alike": self.people_alike,
            "alone_with": list(self.alone_with),
        }


def hard_to_hide(
    frame: pd.DataFrame,
    quasi_identifiers: Sequence[str],
    k: int,
    *,
    person: str = "person",
    tag: str | None = None,
    most: int = 3,
) -> tuple[HardToHide, ...]:
    """The rows in classes of fewer than `k` people, in their order, with what singles them out.

    `tag` is the column that names a row outside encrypted storage. Sets of up to `most`
    quasi-identifiers are looked through; the smallest, and of those the first, is told.
    """
    names = tuple(quasi_identifiers)
    require_columns(frame, [*names, person, *([tag] if tag else [])])
    classes = equivalence_classes(frame, names, person)
    rows = np.flatnonzero(classes.people_of_row < k)
    if not len(rows):
        return ()
    subsets, smallest = _smallest_subsets(frame, names, person, most)
    tags = frame[tag].astype(str).tolist() if tag else [None] * len(frame)
    told: list[HardToHide] = []
    for row in rows.tolist():
        found = int(smallest[classes.person_of_row[row]])
        alone = () if found < 0 else tuple(names[place] for place in subsets[found])
        told.append(HardToHide(row, tags[row], int(classes.people_of_row[row]), alone))
    return tuple(told)


def shape_of_hard_to_hide(found: Sequence[HardToHide]) -> dict[str, int]:
    """How many rows each set of quasi-identifiers singles out: the shape, without the people."""
    counts = Counter(" + ".join(row.alone_with) or "only by more fields together" for row in found)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _smallest_subsets(
    frame: pd.DataFrame, names: tuple[str, ...], person: str, most: int
) -> tuple[list[tuple[int, ...]], npt.NDArray[np.int64]]:
    """The sets, smallest first, and for each person the first that singles them out, or -1."""
    people = column_codes(frame[person])
    found = sorted(
        alone_by_subset([column_codes(frame[name]) for name in names], people, most),
        key=lambda subset: (len(subset.places), subset.places),
    )
    smallest = np.full(int(people.max()) + 1, -1, dtype=np.int64)
    for number, subset in enumerate(found):
        smallest[subset.alone & (smallest < 0)] = number
    return [subset.places for subset in found], smallest
