"""Readable labels for classes of rows: steps of the hierarchies, or bands fitted to a class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from anonkit.deidentification.disclosure.coding import CodedColumn, Losses
from anonkit.deidentification.disclosure.equivalence import Codes

Levels = npt.NDArray[np.int64]
"""A row a class, a column a quasi-identifier."""


def common_levels(columns: Sequence[CodedColumn], rows: Codes) -> list[int] | None:
    """The finest levels at which the rows have equal labels; none where a column has no such level."""
    levels: list[int] = []
    for column in columns:
        values = np.unique(column.value_of_row[rows])
        for level, codes in enumerate(column.code_by_level):
            if len(np.unique(codes[values])) == 1:
                levels.append(level)
                break
        else:
            return None
    return levels


def row_losses(columns: Sequence[CodedColumn], class_of_row: Codes, levels: Levels) -> Losses:
    """What each row's labels cost on average over the quasi-identifiers; a row without class costs 1."""
    kept = class_of_row >= 0
    total = np.zeros(len(class_of_row))
    for place, column in enumerate(columns):
        level_of_row = np.where(kept, levels[class_of_row, place], 0) if len(levels) else 0
        losses = np.stack(column.loss_by_level)
        total += losses[level_of_row, column.value_of_row]
    return np.where(kept, total / max(len(columns), 1), 1.0)


def told_labels(
    column: CodedColumn, place: int, class_of_row: Codes, levels: Levels, step: float | None
) -> tuple[npt.NDArray[np.object_], Losses]:
    """Each row's label and what it costs; with a `step`, numbers as bands that fit the class.

    A fitted band begins and ends at multiples of the step, and stands only where it is no wider than
    the hierarchy's. A class that the finest level does not
    tell in numbers (``90+``, a missing value) keeps the hierarchy's label.
    """
    level_of_row = levels[class_of_row, place]
    labels = np.stack(column.labels_by_level)[level_of_row, column.value_of_row]
    losses = np.stack(column.loss_by_level)[level_of_row, column.value_of_row]
    if step is not None and len(class_of_row):
        _fit(column, class_of_row, level_of_row > 0, step, labels, losses)
    return labels, losses


def _fit(
    column: CodedColumn,
    class_of_row: Codes,
    is_coarse: npt.NDArray[np.bool_],
    step: float,
    labels: npt.NDArray[np.object_],
    losses: Losses,
) -> None:
    numbers = _finest_numbers(column)[column.value_of_row]
    order = np.argsort(class_of_row, kind="stable")
    starts = np.flatnonzero(np.diff(class_of_row[order], prepend=-1))
    low = np.minimum.reduceat(numbers[order], starts)
    high = np.maximum.reduceat(numbers[order], starts)
    number_of_row = np.cumsum(np.diff(class_of_row[order], prepend=-1) != 0) - 1
    class_of_row = np.empty_like(number_of_row)
    class_of_row[order] = number_of_row
    first = np.floor(low / step) * step
    last = np.where(low == high, first, np.ceil((high + 1e-9) / step) * step - _unit(numbers, step))
    last = np.maximum(last, high)
    width = np.clip((last - first) / (column.span or 1.0), 0.0, 1.0)[class_of_row]
    # Rounded to the step a band may be wider than the hierarchy's, or say nothing: then that one stays.
    fitted = is_coarse & (width <= losses + 1e-12) & (width < 1.0)
    words = np.array([_band(*ends) for ends in zip(first.tolist(), last.tolist(), strict=True)])
    labels[fitted] = words[class_of_row[fitted]]
    losses[fitted] = width[fitted]


def _finest_numbers(column: CodedColumn) -> Losses:
    """The numbers that the finest level tells; NaN for every other label."""
    labels = pd.Series(column.labels_by_level[0], dtype="str")
    found = pd.to_numeric(labels, errors="coerce")
    return found.to_numpy(dtype=np.float64, na_value=np.nan)


def _unit(numbers: Losses, step: float) -> float:
    """What bands of whole numbers end short of the next step: 30-34, and not 30-35."""
    known = numbers[~np.isnan(numbers)]
    return 1.0 if step >= 1 and bool((known == np.floor(known)).all()) else 0.0


def _band(first: float, last: float) -> str:
    if first == last:
        return f"{first:.12g}"
    between = " to " if first < 0 else "-"
    return f"{first:.12g}{between}{last:.12g}"


def labels_frame(
    columns: Sequence[CodedColumn],
    class_of_row: Codes,
    levels: Levels,
    bands: Mapping[str, float],
    index: pd.Index,
) -> tuple[pd.DataFrame, dict[str, Losses]]:
    """The labels of the rows that have a class, and by column what each of them costs."""
    kept = np.flatnonzero(class_of_row >= 0)
    costs: dict[str, Losses] = {}
    told: dict[str, pd.Series] = {}
    for place, column in enumerate(columns):
        part = _only_rows(column, kept)
        labels, losses = told_labels(
            part, place, class_of_row[kept], levels, bands.get(column.name)
        )
        told[column.name] = pd.Series(labels, index=index[kept], dtype="str")
        costs[column.name] = losses
    return pd.DataFrame(told, index=index[kept]), costs


def _only_rows(column: CodedColumn, rows: Codes) -> CodedColumn:
    return CodedColumn(
        column.name,
        column.value_of_row[rows],
        column.code_by_level,
        column.loss_by_level,
        column.labels_by_level,
        column.numbers,
    )
