"""How what was found in a note is told: as the policy tells it in the tables, and no finer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from anonkit.deidentification.case import Case
from anonkit.deidentification.course_time import NOT_RECORDED
from anonkit.deidentification.hierarchies import ANY, Hierarchy
from anonkit.deidentification.known_people import CLINIC
from anonkit.deidentification.operators import UNKNOWN_ROLE
from anonkit.deidentification.written_dates import read_written_date
from anonkit.model import PartialDate

_STAFF = "staff:"
_OLDEST = 90
_WORD_BY_ENTITY: Mapping[str, str] = {
    "PHONE": "[phone]",
    "EMAIL": "[e-mail]",
    "ADDRESS": "[address]",
    "POSTCODE": "[postcode]",
    "ZIP": "[ZIP]",
    "CITY": "[place]",
    "ORG": "[organisation]",
    "ID": "[number]",
    "HANDLE": "[online name]",
    "URL": "[link]",
    "VEHICLE": "[vehicle]",
    "DEVICE": "[serial]",
    "OTHER": "[detail]",
}
_WORD_BY_FACT: Mapping[str, str] = {
    "age": "[age]",
    "birth": "[birth year]",
    "year": "[year]",
    "place": "[place]",
    "lot": "[lot]",
    "price": "[price]",
    "occupation": "[occupation]",
    "family": "[family]",
    "weekday": "[day]",
    "season": "[season]",
    "clock_time": "[time]",
}


@dataclass(frozen=True)
class Teller:
    """Gives the words that stand in place of what was found."""

    jurisdiction: str
    style: str
    """``course`` or ``year``, as the tables tell dates."""
    grain: str
    rule_by_fact: Mapping[str, str]
    as_of: date
    ages: Hierarchy | None = field(default=None, repr=False)
    age_level: int = 0
    age_by_case: Mapping[str, str | None] | None = field(default=None, repr=False)
    """Where ages are told case by case: the label in the case table."""

    def entity(
        self,
        entity: str,
        surface: str,
        owner: str | None,
        case: Case,
        near: date | None,
        before: str = "",
    ) -> str:
        """What stands in place of an identifier; `before` is the text right before it."""
        if entity == "PERSON":
            return self._person(surface, owner, case, before)
        if entity == "DATE":
            return self._date(surface, case, near)
        if entity == "AGE":
            return self._age(_OLDEST, case)
        if entity == "ORG" and owner == CLINIC:
            return "[clinic]"
        return _WORD_BY_ENTITY.get(entity, "[detail]")

    def fact(self, kind: str, number: int | None, surface: str, case: Case) -> str:
        """What stands in place of a fact; coarsened where the policy says so and it can be."""
        if kind == "year" and self.rule_by_fact.get(kind) == "keep":
            shows_age = number is not None and self._shows_age(number, case)
            return _WORD_BY_FACT[kind] if shows_age else surface
        if kind == "year" and self.style == "year" and number is not None:
            return self._year(number, case)
        if self.rule_by_fact.get(kind) == "coarsen" and number is not None:
            if kind == "age":
                return self._age(number, case)
            if kind == "year":
                return _bracketed(case.course_label(PartialDate(number), self.grain), "[year]")
        return _WORD_BY_FACT[kind]

    def _person(self, surface: str, owner: str | None, case: Case, before: str) -> str:
        if owner is not None and owner.startswith(_STAFF):
            # One name for all its cases would collect every complication of that person.
            return f"[{case.role_by_staff.get(owner, UNKNOWN_ROLE)}]"
        return case.made_up("PERSON", surface, owner, before)

    def _date(self, surface: str, case: Case, near: date | None) -> str:
        when = read_written_date(surface, self.jurisdiction, near)
        if when is None:
            return "[date]"
        if _is_birth_date(when, case):
            return "[birth date]"
        if self.style == "year":
            return "[date]" if when.year is None else self._year(when.year, case)
        return _bracketed(case.course_label(when, self.grain), "[date]")

    def _year(self, year: int, case: Case) -> str:
        """A year in which the case was seen, as the tables tell it; of others only which side."""
        years = [day.year for day in case.course.visits]
        if year in years:
            return f"{year:04d}"
        if not years:
            return "[year]"
        return "[an earlier year]" if year < years[0] else "[another year]"

    def _shows_age(self, year: int, case: Case) -> bool:
        """Whether a year is so long ago that somebody alive then is over 89."""
        last = case.course.visits[-1].year if case.course.visits else self.as_of.year
        return last - year >= _OLDEST

    def _band(self, case: Case) -> Any:
        if self.age_by_case is not None:
            return self.age_by_case.get(case.number)
        assert self.ages is not None
        ages = pd.Series([str(case.age)], dtype="str")
        return self.ages.generalise(ages, self.age_level).iloc[0]

    def _age(self, age: int, case: Case) -> str:
        """The client's own age as the band of the case table; nobody else's age is told."""
        if self.rule_by_fact.get("age") == "remove" or self.ages is None or case.age is None:
            return "[age]"
        if not case.age - 1 <= age <= case.age + case.course.years + 1:
            return "[age]"
        band = self._band(case)
        return "[age]" if pd.isna(band) or band == ANY else f"[aged {band}]"


def _is_birth_date(when: PartialDate, case: Case) -> bool:
    """Whether a date is so long before the first visit that it can only be a birth date."""
    first, day = case.course.first, when.earliest
    if first is None or day is None or not when.is_whole or case.age is None:
        return False
    years = first.year - day.year - ((first.month, first.day) < (day.month, day.day))
    return years == case.age


def _bracketed(label: str, otherwise: str) -> str:
    return otherwise if label == NOT_RECORDED else f"[{label}]"


_BRACKETS = re.compile(r"\]\s*\[")


def tidy(text: str) -> str:
    """The text with placeholders that stand side by side told apart by a blank."""
    return _BRACKETS.sub("] [", text)
