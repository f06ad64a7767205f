"""A platform's blank import template: its headers, its drop-downs, what it marks as required."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from anonkit.errors import SourceUnreadable

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REQUIRED = re.compile(r"\*|\(required\)|\brequired\b", re.IGNORECASE)
_RANGE = re.compile(r"(?:'?([^'!]+)'?!)?\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")
_LARGEST = 20 << 20
_ROWS_LOOKED_AT = 20


@dataclass(frozen=True)
class TemplateColumn:
    """One column of a template."""

    header: str
    """As the target writes it."""
    is_required: bool
    choices: tuple[str, ...] = ()
    """The words of its drop-down; none where anything may stand."""


def read_template(path: Path) -> tuple[TemplateColumn, ...]:
    """The columns of a blank XLSX or CSV template, in order; `SourceUnreadable` where it has none."""
    try:
        columns = tuple(
            _csv_columns(path) if path.suffix.lower() == ".csv" else _xlsx_columns(path)
        )
    except (OSError, ValueError, zipfile.BadZipFile, ET.ParseError, KeyError):
        raise SourceUnreadable(
            f"{path.name} is not a template that can be read: XLSX or CSV."
        ) from None
    if not columns:
        raise SourceUnreadable(
            f"{path.name} has no row of headers; download the blank template again."
        )
    return columns


def _column(header: str, choices: tuple[str, ...] = ()) -> TemplateColumn:
    return TemplateColumn(header, bool(_REQUIRED.search(header)), choices)


def _csv_columns(path: Path) -> Iterator[TemplateColumn]:
    text = path.read_text(encoding="utf-8-sig")
    header = next((row for row in csv.reader(io.StringIO(text)) if any(row)), [])
    yield from (_column(cell) for cell in header if cell.strip())


def _xlsx_columns(path: Path) -> Iterator[TemplateColumn]:
    with zipfile.ZipFile(path) as archive:
        choices = _drop_downs(archive, path)
    rows = _first_sheet(path)
    header: list[str] = next((row for row in rows if sum(map(bool, row)) > 1), [])
    for number, cell in enumerate(header):
        if cell:
            yield _column(cell, choices.get(number, ()))


def _first_sheet(path: Path, name: str | None = None) -> list[list[str]]:
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only templates need it here

    book = CalamineWorkbook.from_path(str(path))
    sheet = book.get_sheet_by_name(name) if name else book.get_sheet_by_index(0)
    rows = sheet.to_python(skip_empty_area=False)
    wanted = rows if name else rows[:_ROWS_LOOKED_AT]
    return [[str(cell).strip() if cell is not None else "" for cell in row] for row in wanted]


def _drop_downs(archive: zipfile.ZipFile, path: Path) -> dict[int, tuple[str, ...]]:
    """By column number, the words that a list validation of the first sheet allows."""
    info = archive.getinfo("xl/worksheets/sheet1.xml")
    if info.file_size > _LARGEST:
        return {}
    root = ET.fromstring(archive.read(info))  # noqa: S314 - size is bounded, entities are by expat
    found: dict[int, tuple[str, ...]] = {}
    for rule in root.iter(f"{_MAIN}dataValidation"):
        formula = rule.findtext(f"{_MAIN}formula1") or ""
        if rule.get("type") != "list" or not formula:
            continue
        words = _words(formula, path)
        for area in (rule.get("sqref") or "").split():
            first, _, last = area.partition(":")
            for number in range(_number(first), _number(last or first) + 1):
                found[number] = words
    return found


def _words(formula: str, path: Path) -> tuple[str, ...]:
    """The words of a list: written out, or in a range of cells."""
    if formula.startswith('"'):
        return tuple(word.strip() for word in formula.strip('"').split(",") if word.strip())
    place = _RANGE.fullmatch(formula)
    if place is None:
        return ()
    sheet, column, first, _, last = place.groups()
    rows = _first_sheet(path, sheet)
    number = _number(column)
    cells = (row[number] for row in rows[int(first) - 1 : int(last)] if number < len(row))
    return tuple(cell for cell in cells if cell)


def _number(cell: str) -> int:
    letters = re.sub(r"[^A-Z]", "", cell.upper())
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total - 1
