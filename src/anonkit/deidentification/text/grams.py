"""Texts as numbers: what one, two or three characters stand at each place, folded in two ways.

There are so few kinds of character that each row of three has a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from string import punctuation

import numpy as np
import numpy.typing as npt

from anonkit.deidentification.text.needs import (
    ANYWHERE,
    LINE_EDGE,
    WORD_EDGE,
)
from anonkit.deidentification.text.views import CASED, FOLDED, SHAPED, cased, folded

Numbers = npt.NDArray[np.intp]

_BITS = 6
_KINDS = {
    character: number
    for number, character in enumerate("abcdefghijklmnopqrstuvwxyzA0\n " + punctuation, 1)
}
_FOREIGN = len(_KINDS) + 1
_TWOS = 1 << _BITS
_THREES = _TWOS + (1 << 2 * _BITS)
_SPAN = _THREES + (1 << 3 * _BITS)
SIZE = 2 * _SPAN
"""All numbers are below this."""
_GAP = b"\0\0"
"""Stands between the two ways of folding and behind the last; in no gram that is looked for."""


def _kind(character: str) -> int:
    return _KINDS.get(character, _FOREIGN)


class _Table(dict[int, str]):
    """Folds character by character for `str.translate`."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__((code, fold(chr(code))) for code in range(0x180))
        self._fold = fold

    def __missing__(self, code: int) -> str:
        return self._fold(chr(code))


FOLDING, CASING = _Table(folded), _Table(cased)
_FOLDED_KINDS = _Table(lambda c: chr(_kind(folded(c))))
_CASED_KINDS = _Table(lambda c: chr(_kind(cased(c))))
_LATIN = range(0x100)
_FOLDED_BYTES = bytes(ord(FOLDING[code]) for code in _LATIN)
_FOLDED_KIND_BYTES = bytes(ord(_FOLDED_KINDS[code]) for code in _LATIN)
_CASED_KIND_BYTES = bytes(ord(_CASED_KINDS[code]) for code in _LATIN)

_EDGES = dict.fromkeys(map(_kind, "Aa0_"), ANYWHERE) | {_kind("\n"): LINE_EDGE}
_EDGE_BEHIND = bytes(_EDGES.get(kind, WORD_EDGE) for kind in range(0x100))
_FIRST_EDGE = bytes([LINE_EDGE])


def fold_text(text: str) -> tuple[str, bytes, bytes]:
    """The folded text; its kinds of character and those of its shape, a byte each."""
    try:
        plain = text.encode("latin-1")
    except UnicodeEncodeError:
        kinds = (text.translate(table).encode("latin-1") for table in (_FOLDED_KINDS, _CASED_KINDS))
        return text.translate(FOLDING), *kinds  # type: ignore[return-value]
    return (
        plain.translate(_FOLDED_BYTES).decode("latin-1"),
        plain.translate(_FOLDED_KIND_BYTES),
        plain.translate(_CASED_KIND_BYTES),
    )


def numbers_in(folded_kinds: bytes, cased_kinds: bytes) -> Numbers:
    """A row of numbers for each length of gram; by place, first as folded, then two on as cased."""
    kinds = np.frombuffer(b"".join((folded_kinds, _GAP, cased_kinds, _GAP)), dtype=np.uint8)
    numbers = np.empty((GRAM_LENGTHS, kinds.size), dtype=np.intp)
    ones, twos, threes = numbers
    ones[:] = kinds
    np.left_shift(ones, _BITS, out=twos)
    twos[:-1] |= ones[1:]
    np.left_shift(twos, _BITS, out=threes)
    threes[:-2] |= ones[2:]
    twos += _TWOS
    threes += _THREES
    numbers[:, len(folded_kinds) + len(_GAP) :] += _SPAN
    return numbers


GRAM_LENGTHS = 3


def edges_of(cased_kinds: bytes) -> npt.NDArray[np.uint8]:
    """For each place how it may begin something: ANYWHERE, WORD_EDGE or LINE_EDGE."""
    behind = cased_kinds[:-1].translate(_EDGE_BEHIND)
    return np.frombuffer(_FIRST_EDGE + behind, dtype=np.uint8)


def numbers_of(gram: str, view: int) -> list[int]:
    """The numbers of one gram; in the shape without case each letter may be of either."""
    if view == SHAPED:
        cases = product(*("Aa" if c == "A" else c for c in gram))
        return [_number("".join(case)) + _SPAN for case in cases]
    return [_number(gram) + (_SPAN if view == CASED else 0)] if view in (FOLDED, CASED) else []


def _number(gram: str) -> int:
    number = 0
    for character in gram:
        number = number << _BITS | _kind(character)
    return number + (0, 0, _TWOS, _THREES)[len(gram)]
