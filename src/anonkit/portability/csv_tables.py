"""The record as CSV tables with a Frictionless data package beside them.

Cells that a spreadsheet would run as a formula begin with an apostrophe in the file; a cell that
itself begins with an apostrophe gets one more. `from_cell` takes one away again, so nothing is lost.
Values that are not of their column's type (a date that does not exist, in a row from quarantine)
stand in the column ``as_found``, so that every typed column can be read by machine.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from anonkit.model import TABLES, Field, FieldType, PartialDate, csv_resource
from anonkit.portability.context import ExportContext
from anonkit.portability.held import ClientRecord, RecordRow
from anonkit.portability.use import FieldUse

TECHNICAL = frozenset({"tag", "content_hash"})
AS_FOUND = "as_found"
REASONS = "quarantine_reasons"
BOM = "\ufeff"
# Digits of other scripts are digits to Python, and to hardly any other reader of a table.
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_INTEGER = re.compile(r"-?\d+", re.ASCII)
_DATE_TIME_PATTERN = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?"
_DATE_TIME = re.compile(_DATE_TIME_PATTERN, re.ASCII)
_PARTIAL_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?|--\d{2}-\d{2}"
_STARTS_FORMULA = tuple("=+-@\t\r\n'＝＋－＠")
_TYPES: Mapping[FieldType, Mapping[str, Any]] = {
    FieldType.TEXT: {"type": "string"},
    FieldType.PARTIAL_DATE: {"type": "string", "constraints": {"pattern": _PARTIAL_DATE_PATTERN}},
    FieldType.DATE_TIME: {"type": "string", "constraints": {"pattern": _DATE_TIME_PATTERN}},
    FieldType.INTEGER: {"type": "integer"},
    FieldType.DECIMAL: {"type": "number"},
    FieldType.BOOLEAN: {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    FieldType.LIST: {"type": "array"},
    FieldType.JSON: {"type": "string", "format": "default"},
}
_ADDED_FIELDS = (
    {
        "name": REASONS,
        "type": "string",
        "description": "why the row is held in quarantine; empty where it is not",
    },
    {
        "name": AS_FOUND,
        "type": "string",
        "description": "values that are not of their column's type, or that a check doubted, as found: JSON",
    },
)
ESCAPE_RULE = (
    "A text cell that begins with = + - @, their full-width forms, a tab, a line break or an apostrophe "
    "has one apostrophe put before it, so that no spreadsheet runs it as a formula. Take one leading "
    "apostrophe away to have the value back. Plain numbers are not changed."
)


@dataclass(frozen=True)
class CsvTables:
    """Every table as CSV text by file name, the data package, and which values they hold."""

    files: Mapping[str, bytes]
    use: FieldUse


def to_csv_tables(record: ClientRecord, context: ExportContext) -> CsvTables:
    """The record as ``<table>.csv`` and ``datapackage.json``."""
    use = FieldUse()
    files: dict[str, bytes] = {}
    resources: list[dict[str, Any]] = []
    for table, rows in record.rows.items():
        names = _columns(table, rows)
        content = (
            BOM + _csv_text([*names, REASONS, AS_FOUND], [_cells(row, names, use) for row in rows])
        ).encode()
        files[f"{table}.csv"] = content
        resources.append(
            _resource(table, [TABLES[table].field_by_name[name] for name in names], content, rows)
        )
    for name, header, lines in _loose_values(record):
        content = (BOM + _csv_text(header, lines)).encode()
        files[f"{name}.csv"] = content
        resources.append(
            _described(name, name, [{"name": each, "type": "string"} for each in header], content)
        )
    files["datapackage.json"] = _package(resources, context)
    return CsvTables(files, use)


def to_cell(value: str) -> str:
    """The value as a cell that no spreadsheet runs as a formula."""
    if value.startswith(_STARTS_FORMULA) and not _NUMBER.fullmatch(value):
        return f"'{value}"
    return value


def from_cell(cell: str) -> str:
    """The value that `to_cell` was given."""
    return cell.removeprefix("'")


def fits(field: Field, value: str) -> bool:
    """Whether the value is of the field's type."""
    if field.type is FieldType.INTEGER:
        return _INTEGER.fullmatch(value) is not None
    if field.type is FieldType.DECIMAL:
        return _NUMBER.fullmatch(value) is not None
    if field.type is FieldType.BOOLEAN:
        return value in ("true", "false")
    if field.type is FieldType.DATE_TIME:
        return _DATE_TIME.fullmatch(value) is not None and _is_date(value[:10])
    if field.type is FieldType.PARTIAL_DATE:
        return _is_date(value)
    if field.type is FieldType.LIST:
        return _is_list(value)
    return True


