"""One row a case: who the made-up person is, and what the course holds, for lists and filters."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from anonkit.deidentification.context import Levels
from anonkit.deidentification.course_telling import Telling
from anonkit.deidentification.course_time import Course
from anonkit.deidentification.policy import CaseList, Policy
from anonkit.deidentification.prepared import PreparedBundle
from anonkit.deidentification.rows import rows_of

TEXT = pd.StringDtype(na_value=float("nan"))

LISTS: Mapping[CaseList, tuple[str, str]] = {
    "procedures": ("treatments", "family"),
    "products": ("treatments", "product"),
    "sites": ("treatments", "site"),
    "complications": ("outcomes", "what"),
}
"""The lists of the case table: by name the table and the column their words come from."""

WITH_INTERVALS = "week"
"""The grain at which a case that tells years tells intervals in weeks too."""
_YEAR = re.compile(r"\d{4}")
_UNTOWARD = frozenset({"complication", "adverse event"})
_MOST_WEEKS_TOLD = 26
"""Intervals within one year are told while they leave at least half of it open."""


def cases_table(
    told: Mapping[str, pd.DataFrame], prepared: PreparedBundle, policy: Policy, levels: Levels
) -> pd.DataFrame:
    """The case table; its lists come from what the other tables tell, so they are no finer."""
    numbers = [n for n in sorted(prepared.case_by_number) if n not in levels.left_out]
    attributes = _attributes(told.get("clients"))
    lists = {name: case_lists(told, name) for name in LISTS}
    rows = []
    for number in numbers:
        case = prepared.case_by_number[number]
        row: dict[str, Any] = {"case": number, "made_up_name": case.made_up_name}
        row |= attributes.get(number, {})
        row |= _course_words(case.course, policy, levels.telling_of(number))
        for name, words_by_case in lists.items():
            row[name] = json.dumps(words_by_case.get(number, []), ensure_ascii=False)
        rows.append(row)
    columns = list(dict.fromkeys(name for row in rows for name in row)) or ["case"]
    return pd.DataFrame(rows, columns=columns).astype(TEXT)


def _attributes(clients: pd.DataFrame | None) -> dict[str, dict[str, Any]]:
    """What the policy tells of the client; of several rows of one person, the first that has it."""
    if clients is None:
        return {}
    found: dict[str, dict[str, Any]] = {}
    columns = [str(name) for name in clients.columns if name not in ("case", "row")]
    for record in clients.to_dict("records"):
        told = found.setdefault(str(record["case"]), dict.fromkeys(columns))
        for name in columns:
            if told[name] is None and not pd.isna(record[name]):
                told[name] = record[name]
    return found


def _course_words(course: Course, policy: Policy, telling: Telling) -> dict[str, Any]:
    if policy.time.style == "course":
        return {"visits": str(len(course.visits)), "span": course.span(telling.grain)}
    years = sorted({day.year for day in course.visits})
    span = ", ".join(map(str, years))
    told = intervals_in_weeks(course) if telling.grain == WITH_INTERVALS else []
    return {
        "visits": str(len(course.visits)),
        "span": span or None,
        "intervals": json.dumps(told),
    }


def intervals_in_weeks(course: Course) -> list[str | None]:
    """For each visit after the first: whole weeks since the one before, where no date follows.

    Only between visits of one calendar year, and only while all visits of that year lie within
    half a year: so at least half of the days remain possible for each of them.
    """
    days = course.visits
    told: list[str | None] = []
    for before, day in itertools.pairwise(days):
        same_year = [other for other in days if other.year == day.year]
        weeks_in_all = (same_year[-1] - same_year[0]).days / 7
        weeks = round((day - before).days / 7)
        is_told = before.year == day.year and weeks_in_all <= _MOST_WEEKS_TOLD
        told.append(f"{weeks} weeks" if is_told and weeks != 1 else "1 week" if is_told else None)
    return told


def span_told(whens: Sequence[str]) -> str | None:
    """How long a course is, from when its visits are told to be, in order: no longer than they show."""
    if not whens:
        return None
    if all(_YEAR.fullmatch(when) for when in whens):
        return ", ".join(sorted(set(whens)))
    if len(whens) == 1:
        return "one visit"
    if whens[-1].startswith("+"):
        return whens[-1].removeprefix("+")
    return f"{len(whens)} visits"


def intervals_told(told: str, numbers: Collection[int]) -> str:
    """The told intervals, a JSON list, without those that begin or end at a visit that is not told."""
    shown: set[int] = set(numbers)
    intervals = json.loads(told)[: max(shown, default=1) - 1]
    return json.dumps(
        [
            interval if {number, number + 1} <= shown else None
            for number, interval in enumerate(intervals, start=1)
        ]
    )


def is_listed(name: str, kind: object) -> bool:
    """Whether an outcome of that kind is a complication; every other list takes all rows."""
    return name != "complications" or kind in _UNTOWARD


def case_lists(told: Mapping[str, pd.DataFrame], name: CaseList) -> dict[str, list[str]]:
    """By case: the list's different words, sorted."""
    table, column = LISTS[name]
    words: dict[str, set[str]] = {}
    for row in rows_of(told.get(table)):
        if column in row and is_listed(name, row.get("kind")):
            words.setdefault(row["case"], set()).add(row[column])
    return {case: sorted(found) for case, found in words.items()}
