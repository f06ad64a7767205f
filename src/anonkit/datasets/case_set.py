"""The case set: each case as one document, its course told visit by visit."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from anonkit.datasets.cells import cell, column_type, is_date, texts
from anonkit.datasets.course import course_places, place_among
from anonkit.datasets.record_tables import CASES

Row = dict[str, Any]

HISTORY = ("conditions", "allergies", "medications", "questionnaires", "contacts", "coverages")
"""What was known of the person; told once, before the course."""
COURSE = ("appointments", "treatments", "outcomes", "notes", "prescriptions", "photos")
"""What belongs to a visit."""
THEMES = ("procedures", "products", "complications", "sites")
"""What a trainer looks cases up by."""

_COMPLICATIONS = ("complication", "adverse event")
_NOT_ABOUT_THE_PERSON = {"case", "visits", "span", "intervals", "made_up_name", *THEMES}
_PLACED = ("case", "visit", "when")


@dataclass(frozen=True)
class CaseSet:
    """The cases of a release, sorted by case number."""

    cases: tuple[Row, ...]

    def __len__(self) -> int:
        return len(self.cases)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.cases)

    def json_lines(self, **mark: str) -> bytes:
        """One case a line, each line bearing the marks given."""
        lines = (
            json.dumps({**mark, **case}, ensure_ascii=False, separators=(",", ":")) for case in self
        )
        return "".join(line + "\n" for line in lines).encode()


def build_cases(tables: Mapping[str, pd.DataFrame]) -> list[Row]:
    """One document a case, from tables in the order `released_tables` gives; missing values are left out."""
    rows_by_case: dict[str, dict[str, list[Row]]] = {}
    for table, frame in tables.items():
        if "case" not in frame:
            continue
        for row in _rows(table, frame):
            rows_by_case.setdefault(row["case"], {}).setdefault(table, []).append(row)
    return [_case(number, rows_by_case[number]) for number in sorted(rows_by_case)]


def _rows(table: str, frame: pd.DataFrame) -> Iterator[Row]:
    columns = [(str(name), column_type(table, str(name))) for name in frame.columns]
    for values in frame.itertuples(index=False, name=None):
        found = (
            (name, cell(kind, value)) for (name, kind), value in zip(columns, values, strict=True)
        )
        yield {name: value for name, value in found if value is not None}


def _case(number: str, rows: Mapping[str, list[Row]]) -> Row:
    about = rows.get(CASES, [{}])[0]
    themes = {theme: _theme(theme, about, rows) for theme in THEMES}
    visits = _visits(rows, about.get("intervals"))
    # What was prescribed or said between visits is in its place, and no visit.
    count = sum(visit.get("visit") is not None for visit in visits)
    others = [name for name in rows if name not in {CASES, "clients", *HISTORY, *COURSE}]
    return {
        "case": number,
        "title": _title(_came_for(visits) or themes["procedures"], count),
        "person": _person(about, rows.get("clients", [])),
        "themes": themes,
        "course": {"visits": count, **({"span": about["span"]} if "span" in about else {})},
        "history": {name: _of_case(name, rows[name]) for name in HISTORY if name in rows},
        "visits": visits,
        **{name: _of_case(name, rows[name]) for name in others},
    }


def _theme(theme: str, about: Row, rows: Mapping[str, list[Row]]) -> list[str]:
    """As the table of cases says; where it says nothing, as the case's own rows show."""
    if theme in about:
        return texts(about[theme])
    here = [row for row in rows.get("treatments", []) if row.get("place") != "elsewhere"]
    went_wrong = [row for row in rows.get("outcomes", []) if row.get("kind") in _COMPLICATIONS]
    found: Iterable[Any] = {
        "procedures": (row.get("family", row.get("procedure")) for row in here),
        "products": (row.get("product") for row in here),
        "complications": (row.get("what") for row in went_wrong),
        "sites": (row.get("site") for row in here),
    }[theme]
    return sorted({value for value in found if isinstance(value, str)})


