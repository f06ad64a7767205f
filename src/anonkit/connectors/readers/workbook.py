"""XLSX workbooks: every sheet, hidden ones too, all cells as text."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import python_calamine

from anonkit.connectors.readers.blocks import in_blocks
from anonkit.connectors.readers.headers import named_headers
from anonkit.connectors.readers.units import SkippedUnit, SourceRow, SourceTable, Unit
from anonkit.errors import SourceUnreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LARGEST = 2 << 30
_LARGEST_RATIO = 500
_EXACT = 2**53
"""From here on a number cell has lost digits in the file itself."""


def read_workbook(content: bytes, name_ending: str) -> list[SourceTable]:
    """One table a sheet; `SourceUnreadable` for a locked, old or damaged workbook."""
    _refuse_unreadable(content, name_ending)
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [_table(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (python_calamine.CalamineError, ValueError) as fault:
        raise SourceUnreadable("The workbook is damaged. Export it again.") from fault


def _refuse_unreadable(content: bytes, name_ending: str) -> None:
    if content.startswith(_OLE):
        if name_ending == ".xls":
            raise SourceUnreadable("This is an old .xls workbook. Save it as .xlsx and give that.")
        raise SourceUnreadable("The workbook is locked with a password. Save it without one.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            sizes = [(part.file_size, part.compress_size) for part in parts.infolist()]
    except zipfile.BadZipFile as fault:
        raise SourceUnreadable("The workbook is damaged. Export it again.") from fault
    total = sum(size for size, _ in sizes)
    if total > _LARGEST or total > _LARGEST_RATIO * max(len(content), 1 << 20):
        raise SourceUnreadable("The workbook unpacks to far more than it should. Export it again.")


def _table(name: str, sheet: python_calamine.CalamineSheet) -> SourceTable:
    start = (sheet.start or (0, 0))[0]
    rows = sheet.to_python(skip_empty_area=True)
    at = next((i for i, row in enumerate(rows) if any(text_of(cell).strip() for cell in row)), None)
    if at is None:
        return SourceTable(name, (), lambda: iter(()))
    headers, findings = named_headers(_without_tail(rows[at]))
    lost = sum(1 for row in rows[at + 1 :] for cell in row if _has_lost_digits(cell))
    findings += ("digits-lost-in-file",) * lost
    findings += ("number-among-text",) * _numbers_among_text(rows[at + 1 :], len(headers))

    def units() -> Iterator[Unit]:
        for number, row in enumerate(rows[at + 1 :], start=start + at + 2):
            yield _unit(f"row {number}", headers, row)

    return SourceTable(name, headers, units, findings, lambda: in_blocks(units()))


def _without_tail(cells: Sequence[Any]) -> list[str]:
    texts = [text_of(cell) for cell in cells]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


def _unit(place: str, headers: tuple[str, ...], row: Sequence[Any]) -> Unit:
    texts = [text_of(cell) for cell in row]
    if not any(text.strip() for text in texts):
        return SkippedUnit(place, "empty-row")
    values = dict.fromkeys(headers, "") | dict(zip(headers, texts, strict=False))
    # Cells beyond the header have no name; they are kept under their column's number.
    values |= {
        f"column {number}": text
        for number, text in enumerate(texts[len(headers) :], start=len(headers) + 1)
        if text.strip()
    }
    return SourceRow(place, values, tuple(texts))


def text_of(cell: Any) -> str:
    """A cell as text: dates in ISO form, whole numbers without a point."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else format(cell, ".15g")
    if isinstance(cell, dt.datetime):
        return (
            cell.isoformat(timespec="seconds")
            if cell.time() != dt.time()
            else cell.date().isoformat()
        )
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    if isinstance(cell, dt.timedelta):
        return f"{round(cell.total_seconds() / 60)} min"
    return "" if cell is None else str(cell)


def _numbers_among_text(rows: Sequence[Sequence[Any]], width: int) -> int:
    """Number cells in columns of digits kept as text: their leading zeros are lost."""
    found = 0
    for column in range(width):
        cells = [row[column] for row in rows if column < len(row) and row[column] != ""]
        digits = sum(1 for cell in cells if isinstance(cell, str) and cell.isdigit())
        if digits * 2 > len(cells):
            found += sum(1 for cell in cells if isinstance(cell, float))
    return found


def _has_lost_digits(cell: Any) -> bool:
    return isinstance(cell, float) and abs(cell) >= _EXACT
