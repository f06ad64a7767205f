"""Why a cell of a release is empty: a code for each, kept beside the rows until they are counted.

Codes are made where a column is told, when what it held before is still at hand; what empties a cell later
has taken it away. Whole columns that a policy does not tell are *withheld*.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from anonkit.deidentification.operators import Operator
from anonkit.model import TABLES

NEVER_RECORDED = "never_recorded"
FAILED_VALIDATION = "failed_validation"
SUPPRESSED = "suppressed"
WITHHELD = "withheld"
NOT_APPLICABLE = "not_applicable"
CODES = (NEVER_RECORDED, SUPPRESSED, WITHHELD, NOT_APPLICABLE, FAILED_VALIDATION)

_CODE_BY_NUMBER = {1: NEVER_RECORDED, 2: FAILED_VALIDATION, 3: SUPPRESSED}
_NEVER, _FAILED, _SUPPRESSED = _CODE_BY_NUMBER
_KEYS = ("case", "row")
_MADE = frozenset({"visit", "span", "intervals", "photo"})
"""Columns made for the release: empty where there is nothing that they could say."""


@dataclass(frozen=True)
class NotApplicable:
    """A field that says nothing where another has, or has not, one of these values."""

    when: str
    values: frozenset[str]
    unless: bool = False
    """Whether the field says nothing where the other has none of the values, instead of one of them."""


NOT_APPLICABLE_WHERE: Mapping[str, NotApplicable] = {
    "outcomes.severity": NotApplicable("kind", frozenset({"result", "satisfaction"})),
    "outcomes.onset_days": NotApplicable("kind", frozenset({"result", "satisfaction"})),
    "outcomes.action": NotApplicable("kind", frozenset({"result", "satisfaction"})),
    "outcomes.resolved": NotApplicable("kind", frozenset({"result", "satisfaction"})),
    "outcomes.resolved_at": NotApplicable("resolved", frozenset({"yes"}), unless=True),
    "notes.amends_key": NotApplicable("status", frozenset({"amended"}), unless=True),
    "treatments.product": NotApplicable("family", frozenset({"consultation", "review"})),
    "treatments.quantity": NotApplicable("family", frozenset({"consultation", "review"})),
    "treatments.unit": NotApplicable("family", frozenset({"consultation", "review"})),
}
"""By table and field: where nothing is missing although the cell is empty."""


@dataclass(frozen=True)
class RowsTold:
    """The rows of one table before and after telling, on the same index."""

    table: str
    before: pd.DataFrame = field(repr=False)
    told: pd.DataFrame = field(repr=False)
    operators: Mapping[str, Operator] = field(repr=False)
    date_field: str | None = None
    """The field that says when a row was; ``when`` repeats it."""


def reasons_for(rows: RowsTold, failed: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """A number a cell, 0 where something is told, with the columns that name the row.

    `failed` gives for each field the row keys whose value was set aside by a check.
    """
    declared = TABLES[rows.table].field_by_name
    found = {name: rows.told[name] for name in _KEYS if name in rows.told}
    for name, operator in rows.operators.items():
        column = operator.column_name(declared[name])
        if operator.keeps_column and name in rows.before and column in rows.told:
            keys = failed.get(name, frozenset())
            numbers = _numbers(rows.before, name, rows.told[column], keys)
            if column not in _KEYS:
                found[column] = numbers
    if rows.date_field in found and "when" in rows.told:
        found["when"] = found[rows.date_field]
    return pd.DataFrame(found, index=rows.told.index)


def _numbers(before: pd.DataFrame, name: str, told: pd.Series, failed: frozenset[str]) -> pd.Series:
    had = before[name].notna()
    aside = before["row_key"].isin(failed)
    why = np.where(had, _SUPPRESSED, np.where(aside, _FAILED, _NEVER))
    return pd.Series(np.where(told.notna(), 0, why), index=told.index, dtype="int8")


def failed_keys(asides: pd.DataFrame | None, table: str) -> dict[str, frozenset[str]]:
    """By field of a table: the row keys whose value was set aside as it was found."""
    if asides is None or asides.empty:
        return {}
    own = asides[asides["table"] == table]
    return {str(name): frozenset(rows["row_key"]) for name, rows in own.groupby("field")}


def joined_reasons(parts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    """The numbers of all partitions, by table."""
    names = sorted({name for part in parts for name in part})
    return {
        name: pd.concat([part[name] for part in parts if name in part], ignore_index=True)
        for name in names
    }


def counted_reasons(
    tables: Mapping[str, pd.DataFrame], reasons: Mapping[str, pd.DataFrame]
) -> dict[str, dict[str, int]]:
    """By ``table.column`` of a release: how many cells are empty for each reason; full ones are left out."""
    counts: dict[str, dict[str, int]] = {}
    for table, frame in tables.items():
        known = _by_row(reasons.get("clients" if table == "cases" else table), frame)
        for column in (str(name) for name in frame.columns):
            found = _counted(table, column, frame, known)
            if found:
                counts[f"{table}.{column}"] = found
    return counts


def _by_row(reasons: pd.DataFrame | None, frame: pd.DataFrame) -> pd.DataFrame:
    """The numbers in the order of the released rows; of several records of one person the best."""
    if reasons is None:
        return pd.DataFrame(index=frame.index)
    keys = [name for name in _KEYS if name in frame and name in reasons]
    if not keys:
        return pd.DataFrame(index=frame.index)
    numbers = reasons.drop(columns=[name for name in _KEYS if name in reasons and name not in keys])
    best = numbers.groupby(keys, sort=False).min().reset_index()
    return frame[keys].merge(best, on=keys, how="left").set_index(frame.index)


def _counted(table: str, column: str, frame: pd.DataFrame, known: pd.DataFrame) -> dict[str, int]:
    is_empty = frame[column].isna()
    if not is_empty.any():
        return {}
    why = pd.Series(SUPPRESSED, index=frame.index)
    if column in _MADE:
        why[:] = NOT_APPLICABLE
    elif column in known:
        # a number of 0 says that the cell was told and emptied later
        why = known[column].map(_CODE_BY_NUMBER).fillna(SUPPRESSED)
    why[_not_applicable(table, column, frame)] = NOT_APPLICABLE
    counts = why[is_empty].value_counts()
    return {code: int(counts[code]) for code in CODES if code in counts}


def _not_applicable(table: str, column: str, frame: pd.DataFrame) -> pd.Series:
    rule = NOT_APPLICABLE_WHERE.get(f"{table}.{column}")
    if rule is None or rule.when not in frame:
        return pd.Series(data=False, index=frame.index)
    return frame[rule.when].isin(rule.values) != rule.unless
