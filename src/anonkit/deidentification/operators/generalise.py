"""Coarsens a value along a hierarchy."""

from __future__ import annotations

from typing import ClassVar, Self

import pandas as pd
from pydantic import model_validator

from anonkit.deidentification.case import Case
from anonkit.deidentification.hierarchies import hierarchy_named
from anonkit.deidentification.operators.base import TEXT, ColumnContext, Operator
from anonkit.model import Field


class Generalise(Operator):
    """Coarsens to a fixed level of a hierarchy, or to the level found for a quasi-identifier."""

    name: ClassVar[str] = "generalise"

    hierarchy: str | None = None
    level: int | None = None
    quasi: str | None = None
    """The policy's quasi-identifier; its level is chosen over everybody, so that k holds."""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.quasi is None) == (self.hierarchy is None):
            raise ValueError("name either a hierarchy with a level, or a quasi-identifier")
        if self.hierarchy is not None:
            levels = hierarchy_named(self.hierarchy).levels
            if self.level is None or not 0 <= self.level < levels:
                raise ValueError(f"hierarchy {self.hierarchy} has levels 0 to {levels - 1}")
        return self

    def column_name(self, field: Field) -> str:
        """The quasi-identifier's name, else the field's own."""
        return self.quasi or field.name

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        if self.hierarchy is not None and self.level is not None:
            return f"coarsened: {hierarchy_named(self.hierarchy).describe(self.level)}"
        return f"coarsened as far as k asks (quasi-identifier {self.quasi})"

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """One value at the level."""
        del case
        told = self._generalised(pd.Series([value], dtype=TEXT), context).iloc[0]
        return None if pd.isna(told) else str(told)

    def apply(self, column: pd.Series, context: ColumnContext) -> pd.Series:
        """The column at the level, or with the label of each row's case."""
        told = context.labels_of(self.quasi, column) if self.quasi is not None else None
        if told is None:
            told = self._generalised(column, context)
        return told.rename(self.column_name(context.field))

    def _generalised(self, column: pd.Series, context: ColumnContext) -> pd.Series:
        if self.quasi is not None:
            hierarchy = context.hierarchy_by_quasi[self.quasi]
            return hierarchy.generalise(column, context.level_by_quasi[self.quasi])
        return hierarchy_named(str(self.hierarchy)).generalise(column, int(self.level or 0))
