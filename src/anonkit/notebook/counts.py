"""The tables of counts of a release, for a notebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from anonkit.datasets import Release, read_count_tables
from anonkit.pages import report_display

_NONE = "This release tells no tables of counts; publish one under a service-improvement policy."


class CountTables:
    """What a release tells of the clinic's service, table by table."""

    def __init__(self, tables: Mapping[str, Sequence[Mapping[Any, Any]]]) -> None:
        self._tables = tables

    def __repr__(self) -> str:
        told = [f"{title}: {len(rows)} cells" for title, rows in self._tables.items()]
        return "\n".join(told) or _NONE

    def _repr_html_(self) -> str:
        told: dict[str, Any] = dict(self._tables)
        shown = told or {"tables": _NONE}
        return str(report_display(shown, kind="tables of counts"))


def tables(release: Release) -> CountTables:
    """Every table of counts in the release; a cell that may not be told is ``*``."""
    return CountTables(
        {
            table.title: table.frame.fillna("").to_dict("records")
            for table in read_count_tables(release.path)
        }
    )
