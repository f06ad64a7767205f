"""Made-up notes as the reader learns from them: some of like length at a time, a share of them hidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.model.features import COLUMNS, FIRST_FEATURE
from anonkit.deidentification.text.model.network import FEATURE_ROWS, POSITIONS
from anonkit.deidentification.text.model.windows import Window, windows
from anonkit.deidentification.text.model.wordpieces import WordPieces
from anonkit.deidentification.text.training.examples import Example

_LENGTHS = (32, 64, 96, 128, 192, POSITIONS)
_PIECES_AT_ONCE = 3072
_NOT_ASKED = -1
_HIDDEN = (
    (("evidence", "source"), 0.1),
    (("lists",), 0.1),
    (("elsewhere",), 0.1),
)
"""How often what lists and recognisers say is hidden, so that nothing is learnt by heart."""
_WORDS_HIDDEN = 0.04


@dataclass(frozen=True, slots=True)
class Batch:
    """Pieces and labels (texts by pieces), features (texts by pieces by columns), lengths (texts)."""

    pieces: NDArray[np.int32]
    features: NDArray[np.int32]
    labels: NDArray[np.int32]
    lengths: NDArray[np.int32]

    def arrays(self) -> tuple[NDArray[np.int32], ...]:
        """All four, in that order."""
        return self.pieces, self.features, self.labels, self.lengths


def batches(
    examples: Iterable[Example], pieces: WordPieces, hidden: int, seed: int
) -> Iterator[Batch]:
    """Batches in the order in which they fill; `hidden` is the piece that stands for a hidden word."""
    draw = np.random.default_rng(seed)
    waiting: dict[int, list[tuple[Window, NDArray[np.int64]]]] = {n: [] for n in _LENGTHS}
    for example in examples:
        for window in _windows(example, pieces):
            labels = example.labels[window.first : window.first + len(window.heads)]
            length = next(n for n in _LENGTHS if n >= len(window.pieces))
            waiting[length].append((window, labels))
            if len(waiting[length]) == _PIECES_AT_ONCE // length:
                yield _batch(waiting[length], length, hidden, draw)
                waiting[length] = []


def _windows(example: Example, pieces: WordPieces) -> Iterator[Window]:
    rows = example.rows[:, FIRST_FEATURE:]
    return windows(example.words, rows, pieces, POSITIONS, FEATURE_ROWS)


def _batch(
    some: list[tuple[Window, NDArray[np.int64]]],
    length: int,
    hidden: int,
    draw: np.random.Generator,
) -> Batch:
    shape = (len(some), length)
    made = Batch(
        np.zeros(shape, dtype=np.int32),
        np.zeros((*shape, len(COLUMNS) - FIRST_FEATURE), dtype=np.int32),
        np.full(shape, _NOT_ASKED, dtype=np.int32),
        np.array([len(w.pieces) for w, _ in some], dtype=np.int32),
    )
    for row, (window, labels) in enumerate(some):
        made.pieces[row, : len(window.pieces)] = window.pieces
        made.features[row, : len(window.pieces)] = window.features
        made.labels[row, list(window.heads)] = labels
    _hide(made, hidden, draw)
    return made


def _hide(batch: Batch, hidden: int, draw: np.random.Generator) -> None:
    for columns, share in _HIDDEN:
        chosen = draw.random(batch.pieces.shape) < share
        for column in columns:
            batch.features[:, :, COLUMNS.index(column) - FIRST_FEATURE][chosen] = 0
    chosen = (draw.random(batch.pieces.shape) < _WORDS_HIDDEN) & (batch.labels >= 0)
    batch.pieces[chosen] = hidden
