"""The course of each case: on which days the client was seen, and which row belongs to which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from anonkit.deidentification.course_time import Course, calendar_day, course_of
from anonkit.deidentification.rows import Row, rows_of

DATE_FIELD: Mapping[str, str] = {
    "appointments": "starts_at",
    "treatments": "treated_at",
    "outcomes": "observed_at",
    "notes": "written_at",
    "prescriptions": "prescribed_at",
    "photos": "taken_at",
    "feedback": "given_at",
    "communications": "sent_at",
    "payments": "paid_at",
    "questionnaires": "answered_at",
}
"""The date on which a row of a table happened."""

_SEEN = frozenset({"completed", "arrived"})
_MAY_BE_SEEN = frozenset({"confirmed", "booked", "unknown"})
_WRITTEN_LATER = timedelta(days=2)


@dataclass(frozen=True)
class Courses:
    """By case the course, and by row key the number of the visit it belongs to."""

    course_by_case: Mapping[str, Course] = field(repr=False)
    visit_by_row: Mapping[str, int] = field(repr=False)


def build_courses(
    rows: Mapping[str, pd.DataFrame], case_by_client: Mapping[str, str], as_of: date
) -> Courses:
    """The courses from what was booked and kept, done here, and written by clinicians."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for case in case_by_client.values():
        days[case] = set()
    linked = _appointment_days(rows, case_by_client, as_of, days)
    _treatment_days(rows, case_by_client, linked, days)
    _note_days(rows, case_by_client, linked, days)
    course_by_case = {case: course_of(found) for case, found in days.items()}
    return Courses(course_by_case, _visits(rows, case_by_client, linked, course_by_case))


def _appointment_days(
    rows: Mapping[str, pd.DataFrame],
    case_by_client: Mapping[str, str],
    as_of: date,
    days: dict[str, set[date]],
) -> dict[str, date]:
    """Adds the days of kept appointments; returns the day of each by row key."""
    frame = rows.get("appointments")
    linked: dict[str, date] = {}
    if frame is None or frame.empty:
        return linked
    columns = (frame[name] for name in ("row_key", "client_key", "starts_at", "status"))
    for key, client, starts_at, status in zip(*columns, strict=True):
        day = calendar_day(starts_at)
        if day is None:
            continue
        is_kept = status in _SEEN or (status in _MAY_BE_SEEN and day <= as_of)
        if is_kept:
            linked[key] = day
            days[case_by_client[client]].add(day)
    return linked


def _treatment_days(
    rows: Mapping[str, pd.DataFrame],
    case_by_client: Mapping[str, str],
    linked: dict[str, date],
    days: dict[str, set[date]],
) -> None:
    frame = rows.get("treatments")
    if frame is None or frame.empty:
        return
    names = ("row_key", "client_key", "appointment_key", "treated_at", "place")
    for key, client, appointment, treated_at, place in zip(*(frame[n] for n in names), strict=True):
        day = linked.get(appointment) or calendar_day(treated_at)
        if day is not None and place != "elsewhere":
            linked[key] = day
            days[case_by_client[client]].add(day)


def _note_days(
    rows: Mapping[str, pd.DataFrame],
    case_by_client: Mapping[str, str],
    linked: dict[str, date],
    days: dict[str, set[date]],
) -> None:
    """A clinical note that nobody linked was written at a visit, or up to two days after one."""
    frame = rows.get("notes")
    if frame is None or frame.empty:
        return
    names = ("row_key", "client_key", "appointment_key", "written_at")
    notes = sorted(
        (calendar_day(written_at) or date.max, key, client, appointment)
        for key, client, appointment, written_at in zip(*(frame[n] for n in names), strict=True)
        if isinstance(key, str)
    )
    for written, key, client, appointment in notes:
        if appointment in linked:
            linked[key] = linked[appointment]
        elif written != date.max:
            seen = days[case_by_client[client]]
            before = [day for day in seen if written - _WRITTEN_LATER <= day <= written]
            linked[key] = max(before, default=written)
            seen.add(linked[key])


def _visits(
    rows: Mapping[str, pd.DataFrame],
    case_by_client: Mapping[str, str],
    linked: Mapping[str, date],
    course_by_case: Mapping[str, Course],
) -> dict[str, int]:
    visits: dict[str, int] = {}
    for table, date_field in DATE_FIELD.items():
        frame = rows.get(table)
        if frame is None or frame.empty:
            continue
        for row in rows_of(frame):
            course = course_by_case[case_by_client[row["client_key"]]]
            day = _day_of_row(row, date_field, linked)
            number = None if day is None else course.visit_number(day)
            if number is None:
                number = visits.get(row.get("treatment_key", ""))
            if number is not None:
                visits[row["row_key"]] = number
    return visits


def _day_of_row(row: Row, date_field: str, linked: Mapping[str, date]) -> date | None:
    return (
        linked.get(row["row_key"])
        or linked.get(row.get("appointment_key", ""))
        or calendar_day(row.get(date_field))
    )
