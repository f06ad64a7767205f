"""A protected table as it is told: one row a cell, ``*`` in place of what is left out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from anonkit.deidentification.tabulation.blocks import Labels, levels_of
from anonkit.deidentification.tabulation.design import ALL, Guard, TableDesign
from anonkit.deidentification.tabulation.margins import Coarser, Layout
from anonkit.deidentification.tabulation.system import Booleans, rounded

LEFT_OUT = "*"
COUNT = "count"
AMOUNT = "amount"
RATE = "rate"
_TEXT = pd.StringDtype(na_value=float("nan"))


def published_frame(
    design: TableDesign, layout: Layout, coarser: Coarser, left_out: Booleans, guard: Guard
) -> pd.DataFrame:
    """The cells of one table in order, margins after what they sum; a cell not listed holds nothing.

    A row of a fine label bears the coarser labels it lies under as well.
    """
    value_by_labels: dict[Labels, int | None] = {}
    for level in levels_of(design.by):
        block, start = layout.block_by_level[level], layout.start_by_level[level]
        told = rounded(block.value, guard.round_to)
        for place, labels in enumerate(block.labels):
            key = _row_labels(design, dict(zip(level.columns, labels, strict=True)), coarser)
            value_by_labels[key] = None if left_out[start + place] else int(told[place])
    return _frame(value_by_labels, design, guard)


def _row_labels(design: TableDesign, named: dict[str, str], coarser: Coarser) -> Labels:
    for dimension in design.by:
        for fine, coarse in pairwise(dimension.columns):
            if fine in named:
                named[coarse] = coarser(fine, coarse)[named[fine]]
    return tuple(named.get(column, ALL) for column in design.columns)


def _frame(values: dict[Labels, int | None], design: TableDesign, guard: Guard) -> pd.DataFrame:
    order = sorted(values, key=lambda labels: [(label == ALL, label) for label in labels])
    column = AMOUNT if design.amount else COUNT
    data: dict[str, list[str | None]] = {
        name: [labels[place] for labels in order] for place, name in enumerate(design.columns)
    }
    data[column] = [_text(values[labels]) for labels in order]
    if design.rate is not None:
        data[RATE] = [_rate(labels, values, design, guard) for labels in order]
    return pd.DataFrame(data).astype(_TEXT)


def _text(value: int | None) -> str:
    return LEFT_OUT if value is None else str(value)


def _rate(
    labels: Labels, values: dict[Labels, int | None], design: TableDesign, guard: Guard
) -> str | None:
    """The share of the base; ``None`` beside labels it is not asked of, ``*`` where it may not be told."""
    assert design.rate is not None
    at = design.columns.index(
        next(d.columns[0] for d in design.by if d.name == design.rate.dimension)
    )
    if labels[at] != design.rate.label:
        return None
    part, base = values[labels], values.get((*labels[:at], ALL, *labels[at + 1 :]))
    if part is None or base is None or base < max(guard.least_denominator, 1):
        return LEFT_OUT
    return f"{np.floor(1000 * part / base + 0.5) / 10:.1f}%"
