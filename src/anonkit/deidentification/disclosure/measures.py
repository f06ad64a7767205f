"""k-anonymity, l-diversity, t-closeness and the risks of being found, from one count of classes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.equivalence import (
    Classes,
    classes_of,
    column_codes,
    combined,
    equivalence_classes,
)

_HISTOGRAM_TOP = 20


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
) -> DisclosureMeasures:
    """All measures of a frame with a row or more per person.

    `population` is everybody in the clinic with the same columns, coarsened alike. `harmless` names
    values of a sensitive column that may be known of anybody, such as *none recorded*.
    """
    classes = equivalence_classes(frame, quasi_identifiers, person)
    smallest = classes.smallest
    return DisclosureMeasures(
        people=classes.people,
        classes=classes.count,
        k=smallest,
        people_under={size: _people_under(classes, size) for size in (2, 3, 5, 11, 20)},
        prosecutor_risk=1 / smallest if smallest else 0.0,
        journalist_risk=_journalist_risk(frame, quasi_identifiers, person, population),
        marketer_risk=classes.count / classes.people if classes.people else 0.0,
        class_sizes=_histogram(classes),
        diversity={
            name: diversity(classes, frame[name], (harmless or {}).get(name, ()))
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


def diversity(classes: Classes, column: pd.Series, harmless: Collection[str] = ()) -> Diversity:
    """Both l and t of one sensitive column; a person's equal values in several rows count once."""
    if not classes.count:
        return Diversity(0, 0.0, 0.0, 0.0, is_telling=False)
    counts = value_counts(classes, column)
    telling = ~_is_harmless(column, harmless)
    distinct, entropy, distance = class_diversity(counts)
    judged = np.zeros(classes.count, dtype=bool)
    judged[classes.class_of_row[telling]] = True
    if not judged.any():
        return Diversity(1, 1.0, 0.0, 0.0, is_telling=False)
    homogeneous = judged & (distinct == 1)
    share = float(classes.people_in_class[homogeneous].sum() / classes.people_in_class.sum())
    return Diversity(
        int(distinct[judged].min()),
        round(float(np.exp(entropy[judged].min())), 6),
        round(float(distance[judged].max()), 6),
        share,
    )


def value_counts(classes: Classes, column: pd.Series) -> npt.NDArray[np.float64]:
    """People by class and value, a row a class."""
    values = column_codes(column)
    keys = combined([classes.class_of_row, values, classes.person_of_row], len(values))
    once = np.unique(keys, return_index=True)[1]
    width = int(values.max()) + 1
    flat = np.bincount(
        classes.class_of_row[once] * width + values[once], minlength=classes.count * width
    )
    return flat.reshape(classes.count, width).astype(np.float64)


def class_diversity(
    counts: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Per class: different values, entropy, and the distance to all classes together (variation)."""
    shares = counts / counts.sum(axis=1, keepdims=True)
    overall = counts.sum(axis=0) / counts.sum()
    logs = np.log(shares, out=np.zeros_like(shares), where=shares > 0)
    return (
        (counts > 0).sum(axis=1).astype(np.int64),
        -(shares * logs).sum(axis=1),
        np.abs(shares - overall).sum(axis=1) / 2,
    )


def _is_harmless(column: pd.Series, harmless: Collection[str]) -> npt.NDArray[np.bool_]:
    return column.isin(list(harmless)).to_numpy(dtype=bool)


def _people_under(classes: Classes, size: int) -> int:
    rows = classes.people_of_row < size
    return len(np.unique(classes.person_of_row[rows]))


def _histogram(classes: Classes) -> dict[str, int]:
    sizes = np.minimum(classes.people_in_class, _HISTOGRAM_TOP)
    people = np.bincount(sizes, weights=classes.people_in_class, minlength=_HISTOGRAM_TOP + 1)
    named = {str(size): int(people[size]) for size in range(1, _HISTOGRAM_TOP)}
    return named | {f"{_HISTOGRAM_TOP} or more": int(people[_HISTOGRAM_TOP])}


def _journalist_risk(
    frame: pd.DataFrame,
    quasi_identifiers: Sequence[str],
    person: str,
    population: pd.DataFrame | None,
) -> float | None:
    """One over the smallest class of the population that meets the release; the release is part of it."""
    if population is None or not len(frame):
        return None
    wanted = [*quasi_identifiers, person]
    both = pd.concat([frame[wanted], population[wanted]], ignore_index=True)
    classes = equivalence_classes(both, quasi_identifiers, person)
    return 1 / int(classes.people_of_row[: len(frame)].min())


def unicity_of_subsets(
    frame: pd.DataFrame,
    quasi_identifiers: Sequence[str],
    most: int = 6,
    person: str = "person",
) -> dict[tuple[str, ...], float]:
    """For each set of up to `most` quasi-identifiers, the share of people who are alone with theirs."""
    codes = {name: column_codes(frame[name]) for name in quasi_identifiers}
    people = column_codes(frame[person])
    total = len(np.unique(people))
    found: dict[tuple[str, ...], float] = {}
    for size in range(1, min(most, len(quasi_identifiers)) + 1):
        for subset in combinations(quasi_identifiers, size):
            classes = classes_of(combined([codes[name] for name in subset], len(frame)), people)
            found[subset] = _people_under(classes, 2) / total if total else 0.0
    return found
