"""How far two people agree on what they both decided; by chance alone they would agree on some.

Source: Cohen, A coefficient of agreement for nominal scales, 1960.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anonkit.deidentification.review.events import Decision


@dataclass(frozen=True)
class Agreement:
    """The decisions of two people about the same items."""

    both: int
    """Items that both decided."""
    same: int
    kappa: float | None
    """Cohen's kappa; none where nothing was decided by both, or by chance all must agree."""
    differing: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """The share of items on which they agree."""
        return self.same / self.both if self.both else None

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "both": self.both,
            "same": self.same,
            "share": None if self.share is None else round(self.share, 4),
            "kappa": None if self.kappa is None else round(self.kappa, 4),
        }


def agreement_of(one: Mapping[str, Decision], other: Mapping[str, Decision]) -> Agreement:
    """Agreement on whether something is an identifier, or is to be left out."""
    items = sorted(one.keys() & other.keys())
    first = [one[item].is_careful for item in items]
    second = [other[item].is_careful for item in items]
    differing = tuple(i for i, a, b in zip(items, first, second, strict=True) if a != b)
    same = len(items) - len(differing)
    return Agreement(len(items), same, _kappa(first, second, same), differing)


def _kappa(first: list[bool], second: list[bool], same: int) -> float | None:
    if not first:
        return None
    number = len(first)
    yes, also = sum(first) / number, sum(second) / number
    by_chance = yes * also + (1 - yes) * (1 - also)
    if by_chance == 1.0:
        return None
    return (same / number - by_chance) / (1 - by_chance)
