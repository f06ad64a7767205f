"""What an operator is: a name, parameters that are checked, and the act on one column."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Protocol

import pandas as pd
from pydantic import BaseModel, ConfigDict

from anonkit.deidentification.case import Case
from anonkit.deidentification.hierarchies import Hierarchy
from anonkit.model import Field

TEXT = pd.StringDtype(na_value=float("nan"))


class Scrubber(Protocol):
    """Takes identifiers out of one text of a case."""

    def __call__(self, text: str, case: Case, place: str, near: date | None = None) -> str | None:
        """The text as it may be told; dates without a year are read as near to `near`."""


@dataclass(frozen=True)
class ColumnContext:
    """What an operator may know beside the column."""

    table: str
    field: Field
    row_cases: tuple[str, ...]
    """For each row, in order, its case number."""
    case_by_number: Mapping[str, Case]
    row_days: tuple[date | None, ...] = ()
    """For each row, in order, the day it was written on, where known."""
    hierarchy_by_quasi: Mapping[str, Hierarchy] = dataclasses.field(default_factory=dict)
    level_by_quasi: Mapping[str, int] = dataclasses.field(default_factory=dict)
    label_by_quasi: Mapping[str, Mapping[str, str | None]] = dataclasses.field(default_factory=dict)
    """For quasi-identifiers that are recoded case by case: by case number the label."""
    grain: str = "visit"
    as_of: date | None = None
    scrub: Scrubber | None = None

    def labels_of(self, quasi: str, column: pd.Series) -> pd.Series | None:
        """The label of each row's case; none where one level holds for all."""
        labels = self.label_by_quasi.get(quasi)
        if labels is None:
            return None
        return pd.Series([labels.get(case) for case in self.row_cases], column.index, TEXT)

    @property
    def place(self) -> str:
        """The column in words that name no value."""
        return f"{self.table}.{self.field.name}"


class Operator(BaseModel):
    """Turns one column into what may be told of it; never changes the column it is given."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    keeps_column: ClassVar[bool] = True
    """Whether the result has a column at all."""

    def column_name(self, field: Field) -> str:
        """What the result is called."""
        return field.name

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        raise NotImplementedError

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Why this operator may not stand for that field; empty where it may."""
        del field, anonymised
        return []

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """One value, as it may be told; ``None`` where it may not."""
        raise NotImplementedError

    def apply(self, column: pd.Series, context: ColumnContext) -> pd.Series:
        """The column as it may be told: same index, text, what was missing stays missing."""
        cases = context.case_by_number
        told: list[Any] = [
            None if pd.isna(value) else self.value(str(value), cases[number], context)
            for value, number in zip(column, context.row_cases, strict=True)
        ]
        return pd.Series(told, index=column.index, name=self.column_name(context.field), dtype=TEXT)
