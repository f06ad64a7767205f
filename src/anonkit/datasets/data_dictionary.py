"""The data dictionary of a release: every column, what it means, and what the policy did with it."""

from __future__ import annotations

from collections.abc import Iterable

from anonkit.datasets.csv_text import csv_bytes
from anonkit.datasets.dataset import MARK_COLUMN
from anonkit.datasets.described_columns import MISSING_CODES, Column

COLUMNS = (
    *("table", "field", "type", "unit", "choices", "meaning", "identifier_class", "treatment"),
    *("grain", "key", "joins", "precision_before", "precision_after"),
    *(f"missing_{code}" for code in MISSING_CODES),
    "known_bias",
)


def data_dictionary(columns: Iterable[Column], mark: str) -> bytes:
    """CSV with a line for every column that is there, then one for every field the policy took out."""
    return csv_bytes([*COLUMNS, MARK_COLUMN], ([*_line(column), mark] for column in columns))


def _line(column: Column) -> list[str]:
    return [
        column.table,
        column.name,
        column.type.value,
        column.unit,
        " | ".join(column.choices),
        column.meaning,
        column.identifier_class,
        column.treatment,
        column.grain,
        column.key,
        column.joins,
        column.precision_before,
        column.precision_after,
        *(column.missing.get(code, "0" if column.is_told else "") for code in MISSING_CODES),
        column.known_bias,
    ]
