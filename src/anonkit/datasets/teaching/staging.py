"""A case in stages: what a learner sees first in the clear, what comes after packed away.

The packed parts are Base64 of JSON, one for the treatment and one for what happened, so that neither a
search of the page nor a look at its source tells the outcome. That hides it from a reader, not from a
program: whoever holds a release may know all of it.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anonkit.datasets.teaching.layer import BEFORE, CaseTeaching, Teaching
from anonkit.datasets.teaching.spoilers import Spoilers
from anonkit.errors import SettingsError

Row = Mapping[str, Any]
_ONLY_TALK = frozenset({"consultation", "review", "product sale"})
_FIRST_SEEN = ("visit", "label", "when", "since_last", "place", "appointments")
_PERSON = ("name", "age_band", "sex", "skin_type", "ethnicity", "region", "occupation", "alert")


@dataclass(frozen=True)
class StagedCase:
    """One case as the page holds it."""

    clear: Row
    """What stands in the page's source as it is."""
    treatment: Row
    outcome: Row
    """What happened, and the case as a whole."""

    def to_page(self) -> dict[str, Any]:
        """The case with its later stages packed."""
        return {
            **self.clear,
            "treatment": _packed(self.treatment),
            "outcome": _packed(self.outcome),
        }


def stage_cases(cases: Sequence[Row], teaching: Teaching) -> list[StagedCase]:
    """Every case in stages; `SettingsError` where a text for the whole set gives an outcome away."""
    spoilers = Spoilers.of(cases)
    _refuse_set_texts(teaching, spoilers)
    return [_staged(case, teaching.of(case["case"]), spoilers) for case in cases]


def _refuse_set_texts(teaching: Teaching, spoilers: Spoilers) -> None:
    found = [
        name
        for name in ("title", "themes", "objectives", "reading")
        if spoilers.are_in(teaching.model_dump(mode="json")[name])
    ]
    if found:
        raise SettingsError(
            f"teaching.yaml gives an outcome away before it is revealed: {', '.join(found)} of the whole set. "
            "Say it in other words, or under the discussion of a case."
        )


def _staged(case: Row, teaching: CaseTeaching, spoilers: Spoilers) -> StagedCase:
    first, turn = _first_treated(case), _turn(case, teaching)
    visits, treated = case["visits"], _first_treated(case) < len(case["visits"])
    before = [_without(visit, spoilers) for visit in visits[: min(first, turn)]]
    arrival = _arrival(visits[first], spoilers) if treated and first < turn else None
    clear = {
        "case": case["case"],
        "title": _title(case, teaching, spoilers),
        "person": {
            name: case["person"][name]
            for name in _PERSON
            # A made-up name that is also a word of outcomes (Burns) gives nothing away.
            if name in case["person"]
            and (name == "name" or not spoilers.are_in(case["person"][name]))
        },
        "came_for": _came_for(case, first, spoilers),
        "course": {"visits": case["course"]["visits"]},
        "level": teaching.level,
        "themes": [theme for theme in teaching.themes if not spoilers.are_in(theme)],
        "objectives": [text for text in teaching.objectives if not spoilers.are_in(text)],
        "history": _history(case, spoilers),
        "before": before + ([arrival] if arrival else []),
        "said": _said(teaching, spoilers, before=True),
        "questions": _questions(teaching, spoilers),
        "is_treated": treated and first < turn,
    }
    done = [_without(_of_treatment(visit), spoilers) for visit in visits[first:turn]]
    if arrival:
        done[0] = _besides(done[0], arrival)
    after = {
        "turn": turn,
        "case": case,
        "said": _said(teaching, spoilers, before=False),
        "teaching": teaching.model_dump(mode="json", exclude_defaults=True),
    }
    said = {"treatment": teaching.stages.treatment} if teaching.stages.treatment else {}
    return StagedCase(clear, {"visits": done, "said": said}, after)


def _first_treated(case: Row) -> int:
    """The place of the first visit at which more was done than talking; behind the last where there is none."""
    for place, visit in enumerate(case["visits"]):
        if any(row.get("family") not in _ONLY_TALK for row in _here(visit)):
            return place
    return len(case["visits"])


def _here(visit: Row) -> list[Row]:
    return [row for row in visit.get("treatments", ()) if row.get("place") != "elsewhere"]


