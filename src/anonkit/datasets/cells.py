"""The cells of released tables as values: numbers where the text is one, lists where it is JSON."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pandas as pd

from anonkit.model import TABLES, FieldType

LIST_COLUMNS = frozenset({"procedures", "products", "complications", "sites", "intervals"})
"""The lists of the table of cases."""

_WHOLE_NUMBER = re.compile(r"-?\d{1,15}")
_BOOLEANS = {"true": True, "false": False}


def column_type(table: str, column: str) -> FieldType:
    """How a released column is written: as declared, `visit` a whole number, what is not declared text."""
    if column == "visit" or (table == "cases" and column == "visits"):
        return FieldType.INTEGER
    if table == "cases" and column in LIST_COLUMNS:
        return FieldType.LIST
    schema = TABLES.get(table)
    known = schema.field_by_name.get(column) if schema else None
    return known.type if known else FieldType.TEXT


@cache
def is_date(table: str, column: str) -> bool:
    """Whether the column held a date before the policy told it as course time."""
    return column_type(table, column) in {FieldType.DATE_TIME, FieldType.PARTIAL_DATE}


def cell(kind: FieldType, value: object) -> Any:
    """The value as it stands in a case; ``None`` where it is missing. Decimals stay text: their digits count."""
    if not isinstance(value, str):
        return None if value is None or pd.isna(value) else cell(kind, str(value))  # type: ignore[call-overload]
    if kind is FieldType.INTEGER:
        return int(value) if _WHOLE_NUMBER.fullmatch(value) else value
    if kind is FieldType.BOOLEAN:
        return _BOOLEANS.get(value, value)
    if kind in {FieldType.LIST, FieldType.JSON}:
        return _from_json(value)
    return value


def texts(value: object) -> list[str]:
    """A list of texts, whatever a list column held."""
    if isinstance(value, list):
        return [str(one) for one in value]
    return [str(value)] if value not in {None, ""} else []


def _from_json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text
