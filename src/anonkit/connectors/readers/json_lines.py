"""JSON lines, one JSON array, or a page of an interface: an object is a row, flattened with points."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from anonkit.connectors.readers.encodings import encoding_of
from anonkit.connectors.readers.headers import MOST_COLUMNS
from anonkit.connectors.readers.units import BadUnit, SkippedUnit, SourceRow, SourceTable, Unit
from anonkit.errors import SourceUnreadable

_LARGEST_DOCUMENT = 256 << 20
_AROUND_RECORDS = frozenset(
    {"total_entries", "links", "_links", "cursor", "limit", "hasnextpage", "page", "page_info"}
    | {"pageinfo", "paginationresponse", "pagingmetadata", "pagination", "success", "total"}
    | {"errors", "count", "responsemetadata", "total_entires"}  # the last is a vendor's own slip
)
"""What an interface says around the records of a page, in any case."""


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
    if len(headers) > MOST_COLUMNS:
        raise SourceUnreadable("The objects have more keys than any export. Export the file again.")
    if not headers:
        raise SourceUnreadable("The file holds no JSON object. Give one object a line.")
    return SourceTable(None, tuple(headers), units)


def _units(lines: io.TextIOWrapper) -> Iterator[Unit]:
    first = lines.readline()
    start = first.lstrip("\ufeff").lstrip()
    if start.startswith("[") or (start.startswith("{") and not _is_whole(start)):
        yield from _document_units(first + lines.read(_LARGEST_DOCUMENT))
        return
    number = 0
    line = first
    while line:
        number += 1
        yield from _line_units(f"line {number}", line.lstrip("\ufeff"))
        line = lines.readline()


def _is_whole(line: str) -> bool:
    """Whether the line is an object of its own; a cut-off one that ends the file is not a document."""
    return line.rstrip().endswith("}") and line.count("{") == line.count("}")


def _document_units(text: str) -> Iterator[Unit]:
    try:
        found = json.loads(text.lstrip("\ufeff"), parse_float=str, parse_int=str)
    except ValueError:
        if text.lstrip("\ufeff").lstrip().startswith("{"):
            for number, line in enumerate(text.splitlines(keepends=True), start=1):
                yield from _line_units(f"line {number}", line.lstrip("\ufeff"))
            return
        raise SourceUnreadable(
            "The JSON array is damaged or too large. Give JSON lines."
        ) from None  # the cause would carry the whole text
    rows = found if isinstance(found, list) else _unwrapped(found) or [found]
    for number, row in enumerate(rows, start=1):
        place = f"entry {number}"
        if isinstance(row, dict):
            yield SourceRow(place, flattened(row))
        else:
            yield BadUnit(place, "unreadable-line", (json.dumps(row, ensure_ascii=False),))


def _unwrapped(page: dict[str, Any]) -> list[Any] | None:
    """The records of a page as interfaces hand it out; ``None`` where the object is a record itself."""
    own = [(key, value) for key, value in page.items() if key.casefold() not in _AROUND_RECORDS]
    if len(own) != 1:
        return None
    value = own[0][1]
    if isinstance(value, dict):
        return _unwrapped(value)
    is_list = isinstance(value, list) and all(isinstance(member, dict) for member in value)
    return value if is_list else None


def _line_units(place: str, line: str) -> Iterator[Unit]:
    unit = _line_unit(place, line)
    if isinstance(unit, SourceRow) and '": [{' in line.replace('":[{', '": [{'):
        members = _unwrapped(json.loads(line, parse_float=str, parse_int=str))
        if members is not None:
            for number, member in enumerate(members, start=1):
                yield SourceRow(f"{place}.{number}", flattened(member))
            return
    yield unit


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
