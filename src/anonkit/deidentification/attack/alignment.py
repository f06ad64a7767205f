"""Which column of a release tells of which column of the records: by name, else by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from anonkit.deidentification.attack.fitting import Codes, codes_of, fitting_matrix
from anonkit.deidentification.attack.labels import region_of

_SAMPLE = 400
_EXPLAINED = 0.9
_FEWEST = 5
_BETTER_THAN_CHANCE = 0.03


@dataclass(frozen=True)
class Aligned:
    """A told column and the true column it tells of."""

    told: str
    true: str


def align(
    cases: pd.DataFrame,
    people: pd.DataFrame,
    owners: Codes,
    columns: Sequence[str],
    labels: Mapping[str, Mapping[str, Any]],
    seed: int,
) -> tuple[Aligned, ...]:
    """Each told column with the true column it tells of, where there is one; several may tell of one.

    Whoever attacks a release tries everything; here the records are at hand, so the best is known.
    """
    sample = _sample(owners, seed)
    found = []
    for told in (str(name) for name in cases.columns if name != "case"):
        plain = told.partition(" (")[0].casefold()
        same = next((name for name in columns if name.casefold() == plain), None)
        if same is not None and _may_be_the_same(
            cases[told], people[same], owners, sample, labels.get(same)
        ):
            found.append(Aligned(told, same))
            continue
        scores = {
            name: _lift(cases[told], people[name], owners, sample, labels.get(name), seed)
            for name in columns
        }
        best = max(scores, key=lambda name: scores[name], default=None)
        if best is not None and scores[best] >= _BETTER_THAN_CHANCE:
            found.append(Aligned(told, best))
    return tuple(found)


def _may_be_the_same(
    told: pd.Series,
    true: pd.Series,
    owners: Codes,
    sample: Codes,
    labels: Mapping[str, Any] | None,
) -> bool:
    """Whether two columns of one name tell of one thing: labels fit, or each value has one label.

    The title of a case is not the title of a person.
    """
    pairs = _telling(told, true, owners, sample)
    if not len(pairs):
        return len(sample) < _FEWEST
    label_of, told_words = codes_of(pairs["told"])
    value_of, true_words = codes_of(pairs["true"])
    if fitting_matrix(told_words, true_words, labels)[label_of, value_of].mean() >= 0.5:
        return True
    repeated = pairs[pairs.duplicated("true", keep=False)]
    commonest = repeated.groupby("true")["told"].transform(lambda part: part.mode().iloc[0])
    return len(repeated) >= _FEWEST and bool((commonest == repeated["told"]).mean() >= _EXPLAINED)


def _telling(told: pd.Series, true: pd.Series, owners: Codes, sample: Codes) -> pd.DataFrame:
    """Labels that say something, each with the true value of its person, where that is known."""
    pairs = pd.DataFrame(
        {"told": told.iloc[sample].to_numpy(), "true": true.iloc[owners[sample]].to_numpy()},
        dtype=object,
    )
    says = ~pairs["told"].map(lambda text: region_of(_plain(text)).is_anything).astype(bool)
    return pairs[says & pairs["true"].notna()].reset_index(drop=True)


def _sample(owners: Codes, seed: int) -> Codes:
    sure = np.flatnonzero(owners >= 0)
    draw = np.random.default_rng(seed)
    return np.sort(draw.permutation(sure)[:_SAMPLE])


def _lift(
    told: pd.Series,
    true: pd.Series,
    owners: Codes,
    sample: Codes,
    labels: Mapping[str, Any] | None,
    seed: int,
) -> float:
    """How much more often a label fits its own person than another; -1 where it does not explain it."""
    pairs = _telling(told, true, owners, sample)
    if len(pairs) < _FEWEST or len(pairs["told"].unique()) < 2:
        return -1.0
    label_of, told_words = codes_of(pairs["told"])
    value_of, true_words = codes_of(pairs["true"])
    matrix = fitting_matrix(told_words, true_words, labels)
    own = float(matrix[label_of, value_of].mean())
    if own < _EXPLAINED:
        return -1.0
    others = np.random.default_rng(seed).permutation(value_of)
    return own - float(matrix[label_of, others].mean())


def _plain(text: object) -> str | None:
    return text if isinstance(text, str) else None
