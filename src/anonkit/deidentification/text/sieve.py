"""Tells from the strings a text holds which expressions can match in it, and where to try them.

Most expressions match in few notes and at few places. Asking that of all of them at once costs a
fraction of running each; what they find is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.text.needs import (
    GRAM,
    Reading,
    Strings,
    folded,
    likelihood,
    minimal,
    read_expression,
    shaped,
)

Hashes = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_BITS = 16
_MASK = (1 << _BITS) - 1
_MOST_NEEDS = 3
_TOO_COMMON = 0.03
"""What stands as often as this is not worth looking for."""
_MOST_STRINGS = 16
"""Longer lists are looked for by their grams alone."""
_OFTEN = 0.1
_EDGES = 0.3
"""How many of such places begin a word."""
"""Above this share of places it is quicker to let the expression look for itself."""
_MOST_PATTERNS = 2048
"""Those that come after are run as they are."""
_FACTORS = (40_503, 9_176_263, 30_011)
_LENGTH_SALT = 7_919
_LETTER, _DIGIT, _UNDERSCORE = map(ord, "A0_")


class _Table(dict[int, str]):
    """Folds character by character for `str.translate`."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__((code, fold(chr(code))) for code in range(0x180))
        self._fold = fold

    def __missing__(self, code: int) -> str:
        return self._fold(chr(code))


_FOLDING, _SHAPING = _Table(folded), _Table(shaped)


def _grams(text: str) -> tuple[Hashes, ...]:
    """A number for the one, two and three characters that begin at each place."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ones = codes.astype(np.int64)
    twos = ones[:-1] * _FACTORS[0] + ones[1:]
    threes = twos[:-1] * _FACTORS[1] + ones[2:] * _FACTORS[2]
    return tuple(
        (grams + length * _LENGTH_SALT + (grams >> _BITS)) & _MASK
        for length, grams in enumerate((ones, twos, threes), 1)
    )


def _gram(text: str) -> int:
    """The number of one gram of up to three characters."""
    return int(_grams(text)[len(text) - 1][0])


@dataclass(frozen=True, slots=True)
class _Need:
    """Strings of which a text must hold one."""

    grams: tuple[int, ...]
    plain: tuple[str, ...]
    shapes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """An expression and what is known of it."""

    place: int
    pattern: re.Pattern[str]
    """Kept here, so that no other expression can come to bear its id."""
    needs: tuple[_Need, ...]
    exact: tuple[_Need, ...]
    starts: tuple[tuple[bool, int, Flags], ...] | None
    """Shape or folded text, length of the gram, and which grams a match begins with."""
    at_edge: bool = False
    """Whether a match begins only where a word may begin."""


class Sieve:
    """All expressions that were ever asked for, and what each needs."""

    def __init__(self) -> None:
        self._held: dict[int, _Held] = {}
        self._indexed = 0
        self._grams: Hashes = np.zeros(0, dtype=np.int64)
        self._need_starts: Hashes = self._grams
        self._pattern_of_need: Hashes = self._grams

    def held(self, pattern: re.Pattern[str]) -> _Held:
        """What is known of an expression, read off it once."""
        return self._held.get(id(pattern)) or self._add(pattern)

    def _add(self, pattern: re.Pattern[str]) -> _Held:
        if len(self._held) >= _MOST_PATTERNS:
            return _Held(_MOST_PATTERNS, pattern, (), (), None)
        found = self._held[id(pattern)] = _read(len(self._held), pattern)
        return found

    def verdicts(self, present: Flags) -> list[bool]:
        """For each expression known by now, whether a text with these grams may match."""
        if self._indexed != len(self._held):
            self._index()
        can = np.ones(self._indexed, dtype=np.bool_)
        if self._need_starts.size:
            met = np.logical_or.reduceat(present[self._grams], self._need_starts)
            can[self._pattern_of_need[~met]] = False
        answer: list[bool] = can.tolist()
        return answer

    def _index(self) -> None:
        grams: list[int] = []
        starts: list[int] = []
        patterns: list[int] = []
        for held in self._held.values():
            for need in held.needs:
                starts.append(len(grams))
                patterns.append(held.place)
                grams.extend(need.grams)
        self._grams = np.array(grams, dtype=np.int64)
        self._need_starts = np.array(starts, dtype=np.int64)
        self._pattern_of_need = np.array(patterns, dtype=np.int64)
        self._indexed = len(self._held)


_SIEVE = Sieve()
_NONE: Iterator[re.Match[str]] = iter(())


@dataclass(slots=True)
class SievedText:
    """A text in which expressions are looked for only where they can stand."""

    text: str
    _folded: str = field(repr=False)
    _shape: str = field(repr=False)
    _grams: tuple[tuple[Hashes, ...], tuple[Hashes, ...]] = field(repr=False)
    _edges: Flags = field(repr=False)
    """Where no character of a word stands before."""
    _verdicts: list[bool] = field(repr=False)
    _sieve: Sieve = field(repr=False)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer` finds in the text."""
        held = self._sieve.held(pattern)
        if not self._may_match(held):
            return _NONE
        return pattern.finditer(self.text) if held.starts is None else self._tried(held)

    def may_match(self, pattern: re.Pattern[str]) -> bool:
        """Whether the expression can match anywhere in the text; no promise that it does."""
        return self._may_match(self._sieve.held(pattern))

    def holds(self, folded_word: str) -> bool:
        """Whether the text holds a word that `fold_word` has folded."""
        return folded_word in self._folded

    def _may_match(self, held: _Held) -> bool:
        if held.place < len(self._verdicts) and not self._verdicts[held.place]:
            return False
        for need in held.exact:
            for string in need.plain:
                if string in self._folded:
                    break
            else:
                for string in need.shapes:
                    if string in self._shape:
                        break
                else:
                    return False
        return True

    def _tried(self, held: _Held) -> Iterator[re.Match[str]]:
        """The expression tried at each place where a match may begin."""
        text, match_at, reach = self.text, held.pattern.match, 0
        for place in self._places(held):
            if place >= reach:
                match = match_at(text, place)
                if match is not None:
                    reach = match.end()
                    yield match

    def _places(self, held: _Held) -> list[int]:
        assert held.starts is not None
        flagged: Flags | None = None
        for is_shape, length, flags in held.starts:
            here = flags[self._grams[is_shape][length - 1]]
            if flagged is None and here.size == len(self.text):
                flagged = here
                continue
            if flagged is None:
                flagged = np.zeros(len(self.text), dtype=np.bool_)
            flagged[: here.size] |= here
        assert flagged is not None
        if held.at_edge:
            flagged &= self._edges
        places: list[int] = flagged.nonzero()[0].tolist()
        return places


