"""What a case has to teach by, counted so that a trainer can weigh it against its risk."""

from __future__ import annotations

from dataclasses import dataclass

from anonkit.datasets.choosing.features import CaseFeatures

_ENOUGH_VISITS = 3


@dataclass(frozen=True)
class TeachingValue:
    """What a case offers a lesson, and a figure to sort by."""

    offers: tuple[str, ...]
    points: int


def teaching_value(case: CaseFeatures) -> TeachingValue:
    """The value of a case: an outcome to discuss counts most, then what asked for care, then material."""
    found = (
        (3, "a complication", bool(case.complications)),
        (2, "a contraindication met", bool(case.contraindications)),
        (2, "a result told", bool(set(case.outcomes) - set(case.complications))),
        (1, "several procedures", len(case.procedures) > 2),
        (1, f"{case.visits} visits to follow", case.visits >= _ENOUGH_VISITS),
        (1, "a note to read", case.longest_note > 0),
        (2, "pictures", case.photos > 0),
    )
    here = [(points, says) for points, says, is_there in found if is_there]
    return TeachingValue(tuple(says for _, says in here), sum(points for points, _ in here))
