"""Delimited text, read strictly: every line ends as a row, a fault or an empty line, with its number."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO

from anonkit.connectors.readers.encodings import encoding_of
from anonkit.connectors.readers.headers import MOST_COLUMNS, named_headers
from anonkit.connectors.readers.units import BadUnit, SkippedUnit, SourceRow, SourceTable, Unit
from anonkit.errors import SourceUnreadable

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_RECORD_LINES = 2000
"""A quote that is still open after so many lines was never meant to be closed."""

csv.field_size_limit(1 << 27)


def read_delimited(open_file: Callable[[], BinaryIO], code_page: str | None = None) -> SourceTable:
    """The table of a delimited file; `SourceUnreadable` where it has no header or no known encoding."""
    with open_file() as stream:
        encoding = encoding_of(stream, code_page)
        lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""))
        delimiter = _declared_delimiter(lines)
        header_line = _next_filled(lines)
        if header_line is None:
            raise SourceUnreadable("The file is empty: it has no header line. Export it again.")
        if delimiter is None:
            delimiter = _likely_delimiter(header_line)
        lines.put_back(header_line)
        cells = _record(lines, delimiter).cells
        start = lines.number
    if cells is None:
        raise SourceUnreadable("The header line has an unclosed quote. Export the file again.")
    if len(cells) > MOST_COLUMNS:
        raise SourceUnreadable(
            "The header has more columns than any export. Export the file again."
        )
    headers, findings = named_headers(cells)

    def units() -> Iterator[Unit]:
        with open_file() as stream:
            lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""))
            for _ in range(start):
                lines.take()
            yield from _units(lines, delimiter, headers)

    return SourceTable(None, headers, units, findings)


class _Lines:
    """Physical lines with their numbers; lines can be put back."""

    def __init__(self, stream: io.TextIOWrapper) -> None:
        self._stream = stream
        self._waiting: list[str] = []
        self.number = 0

    def take(self) -> str | None:
        line = self._waiting.pop() if self._waiting else self._stream.readline()
        if not line:
            return None
        self.number += 1
        return line

    def put_back(self, *lines: str) -> None:
        self._waiting.extend(reversed(lines))
        self.number -= len(lines)


class _Record:
    """One record: its cells, or ``None`` where a quote is not closed; its physical lines."""

    def __init__(self, cells: list[str] | None, lines: list[str]) -> None:
        self.cells = cells
        self.lines = lines


def _declared_delimiter(lines: _Lines) -> str | None:
    first = lines.take()
    if first is None:
        return None
    declared = first.replace("\ufeff", "").strip().lower()
    if declared.startswith("sep=") and len(declared) == 5:
        return declared[4]
    lines.put_back(first)
    return None


def _next_filled(lines: _Lines) -> str | None:
    while (line := lines.take()) is not None:
        if line.strip():
            return line
    return None


def _likely_delimiter(line: str) -> str:
    outside = "".join(part for at, part in enumerate(line.split('"')) if at % 2 == 0)
    return max(_DELIMITERS, key=outside.count)


def _record(lines: _Lines, delimiter: str) -> _Record:
    taken: list[str] = []
    while (line := lines.take()) is not None:
        taken.append(line)
        # Only a quote that is open can need a further line; counting quotes spares the parser.
        if (
            line.count('"') % 2 == (1 if len(taken) == 1 else 0)
            and len(taken) < _LONGEST_RECORD_LINES
        ):
            continue
        cells = _cells("".join(taken), delimiter)
        if cells is not None or len(taken) > 1:
            return _Record(cells, taken)
        return _Record(None, taken)
    return _Record(_cells("".join(taken), delimiter), taken)


def _cells(text: str, delimiter: str) -> list[str] | None:
    try:
        found = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return found[0] if len(found) == 1 else None


def _units(lines: _Lines, delimiter: str, headers: tuple[str, ...]) -> Iterator[Unit]:
    while True:
        place = f"line {lines.number + 1}"
        record = _record(lines, delimiter)
        if not record.lines:
            return
        if len(record.lines) == 1 and not record.lines[0].strip():
            yield SkippedUnit(place, "empty-line")
            continue
        yield _unit(record, lines, delimiter, headers, place)


def _unit(
    record: _Record, lines: _Lines, delimiter: str, headers: tuple[str, ...], place: str
) -> Unit:
    cells, width = record.cells, len(headers)
    if cells is not None and len(cells) != width and _swallowed(record, delimiter, width):
        cells = None
    if cells is None:
        # Only the first line is at fault: the lines that its open quote swallowed are read again.
        lines.put_back(*record.lines[1:])
        return BadUnit(place, "unclosed-quote", (record.lines[0].rstrip("\r\n"),))
    raw = tuple(cells)
    if any("\x00" in cell for cell in cells):
        return BadUnit(place, "nul-byte", raw)
    if not any(cell.strip() for cell in cells):
        return SkippedUnit(place, "empty-row")
    if len(cells) < width:
        is_cut = not record.lines[-1].endswith(("\n", "\r"))
        return BadUnit(place, "cut-off-row" if is_cut else "short-row", raw)
    if any(cell.strip() for cell in cells[width:]):
        return BadUnit(place, "long-row", raw)
    return SourceRow(place, dict(zip(headers, cells, strict=False)), raw)


def _swallowed(record: _Record, delimiter: str, width: int) -> bool:
    if len(record.lines) == 1:
        return False
    following = _cells(record.lines[1], delimiter)
    return following is not None and len(following) == width