def fold_word(word: str) -> str:
    """A word as `SievedText.holds` expects it."""
    return word.translate(_FOLDING)


def sieve_text(text: str, sieve: Sieve = _SIEVE) -> SievedText:
    """A text ready for expressions to be looked for in it."""
    plain, shape = text.translate(_FOLDING), text.translate(_SHAPING)
    grams = (_grams(plain), _grams(shape))
    present = np.zeros(_MASK + 1, dtype=np.bool_)
    for kind in grams:
        for hashes in kind:
            present[hashes] = True
    return SievedText(text, plain, shape, grams, _edges(shape), sieve.verdicts(present), sieve)


def _edges(shape: str) -> Flags:
    codes = np.frombuffer(shape.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    edges = np.ones(len(codes), dtype=np.bool_)
    before = codes[:-1]
    edges[1:] = (before != _LETTER) & (before != _DIGIT) & (before != _UNDERSCORE)
    return edges


def _read(place: int, pattern: re.Pattern[str]) -> _Held:
    readings = read_expression(pattern)
    needs = _chosen(needs for reading in readings for needs in reading.needs)
    exact = tuple(n for n in needs if n.plain or n.shapes)
    share, is_shape = min((_share(r), kind) for kind, r in enumerate(readings))
    starts = readings[is_shape].starts
    if starts is None or share > _OFTEN:
        return _Held(place, pattern, needs, exact, None)
    tables = tuple(_tables(starts, bool(is_shape)))
    return _Held(place, pattern, needs, exact, tables, readings[is_shape].at_edge)


def _share(reading: Reading) -> float:
    """Roughly at which share of places an expression has to be tried."""
    if reading.starts is None:
        return 1.0
    share = sum(map(likelihood, reading.starts))
    return share * _EDGES if reading.at_edge else share


def _tables(starts: Strings, is_shape: bool) -> Iterator[tuple[bool, int, Flags]]:
    for length in sorted({len(s) for s in starts}):
        flags = np.zeros(_MASK + 1, dtype=np.bool_)
        flags[[_gram(s) for s in starts if len(s) == length]] = True
        yield is_shape, length, flags


def _chosen(needs: Iterable[Strings]) -> tuple[_Need, ...]:
    """The few needs that the fewest texts meet."""
    weighed = sorted(
        ((sum(map(likelihood, n)), tuple(n)) for n in (tuple(minimal(n)) for n in needs)),
        key=lambda pair: (pair[0], len(pair[1]), pair[1]),
    )
    return tuple(_need(strings) for share, strings in weighed[:_MOST_NEEDS] if share < _TOO_COMMON)


def _need(strings: tuple[str, ...]) -> _Need:
    rarest = {min(_cut(s), key=lambda g: (likelihood(g), g)) for s in strings}
    grams = tuple(sorted(map(_gram, rarest)))
    if len(strings) > _MOST_STRINGS or all(len(s) <= GRAM for s in strings):
        return _Need(grams, (), ())
    plain = tuple(s for s in strings if "A" not in s)
    return _Need(grams, plain, tuple(s for s in strings if "A" in s))


def _cut(text: str) -> list[str]:
    return [text[at : at + GRAM] for at in range(max(1, len(text) - GRAM + 1))]
