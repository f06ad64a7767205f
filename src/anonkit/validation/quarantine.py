"""Rows that wait: their reasons, their counts, and the way out to be mended and back in."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from anonkit.errors import ValidationError
from anonkit.model import TABLES, canonical_frame

QUARANTINE_COLUMNS: tuple[str, ...] = (
    "tag",
    "table",
    "row_key",
    "client_key",
    "source_file",
    "source_place",
    "reasons",
    "payload",
    "stage",
)
"""``reasons`` is a JSON list of code, field, severity and message, without values; ``payload`` is the row."""

REASONS_COLUMN = "_reasons"
"""The column of a file of rows to mend that says why each waits; it is not read back."""

_RANK = {"critical": 0, "warning": 1, "info": 2}
# A spreadsheet would run a cell that begins so; the quote itself is guarded to make the way back exact.
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True)
class ReasonCount:
    """How many waiting rows of a table bear a reason."""

    table: str
    code: str
    severity: str
    count: int


def encode_reasons(reasons: Iterable[Mapping[str, str]]) -> str:
    """Reasons as stored: each once, the gravest first."""
    distinct = {(r["code"], r.get("field", "")): dict(r) for r in reasons}
    ordered = sorted(
        distinct.values(),
        key=lambda r: (_RANK.get(r["severity"], 0), r["code"], r.get("field", "")),
    )
    return json.dumps(ordered, ensure_ascii=False)


def merge_reasons(*stored: str) -> str:
    """Several stored lists of reasons as one."""
    return encode_reasons(reason for text in stored for reason in json.loads(text))


def summarise_quarantine(quarantine: pd.DataFrame) -> tuple[ReasonCount, ...]:
    """Waiting rows by table and reason, commonest first; a row with two reasons counts under both."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for table, stored in zip(quarantine["table"], quarantine["reasons"], strict=True):
        counts.update({(str(table), r["code"], r["severity"]) for r in json.loads(stored)})
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    return tuple(ReasonCount(table, code, severity, n) for (table, code, severity), n in ordered)


def rows_to_mend(quarantine: pd.DataFrame, table: str) -> str:
    """CSV of the waiting rows of one table, all canonical columns, safe to open in a spreadsheet.

    Units that could not be read at all have no canonical fields; they are mended at the source.
    """
    names = [*TABLES[table].column_names, REASONS_COLUMN]
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\r\n")
    writer.writerow(names)
    for stored, payload in _payloads(quarantine, table):
        codes = " ".join(reason["code"] for reason in json.loads(stored))
        row = {**payload, REASONS_COLUMN: codes}
        writer.writerow(
            [_guard(str(row[name])) if row.get(name) is not None else "" for name in names]
        )
    return sheet.getvalue()


def _payloads(quarantine: pd.DataFrame, table: str) -> list[tuple[str, dict[str, Any]]]:
    waiting = quarantine[quarantine["table"] == table]
    pairs = [
        (s, json.loads(p)) for s, p in zip(waiting["reasons"], waiting["payload"], strict=True)
    ]
    return [(stored, payload) for stored, payload in pairs if "raw" not in payload]


def read_mended(table: str, text: str) -> pd.DataFrame:
    """The canonical frame of a mended file, guards taken off; `ValidationError` naming line and column.

    The whole file is refused if any part of it is not understood: half a replay would be hard to see.
    """
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    if not lines:
        raise ValidationError(
            f"mended {table}: the file is empty; it needs the header that was exported"
        )
    header = lines[0]
    unknown = [
        name
        for name in header
        if name not in TABLES[table].field_by_name and name != REASONS_COLUMN
    ]
    if unknown or len(set(header)) != len(header) or "row_key" not in header:
        raise ValidationError(
            f"mended {table}: the header must keep the exported columns, each once, row_key among them; "
            f"{len(unknown)} are not known"
        )
    rows = [
        _mended_row(table, number, header, cells)
        for number, cells in enumerate(lines[1:], 2)
        if cells
    ]
    frame = canonical_frame(table, rows)
    _refuse_keyless(table, frame)
    return frame


def _mended_row(table: str, number: int, header: list[str], cells: list[str]) -> dict[str, str]:
    if len(cells) != len(header):
        raise ValidationError(
            f"mended {table}, line {number}: {len(cells)} cells, the header has {len(header)}"
        )
    row = {name: _unguard(cell) for name, cell in zip(header, cells, strict=True)}
    row.pop(REASONS_COLUMN, None)
    return row


def _refuse_keyless(table: str, frame: pd.DataFrame) -> None:
    keys = frame["row_key"]
    if keys.isna().any() or keys.duplicated().any():
        wrong = [str(place + 2) for place in frame.index[keys.isna() | keys.duplicated()][:5]]
        raise ValidationError(
            f"mended {table}: row_key is missing or repeated in row {', '.join(wrong)}; "
            "a mended row keeps the key it was exported with"
        )


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_GUARDED) else cell


def _unguard(cell: str) -> str:
    return cell.removeprefix("'")