def _is_date(value: str) -> bool:
    try:
        PartialDate.parse(value)
    except ValueError:
        return False
    return True


def _is_list(value: str) -> bool:
    try:
        return isinstance(json.loads(value), list)
    except ValueError:
        return False


def _columns(table: str, rows: Iterable[RecordRow]) -> list[str]:
    """The columns that hold anything, in declared order; the row's key always."""
    filled = {name for row in rows for name in row.value_by_field} | {"row_key"}
    return [name for name in TABLES[table].column_names if name in filled and name not in TECHNICAL]


def _cells(row: RecordRow, names: Iterable[str], use: FieldUse) -> list[str]:
    fields = TABLES[row.table].field_by_name
    cells, aside, taken = [], dict(row.doubts), use.of(row)
    as_found = {name: {"reason": reason, "value": row.get(name)} for name, reason in aside.items()}
    for name in names:
        value = row.get(name)
        if value:
            taken.add(name)
        if value and not fits(fields[name], value):
            as_found.setdefault(name, {"reason": "not of the column's type", "value": value})
            value = ""
        cells.append(to_cell(value))
    reasons = "; ".join(reason.message or reason.code for reason in row.reasons)
    if row.is_quarantined and not reasons:
        reasons = "held in quarantine"
    found = json.dumps(as_found, ensure_ascii=False, sort_keys=True) if as_found else ""
    return [*cells, to_cell(reasons), found]


def _loose_values(record: ClientRecord) -> Iterable[tuple[str, list[str], list[list[str]]]]:
    """Values outside the canonical tables: columns nobody mapped, rows nobody could read."""
    if record.unmapped:
        lines = [
            [to_cell(text) for text in (u.row_key, u.table, u.column, u.value)]
            for u in record.unmapped
        ]
        yield "other_columns", ["row_key", "table", "column", "value"], lines
    if record.unreadable:
        lines = [
            [
                unit.table,
                "; ".join(r.message or r.code for r in unit.reasons),
                json.dumps(unit.raw, ensure_ascii=False),
            ]
            for unit in record.unreadable
        ]
        yield "unreadable_rows", ["table", "reasons", "raw"], lines


def _csv_text(header: list[str], lines: Iterable[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()


def _resource(
    table: str, fields: list[Field], content: bytes, rows: tuple[RecordRow, ...]
) -> dict[str, Any]:
    made = _described(table, TABLES[table].meaning, [*map(_field, fields), *_ADDED_FIELDS], content)
    keys = [row.row_key for row in rows]
    if all(keys) and len(set(keys)) == len(keys):
        made["schema"]["primaryKey"] = "row_key"
    return made


def _described(
    name: str, meaning: str, fields: list[Mapping[str, Any]], content: bytes
) -> dict[str, Any]:
    schema = {"fields": list(fields), "missingValues": [""]}
    return csv_resource(name, f"{name}.csv", meaning, schema, content)


def _field(field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"name": field.name, **_TYPES[field.type], "description": field.meaning}
    if field.unit:
        made["unit"] = field.unit
    if field.references:
        made["references"] = field.references
    if field.choices:
        made["choices"] = list(field.choices)
    made["origin"] = field.origin.value
    return made


def _package(resources: list[dict[str, Any]], context: ExportContext) -> bytes:
    package = {
        "profile": "tabular-data-package",
        "name": f"client-record-{context.case}",
        "title": "One client's record",
        "description": ESCAPE_RULE,
        "created": context.made_at,
        "anonkit": "patient-export",
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()
