"""A course is measured by how many people are alone with a few of its visits."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.disclosure import finest_grain, trajectory_unicity


def _visits(*rows: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["person", "when", "family"])


COLUMNS = ["when", "family"]
ALIKE = _visits(*((p, w, "toxin") for p in "ab" for w in ("first visit", "+3 months")))


@pytest.mark.parametrize(
    ("visits", "known", "share"),
    [
        (ALIKE, 2, 0.0),
        (_visits(*ALIKE.itertuples(index=False), ("c", "first visit", "peel")), 1, 1 / 3),
        (_visits(("a", "1", "x"), ("a", "2", "x"), ("b", "1", "x"), ("b", "3", "x")), 1, 0.5),
        (_visits(("a", "1", "x"), ("a", "2", "x"), ("b", "1", "x"), ("b", "3", "x")), 2, 1.0),
        (_visits(("a", "1", "x"), ("a", "1", "x"), ("b", "1", "x")), 2, 0.5),
        (_visits(), 2, 0.0),
    ],
    ids=["alike", "one odd", "half known", "both known", "counted twice", "nobody"],
)
def test_share_alone(visits: pd.DataFrame, known: int, share: float) -> None:
    """The mean chance that a set of visits fits one person only."""
    assert trajectory_unicity(visits, known, COLUMNS) == pytest.approx(share)


def test_the_finest_grain_that_holds_is_chosen() -> None:
    """Days single out, months do not; the figures of both are kept."""
    days = _visits(("a", "day 3", "x"), ("b", "day 9", "x"))
    months = _visits(("a", "month 1", "x"), ("b", "month 1", "x"))
    choice = finest_grain({"day": days, "month": months}, 1, COLUMNS, 0.05)
    assert (choice.grain, choice.unicity) == ("month", {"day": 1.0, "month": 0.0})
    assert finest_grain({"day": days}, 1, COLUMNS, 0.05).grain is None


def test_long_courses_are_judged_on_drawn_sets() -> None:
    """Thousands of sets are drawn from, with the same result each time."""
    visits = _visits(*((p, f"{n}", "x") for p in "ab" for n in range(40)))
    assert trajectory_unicity(visits, 4, COLUMNS) == 0.0
    odd = _visits(*visits.itertuples(index=False), ("a", "99", "x"))
    assert 0 < trajectory_unicity(odd, 4, COLUMNS) == trajectory_unicity(odd, 4, COLUMNS) < 0.2
