"""Tables of counts beside the cases: as CSV, as one JSON document, and on a page to read."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets.csv_text import csv_bytes
from anonkit.datasets.dataset import MARK_COLUMN
from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.folder import json_bytes
from anonkit.datasets.manifest import MACHINE_MARK, MANIFEST_FILE, Manifest
from anonkit.pages import environment

COUNT_TABLES_FILE = "tables/count_tables.json"
COUNT_TABLES_PAGE = "count_tables.html"
ALL = "all"
_RATE = "rate"


@dataclass(frozen=True)
class CountTable:
    """One table of counts as it is told: a row a cell, ``*`` for what is left out."""

    name: str
    title: str
    of: str
    """The rows it counts."""
    by: tuple[tuple[str, ...], ...]
    """Its dimensions, each with its columns from the finest to the coarsest."""
    frame: pd.DataFrame = field(repr=False)
    rules: tuple[str, ...] = ()
    """What was left out and why, in words."""
    rate_of: str | None = None
    amount: str | None = None
    round_to: int = 1

    @property
    def labels(self) -> tuple[str, ...]:
        """The columns of labels."""
        return tuple(column for dimension in self.by for column in dimension)

    def to_dict(self) -> dict[str, Any]:
        """For the JSON document."""
        return {
            "name": self.name,
            "title": self.title,
            "of": self.of,
            "by": [list(columns) for columns in self.by],
            "rate_of": self.rate_of,
            "amount": self.amount,
            "round_to": self.round_to,
            "rules": list(self.rules),
            "columns": [str(name) for name in self.frame.columns],
            "cells": _texts(self.frame),
        }

    @classmethod
    def from_dict(cls, held: Mapping[str, Any]) -> CountTable:
        """As it was written."""
        frame = pd.DataFrame(held["cells"], columns=held["columns"], dtype=str).replace("", None)
        return cls(
            held["name"],
            held["title"],
            held["of"],
            tuple(tuple(columns) for columns in held["by"]),
            frame,
            tuple(held["rules"]),
            held["rate_of"],
            held["amount"],
            held["round_to"],
        )


def count_table_files(tables: Sequence[CountTable], facts: ReleaseFacts) -> dict[str, bytes]:
    """The files of all tables by path; nothing where there are none."""
    if not tables:
        return {}
    files = {
        f"tables/{table.name}.csv": csv_bytes(
            [*table.frame.columns, MARK_COLUMN],
            ([*row, facts.machine_mark] for row in _texts(table.frame)),
        )
        for table in tables
    }
    document = {"anonkit": MACHINE_MARK, "release": facts.release, "mark": facts.mark}
    files[COUNT_TABLES_FILE] = json_bytes(
        {**document, "tables": [table.to_dict() for table in tables]}
    )
    page = environment("anonkit.datasets").get_template("count_tables.html")
    views = [_View.of(table) for table in tables]
    files[COUNT_TABLES_PAGE] = page.render(facts=facts, tables=views).encode()
    return files


def read_count_tables(folder: Path) -> tuple[CountTable, ...]:
    """The count tables of a release folder; none where it has none."""
    file = folder / COUNT_TABLES_FILE
    if not file.is_file():
        return ()
    held = json.loads(file.read_text(encoding="utf-8"))
    return tuple(CountTable.from_dict(table) for table in held["tables"])


def earlier_count_tables(
    releases: Path, audience: str, besides: str
) -> dict[str, tuple[CountTable, ...]]:
    """By release: the count tables that an audience holds, recalled ones too; not those of `besides`."""
    found = {}
    for manifest_file in sorted(releases.glob(f"*/{MANIFEST_FILE}")):
        facts = Manifest.from_bytes(manifest_file.read_bytes()).facts
        if facts.audience == audience and facts.release != besides:
            tables = read_count_tables(manifest_file.parent)
            if tables:
                found[facts.release] = tables
    return found


@dataclass(frozen=True)
class _View:
    """A table turned for reading: the last dimension goes across."""

    title: str
    rules: tuple[str, ...]
    columns: list[str | tuple[str, str]]
    rows: list[list[str]]

    @classmethod
    def of(cls, table: CountTable) -> _View:
        across = table.by[-1][0]
        down = [column for column in table.labels if column not in table.by[-1]]
        value = (table.amount and "amount") or "count"
        labels = [*sorted({str(label) for label in table.frame[across]} - {ALL}), ALL]
        cells: dict[tuple[str, ...], dict[str, str]] = {}
        for row in table.frame.fillna("").to_dict("records"):
            if len(table.by[-1]) > 1 and row[across] == ALL != row[table.by[-1][-1]]:
                continue
            line = cells.setdefault(tuple(str(row[column]) for column in down), {})
            line[str(row[across])] = str(row[value])
            if row.get(_RATE):
                line[_RATE] = str(row[_RATE])
        shown = [*labels, *([_RATE] if table.rate_of else [])]
        rows = [
            [*names, *(line.get(label, "0") for label in shown)] for names, line in cells.items()
        ]
        heads: list[str | tuple[str, str]] = [name.replace("_", " ") for name in down]
        words = [f"rate of {table.rate_of}" if label == _RATE else label for label in shown]
        return cls(table.title, table.rules, [*heads, *((word, "number") for word in words)], rows)


def _texts(frame: pd.DataFrame) -> list[list[str]]:
    filled = frame.astype(object).where(frame.notna(), "").astype(str)
    return [list(row) for row in filled.itertuples(index=False, name=None)]
