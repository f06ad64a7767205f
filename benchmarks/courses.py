"""Measures how courses are protected on a made-up visit log: who is singled out before and after, and the cost.

    python -m benchmarks.courses
    python -m benchmarks.courses --clients 1000

Five thousand clients come for courses of six treatment families over five years: most come back at a
gap typical of the family, often on the same weekday, a quarter change the family, some come very often.
Everybody is attacked, by somebody who knows four visits (treatment family and month) and by somebody
who knows three gaps in a row (to the month). The seed is fixed; nobody is anybody.
"""

# ruff: noqa: PLC0415 - the package is loaded after the arguments are read

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from typing import Any

import numpy as np

FAMILIES = ("toxin", "filler", "peel", "laser", "booster", "threads")
_SHARES = (0.38, 0.22, 0.15, 0.13, 0.08, 0.04)
_GAPS = (105, 210, 35, 30, 60, 120)
_SPREADS = (18, 50, 6, 7, 15, 40)
_DAYS = 5 * 365


def visit_log(clients: int, seed: int = 20_261) -> list[Any]:
    """The courses of so many clients, as the protection reads them."""
    from anonkit.deidentification.course_frames import TrueCourse

    draw = np.random.default_rng(seed)
    start = date(2020, 1, 6)
    found = []
    for number in range(clients):
        days, kinds = _course(draw)
        dates = tuple(start + timedelta(days=day) for day in days)
        found.append(TrueCourse(f"C-{number:05d}", f"p{number}", dates, tuple(kinds)))
    return found


def _course(draw: np.random.Generator) -> tuple[list[int], list[str]]:
    count = 1 + int(draw.negative_binomial(1.2, 0.2))
    day, family = int(draw.integers(0, _DAYS - 365)), int(draw.choice(6, p=_SHARES))
    days: list[int] = []
    kinds: list[str] = []
    while len(days) < count and day < _DAYS:
        days.append(day)
        kinds.append(FAMILIES[family])
        gap = max(7, round(draw.normal(_GAPS[family], _SPREADS[family])))
        day += round(gap / 7) * 7 if draw.random() < 0.6 else gap
        if draw.random() < 0.25:
            family = int(draw.choice(6, p=_SHARES))
    return days, kinds


def main() -> None:
    """Prints what each way of telling all courses alike gives away, and what the protection reaches."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=5_000)
    parser.add_argument("--policy", default="uk-training")
    asked = parser.parse_args()
    from anonkit.deidentification import load_policy
    from anonkit.deidentification.course_protection import protect_courses
    from anonkit.deidentification.course_risk import course_risks
    from anonkit.deidentification.course_telling import Telling

    policy = load_policy(asked.policy)
    courses = visit_log(asked.clients)
    print(f"{len(courses)} clients, {sum(len(one.days) for one in courses)} visits")
    for grain in policy.time.grains:
        told = [one.told(Telling(grain), "course") for one in courses]
        risks = course_risks(told, policy.privacy.known_visits, policy.privacy.known_gaps)
        print(f"everybody by {grain:<14} {_said(risks)}")
    start = time.process_time()
    found = protect_courses(courses, policy, policy.k_for("own-staff"), spare=0)
    seconds = time.process_time() - start
    print(f"client by client         {_said(found.risks)}  {seconds:.1f} s")
    print(f"  told {found.by_grain}")
    print(
        f"  {found.visits_left_out} of {found.visits} visits left out, in {found.cases_cut} cases; told within a "
        f"quarter of the truth: {found.first_intervals:.1%} of first intervals, {found.intervals:.1%} of all"
    )


def _said(risks: Any) -> str:
    return "  ".join(
        f"{risk.attack}: {risk.share:.1%} of {risk.people} (up to {risk.upper:.1%})"
        for risk in risks
    )


if __name__ == "__main__":
    main()
