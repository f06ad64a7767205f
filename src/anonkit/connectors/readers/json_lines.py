"""JSON lines, or one JSON array: an object is a row; objects within are flattened with points."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from anonkit.connectors.readers.encodings import encoding_of
from anonkit.connectors.readers.units import BadUnit, SkippedUnit, SourceRow, SourceTable, Unit
from anonkit.errors import SourceUnreadable

_LARGEST_ARRAY = 256 << 20


def read_json_lines(open_file: Callable[[], BinaryIO], code_page: str | None = None) -> SourceTable:
    """The table of a file of JSON objects; its headers are all keys that occur."""
    with open_file() as stream:
        encoding = encoding_of(stream, code_page)

    def units() -> Iterator[Unit]:
        with open_file() as stream:
            yield from _units(io.TextIOWrapper(stream, encoding))

    headers: dict[str, None] = {}
    for unit in units():
        if isinstance(unit, SourceRow):
            headers.update(dict.fromkeys(unit.values))
    if not headers:
        raise SourceUnreadable("The file holds no JSON object. Give one object a line.")
    return SourceTable(None, tuple(headers), units)


def _units(lines: io.TextIOWrapper) -> Iterator[Unit]:
    first = lines.readline()
    if first.lstrip("\ufeff").lstrip().startswith("["):
        yield from _array_units(first + lines.read(_LARGEST_ARRAY))
        return
    number = 0
    line = first
    while line:
        number += 1
        yield _line_unit(f"line {number}", line.lstrip("\ufeff"))
        line = lines.readline()


def _array_units(text: str) -> Iterator[Unit]:
    try:
        rows = json.loads(text.lstrip("\ufeff"), parse_float=str, parse_int=str)
    except ValueError:
        raise SourceUnreadable(
            "The JSON array is damaged or too large. Give JSON lines."
        ) from None  # the cause would carry the whole text
    for number, row in enumerate(rows, start=1):
        place = f"entry {number}"
        if isinstance(row, dict):
            yield SourceRow(place, flattened(row))
        else:
            yield BadUnit(place, "unreadable-line", (json.dumps(row, ensure_ascii=False),))


def _line_unit(place: str, line: str) -> Unit:
    if not line.strip():
        return SkippedUnit(place, "empty-line")
    if "\x00" in line:
        return BadUnit(place, "nul-byte", (line.rstrip("\r\n"),))
    try:
        row = json.loads(line, parse_float=str, parse_int=str)
    except ValueError:
        reason = "unreadable-line" if line.endswith("\n") else "cut-off-row"
        return BadUnit(place, reason, (line.rstrip("\r\n"),))
    if not isinstance(row, dict):
        return BadUnit(place, "unreadable-line", (line.rstrip("\r\n"),))
    return SourceRow(place, flattened(row))


def flattened(row: dict[str, Any], prefix: str = "") -> dict[str, str]:
    """The object as text by key; inner objects as ``outer.inner``, lists as JSON text."""
    texts: dict[str, str] = {}
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            texts |= flattened(value, f"{name}.")
        elif isinstance(value, list):
            texts[name] = json.dumps(value, ensure_ascii=False)
        elif isinstance(value, bool):
            texts[name] = "true" if value else "false"
        else:
            texts[name] = "" if value is None else str(value)
    return texts
