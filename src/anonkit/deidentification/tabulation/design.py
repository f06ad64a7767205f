"""What a table counts: the rows, by which dimensions, and what is told of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from anonkit.deidentification.disclosure.inputs import require_columns, require_rows_once
from anonkit.errors import SettingsError

ALL = "all"
"""What a margin says of the dimension it is summed over."""
NOT_RECORDED = "not recorded"
PERSON = "person"
PRACTITIONER = "practitioner"
"""The column that tells, for staff's sake, who did it; never a column of a table."""


@dataclass(frozen=True)
class Dimension:
    """What a table is broken down by, with its margins."""

    name: str
    columns: tuple[str, ...]
    """From the finest to the coarsest: each label of one lies under one label of the next."""
    is_staff: bool = False
    """Whether it tells practitioners apart."""


@dataclass(frozen=True)
class Rate:
    """The share of a label among all of its dimension: no-shows among bookings."""

    dimension: str
    label: str


@dataclass(frozen=True)
class TableDesign:
    """One table over the rows of one kind."""

    name: str
    of: str
    """The kind of rows; tables of the same kind are protected together."""
    by: tuple[Dimension, ...]
    title: str = ""
    rate: Rate | None = None
    amount: str | None = None
    """A column of money to be summed in place of counting rows."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the table that hold labels, in order."""
        return tuple(column for dimension in self.by for column in dimension.columns)


@dataclass(frozen=True)
class Guard:
    """What a table must keep to; counts are counts of people unless said otherwise."""

    threshold: int
    """Cells with fewer people are left out."""
    interval: int = 1
    """How wide what can be known of a cell that is left out must stay, in rows."""
    round_to: int = 1
    """Published counts are rounded to a multiple of this, each by itself."""
    zeros: Literal["show", "suppress"] = "show"
    least_denominator: int = 1
    """Rates are told on at least so many rows."""
    largest: int = 2
    """Of money: so many people may not make up more than `share` of a cell."""
    share: float = 0.9
    amount_interval: float = 0.1
    """Of money: how wide the interval must stay, as a share of the cell."""
    practitioners: int | None = None
    """Tables that tell staff apart: at least so many of them a cell; ``None`` allows no such table."""


def require_rows(rows: pd.DataFrame, design: TableDesign) -> None:
    """The rows hold what the table asks for; `SettingsError` with counts and names, never a value."""
    names = dict.fromkeys([PERSON, *design.columns, *([design.amount] if design.amount else [])])
    require_columns(rows, list(names))
    require_rows_once(rows)
    place = f"table {design.name}"
    nobody = int(rows[PERSON].isna().sum())
    if nobody:
        raise SettingsError(
            f"{place}: {nobody} of {len(rows)} rows belong to nobody; leave them out."
        )
    if len(set(design.columns)) < len(design.columns):
        raise SettingsError(f"{place} is broken down by one column more than once.")
    for column in design.columns:
        _require_labels(rows[column], f"{place}, {column}")
    for dimension in design.by:
        _require_nested(rows, dimension, place)
    _require_rate(design, place)
    if design.amount:
        _require_amounts(rows[design.amount], f"{place}, {design.amount}")


def _require_labels(column: pd.Series, place: str) -> None:
    if not all(isinstance(label, str) for label in column.dropna().unique()):
        odd = int((~column.dropna().map(lambda value: isinstance(value, str))).sum())
        raise SettingsError(f"{place}: {odd} labels are no text; band numbers before counting.")
    clash = int(column.isin([ALL]).sum())
    if clash:
        raise SettingsError(f"{place}: {clash} rows bear the word kept for margins ({ALL}).")


def _require_nested(rows: pd.DataFrame, dimension: Dimension, place: str) -> None:
    for fine, coarse in zip(dimension.columns, dimension.columns[1:], strict=False):
        pairs = rows[[fine, coarse]].fillna(NOT_RECORDED).drop_duplicates()
        torn = int(pairs[fine].duplicated().sum())
        if torn:
            raise SettingsError(
                f"{place}: {torn} labels of {fine} lie under more than one label of {coarse}; "
                "the hierarchy must give each one place."
            )


def _require_rate(design: TableDesign, place: str) -> None:
    if design.rate is None:
        return
    wanted = [d for d in design.by if d.name == design.rate.dimension and len(d.columns) == 1]
    if not wanted:
        raise SettingsError(
            f"{place}: the rate is over {design.rate.dimension}, which is no dimension of one level."
        )
    if design.amount:
        raise SettingsError(f"{place}: a rate is of rows, not of money.")


def _require_amounts(column: pd.Series, place: str) -> None:
    odd = int((~column.map(lambda value: isinstance(value, int)) | column.isna()).sum())
    if odd:
        raise SettingsError(f"{place}: {odd} amounts are no whole number of the smallest coin.")
    below = int((column < 0).sum())
    if below:
        raise SettingsError(f"{place}: {below} amounts are below nought; take reversals out first.")


def by_kind(designs: Sequence[TableDesign]) -> Mapping[tuple[str, str | None], list[TableDesign]]:
    """The designs that are protected together: over the same rows, of counts or of the same money."""
    found: dict[tuple[str, str | None], list[TableDesign]] = {}
    for design in designs:
        found.setdefault((design.of, design.amount), []).append(design)
    return found
