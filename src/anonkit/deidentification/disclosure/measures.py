"""k-anonymity, l-diversity, t-closeness and the risks of being found, from one count of classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from anonkit.deidentification.disclosure.diversity import (
    Diversity,
    class_diversity,
    diversity,
    value_counts,
)
from anonkit.deidentification.disclosure.equivalence import (
    Classes,
    classes_of,
    column_codes,
    combined,
    equivalence_classes,
)
from anonkit.deidentification.disclosure.inputs import require_columns

__all__ = [
    "DisclosureMeasures",
    "Diversity",
    "class_diversity",
    "diversity",
    "k_anonymity",
    "l_diversity",
    "measure",
    "t_closeness",
    "value_counts",
]
_HISTOGRAM_TOP = 20


@dataclass(frozen=True)
class DisclosureMeasures:
    """What an intruder who knows everybody's quasi-identifiers could learn."""

    people: int
    classes: int
    k: int
    people_under: Mapping[int, int]
    """For some sizes: the people in classes smaller than that."""
    prosecutor_risk: float
    """The largest chance of a right guess about somebody known to be in the release: 1/k."""
    journalist_risk: float | None
    """The same against everybody in the clinic; none where they are not given."""
    marketer_risk: float
    """The share of people whom guessing would find: classes over people."""
    class_sizes: Mapping[str, int]
    """Class size to the number of people in classes of it, the largest sizes together."""
    diversity: Mapping[str, Diversity] = field(default_factory=dict)

    @property
    def l(self) -> int | None:  # noqa: E743 - its name in the literature
        """The smallest distinct l over the sensitive columns that tell anything."""
        return min((d.distinct_l for d in self.diversity.values() if d.is_telling), default=None)

    @property
    def t(self) -> float | None:
        """The largest t over the sensitive columns."""
        return max((found.t for found in self.diversity.values()), default=None)

    def to_dict(self) -> dict[str, Any]:
        """Every figure, for the sealed report."""
        return asdict(self) | {"l": self.l, "t": self.t}


def measure(
    frame: pd.DataFrame,
    quasi_identifiers: Sequence[str],
    sensitive: Sequence[str] = (),
    *,
    person: str = "person",
    population: pd.DataFrame | None = None,
    harmless: Mapping[str, Collection[str]] | None = None,
    ordered: Collection[str] | None = None,
) -> DisclosureMeasures:
    """All measures of a frame with a row or more per person, from one count of classes.

    `population` is everybody in the clinic with the same columns, coarsened alike. `harmless` names
    values of a sensitive column that may be known of anybody, such as *none recorded*. t is the ordered
    distance for the sensitive columns in `ordered`; where that is not said, for those of numbers.
    """
    require_columns(frame, [*quasi_identifiers, *sensitive, person])
    classes, everybody = _classes_of_both(frame, quasi_identifiers, person, population)
    smallest = classes.smallest
    return DisclosureMeasures(
        people=classes.people,
        classes=classes.count,
        k=smallest,
        people_under={size: _people_under(classes, size) for size in (2, 3, 5, 11, 20)},
        prosecutor_risk=1 / smallest if smallest else 0.0,
        journalist_risk=_journalist_risk(everybody, len(frame)),
        marketer_risk=classes.count / classes.people if classes.people else 0.0,
        class_sizes=_histogram(classes),
        diversity={
            name: diversity(
                classes,
                frame[name],
                (harmless or {}).get(name, ()),
                ordered=None if ordered is None else name in ordered,
            )
            for name in sensitive
        },
    )


def k_anonymity(
    frame: pd.DataFrame, quasi_identifiers: Sequence[str], person: str = "person"
) -> int:
    """The number of different people in the smallest class."""
    return equivalence_classes(frame, quasi_identifiers, person).smallest


def l_diversity(
    frame: pd.DataFrame, quasi_identifiers: Sequence[str], sensitive: str, person: str = "person"
) -> int:
    """The number of different sensitive values in the poorest class; missing is a value."""
    return diversity(
        equivalence_classes(frame, quasi_identifiers, person), frame[sensitive]
    ).distinct_l


def t_closeness(
    frame: pd.DataFrame, quasi_identifiers: Sequence[str], sensitive: str, person: str = "person"
) -> float:
    """The largest distance between a class's distribution of values and everybody's, from 0 to 1."""
    return diversity(equivalence_classes(frame, quasi_identifiers, person), frame[sensitive]).t


def _people_under(classes: Classes, size: int) -> int:
    if classes.has_a_row_each:
        return int(classes.people_in_class[classes.people_in_class < size].sum())
    rows = classes.people_of_row < size
    return int(np.count_nonzero(np.bincount(classes.person_of_row[rows])))


def _histogram(classes: Classes) -> dict[str, int]:
    sizes = np.minimum(classes.people_in_class, _HISTOGRAM_TOP)
    people = np.bincount(sizes, weights=classes.people_in_class, minlength=_HISTOGRAM_TOP + 1)
    named = {str(size): int(people[size]) for size in range(1, _HISTOGRAM_TOP)}
    return named | {f"{_HISTOGRAM_TOP} or more": int(people[_HISTOGRAM_TOP])}


def _classes_of_both(
    frame: pd.DataFrame,
    quasi_identifiers: Sequence[str],
    person: str,
    population: pd.DataFrame | None,
) -> tuple[Classes, Classes | None]:
    """The release's classes, and those of the release and everybody together; read once for both."""
    if population is None or not len(frame):
        return equivalence_classes(frame, quasi_identifiers, person), None
    names = [*quasi_identifiers, person]
    require_columns(population, names)
    both = pd.concat([frame[names], population[names]], ignore_index=True)
    columns = [column_codes(both[name]) for name in quasi_identifiers]
    people = column_codes(both[person])
    # Codes are given in the order of appearance, so the release's own have no gaps.
    released = combined([codes[: len(frame)] for codes in columns], len(frame))
    return (
        classes_of(released, people[: len(frame)]),
        classes_of(combined(columns, len(both)), people),
    )


def _journalist_risk(everybody: Classes | None, released: int) -> float | None:
    """One over the smallest class of everybody that meets the release, whose rows come first."""
    return None if everybody is None else 1 / int(everybody.people_of_row[:released].min())
