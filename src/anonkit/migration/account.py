"""What became of everything, in counts that have to close."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from anonkit.migration.book import RowBook
from anonkit.migration.classes import FieldFate, RowFate
from anonkit.model import TABLES, IdentifierClass, Origin


@dataclass
class Account:
    """Rows by table and fate, values by field and fate, beside what the source holds."""

    source_rows: Counter[str] = field(default_factory=Counter)
    source_fields: Counter[str] = field(default_factory=Counter)
    rows: Counter[tuple[str, RowFate]] = field(default_factory=Counter)
    fields: Counter[tuple[str, FieldFate]] = field(default_factory=Counter)
    reasons: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Table, fate in words, reason."""
    file_rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[tuple[str, str]] = field(default_factory=Counter)
    """File and column: cells that are not empty."""

    def add_source(self, bundle: Mapping[str, pd.DataFrame]) -> None:
        """Counts what is there, without looking at what becomes of it."""
        for table, frame in bundle.items():
            self.source_rows[table] += len(frame)
            own = [known.name for known in TABLES[table].fields]
            for name, count in frame[own].notna().sum().items():
                self.source_fields[f"{table}.{name}"] += int(count)

    def add_books(self, books: Iterable[RowBook]) -> None:
        """Counts what was entered."""
        for book in books:
            for fate, count in book.row_counts().items():
                self.rows[book.table, fate] += count
            for name, counts in book.field_counts().items():
                for kind, count in counts.items():
                    self.fields[f"{book.table}.{name}", kind] += count
            for (fate, reason), count in book.reason_counts().items():
                self.reasons[book.table, fate.words, reason] += count

    def add_frame(self, file: str, frame: pd.DataFrame) -> None:
        """Counts what a file is handed."""
        self.file_rows[file] += len(frame)
        for column, count in frame.notna().sum().items():
            self.cells[file, str(column)] += int(count)

    def add(self, other: Account) -> None:
        """Takes another part's counts in."""
        for name in _COUNTERS:
            getattr(self, name).update(getattr(other, name))

    def add_waiting(self, table: str, values: Mapping[str, object]) -> None:
        """Counts a row that never came as far as the records."""
        own = [f.name for f in TABLES[table].fields if values.get(f.name) not in (None, "")]
        self.source_rows[table] += 1
        self.rows[table, RowFate.QUARANTINED] += 1
        self.reasons[table, RowFate.QUARANTINED.words, "waits in the clinic's quarantine"] += 1
        for name in own:
            self.source_fields[f"{table}.{name}"] += 1
            self.fields[f"{table}.{name}", FieldFate.QUARANTINED] += 1

    def gaps(self) -> tuple[str, ...]:
        """Where the identity does not close: table or field, and by how much."""
        found = []
        for name, total, counted in (*self._row_sums(), *self._field_sums()):
            if total != counted:
                found.append(f"{name}: {total} at the source, {counted} accounted for")
        return tuple(found)

    @property
    def closes(self) -> bool:
        """Whether every row and every value has exactly one class."""
        return not self.gaps()

    @property
    def third_parties(self) -> int:
        """Contacts that come along: written, or in a file."""
        return self.rows["contacts", RowFate.WRITTEN] + self.rows["contacts", RowFate.ATTACHED]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``: rows and fields by class, and whether they close."""
        rows: dict[str, dict[str, int]] = defaultdict(dict)
        fields: dict[str, dict[str, int]] = defaultdict(dict)
        for (table, fate), count in self.rows.items():
            rows[table][fate.words] = count
        for (name, kind), count in self.fields.items():
            fields[name][kind.words] = count
        return {
            "rows": {table: rows[table] for table in TABLES if table in rows},
            "fields": dict(sorted(fields.items())),
            "closes": self.closes,
            "source": {
                "rows": {table: n for table, n in self.source_rows.items() if n},
                "fields": {name: n for name, n in sorted(self.source_fields.items()) if n},
            },
            "reasons": [
                {"table": table, "class": fate, "reason": reason, "rows": count}
                for (table, fate, reason), count in sorted(self.reasons.items())
            ],
            "files": dict(self.file_rows),
        }

    def _row_sums(self) -> Iterable[tuple[str, int, int]]:
        for table, total in self.source_rows.items():
            yield table, total, sum(self.rows[table, f] for f in RowFate if f is not RowFate.OPEN)

    def _field_sums(self) -> Iterable[tuple[str, int, int]]:
        for name, total in self.source_fields.items():
            counted = (self.fields[name, f] for f in FieldFate if f is not FieldFate.OPEN)
            yield name, total, sum(counted)


_COUNTERS = ("source_rows", "source_fields", "rows", "fields", "reasons", "file_rows", "cells")


def _is_of_others(table: str, name: str) -> bool:
    known = TABLES[table].field_by_name[name]
    return known.origin is Origin.THIRD_PARTY and known.identifier_class is IdentifierClass.DIRECT
