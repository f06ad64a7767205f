"""The course of one released case, as a picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anonkit.datasets import Release
from anonkit.pages import course_display

_KINDS = {
    "treatments": ("procedure", "product"),
    "outcomes": ("kind", "name"),
    "notes": ("kind",),
    "prescriptions": ("medicine", "drug"),
}


class Course:
    """What happened to one case, along its visits."""

    def __init__(self, case: str, events: list[tuple[float, str, str]]) -> None:
        self._case = case
        self._events = events

    def __repr__(self) -> str:
        return "\n".join(f"{when}: {what}" for _, when, what in self._events)

    def _repr_html_(self) -> str:
        return str(course_display(f"Course of case {self._case}", self._events))


def course(release: Release, case: str | None = None) -> Course:
    """The course of a case of the release; of its first case where none is named."""
    number = case or str(release.table("cases")["case"].iloc[0])
    events = sorted(event for table in _KINDS for event in _events(release, table, number))
    return Course(number, events)


def _events(release: Release, table: str, case: str) -> list[tuple[float, str, str]]:
    if table not in release.tables:
        return []
    frame = release.table(table)
    own = frame[frame["case"] == case].to_dict("records")
    return [
        (float(row.get("visit") or 0), str(row.get("when") or "not told"), _what(table, row))
        for row in own
        if row.get("visit") == row.get("visit")
    ]


def _what(table: str, row: Mapping[Any, Any]) -> str:
    told = (str(row[name]) for name in _KINDS[table] if isinstance(row.get(name), str))
    return next(told, table)
