"""A text cut into windows that the reader takes at once, and its tokens' scores put together again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.model.features import Rows
from anonkit.deidentification.text.model.wordpieces import WordPieces

Numbers = NDArray[np.int64]

OVERLAP = 40
"""How many tokens a window reads again of the one before; what it says of the first half is not used."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces and features of some tokens of a text."""

    first: int
    """The number of its first token."""
    pieces: tuple[int, ...]
    features: Numbers
    """A row a piece, a column a feature; nought says nothing."""
    heads: tuple[int, ...]
    """For each token the place of its first piece."""


def windows(
    words: Sequence[str], rows: Rows, pieces: WordPieces, longest: int, feature_rows: int
) -> Iterator[Window]:
    """The windows of a text of at least one folded word; `rows` has a row of features a word."""
    cut = [pieces.of_word(word)[: longest - 2] for word in words]
    numbers = (rows % np.uint64(feature_rows - 1)).astype(np.int64) + 1
    first = 0
    while True:
        last = _last(cut, first, longest - 2)
        yield _window(first, cut[first:last], numbers[first:last], pieces)
        if last == len(cut):
            return
        first = max(first + 1, last - OVERLAP)


def _last(cut: Sequence[tuple[int, ...]], first: int, room: int) -> int:
    last = first
    while last < len(cut) and room >= len(cut[last]):
        room -= len(cut[last])
        last += 1
    return last


def _window(
    first: int, cut: Sequence[tuple[int, ...]], numbers: Numbers, pieces: WordPieces
) -> Window:
    lengths = [len(c) for c in cut]
    heads = np.cumsum([1, *lengths[:-1]])
    nothing = np.zeros((1, numbers.shape[1]), dtype=np.int64)
    features = np.concatenate([nothing, np.repeat(numbers, lengths, axis=0), nothing])
    told = (pieces.begins, *(p for c in cut for p in c), pieces.ends)
    return Window(first, told, features, tuple(heads.tolist()))


def joined(parts: Sequence[tuple[Window, NDArray[np.float32]]], count: int) -> NDArray[np.float32]:
    """The scores of all tokens, a row a token, from the scores of each window's pieces."""
    found = np.zeros((count, parts[0][1].shape[1]), dtype=np.float32)
    read = 0
    for window, scores in parts:
        skipped = min(OVERLAP // 2, max(0, read - window.first))
        start = window.first + skipped
        read = window.first + len(window.heads)
        found[start:read] = scores[list(window.heads[skipped:])]
    return found
