"""What is known of an expression: what texts must hold for it, and where it may begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from anonkit.deidentification.text.grams import numbers_of
from anonkit.deidentification.text.needs import (
    ANYWHERE,
    GRAM,
    Reading,
    Strings,
    minimal,
    read_expression,
)
from anonkit.deidentification.text.views import FOLDED, FOREIGN, likelihood

_MOST_NEEDS = 3
_TOO_COMMON = 0.03
"""What stands as often as this is not worth looking for."""
_MOST_STRINGS = 16
"""Longer lists are looked for by their grams alone."""
_RARELY = 0.005
"""What begins so seldom is tried without asking for more."""
_OFTEN = 0.25
"""Above this share of places it is quicker to let the expression look for itself."""
_SHARE_OF_EDGES = (1.0, 0.3, 0.02)
"""How many places of each kind there are, roughly."""
_MANY = 8
"""Of so many beginnings it is worth to look at more than a gram."""


@dataclass(frozen=True, slots=True)
class Need:
    """Strings of which a text must hold one."""

    grams: tuple[int, ...]
    strings: tuple[str, ...] = ()
    """The strings where they are few and longer than a gram; else the grams say it all."""
    view: int = FOLDED


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression and what is known of it."""

    number: int
    pattern: re.Pattern[str]
    """Kept here, so that no other expression can come to bear its id."""
    needs: tuple[Need, ...] = ()
    exact: tuple[Need, ...] = ()
    starts: tuple[int, ...] | None = None
    """Grams that a match begins with; None where it has to be looked for everywhere."""
    edge: int = ANYWHERE
    """Where a match may begin."""
    is_rare: bool = False
    """Whether that is in few places, which are sooner tried than the needs looked up."""
    is_asked: bool = False
    """Whether texts are asked for the needs nevertheless."""
    longer: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """For grams of the folded text how a match that begins with one goes on, gram included."""


def expression_of(number: int, pattern: re.Pattern[str]) -> Expression:
    """What an expression says of itself, under a number."""
    readings = read_expression(pattern)
    needs = _chosen((n, view) for view, reading in enumerate(readings) for n in reading.needs)
    exact = tuple(need for need in needs if need.strings)
    share, view = min((_share(r, view), view) for view, r in enumerate(readings))
    starts = readings[view].starts
    if starts is None or share > _OFTEN:
        return Expression(number, pattern, needs, exact)
    grams = sorted({n for s in _cut_down(starts) for n in numbers_of(s, view)})
    longer = _longer(starts) if view == FOLDED else {}
    edge, is_rare = readings[view].edge, share < _RARELY
    return Expression(number, pattern, needs, exact, tuple(grams), edge, is_rare, longer=longer)


def _cut_down(starts: Strings) -> Strings:
    """Beginnings no longer than a gram, none of which begins another."""
    cut = {s[:GRAM] for s in starts}
    return frozenset(s for s in cut if not any(s[:n] in cut for n in range(1, len(s))))


def _longer(starts: Strings) -> dict[str, tuple[str, ...]]:
    """The beginnings that are longer than a gram, by their gram, where there are many."""
    by_gram: dict[str, list[str]] = {}
    for start in sorted(s.split(FOREIGN)[0] for s in starts):
        if len(start) >= GRAM and len(starts) >= _MANY:
            by_gram.setdefault(start[:GRAM], []).append(start)
    return {gram: tuple(found) for gram, found in by_gram.items()}


def _share(reading: Reading, view: int) -> float:
    """Roughly at which share of places an expression has to be tried."""
    if reading.starts is None:
        return 1.0
    share = sum(likelihood(s, view) for s in _cut_down(reading.starts))
    return share * _SHARE_OF_EDGES[reading.edge]


def _chosen(needs: Iterable[tuple[Strings, int]]) -> tuple[Need, ...]:
    """The few needs that the fewest texts meet."""
    least = ((tuple(minimal(strings)), view) for strings, view in needs)
    weighed = sorted(
        (sum(likelihood(s, view) for s in strings), len(strings), strings, view)
        for strings, view in least
    )
    return tuple(
        _need(strings, view)
        for share, _, strings, view in weighed[:_MOST_NEEDS]
        if share < _TOO_COMMON
    )


def _need(strings: tuple[str, ...], view: int) -> Need:
    rarest = {min(_cut(s), key=lambda g: (likelihood(g, view), g)) for s in strings}
    grams = tuple(sorted({n for gram in rarest for n in numbers_of(gram, view)}))
    is_long = len(strings) > _MOST_STRINGS or all(len(s) <= GRAM for s in strings)
    is_vague = any(FOREIGN in s for s in strings)
    return Need(grams) if is_long or is_vague else Need(grams, strings, view)


def _cut(text: str) -> list[str]:
    return [text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))]
