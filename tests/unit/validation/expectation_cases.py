"""Builds bundles from tests/cases/expectations: one row that passes and one that fails for each rule.

A case holds changes to the file's base row. `beside` holds rows of the same client in other tables (or,
under `clients`, changes to the client). Short keys such as `t1` become full row keys of their case.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from anonkit.model import CLIENT_TABLES, TABLES, canonical_frame
from anonkit.validation import ClinicFacts

CASES = Path(__file__).parents[2] / "cases" / "expectations"
AS_OF = date(2026, 6, 30)


@dataclass(frozen=True)
class Case:
    """One rule's row that passes and row that fails."""

    table: str
    platform: str
    number: int
    code: str
    field: str
    passes: dict[str, Any]
    fails: dict[str, Any]
    clinic: ClinicFacts

    @property
    def name(self) -> str:
        """What the test is called."""
        return f"{self.table}-{self.number}-{self.code}-{self.field or 'row'}"


@cache
def content_of(table: str, platform: str | None = None) -> dict[str, Any]:
    """The case file of a suite."""
    path = CASES / (platform or "") / f"{table}.yaml"
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def cases_of(table: str, platform: str | None = None) -> list[Case]:
    """The cases of one suite."""
    return [
        Case(
            table,
            platform or "jane",
            number,
            case["code"],
            case["field"],
            case["passes"],
            case["fails"],
            ClinicFacts(case.get("jurisdiction", "uk"), case.get("adults_only", True), AS_OF),
        )
        for number, case in enumerate(content_of(table, platform)["cases"])
    ]


class BundleBuilder:
    """Collects the rows of many cases, each with a client of its own."""

    def __init__(self) -> None:
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)

    def add(self, case: Case, changes: dict[str, Any], mark: str) -> int:
        """Adds a row with what stands beside it; gives its position in the table."""
        own = {key: value for key, value in changes.items() if key not in ("beside", "_last")}
        beside = {table: list(rows) for table, rows in changes.get("beside", {}).items()}
        owner = f"{case.platform}:clients:{case.table}-{case.number}-{mark}"
        if case.table in CLIENT_TABLES and case.table != "clients":
            (client,) = beside.pop("clients", [{}])
            self._put(case, "clients", client, owner)
        if not changes.get("_last"):
            place = self._put(case, case.table, own, owner)
        for table, rows in beside.items():
            for row in rows:
                self._put(case, table, row, owner)
        if changes.get("_last"):
            place = self._put(case, case.table, own, owner)
        return place

    def _put(self, case: Case, table: str, changes: dict[str, Any], owner: str) -> int:
        number = len(self._rows[table])
        row = {"row_key": f"{number}", "platform": case.platform, "tag": f"{table}#{number:012d}"}
        row |= content_of(table)["base"] | changes
        if table in CLIENT_TABLES and table != "clients":
            row.setdefault("client_key", owner)
        if table == "clients" and "row_key" not in changes:
            row["row_key"] = owner
        self._rows[table].append({key: _full_key(case, table, key, row[key], owner) for key in row})
        return number

    def bundle(self) -> dict[str, pd.DataFrame]:
        """The canonical frames."""
        return {
            table: canonical_frame(table, self._rows[table])
            for table in TABLES
            if table in self._rows
        }


def _full_key(case: Case, table: str, column: str, value: Any, owner: str) -> Any:
    refers_to = table if column == "row_key" else TABLES[table].field_by_name[column].references
    if refers_to is None or value is None or ":" in value or "-" in value:
        return value
    return owner if value == "own" else f"{case.platform}:{refers_to}:{owner.split(':')[2]}-{value}"
