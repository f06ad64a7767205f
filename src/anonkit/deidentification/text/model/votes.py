"""The model's vote among the recognisers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import Model

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.model.features import Rows, Token, rows_of, tokens_of
from anonkit.deidentification.text.model.network import KINDS
from anonkit.deidentification.text.model.weights import load_network
from anonkit.deidentification.text.note import Note, Word

THRESHOLD = 0.5
"""How likely a token must be an identifier to be reported."""
_SURE = 0.95
"""How likely where the words are ordinary ones in small letters."""
VOTED = frozenset(["PERSON", "ORG", "CITY", "ADDRESS", "OTHER", "HANDLE"])
"""What the model is asked for; patterns know the numbers better."""
_LEAST, _MOST = 0.4, 0.79
"""A guess never reaches the score of context, so that the vocabulary can object."""

_AT_ONCE = 6_000
"""How many tokens the network reads at once; a piece of text holds no more than a few thousand."""

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
        scores = self._scores([r for r in rows if len(r)])
        for note, found in zip(notes, tokens, strict=True):
            yield list(self._findings(note, found, next(scores))) if found else []

    def _scores(self, rows: Sequence[Rows]) -> Iterator[Scores]:
        """What the network says of each text, so many tokens at a time that memory is bounded."""
        some: list[Rows] = []
        waiting = 0
        for each in rows:
            if some and waiting + len(each) > _AT_ONCE:
                yield from self._network.predict(some)
                some, waiting = [], 0
            some.append(each)
            waiting += len(each)
        if some:
            yield from self._network.predict(some)

    def _findings(self, note: Note, tokens: Sequence[Token], scores: Scores) -> Iterator[Finding]:
        inside = 1.0 - scores[:, 0]
        for start, end, kind in _stretches(scores, inside >= self._threshold):
            likely = float(inside[start:end].mean())
            words = note.words_in(tokens[start].start, tokens[end - 1].end)
            if kind in VOTED and _may_stand(words, likely):
                score = round(min(_MOST, max(_LEAST, likely * _MOST)), 2)
                last = min(words[-1].end, tokens[end - 1].end)
                yield Finding(words[0].start, last, kind, self.name, score, "model")


def _stretches(scores: Scores, is_in: NDArray[np.bool_]) -> Iterator[tuple[int, int, str]]:
    """Runs of tokens of one kind, a new one where the network says that one begins."""
    begins, goes_on = scores[:, 1::2], scores[:, 2::2]
    kinds = (begins + goes_on).argmax(axis=1)
    start: int | None = None
    for place in range(len(is_in) + 1):
        inside = place < len(is_in) and bool(is_in[place])
        if start is not None:
            kind = kinds[start]
            if inside and kinds[place] == kind and goes_on[place, kind] >= begins[place, kind]:
                continue
            yield start, place, KINDS[kind]
        start = place if inside else None


def _may_stand(words: Sequence[Word], likely: float) -> bool:
    """Whether a stretch holds a word, and more than ordinary ones unless it is all but certain."""
    named = [w for w in words if w.shape != "number"]
    return bool(named) and (likely >= _SURE or not all(_is_plain(w) for w in named))


def _is_plain(word: Word) -> bool:
    known = lexicon()
    is_ordinary = known.is_english(word.key) and not known.is_forename(word.key)
    return word.shape == "lower" and (is_ordinary or word.key in known.function_words)


@cache
def own_votes() -> OwnModel:
    """The votes of the model that ships, loaded once."""
    return OwnModel()
