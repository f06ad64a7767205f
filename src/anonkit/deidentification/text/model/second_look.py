"""The second look: where the first leaves a doubt, the encoder reads the sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.model.encoder import Encoder
from anonkit.deidentification.text.model.features import FIRST_FEATURE, Rows, Token
from anonkit.deidentification.text.model.weights import load_encoder
from anonkit.deidentification.text.model.windows import joined, windows
from anonkit.deidentification.text.model.wordpieces import WordPieces, shipped_pieces
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.recent import Recent

Scores = NDArray[np.float32]

LEAST_DOUBT, MOST_DOUBT = 0.02, 0.98
"""A token whose likelihood the first look puts between these is in doubt."""
SHARE = 0.6
"""How much the second look counts where both have read."""
_KEPT = 2_048
"""How many sentences are remembered; the same one is read once."""
_EDGE = re.compile(r"(?<=[.!?;])\s+|\n+")


class SecondLook:
    """Reads again the sentences that hold a doubtful token; the same sentence gives the same scores."""

    def __init__(self, encoder: Encoder, pieces: WordPieces) -> None:
        self._encoder = encoder
        self._pieces = pieces
        self._read: Recent[tuple[tuple[str, ...], bytes], Scores] = Recent(_KEPT)

    def settle(self, text: str, tokens: Sequence[Token], rows: Rows, first: Scores) -> Scores:
        """The scores of the first look, with the second look's in every sentence that is in doubt."""
        settled = first.copy()
        for start, end in doubtful_runs(text, tokens, 1.0 - first[:, 0]):
            words = tuple(fold(t.surface) for t in tokens[start:end])
            second = self._scores(words, rows[start:end, FIRST_FEATURE:])
            settled[start:end] = SHARE * second + (1 - SHARE) * first[start:end]
        return settled

    def _scores(self, words: tuple[str, ...], rows: Rows) -> Scores:
        key = (words, rows.tobytes())
        found = self._read.get(key)
        if found is None:
            found = self.read(words, rows)
            self._read.put(key, found)
        return found

    def read(self, words: Sequence[str], rows: Rows) -> Scores:
        """The likelihood of each label for each word."""
        parts = [
            (window, self._encoder(window.pieces, window.features))
            for window in windows(
                words, rows, self._pieces, self._encoder.longest, self._encoder.feature_rows
            )
        ]
        return joined(parts, len(words))


def doubtful_runs(
    text: str, tokens: Sequence[Token], inside: NDArray[np.float32]
) -> Iterator[tuple[int, int]]:
    """First and last token of each stretch of sentences that hold a doubtful word or number."""
    edges = [0, *(m.end() for m in _EDGE.finditer(text))]
    sentence = np.array([bisect_right(edges, t.start) for t in tokens])
    is_word = np.array([t.surface[0].isalnum() for t in tokens])
    doubtful = np.unique(sentence[is_word & (inside > LEAST_DOUBT) & (inside < MOST_DOUBT)])
    chosen = np.flatnonzero(np.isin(sentence, doubtful))
    if not len(chosen):
        return
    for run in np.split(chosen, np.flatnonzero(np.diff(chosen) > 1) + 1):
        yield int(run[0]), int(run[-1]) + 1


@cache
def shipped_second_look() -> SecondLook:
    """With the weights that ship, loaded once."""
    return SecondLook(Encoder(load_encoder()), shipped_pieces())
