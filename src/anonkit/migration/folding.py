"""Values as words in a text field: labelled, in the order of the record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from anonkit.migration.shaped import TEXT
from anonkit.model import TABLES, FieldType

SEPARATOR = "; "


def label(field: str) -> str:
    """How a field is called in prose."""
    return field.removesuffix("_key").replace("_", " ").capitalize()


def readable(table: str, field: str, values: pd.Series) -> pd.Series:
    """The values as a person reads them: lists and answers without brackets."""
    if TABLES[table].field_by_name[field].type in (FieldType.LIST, FieldType.JSON):
        return values.map(_plain, na_action="ignore").astype(TEXT)
    return values


def folded(
    table: str,
    frame: pd.DataFrame,
    fields: Sequence[str],
    words_by_field: Mapping[str, pd.Series],
) -> pd.Series:
    """One text a row: the first field as it is, the others with their labels; missing where all are."""
    glue = "\n" if table in {"notes", "treatments"} else SEPARATOR
    joined = pd.Series("", index=frame.index, dtype=TEXT)
    for place, field in enumerate(fields):
        values = words_by_field.get(field, frame[field])
        if not values.notna().any():
            continue
        text = readable(table, field, values)
        named = (text if place == 0 else label(field) + ": " + text).fillna("")
        both = joined.where(named == "", joined + glue + named)
        joined = both.where(joined != "", named)
    return joined.mask(joined == "")


def appended(text: pd.Series, more: pd.Series) -> pd.Series:
    """Both texts, the second after the first."""
    both = text.notna() & more.notna()
    return text.where(text.notna(), more).mask(both, text + SEPARATOR + more)


def sentence(
    table: str, row: Mapping[Any, object], without: Iterable[str] = ("client_key",)
) -> str:
    """A row of another table as words: its first value, then the others with their labels."""
    left_out = set(without)
    parts: list[str] = []
    for field in TABLES[table].fields:
        value = row.get(field.name)
        if field.name in left_out or not isinstance(value, str):
            continue
        text = _plain(value) if field.type in (FieldType.LIST, FieldType.JSON) else value
        parts.append(text if not parts else f"{label(field.name).lower()} {text}")
    return ", ".join(parts)


def _plain(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_word(each)}" for name, each in value.items())
    return ", ".join(map(_word, value)) if isinstance(value, list) else _word(value)


def _word(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
