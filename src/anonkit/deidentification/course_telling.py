"""How the course of one case is told: at which grain, and which of its visits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from anonkit.deidentification.course_steps import ANY_LATER_DAY, Days, days_of_label


@dataclass(frozen=True)
class Telling:
    """The grain of course time for one case, and the visits that are told of it."""

    grain: str
    visits: tuple[int, ...] | None = None
    """Numbers of the visits that are told, from 1; all where none are named. Time is told from the first of them."""

    def shown(self, count: int) -> tuple[int, ...]:
        """The numbers of the visits told, of so many that there are."""
        whole = tuple(range(1, count + 1))
        return whole if self.visits is None else tuple(n for n in self.visits if n <= count)

    def without(self, visit: int, count: int) -> Telling:
        """The same telling without one more visit."""
        return Telling(self.grain, tuple(n for n in self.shown(count) if n != visit))


def spans_of_labels(labels: Sequence[str]) -> tuple[Days, ...]:
    """For each visit in order the days that its label stands for; visits follow one another."""
    found: list[Days] = []
    for label in labels:
        first, last = days_of_label(label)
        if (first, last) == ANY_LATER_DAY and found:
            first = max(first, found[-1][0] + 1)
        found.append((first, last))
    return tuple(found)
