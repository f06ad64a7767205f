"""Delimited text, read strictly: every line ends as a row, a fault or an empty line, with its number."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice, repeat
from typing import BinaryIO

from anonkit.connectors.readers.blocks import MOST_ROWS, in_blocks
from anonkit.connectors.readers.encodings import encoding_of
from anonkit.connectors.readers.headers import MOST_COLUMNS, named_headers
from anonkit.connectors.readers.units import (
    BadUnit,
    Block,
    SkippedUnit,
    SourceBlock,
    SourceRow,
    SourceTable,
    Unit,
)
from anonkit.errors import SourceUnreadable

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_RECORD_LINES = 2000
"""A quote that is still open after so many lines was never meant to be closed."""

_FEWEST_LINES = 16
"""Where faults stand close together, so many lines are looked at together and no more."""

_LONGEST_CELL = 1 << 27

csv.field_size_limit(_LONGEST_CELL)


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

    def lines_after_header(stream: BinaryIO) -> _Lines:
        lines = _Lines(io.TextIOWrapper(stream, encoding, newline=""))
        lines.take_many(start)
        return lines

    def units() -> Iterator[Unit]:
        with open_file() as stream:
            yield from _units(lines_after_header(stream), delimiter, headers)

    def blocks() -> Iterator[Block]:
        with open_file() as stream:
            yield from _blocks(lines_after_header(stream), delimiter, headers)

    return SourceTable(None, headers, units, findings, blocks)


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

    def take_many(self, most: int) -> list[str]:
        taken = [self._waiting.pop() for _ in range(min(most, len(self._waiting)))]
        taken += islice(self._stream, most - len(taken))
        self.number += len(taken)
        return taken

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
    while (unit := _next_unit(lines, delimiter, headers)) is not None:
        yield unit


def _next_unit(lines: _Lines, delimiter: str, headers: tuple[str, ...]) -> Unit | None:
    place = f"line {lines.number + 1}"
    record = _record(lines, delimiter)
    if not record.lines:
        return None
    if len(record.lines) == 1 and not record.lines[0].strip():
        return SkippedUnit(place, "empty-line")
    return _unit(record, lines, delimiter, headers, place)


def _blocks(lines: _Lines, delimiter: str, headers: tuple[str, ...]) -> Iterator[Block]:
    """The units as `_units` tells them; lines that are whole rows by themselves are read in one go."""
    most = MOST_ROWS
    while True:
        first = lines.number + 1
        taken = lines.take_many(most)
        columns = _columns(taken, delimiter, len(headers))
        count = len(columns[0]) if columns else 0
        lines.put_back(*taken[count:])
        if count:
            places = [f"line {number}" for number in range(first, first + count)]
            yield SourceBlock(places, dict(zip(headers, columns, strict=False)))
        if count == most:
            most = min(2 * most, MOST_ROWS)
            continue
        most = max(count, _FEWEST_LINES)
        unit = _next_unit(lines, delimiter, headers)
        if unit is None:
            return
        yield from in_blocks((unit,))


def _columns(lines: list[str], delimiter: str, width: int) -> Sequence[Sequence[str]]:
    """The columns of the leading lines of which each is a row by itself, whatever follows it."""
    text = "".join(lines)
    if '"' in text or "\x00" in text or len(text) > _LONGEST_CELL:
        return tuple(zip(*_parsed_rows(lines, delimiter, width), strict=False))
    if not set(map(str.count, lines, repeat(delimiter))) <= {width - 1}:
        return tuple(zip(*_parsed_rows(lines, delimiter, width), strict=False))
    # Without a quote a cell is what stands between two delimiters, and lists of cells are spared.
    ended = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    cells = ended.replace("\n", delimiter).split(delimiter) if lines else []
    columns = [cells[at::width] for at in range(width)]
    if all(map(str.strip, columns[0])):
        return columns
    blank = (at for at, row in enumerate(zip(*columns, strict=True)) if not _is_filled(row))
    end = next(blank, len(lines))
    return [column[:end] for column in columns]


def _parsed_rows(lines: list[str], delimiter: str, width: int) -> list[list[str]]:
    lines = lines[: next((at for at, line in enumerate(lines) if _may_go_on(line)), None)]
    rows: list[list[str]] = []
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    # What the parser refuses is looked at line by line.
    with suppress(csv.Error):
        for cells in reader:
            is_row = len(cells) >= width and not _is_filled(cells[width:]) and _is_filled(cells)
            if reader.line_num != len(rows) + 1 or not is_row:
                break
            rows.append(cells)
    return rows


def _may_go_on(line: str) -> bool:
    """Whether a quote may be open at the end of the line, or it holds what no row may hold."""
    return line.count('"') % 2 == 1 or "\x00" in line


def _is_filled(cells: Iterable[str]) -> bool:
    return any(map(str.strip, cells))


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
    if not _is_filled(cells):
        return SkippedUnit(place, "empty-row")
    if len(cells) < width:
        is_cut = not record.lines[-1].endswith(("\n", "\r"))
        return BadUnit(place, "cut-off-row" if is_cut else "short-row", raw)
    if _is_filled(cells[width:]):
        return BadUnit(place, "long-row", raw)
    return SourceRow(place, dict(zip(headers, cells, strict=False)), raw)


def _swallowed(record: _Record, delimiter: str, width: int) -> bool:
    if len(record.lines) == 1:
        return False
    following = _cells(record.lines[1], delimiter)
    return following is not None and len(following) == width
