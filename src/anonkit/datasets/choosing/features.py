"""What a case can be chosen by: read from what the release would tell of it, never from the records."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from anonkit.datasets.case_set import build_cases
from anonkit.datasets.choosing.contraindications import contraindications_met
from anonkit.datasets.choosing.kinds import UNTOWARD, kind_of, treatments_here
from anonkit.datasets.course import days_after_first

_WEEKS = re.compile(r"(\d+) weeks?")


@dataclass(frozen=True)
class CaseFeatures:
    """One case as a trainer looks for it; lists are sorted and hold each word once."""

    case: str
    title: str
    kind: str
    procedures: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    """What was recorded as an outcome, and its kind."""
    complications: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()
    contraindications: tuple[str, ...] = ()
    age: str | None = None
    sex: str | None = None
    skin: str | None = None
    visits: int = 0
    days: float | None = None
    """From the first visit to the last, as far as the labels tell."""
    photos: int = 0
    longest_note: int = 0
    """Characters of its longest note."""


def case_features(tables: Mapping[str, pd.DataFrame]) -> list[CaseFeatures]:
    """The features of every case of told tables, by case number."""
    return [features_of(case) for case in build_cases(tables)]


def features_of(case: Mapping[str, Any]) -> CaseFeatures:
    """The features of one case document."""
    treated, person = treatments_here(case), case["person"]
    outcomes = _rows(case, "outcomes")
    untoward = [row for row in outcomes if row.get("kind") in UNTOWARD]
    families = _words(treated, "family")
    met = contraindications_met(case["history"], families)
    return CaseFeatures(
        case=case["case"],
        title=case["title"],
        kind=kind_of(case, met),
        procedures=tuple(sorted({*families, *_words(treated, "procedure")})),
        products=_words(treated, "product"),
        sites=_words(treated, "site"),
        outcomes=tuple(sorted({*_words(outcomes, "what"), *_words(outcomes, "kind")})),
        complications=_words(untoward, "what"),
        severities=_words(untoward, "severity"),
        contraindications=met,
        age=person.get("age_band"),
        sex=person.get("sex"),
        skin=person.get("skin_type"),
        visits=case["course"]["visits"],
        days=_length(case),
        photos=len(_rows(case, "photos")),
        longest_note=max(
            (len(str(row.get("text", ""))) for row in _rows(case, "notes")), default=0
        ),
    )


def _rows(case: Mapping[str, Any], table: str) -> list[Mapping[str, Any]]:
    return [row for visit in case["visits"] for row in visit.get(table, ())]


def _words(rows: Iterable[Mapping[str, Any]], column: str) -> tuple[str, ...]:
    return tuple(sorted({str(row[column]) for row in rows if column in row}))


def _length(case: Mapping[str, Any]) -> float | None:
    """The days of the whole course; none where a label or an interval does not tell."""
    visits = case["visits"]
    last = days_after_first(visits[-1].get("when")) if visits else None
    if last is not None or len(visits) < 2:
        return last if visits else None
    weeks = [_WEEKS.fullmatch(str(visit.get("since_last", ""))) for visit in visits[1:]]
    return sum(7.0 * int(found[1]) for found in weeks if found) if all(weeks) else None
