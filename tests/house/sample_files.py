"""Reads the files of sample_data as they lie, with no help from the package under test."""

import csv
import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

ROOT = Path(__file__).parents[2] / "sample_data"
ENCODINGS = {"messages_utf16.csv": "utf-16", "old_price_list_2016.csv": "cp1252"}


def text_of(path: Path) -> str:
    """A text file in the encoding it was written in."""
    return path.read_bytes().decode(ENCODINGS.get(path.name, "utf-8-sig"))


@cache
def csv_rows(path: Path) -> list[list[str]]:
    """All rows, the header first."""
    separator = ";" if path.name.startswith("old_price") else ","
    return list(csv.reader(io.StringIO(text_of(path), newline=""), delimiter=separator))


@cache
def sheet_rows(path: Path, sheet: str) -> list[list[Any]]:
    """All rows of a sheet, the header first."""
    return sheets_of(path.read_bytes())[sheet]


@cache
def sheets_of(content: bytes) -> dict[str, list[list[Any]]]:
    """Every sheet of a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def place(clinic: str, file: str, where: str) -> dict[str, Any] | bytes:
    """One planted row by header, with what else a check may need; or one archive member's bytes."""
    path = ROOT / clinic / file
    *inside, row = where.split("!")
    if path.suffix == ".zip" and not inside:
        with zipfile.ZipFile(path) as archive:
            return archive.read(where)
    rows, more = _rows_around(clinic, path, inside)
    if not rows:
        return path.read_bytes()
    cells = dict(zip(rows[0], rows[int(row)], strict=False))
    return {str(header): cell for header, cell in cells.items()} | more | {
        "": rows[int(row)], "rows": rows,
    }  # fmt: skip


def _rows_around(
    clinic: str, path: Path, inside: list[str]
) -> tuple[list[list[Any]], dict[str, Any]]:
    """The table that a place is in, and its surroundings."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return sheets_of(archive.read(inside[0]))[inside[1]], {"members": archive.namelist()}
    if path.suffix == ".xlsx":
        more = {"formulas": _formulas(path, inside[0])} if inside[0] == "Treatments" else {}
        files = [found.name for found in path.parent.rglob("*.jpg")]
        return sheet_rows(path, inside[0]), more | {"staff": _staff_rows(clinic), "files": files}
    if path.suffix == ".csv":
        return csv_rows(path), {"staff": _staff_rows(clinic)}
    return [], {}


def _staff_rows(clinic: str) -> list[list[Any]]:
    if clinic == "uk_clinic":
        return sheet_rows(ROOT / clinic / "clinic_book.xlsx", "Staff")
    return sheet_rows(ROOT / clinic / "spa_book.xlsx", "Providers")


@cache
def _formulas(path: Path, sheet: str) -> str:
    """The live formulas of a sheet."""
    book = CalamineWorkbook.from_path(path)
    with zipfile.ZipFile(path) as archive:
        name = f"xl/worksheets/sheet{book.sheet_names.index(sheet) + 1}.xml"
        return " ".join(re.findall(r"<f>(.*?)</f>", archive.read(name).decode()))


def column(clinic: str, where: str) -> list[Any]:
    """The filled cells of `file`, `file!column` or `file!sheet!column`; lines where no column is named."""
    file, *rest = where.split("!")
    path = ROOT / clinic / file
    if not rest:
        return path.read_bytes().splitlines()
    rows = csv_rows(path) if path.suffix == ".csv" else sheet_rows(path, rest[0])
    at = rows[0].index(rest[-1])
    return [row[at] for row in rows[1:] if len(row) > at and row[at] not in ("", None)]


def rows_in(clinic: str, name: str) -> int:
    """How many data rows a file or a sheet has."""
    file, *sheet = name.split("!")
    path = ROOT / clinic / file
    if path.suffix == ".jsonl":
        return len(text_of(path).splitlines())
    return len(sheet_rows(path, sheet[0]) if sheet else csv_rows(path)) - 1


def all_texts() -> list[tuple[str, str]]:
    """The text of every file that holds text, with its name."""
    found = []
    for path in sorted(ROOT.glob("*_clinic/**/*")):
        if path.suffix in (".csv", ".txt", ".jsonl"):
            found.append((path.name, text_of(path)))
        elif path.suffix == ".xlsx":
            for sheet, rows in sheets_of(path.read_bytes()).items():
                cells = (str(cell) for row in rows for cell in row if isinstance(cell, str))
                found.append((f"{path.name}!{sheet}", "\n".join(cells)))
    return found
