"""Quasi-identifiers as numbers at every level of their hierarchies, with what each label costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.equivalence import Codes
from anonkit.deidentification.hierarchies import ANY, Hierarchy
from anonkit.errors import SettingsError

Losses = npt.NDArray[np.float64]


@dataclass(frozen=True)
class CodedColumn:
    """One quasi-identifier; arrays by value are in the order of the values."""

    name: str
    value_of_row: Codes
    code_by_level: tuple[Codes, ...]
    """For each level, the label of each value as a number."""
    loss_by_level: tuple[Losses, ...]
    """For each level, what each value's label costs, from 0 to 1."""
    labels_by_level: tuple[npt.NDArray[np.object_], ...]
    """For each level, each value's label; a missing value has none below the last level."""
    numbers: Losses | None
    """The values as numbers where all are; NaN where missing."""

    @property
    def levels(self) -> int:
        """How many levels may be told."""
        return len(self.code_by_level)

    @property
    def span(self) -> float:
        """From the smallest number to the largest."""
        numbers = self.numbers
        known = np.zeros(0) if numbers is None else numbers[~np.isnan(numbers)]
        return float(known.max() - known.min()) if len(known) else 0.0

    def mean_loss(self, level: int) -> float:
        """What a level costs on average over the rows."""
        rows = np.bincount(self.value_of_row, minlength=len(self.loss_by_level[level]))
        return float(np.average(self.loss_by_level[level], weights=rows))


def coded_columns(
    frame: pd.DataFrame, hierarchies: Mapping[str, Hierarchy], finest: Mapping[str, int]
) -> tuple[CodedColumn, ...]:
    """Every quasi-identifier, by name; values are read as text, as hierarchies read them."""
    return tuple(
        _coded(frame[name], name, hierarchies[name], finest.get(name, 0))
        for name in sorted(hierarchies)
    )


def _coded(column: pd.Series, name: str, hierarchy: Hierarchy, finest: int) -> CodedColumn:
    _refuse_mixed_types(column, name)
    codes, found = pd.factorize(column, use_na_sentinel=False)
    texts = [None if pd.isna(value) else str(value) for value in found]
    order = sorted(range(len(texts)), key=lambda place: _by_text(texts[place]))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    values = pd.Series([texts[place] for place in order], dtype="str")
    numbers = _numbers(values)
    levels = [
        _labels(hierarchy.generalise(values, level), values, hierarchy, name, level)
        for level in range(finest, hierarchy.levels)
    ]
    coded = tuple(_codes_of(labels) for labels in levels)
    losses = tuple(
        np.ones(len(values)) if _says_nothing(labels) else _losses(one, numbers)
        for labels, one in zip(levels, coded, strict=True)
    )
    return CodedColumn(name, rank[codes], coded, losses, tuple(levels), numbers)


def _says_nothing(labels: npt.NDArray[np.object_]) -> bool:
    return all(label == ANY for label in labels)


def _by_text(text: str | None) -> tuple[bool, str]:
    return text is None, text or ""


def _codes_of(labels: npt.NDArray[np.object_]) -> Codes:
    return pd.factorize(labels, use_na_sentinel=False)[0].astype(np.int64, copy=False)


def _labels(
    told: pd.Series, values: pd.Series, hierarchy: Hierarchy, name: str, level: int
) -> npt.NDArray[np.object_]:
    """The labels of a level; a value that the hierarchy does not know is a hole, and refused."""
    holes = int((told.isna() & values.notna()).sum())
    if holes:
        raise SettingsError(
            f"the hierarchy {hierarchy.name} does not know {holes} of {int(values.notna().sum())} "
            f"values of {name} at level {level} ({hierarchy.describe(level)}). Add them to the "
            "hierarchy, or make them missing before."
        )
    labels = np.array(told.astype(object), dtype=object)
    labels[told.isna().to_numpy()] = None
    return labels


def _numbers(values: pd.Series) -> Losses | None:
    """The values as numbers, or none where one of them is not."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    known = ~np.isnan(numbers)
    return numbers if known.any() and bool((known == values.notna().to_numpy()).all()) else None


def _losses(codes: Codes, numbers: Losses | None) -> Losses:
    """Numbers: width over range. Words: nothing where exact, else the share of words they could be."""
    if numbers is None:
        members = np.bincount(codes)[codes]
        return np.where(members <= 1, 0.0, members / len(codes))
    widths = pd.Series(numbers).groupby(codes).agg(lambda part: part.max() - part.min())
    span = float(np.nanmax(numbers) - np.nanmin(numbers))
    losses = widths.fillna(0.0).to_numpy()[codes] / (span or 1.0)
    return np.asarray(losses, dtype=np.float64)


def _refuse_mixed_types(column: pd.Series, name: str) -> None:
    if column.dtype != object:
        return
    kinds = column.dropna().map(lambda value: type(value).__name__).value_counts()
    if len(kinds) > 1:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
        raise SettingsError(
            f"{name} holds values of {len(kinds)} types ({told}); make them one type before."
        )
