"""Takes identifiers out of free text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, ClassVar

import pandas as pd

from anonkit.deidentification.case import Case
from anonkit.deidentification.operators.base import TEXT, ColumnContext, Operator
from anonkit.model import Field, FieldType


class ScrubText(Operator):
    """The text with made-up names, course time in place of dates, and no finer facts than tables."""

    name: ClassVar[str] = "scrub_text"

    def describe(self, field: Field) -> str:
        """What happens to the field, in words."""
        del field
        return "identifiers replaced; dates, ages and places written as the tables write them"

    def faults(self, field: Field, *, anonymised: bool) -> list[str]:
        """Only text can be read."""
        del anonymised
        is_text = field.type in (FieldType.TEXT, FieldType.LIST, FieldType.JSON)
        return [] if is_text else ["only text can be scrubbed"]

    def apply(self, column: pd.Series, context: ColumnContext) -> pd.Series:
        """The column's texts; a date without a year is read as near to the row's own day."""
        days = context.row_days or (None,) * len(column)
        cases = (context.case_by_number[number] for number in context.row_cases)
        told = [
            None if pd.isna(value) else self._told(str(value), case, context, day)
            for value, case, day in zip(column, cases, days, strict=True)
        ]
        return pd.Series(told, index=column.index, name=context.field.name, dtype=TEXT)

    def value(self, value: str, case: Case, context: ColumnContext) -> str | None:
        """One text."""
        return self._told(value, case, context, None)

    def texts(self, value: str, field: Field) -> Iterator[str]:
        """Every single text that will be read of a value."""
        if field.type is FieldType.TEXT:
            yield value
        else:
            yield from _texts_inside(_parsed(value))

    def _told(
        self, value: str, case: Case, context: ColumnContext, near: date | None
    ) -> str | None:
        if context.scrub is None:
            return None
        if context.field.type is FieldType.TEXT:
            return context.scrub(value, case, context.place, near)
        node = _parsed(value)
        if node is None:
            return None
        scrub = context.scrub
        told = _mapped(node, lambda text: scrub(text, case, context.place, near))
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _parsed(value: str) -> Any:
    """The JSON value; ``None`` for what is none, so that nothing of it is told."""
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return None


def _texts_inside(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        for name, member in node.items():
            yield str(name)
            yield from _texts_inside(member)
    elif isinstance(node, list):
        for member in node:
            yield from _texts_inside(member)
    elif node is not None and not isinstance(node, bool):
        yield str(node)


def _mapped(node: Any, tell: Callable[[str], str | None]) -> Any:
    if isinstance(node, dict):
        return {str(tell(str(name))): _mapped(member, tell) for name, member in node.items()}
    if isinstance(node, list):
        return [_mapped(member, tell) for member in node]
    return node if node is None or isinstance(node, bool) else tell(str(node))
