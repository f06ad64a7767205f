"""Tells from the strings a text holds which expressions can match in it, and where to try them.

Most expressions match in few notes and at few places. Asking that of all of them at once costs a
fraction of running each; what they find is the same.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, count

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.text.expressions import Expression, Need, expression_of
from anonkit.deidentification.text.grams import (
    CASING,
    FOLDING,
    SIZE,
    edges_of,
    fold_text,
    numbers_in,
)
from anonkit.deidentification.text.needs import GRAM, LINE_EDGE
from anonkit.deidentification.text.views import CASED, FOLDED

Counts = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

_KINDS_OF_EDGE = 3
_FEW = 4
"""So many places are sooner tried than spared."""
_MOST_PATTERNS = 2048
"""Those that come after are run as they are."""

_NOWHERE = -1
_EVERYWHERE = -2
_NONE: Iterator[re.Match[str]] = iter(())


# A few long lists and not a short one for each expression: what many texts hold is counted over and
# over by the collector of garbage.
@dataclass(slots=True)
class Tries:
    """For a text, which expressions may match in it, and where to try them."""

    can: Flags
    """Of each expression known by then whether the text meets its needs."""
    turns: dict[int, int]
    """By the id of each that may match, the number of its places; a negative one says everywhere."""
    _begins: list[int]
    _where: list[int]

    def places(self, turn: int) -> list[int]:
        """The places of that number, in order."""
        return self._where[self._begins[turn] : self._begins[turn + 1]]

    def may_meet(self, held: Expression) -> bool:
        """Whether the text may meet the needs of an expression."""
        return held.number >= self.can.size or bool(self.can[held.number])


class Sieve:
    """All expressions that were ever asked for, and what each needs."""

    def __init__(self) -> None:
        self._held: dict[int, Expression] = {}
        self._index = _Index(())
        self._is_stale = False

    def held(self, pattern: re.Pattern[str]) -> Expression:
        """What is known of an expression, read off it once."""
        found = self._held.get(id(pattern))
        if found is None:
            found = expression_of(len(self._held), pattern)
            self._put(found)
        return found

    def asked(self, pattern: re.Pattern[str]) -> Expression:
        """The same of an expression that is asked of texts before it is looked for."""
        found = self.held(pattern)
        if not found.is_asked:
            found = replace(found, is_asked=True)
            self._put(found)
        return found

    def _put(self, held: Expression) -> None:
        if held.number < _MOST_PATTERNS:
            self._held[id(held.pattern)] = held
            self._is_stale = True

    def index(self) -> _Index:
        """The expressions known by now, by their grams."""
        if self._is_stale:
            self._index, self._is_stale = _Index(self._held.values()), False
        return self._index


class _Index:
    """Which expressions need a gram, and which begin with it."""

    def __init__(self, held: Iterable[Expression]) -> None:
        expressions = tuple(held)
        self._ids = _array(id(h.pattern) for h in expressions)
        self._grams: dict[int, int] = {}
        self._set_needs(expressions)
        self._set_starts(expressions)
        self._of_number = np.zeros(SIZE, dtype=np.int32)
        self._of_number[list(self._grams)] = list(self._grams.values())
        self._everywhere = _array(h.number for h in expressions if h.starts is None)

    def _set_needs(self, expressions: Sequence[Expression]) -> None:
        asked = (h for h in expressions if h.is_asked or not h.is_rare)
        needs = [(h.number, need) for h in asked for need in h.needs]
        sizes = _array(len(need.grams) for _, need in needs)
        self._need_begins = sizes.cumsum() - sizes
        self._needing = _array(number for number, _ in needs)
        self._needed = _array(self._gram(n) for _, need in needs for n in need.grams)

    def _set_starts(self, expressions: Sequence[Expression]) -> None:
        begun: dict[int, list[int]] = {}
        for held in expressions:
            for number in held.starts or ():
                gram = self._gram(number)
                for edge in range(held.edge, LINE_EDGE + 1):
                    begun.setdefault(gram * _KINDS_OF_EDGE + edge, []).append(held.number)
        rows = [begun.get(row, []) for row in range(_KINDS_OF_EDGE * (len(self._grams) + 1))]
        self._row_sizes = _array(map(len, rows))
        self._row_begins = self._row_sizes.cumsum() - self._row_sizes
        self._beginning = _array(chain.from_iterable(rows))

    def _gram(self, number: int) -> int:
        return self._grams.setdefault(number, len(self._grams) + 1)

    def places(self, folded_kinds: bytes, cased_kinds: bytes) -> Tries:
        """Which expressions may match in a text, and where to try them."""
        numbers = numbers_in(folded_kinds, cased_kinds)
        known = self._of_number.take(numbers.ravel())
        at: Counts = known.nonzero()[0]
        grams: Counts = known.take(at).astype(np.intp)
        can = self._can_match(grams)
        everywhere = self._everywhere[can.take(self._everywhere)]
        turns = dict.fromkeys(self._ids.take(everywhere).tolist(), _EVERYWHERE)
        # Both ways of folding stand side by side in each row, parted by a gap of two.
        half = numbers.shape[1] // 2
        at -= at // half * half
        which, where = self._tries(grams, at, edges_of(cased_kinds), can)
        begins = _changes(which).nonzero()[0]
        turns.update(zip(self._ids.take(which.take(begins)).tolist(), count(), strict=False))
        return Tries(can, turns, [*begins.tolist(), where.size], where.tolist())

    def _can_match(self, grams: Counts) -> Flags:
        present = np.zeros(len(self._grams) + 1, dtype=np.bool_)
        present[grams] = True
        can = np.ones(self._ids.size, dtype=np.bool_)
        if self._needing.size:
            met = np.logical_or.reduceat(present.take(self._needed), self._need_begins)
            can[self._needing[~met]] = False
        return can

    def _tries(
        self, grams: Counts, at: Counts, edges: npt.NDArray[np.uint8], can: Flags
    ) -> tuple[Counts, Counts]:
        """The expressions that may match, in order, and in order the places where each begins."""
        grams *= _KINDS_OF_EDGE
        grams += edges.take(at)
        sizes = self._row_sizes.take(grams)
        ends = sizes.cumsum()
        total = int(ends[-1]) if ends.size else 0
        begins = self._row_begins.take(grams)
        begins += sizes
        begins -= ends
        numbers = begins.repeat(sizes)
        numbers += _COUNTING[:total] if total <= _COUNTING.size else np.arange(total)
        numbers = self._beginning.take(numbers)
        is_open = can.take(numbers)
        keys = numbers[is_open] * edges.size
        keys += at.repeat(sizes)[is_open]
        # None stands there twice: no beginning of an expression is also that of another of its own.
        keys.sort()
        which = keys // max(1, edges.size)
        keys -= which * edges.size
        return which, keys


def _array(numbers: Iterable[int]) -> Counts:
    return np.fromiter(numbers, dtype=np.intp)


def _changes(numbers: Counts) -> Flags:
    """Where a sorted array has a number that it has not before."""
    is_new = np.ones(numbers.size, dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=is_new[1:])
    return is_new


_COUNTING = np.arange(4096)

_SIEVE = Sieve()


@dataclass(slots=True)
class SievedText:
    """A text in which expressions are looked for only where they can stand."""

    text: str
    _folded: str = field(repr=False)
    _tries: Tries = field(repr=False)
    _sieve: Sieve = field(repr=False)
    _cased: str | None = field(default=None, repr=False)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer` finds in the text."""
        turn = self._tries.turns.get(id(pattern), _NOWHERE)
        if turn >= 0:
            return self._tried(pattern, self._tries.places(turn))
        held = self._sieve.held(pattern)
        if turn == _NOWHERE:
            is_known = held.number < self._tries.can.size
            return _NONE if is_known else pattern.finditer(self.text)
        return pattern.finditer(self.text) if self._holds_needs(held) else _NONE

    def may_match(self, pattern: re.Pattern[str]) -> bool:
        """Whether the expression can match in the text or any part of it; no promise that it does."""
        held = self._sieve.asked(pattern)
        return self._tries.may_meet(held) and self._holds_needs(held)

    def ends_before(self, pattern: re.Pattern[str], place: int, reach: int) -> bool:
        """Whether `pattern.search` finds something in so many characters before a place.

        For expressions that end in `$`: tried where they may begin, which a search cannot know.
        """
        first = max(0, place - reach)
        before = self.text[first:place]
        turn, held = self._tries.turns.get(id(pattern), _NOWHERE), self._sieve.held(pattern)
        if turn == _EVERYWHERE or held.number >= self._tries.can.size:
            return pattern.search(before) is not None
        if not self._tries.may_meet(held):
            return False
        # Where the stretch begins a word may seem to begin that only was cut off.
        match_at = pattern.match
        if match_at(before):
            return True
        places = self._tries.places(turn) if turn >= 0 else []
        near = places[bisect_right(places, first) : bisect_left(places, place)]
        if held.longer:
            near = self._fitting(near, held.longer)
        return any(match_at(before, at - first) for at in near)

    def holds(self, folded_word: str) -> bool:
        """Whether the text holds a word that `fold_word` has folded."""
        return folded_word in self._folded

    def _tried(self, pattern: re.Pattern[str], places: list[int]) -> Iterator[re.Match[str]]:
        """What the expression matches at the places where a match may begin."""
        held = self._sieve.held(pattern)
        if len(places) > _FEW and not self._holds_needs(held):
            return _NONE
        if held.longer:
            places = self._fitting(places, held.longer)
        text, match_at, reach = self.text, pattern.match, 0
        found: list[re.Match[str]] = []
        for place in places:
            if place >= reach:
                match = match_at(text, place)
                if match is not None:
                    reach = match.end()
                    found.append(match)
        return iter(found)

    def _fitting(self, places: list[int], longer: dict[str, tuple[str, ...]]) -> list[int]:
        """The places where a beginning goes on as one of the expression's does."""
        text = self._folded
        return [p for p in places if text.startswith(longer.get(text[p : p + GRAM], ""), p)]

    def _holds_needs(self, held: Expression) -> bool:
        return all(map(self._holds_one, held.exact))

    def _holds_one(self, need: Need) -> bool:
        text = self._folded if need.view == FOLDED else self._shape(need.view)
        return any(string in text for string in need.strings)

    def _shape(self, view: int) -> str:
        if self._cased is None:
            self._cased = self.text.translate(CASING)
        return self._cased if view == CASED else self._cased.replace("a", "A")


def fold_word(word: str) -> str:
    """A word as `SievedText.holds` expects it."""
    return word.translate(FOLDING)


def sieve_text(text: str, sieve: Sieve = _SIEVE) -> SievedText:
    """A text ready for expressions to be looked for in it."""
    plain, folded_kinds, cased_kinds = fold_text(text)
    return SievedText(text, plain, sieve.index().places(folded_kinds, cased_kinds), sieve)
