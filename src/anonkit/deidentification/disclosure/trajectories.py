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
    everybody: pd.DataFrame | None = None,
    seed: int = 0,
) -> float:
    """The mean chance that nobody else has these `known` visits, as `columns` tell them.

    A row is a visit. Someone with fewer visits is known by all of them. `everybody` holds the visits
    of all in the clinic where those judged are only some of them. People with very many sets of
    visits are judged on 200 sets drawn by `seed`.
    """
    shares = chances_alone(visits, known, columns, person, everybody=everybody, seed=seed)
    return sum(shares.values()) / len(shares) if shares else 0.0


def chances_alone(
    visits: pd.DataFrame,
    known: int,
    columns: Sequence[str],
    person: str = "person",
    *,
    everybody: pd.DataFrame | None = None,
    seed: int = 0,
) -> dict[str, float]:
    """By person: the chance that `known` of their visits fit nobody else."""
    wanted = [person, *columns]
    judged = set(visits[person].astype(str))
    both = visits[wanted]
    if everybody is not None:
        others = everybody[~everybody[person].astype(str).isin(judged)]
        both = pd.concat([both, others[wanted]], ignore_index=True)
    items_of_person = _items(both, columns, person)
    bearers: dict[tuple[int, int], int] = {}
    for place, items in enumerate(items_of_person.values()):
        for item in items:
            bearers[item] = bearers.get(item, 0) | (1 << place)
    return {
        name: _share_alone(items, known, bearers, 1 << place, Random(seed + place))  # noqa: S311 - a draw
        for place, (name, items) in enumerate(items_of_person.items())
        if name in judged
    }


def _items(
    visits: pd.DataFrame, columns: Sequence[str], person: str
) -> dict[str, list[tuple[int, int]]]:
    """Each person's visits; the second of two equal ones is an item of its own."""
    keys = combined([column_codes(visits[name]) for name in columns], len(visits))
    by_person: dict[str, dict[int, int]] = {}
    for owner, key in zip(visits[person].astype(str), keys.tolist(), strict=True):
        seen = by_person.setdefault(owner, {})
        seen[key] = seen.get(key, 0) + 1
    return {
        owner: [(key, number) for key, times in sorted(seen.items()) for number in range(times)]
        for owner, seen in sorted(by_person.items())
    }


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
