"""How many people are alone with a few of their visits: a course of treatment is a fingerprint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from random import Random

import pandas as pd

from anonkit.deidentification.disclosure.equivalence import column_codes, combined

_MOST_SETS = 200


@dataclass(frozen=True)
class GrainChoice:
    """The finest grain of course time that holds, and what each grain tried would give away."""

    grain: str | None
    unicity: Mapping[str, float]


def trajectory_unicity(
    visits: pd.DataFrame,
    known: int,
    columns: Sequence[str],
    person: str = "person",
    *,
    seed: int = 0,
) -> float:
    """The mean chance that nobody else has these `known` visits, as `columns` tell them.

    A row is a visit. Someone with fewer visits is known by all of them. People with very many
    sets of visits are judged on 200 sets drawn by `seed`.
    """
    items_of_person = _items(visits, columns, person)
    if not items_of_person:
        return 0.0
    bearers: dict[tuple[int, int], int] = {}
    for place, items in enumerate(items_of_person):
        for item in items:
            bearers[item] = bearers.get(item, 0) | (1 << place)
    shares = [
        _share_alone(items, known, bearers, 1 << place, Random(seed + place))  # noqa: S311 - a draw
        for place, items in enumerate(items_of_person)
    ]
    return sum(shares) / len(shares)


def _items(
    visits: pd.DataFrame, columns: Sequence[str], person: str
) -> list[list[tuple[int, int]]]:
    """Each person's visits; the second of two equal ones is an item of its own."""
    keys = combined([column_codes(visits[name]) for name in columns], len(visits))
    by_person: dict[int, dict[int, int]] = {}
    for owner, key in zip(column_codes(visits[person]).tolist(), keys.tolist(), strict=True):
        seen = by_person.setdefault(owner, {})
        seen[key] = seen.get(key, 0) + 1
    return [
        [(key, number) for key, times in sorted(seen.items()) for number in range(times)]
        for _, seen in sorted(by_person.items())
    ]


def _share_alone(
    items: list[tuple[int, int]],
    known: int,
    bearers: Mapping[tuple[int, int], int],
    own: int,
    random: Random,
) -> float:
    sets = alone = 0
    for chosen in _sets(items, min(known, len(items)), random):
        everybody = bearers[chosen[0]]
        for item in chosen[1:]:
            everybody &= bearers[item]
        sets += 1
        alone += everybody == own
    return alone / sets


def _sets(
    items: list[tuple[int, int]], size: int, random: Random
) -> Iterator[tuple[tuple[int, int], ...]]:
    if comb(len(items), size) <= _MOST_SETS:
        yield from combinations(items, size)
        return
    for _ in range(_MOST_SETS):
        yield tuple(random.sample(items, size))


def finest_grain(
    visits_by_grain: Mapping[str, pd.DataFrame],
    known: int,
    columns: Sequence[str],
    maximum: float,
    person: str = "person",
) -> GrainChoice:
    """The first grain, as given from the finest on, at which at most this share of people is alone."""
    unicity: dict[str, float] = {}
    for grain, visits in visits_by_grain.items():
        unicity[grain] = trajectory_unicity(visits, known, columns, person)
        if unicity[grain] <= maximum:
            return GrainChoice(grain, unicity)
    return GrainChoice(None, unicity)