def _person(about: Row, clients: Sequence[Row]) -> Row:
    """The made-up person; of several records of one person the first that knows a thing tells it."""
    known: Row = {name: value for name, value in about.items() if name not in _NOT_ABOUT_THE_PERSON}
    for client in clients:
        known = {
            **{name: value for name, value in client.items() if name not in {*_PLACED, "row"}},
            **known,
        }
    names = (known.get("first_name"), known.get("last_name"))
    name = about.get("made_up_name") or " ".join(part for part in names if part)
    return {"name": name or "Unnamed", **known}


def _came_for(visits: Sequence[Row]) -> list[str]:
    """What the course began with; a title that told more would give away how it went."""
    for visit in visits:
        done = [row.get("family", row.get("procedure")) for row in visit.get("treatments", [])]
        if any(done):
            return list(dict.fromkeys(str(one) for one in done if one))
    return []


def _title(procedures: Sequence[str], visits: int) -> str:
    said = [*procedures[:2], "more"] if len(procedures) > 2 else list(procedures)
    words = ", ".join(said[:-1]) + f" and {said[-1]}" if len(said) > 1 else "".join(said)
    counted = "one visit" if visits == 1 else f"{visits} visits"
    return f"{words[:1].upper()}{words[1:]}, {counted}" if words else f"A course of {counted}"


def _visits(rows: Mapping[str, list[Row]], intervals: Any) -> list[Row]:
    """The visits in order, what was at no visit where its time says; each with its rows and its place."""
    by_visit: dict[tuple[int | None, str | None], Row] = {}
    for table in COURSE:
        for row in rows.get(table, []):
            visit = row.get("visit")
            key = (visit, row.get("when") if visit is None else None)
            entry = by_visit.setdefault(key, {"visit": visit})
            if "when" in row:
                entry.setdefault("when", row["when"])
            entry.setdefault(table, []).append(row)
    entries = _in_order(list(by_visit.values()))
    whens = [entry.get("when") for entry in entries]
    is_telling = len(set(whens)) == len(whens)
    places = course_places(whens)
    since = dict(enumerate(intervals, start=2)) if isinstance(intervals, list) else {}
    return [
        {
            "visit": entry["visit"],
            "label": _label(entry, is_telling=is_telling),
            **({"when": entry["when"]} if "when" in entry else {}),
            **({"since_last": since[entry["visit"]]} if since.get(entry["visit"]) else {}),
            "place": place,
            **{table: _of_visit(table, entry) for table in COURSE if table in entry},
        }
        for entry, place in zip(entries, places, strict=True)
    ]


def _in_order(entries: Sequence[Row]) -> list[Row]:
    labels = {one["visit"]: one.get("when") for one in entries if one["visit"] is not None}

    def order(entry: Row) -> tuple[float, float, str]:
        if entry["visit"] is not None:
            return entry["visit"], 0.0, ""
        return *place_among(entry.get("when"), labels), str(entry.get("when", ""))

    return sorted(entries, key=order)


def _label(entry: Row, *, is_telling: bool) -> str:
    """How the visit is called: by its time, and by its number too where the time alone is not telling."""
    when = str(entry.get("when", "date not recorded"))
    return when if is_telling or entry["visit"] is None else f"visit {entry['visit']}, {when}"


def _of_visit(table: str, entry: Row) -> list[Row]:
    """The rows of a visit; a time is told only where it differs from the visit's own."""
    when = entry.get("when")
    return [
        {
            name: value
            for name, value in row.items()
            if name not in {"case", "visit"}
            and not (value == when and (name == "when" or is_date(table, name)))
        }
        for row in entry[table]
    ]


def _of_case(table: str, rows: Sequence[Row]) -> list[Row]:
    """The rows of a table that stands outside the visits; each says when, once."""
    return [
        {
            name: value
            for name, value in row.items()
            if name != "case" and not (is_date(table, name) and value == row.get("when"))
        }
        for row in rows
    ]
