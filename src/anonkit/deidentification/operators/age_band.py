"""Tells the age at the first visit in place of the birth date."""

from __future__ import annotations

from typing import Any, ClassVar

import pandas as pd

from anonkit.deidentification.operators.base import TEXT, ColumnContext, Operator
from anonkit.model import Field


class AgeBand(Operator):
    """The band of the age at the first visit, as wide as k asks; 90 and over are one class."""

    name: ClassVar[str] = "age_band"

    quasi: str = "age"

    def column_name(self, field: Field) -> str:
        """Always ``age_band``."""
        del field
        return "age_band"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "replaced by the age band at the first visit, as wide as k asks"

    def apply(self, column: pd.Series, context: ColumnContext) -> pd.Series:
        """The band for each row's case; missing where the birth year is."""
        told = context.labels_of(self.quasi, column)
        if told is not None:
            return told.rename(self.column_name(context.field))
        hierarchy = context.hierarchy_by_quasi[self.quasi]
        level = context.level_by_quasi[self.quasi]
        ages: list[Any] = [context.case_by_number[number].age for number in context.row_cases]
        texts = [None if age is None else str(age) for age in ages]
        band = hierarchy.generalise(pd.Series(texts, index=column.index, dtype=TEXT), level)
        return band.rename(self.column_name(context.field))