def _turn(case: Row, teaching: CaseTeaching) -> int:
    """The place of the first visit that belongs to what happened."""
    visits = case["visits"]
    if teaching.happened_from is not None:
        numbers = [visit["visit"] for visit in visits]
        if teaching.happened_from not in numbers:
            raise SettingsError(
                f"teaching.yaml: happened_from of {case['case']} names a visit that the case does not tell; "
                "the number of a visit stands beside it in the page."
            )
        return numbers.index(teaching.happened_from)
    with_outcome = [place for place, visit in enumerate(visits) if visit.get("outcomes")]
    after_first = min(_first_treated(case) + 1, len(visits))
    opening = next((place for place, visit in enumerate(visits) if visit["visit"] is not None), 0)
    return min(
        [after_first, *(place for place in with_outcome if place > opening)], default=after_first
    )


def _title(case: Row, teaching: CaseTeaching, spoilers: Spoilers) -> str:
    for title in (teaching.title, case["title"]):
        if title and not spoilers.are_in(title):
            return str(title)
    visits = case["course"]["visits"]
    return "A course of one visit" if visits == 1 else f"A course of {visits} visits"


def _came_for(case: Row, first: int, spoilers: Spoilers) -> list[str]:
    """What was asked for first, as far as that tells no outcome."""
    visits = case["visits"][: first + 1]
    words = [row.get("family") or row.get("procedure") for visit in visits for row in _here(visit)]
    words += [
        row.get("service_family") for visit in visits for row in visit.get("appointments", ())
    ]
    return [word for word in dict.fromkeys(words) if word and not spoilers.are_in(word)]


def _history(case: Row, spoilers: Spoilers) -> dict[str, list[Row]]:
    kept = {
        table: [row for row in rows if not spoilers.are_in(row)]
        for table, rows in case["history"].items()
    }
    return {table: rows for table, rows in kept.items() if rows}


def _without(visit: Row, spoilers: Spoilers) -> dict[str, Any]:
    """A visit before the first treatment, without any row that gives an outcome away."""
    kept: dict[str, Any] = {}
    for name, value in visit.items():
        if name == "outcomes":
            continue
        kept[name] = (
            [row for row in value if not spoilers.are_in(row)] if isinstance(value, list) else value
        )
    return {name: value for name, value in kept.items() if value != []}


def _arrival(visit: Row, spoilers: Spoilers) -> dict[str, Any]:
    """The first treated visit up to the treatment: what was booked, and the pictures before."""
    photos = [row for row in visit.get("photos", ()) if row.get("stage") == "before"]
    seen = {name: visit[name] for name in _FIRST_SEEN if name in visit}
    return _without({**seen, **({"photos": photos} if photos else {})}, spoilers)


def _besides(visit: Row, arrival: Row) -> dict[str, Any]:
    """The visit without the rows that were told on arrival."""
    left = {
        name: [row for row in value if row not in arrival.get(name, ())]
        if isinstance(value, list)
        else value
        for name, value in visit.items()
    }
    return {name: value for name, value in left.items() if value != []}


def _of_treatment(visit: Row) -> dict[str, Any]:
    """What was done at a visit; with an outcome of its own, its notes and pictures belong to what happened."""
    hidden = {"outcomes", *(("notes", "photos", "prescriptions") if visit.get("outcomes") else ())}
    return {name: value for name, value in visit.items() if name not in hidden}


def _said(teaching: CaseTeaching, spoilers: Spoilers, *, before: bool) -> dict[str, str]:
    """The trainer's own words at the stages before the reveal, or at those after it."""
    told = teaching.stages.model_dump(exclude_defaults=True)
    return {
        stage: text
        for stage, text in told.items()
        if (stage in BEFORE and not spoilers.are_in(text)) == before
    }


def _questions(teaching: CaseTeaching, spoilers: Spoilers) -> list[dict[str, Any]]:
    """The questions that stand before the reveal, by their place among all; answers are packed."""
    return [
        {
            "place": place,
            "stage": one.stage,
            "question": one.question,
            "options": list(one.options),
        }
        for place, one in enumerate(teaching.questions)
        if one.stage in BEFORE and not spoilers.are_in([one.question, *one.options])
    ]


def _packed(value: Row) -> str:
    return b64encode(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()).decode()
