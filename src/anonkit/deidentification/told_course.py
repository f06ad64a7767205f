"""Which visits of each course are told, under which numbers, and which rows belong to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from anonkit.deidentification.context import Levels
from anonkit.deidentification.course_time import Course, canonical_date
from anonkit.deidentification.courses import DATE_FIELD, Courses

_TOO_LATE = "after the last visit that is told"
_GIVES_AWAY = "visit that would give the case away"


@dataclass(frozen=True)
class ToldVisits:
    """The visits that are told of each case."""

    courses: Courses = field(repr=False)
    course_by_case: Mapping[str, Course] = field(repr=False)
    """The visits told, as if there were no others."""
    number_by_case: Mapping[str, Mapping[int, int]] = field(repr=False)
    """By case: from a visit's number in the whole course to the number it is told under."""
    last_by_case: Mapping[str, int] = field(repr=False)
    """By case: how many visits may be told at all; later ones are cut off."""

    @classmethod
    def of(cls, courses: Courses, most: int, levels: Levels | None) -> ToldVisits:
        """At most the first so many visits of each, and of those what the levels leave."""
        course_by_case, number_by_case, last_by_case = {}, {}, {}
        for case, course in courses.course_by_case.items():
            count = min(len(course.visits), most)
            shown = levels.telling_of(case).shown(count) if levels else tuple(range(1, count + 1))
            course_by_case[case] = Course(tuple(course.visits[n - 1] for n in shown))
            number_by_case[case] = {n: told for told, n in enumerate(shown, start=1)}
            last_by_case[case] = count
        return cls(courses, course_by_case, number_by_case, last_by_case)

    def rows_within(
        self,
        table: str,
        frame: pd.DataFrame,
        case_by_client: Mapping[str, str],
        left_out: Counter[str],
    ) -> pd.DataFrame:
        """The rows of the visits that are told, and those of no visit; the others are counted."""
        if table == "clients":
            return frame[frame["row_key"].isin(case_by_client)]
        date_field = DATE_FIELD.get(table)
        if date_field is None or frame.empty:
            return frame
        reasons = [
            self._reason_against(str(key), case_by_client[client], text)
            for key, client, text in zip(
                frame["row_key"], frame["client_key"], frame[date_field], strict=True
            )
        ]
        left_out.update(reason for reason in reasons if reason is not None)
        is_in = pd.Series([reason is None for reason in reasons], index=frame.index, dtype=bool)
        return frame[is_in].reset_index(drop=True)

    def _reason_against(self, key: str, case: str, text: object) -> str | None:
        """Why a row is not told; none where it is."""
        visit = self.courses.visit_by_row.get(key)
        if visit is not None:
            if visit > self.last_by_case[case]:
                return _TOO_LATE
            return None if visit in self.number_by_case[case] else _GIVES_AWAY
        when = canonical_date(text)
        day = None if when is None else when.earliest
        return None if day is None else self._reason_against_day(case, day)

    def _reason_against_day(self, case: str, day: date) -> str | None:
        """A row of no visit: not of a day, or a time, in which a visit is not told."""
        whole, last = self.courses.course_by_case[case].visits, self.last_by_case[case]
        if len(whole) > last and day >= whole[last]:
            return _TOO_LATE
        told = self.course_by_case[case].visits
        if whole and told and day > told[-1] and whole[last - 1] > told[-1]:
            return _GIVES_AWAY
        return _GIVES_AWAY if day in set(whole) - set(told) else None

    def visit_by_row(
        self, rows: Mapping[str, pd.DataFrame], case_by_client: Mapping[str, str]
    ) -> dict[str, int]:
        """By row key the number that the row's visit is told under."""
        found: dict[str, int] = {}
        for table, frame in rows.items():
            if table == "clients" or frame.empty:
                continue
            for key, client in zip(frame["row_key"], frame["client_key"], strict=True):
                visit = self.courses.visit_by_row.get(key)
                if visit is not None:
                    found[key] = self.number_by_case[case_by_client[client]][visit]
        return found
