"""What each protection of a release cost, and the choices that were looked at, for the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from anonkit.deidentification.chosen_levels import ChosenLevels
from anonkit.deidentification.report_chapters.telling_counts import told_count
from anonkit.deidentification.report_facts import CostLine, TriedChoice


def protection_costs(
    chosen: ChosenLevels, people_told: int, threshold: int
) -> tuple[CostLine, ...]:
    """The share lost of each field that tells people apart, of intervals, of visits and of people."""
    return (
        *_of_fields(chosen, threshold),
        *_of_courses(chosen, threshold),
        *_of_people(chosen, people_told, threshold),
    )


def class_choices(chosen: ChosenLevels) -> tuple[TriedChoice, ...]:
    """How finely people could be told under other k, from the coarsest on."""
    tried = [
        TriedChoice(round(kept, 4), round(risk, 4), is_chosen=not place)
        for place, (kept, risk) in enumerate(chosen.classes.tried)
    ]
    return tuple(sorted(tried, key=lambda one: (one.kept, -one.risk)))


def course_choices(chosen: ChosenLevels) -> tuple[TriedChoice, ...]:
    """What each round of telling courses more coarsely kept and left open; the last is the choice made."""
    courses = chosen.courses
    rounds = [TriedChoice(round(kept, 4), round(risk, 4)) for kept, risk in courses.tried[:-1]]
    reached = max((risk.share for risk in courses.risks), default=0.0)
    last = TriedChoice(round(courses.intervals, 4), round(reached, 4), is_chosen=True)
    return (*dict.fromkeys(rounds), last)


def _of_fields(chosen: ChosenLevels, threshold: int) -> Iterator[CostLine]:
    for name, lost in chosen.classes.loss_by_quasi.items():
        rows = chosen.classes.rows_by_words.get(name, {})
        told = [f"{words} for {_share(rows, words, threshold)}" for words in rows]
        yield CostLine(name.replace("_", " "), lost, ", ".join(told))


def _share(rows: Mapping[str, int], words: str, threshold: int) -> str:
    """How many of the cases; a share of fewer than the threshold would tell their number."""
    if rows[words] == sum(rows.values()):
        return "all cases"
    return (
        "a few" if rows[words] < threshold else f"{rows[words] / sum(rows.values()):.0%} of cases"
    )


def _of_courses(chosen: ChosenLevels, threshold: int) -> Iterator[CostLine]:
    courses = chosen.courses
    near = "told within a quarter of the truth"
    yield CostLine(
        "first to second visit",
        1 - courses.first_intervals,
        f"{courses.first_intervals:.0%} of these intervals are {near}",
    )
    yield CostLine(
        "later intervals",
        1 - courses.intervals,
        f"{courses.intervals:.0%} of all intervals from the first visit are {near}; of the others "
        "only the visit's number is told, or less",
    )
    if courses.visits:
        cut = told_count(courses.cases_cut, threshold)
        yield CostLine(
            "visits",
            courses.visits_left_out / courses.visits,
            f"visits that would give a case away are left out, in {cut} cases",
        )


def _of_people(chosen: ChosenLevels, people_told: int, threshold: int) -> Iterator[CostLine]:
    gone = max(chosen.people - people_told, 0)
    lost = gone / chosen.people if chosen.people else 0.0
    told = told_count(gone, threshold)
    # A share of so few people would tell their number.
    yield CostLine(
        "people", lost if told == gone else 0.0, f"{told} left out so that the others are hidden"
    )
