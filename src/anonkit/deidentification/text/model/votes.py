"""The model's vote among the recognisers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.model.features import Token, rows_of, tokens_of
from anonkit.deidentification.text.model.network import KINDS
from anonkit.deidentification.text.model.weights import load_network
from anonkit.deidentification.text.note import Note

THRESHOLD = 0.5
"""How likely a token must be an identifier to be reported."""
_LEAST, _MOST = 0.4, 0.79
"""A guess never reaches the score of context, so that the vocabulary can object."""

Scores = NDArray[np.float32]


class OwnModel:
    """Reads notes with our own network; the same notes give the same votes on every machine."""

    name = "own-model"

    def __init__(
        self, network: Model[Any, Any] | None = None, threshold: float = THRESHOLD
    ) -> None:
        self._network = network if network is not None else load_network()
        self._threshold = threshold

    def __call__(self, notes: Sequence[Note]) -> Iterator[Sequence[Finding]]:
        """Its guesses, a sequence a note, in the order of the notes."""
        tokens = [tokens_of(note.text) for note in notes]
        rows = [
            rows_of(note.text, found, note.jurisdiction)
            for note, found in zip(notes, tokens, strict=True)
        ]
        filled = [r for r in rows if len(r)]
        scores = iter(self._network.predict(filled) if filled else ())
        for found in tokens:
            yield list(self._findings(found, next(scores))) if found else []

    def _findings(self, tokens: Sequence[Token], scores: Scores) -> Iterator[Finding]:
        inside = 1.0 - scores[:, 0]
        begins = scores[:, 1::2]
        goes_on = scores[:, 2::2]
        kinds = (begins + goes_on).argmax(axis=1)
        start: int | None = None
        for place in range(len(tokens) + 1):
            is_in = place < len(tokens) and inside[place] >= self._threshold
            if start is not None:
                kind = kinds[start]
                if is_in and kinds[place] == kind and goes_on[place, kind] >= begins[place, kind]:
                    continue
                yield self._finding(tokens, inside, start, place, KINDS[kind])
            start = place if is_in else None

    def _finding(
        self, tokens: Sequence[Token], inside: Scores, start: int, end: int, kind: str
    ) -> Finding:
        score = min(_MOST, max(_LEAST, float(inside[start:end].mean()) * _MOST))
        first, last = tokens[start], tokens[end - 1]
        return Finding(first.start, last.end, kind, self.name, round(score, 2), "model")


@cache
def own_votes() -> OwnModel:
    """The votes of the model that ships, loaded once."""
    return OwnModel()
