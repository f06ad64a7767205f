"""A row's own fields as one text, of which the content hash is made."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import cast

from anonkit.model import TABLES


def content_of(table: str, values: Mapping[str, str | None]) -> str:
    """The row's own fields as one text, the same whatever the order they were made in."""
    held = {
        field.name: values[field.name] for field in TABLES[table].fields if values.get(field.name)
    }
    return json.dumps(held, ensure_ascii=False)


def contents_of(table: str, columns: Mapping[str, Sequence[str | None]], count: int) -> list[str]:
    """As `content_of`, for rows that are given by column."""
    named = [field.name for field in TABLES[table].fields if any(columns.get(field.name, ()))]
    if all(all(columns[name]) for name in named):
        # Where no cell is empty, all rows have one form.
        form = ", ".join(f"{encode_basestring(name)}: %s" for name in named)
        filled = [cast("Sequence[str]", columns[name]) for name in named]
        cells = [map(encode_basestring, column) for column in filled]
        return (
            list(map(f"{{{form}}}".__mod__, zip(*cells, strict=True))) if cells else ["{}"] * count
        )
    members = [_members(name, columns[name]) for name in named]
    return [f"{{{', '.join(filter(None, row))}}}" for row in zip(*members, strict=True)]


def _members(name: str, column: Sequence[str | None]) -> list[str]:
    start = f"{encode_basestring(name)}: "
    return [start + encode_basestring(text) if text else "" for text in column]
