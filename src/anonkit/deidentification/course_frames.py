"""The courses of everybody as the attacks read them: from measured visits, or from what a release tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from anonkit.deidentification.cases_table import WITH_INTERVALS, intervals_in_weeks
from anonkit.deidentification.course_steps import ANY_DAY, Days
from anonkit.deidentification.course_telling import Telling, spans_of_labels
from anonkit.deidentification.course_time import Course
from anonkit.deidentification.disclosure.course_attacks import ToldCourse, Visit, told_course
from anonkit.model import PartialDate

_WEEK = 7
_HALF_A_WEEK = 3


@dataclass(frozen=True)
class TrueCourse:
    """The visits of one case as they were."""

    case: str
    person: str = field(repr=False)
    days: tuple[date, ...] = field(repr=False)
    kinds: tuple[str, ...] = field(repr=False)
    """What was done at each visit: its procedure families."""
    teaches: tuple[frozenset[str], ...] = field(default=(), repr=False)
    """At each visit what a trainer learns beside the family: product, dose, site."""

    def told(self, telling: Telling, style: str) -> ToldCourse:
        """The course as the release would tell it."""
        shown = telling.shown(len(self.days))
        course = Course(tuple(self.days[n - 1] for n in shown))
        kinds = [self.kinds[n - 1] for n in shown]
        since = [(day - course.visits[0]).days for day in course.visits]
        spans = (
            spans_of_labels(labels_of(course, telling.grain))
            if style == "course"
            else _spans_in_years(course, telling.grain)
        )
        years = [f"{day.year:04d}" if style == "year" else "" for day in course.visits]
        teaches = self.teaches or (frozenset(),) * len(self.days)
        visits = [
            Visit(kind, *span, year, teaches[number - 1])
            for kind, span, year, number in zip(kinds, spans, years, shown, strict=True)
        ]
        return told_course(self.case, self.person, visits, since)


def true_courses(visits: pd.DataFrame) -> list[TrueCourse]:
    """The courses in the frame that `quasi_frames` gives, by case number."""
    return list(_courses(visits.sort_values(["case", "visit"])))


def _courses(visits: pd.DataFrame) -> Iterator[TrueCourse]:
    for case, part in visits.groupby("case", sort=True):
        days = tuple(date.fromisoformat(day) for day in part["on"])
        person, kinds = str(part["person"].iloc[0]), tuple(part["families"])
        yield TrueCourse(str(case), person, days, kinds, _teaching(part))


def _teaching(part: pd.DataFrame) -> tuple[frozenset[str], ...]:
    """What each visit teaches; nothing where the frame does not say."""
    if "teaches" not in part:
        return (frozenset(),) * len(part)
    return tuple(frozenset(str(words).split()) for words in part["teaches"])


def labels_of(course: Course, grain: str) -> list[str]:
    """How each visit of a course is told."""
    return [course.label(PartialDate.parse(day.isoformat()), grain) for day in course.visits]


def _spans_in_years(course: Course, grain: str) -> list[Days]:
    """A year alone leaves any day open; a visit whose interval is told is known to the week."""
    told = [None, *(intervals_in_weeks(course) if grain == WITH_INTERVALS else [])]
    first = course.visits[0]
    spans: list[Days] = []
    for place, day in enumerate(course.visits):
        weeks = round((day - first).days / _WEEK)
        exact = (_WEEK * weeks - _HALF_A_WEEK, _WEEK * weeks + _HALF_A_WEEK)
        is_told = place < len(told) and told[place] is not None
        spans.append(exact if is_told else ANY_DAY)
    return spans


def released_courses(visits: pd.DataFrame, truth: pd.DataFrame | None = None) -> list[ToldCourse]:
    """The courses that a release tells, from `told_visits`; `truth` has the visits' dates by case and number.

    Where a visit's date is not given the intruder is taken to know the visits as finely as they are told.
    """
    days: dict[str, dict[str, date]] = {}
    if truth is not None and "on" in truth:
        for case, number, on in zip(truth["case"], truth["visit"], truth["on"], strict=True):
            days.setdefault(str(case), {})[str(number)] = date.fromisoformat(on)
    return [
        _released(str(case), part, days.get(str(case), {}))
        for case, part in visits.groupby("case", sort=True)
    ]


def _released(case: str, part: pd.DataFrame, day_by_number: Mapping[str, date]) -> ToldCourse:
    labels, kinds = [str(label) for label in part["when"]], list(part["families"])
    years = [label if label.isdigit() else "" for label in labels]
    visits = [
        Visit(kind, *span, year, teaches)
        for kind, span, year, teaches in zip(
            kinds, spans_of_labels(labels), years, _teaching(part), strict=True
        )
    ]
    numbers = [str(number) for number in part["visit"]]
    first = day_by_number.get("1")
    since = (
        [(day_by_number[number] - first).days for number in numbers]
        if first is not None and set(numbers) <= set(day_by_number)
        else None
    )
    return told_course(case, str(part["person"].iloc[0]), visits, since)


def told_truth(visits: pd.DataFrame, tellings: Mapping[str, Telling]) -> pd.DataFrame:
    """The visits that are told, with their dates, numbered as they are told; for `released_courses`."""
    parts = []
    for case, part in visits.groupby("case", sort=True):
        telling = tellings.get(str(case))
        if telling is not None:
            shown = part[part["visit"].isin(telling.shown(len(part)))]
            parts.append(shown.assign(visit=range(1, len(shown) + 1)))
    return pd.concat(parts, ignore_index=True) if parts else visits.iloc[:0]
