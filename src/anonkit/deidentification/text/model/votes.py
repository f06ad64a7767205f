"""The model's vote among the recognisers."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
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
from anonkit.deidentification.text.model.second_look import SecondLook, shipped_second_look
from anonkit.deidentification.text.model.weights import load_network
from anonkit.deidentification.text.note import Note

THRESHOLD = 0.3
"""How likely a token must be an identifier to be reported where no recogniser found it."""
DOUBTED = 0.1
"""What is less likely than this is nobody, whatever a recogniser took it for."""
_PROVEN = frozenset(["EMAIL", "URL", "POSTCODE", "PHONE"])
"""Kinds whose form proves them; the model is not asked."""
_SURE = 0.97
"""A text in which nothing is as likely as this, and nothing is known, probably names nobody."""
_ALONE, _ALONE_DOUBTED = 0.9, 0.7
"""What an identifier must reach in such a text, found by the model or by a recogniser."""
_HARDLY = 0.06
"""What the record calls a name and is an ordinary word stays a word only below this."""
_LEAST, _MOST = 0.4, 0.79
"""A guess never reaches the score of context, so that the vocabulary can object."""

_AT_ONCE = 6_000
"""How many tokens the network reads at once; a piece of text holds no more than a few thousand."""

Scores = NDArray[np.float32]


class OwnModel:
    """Reads notes with our own network; the same notes give the same votes on every machine."""

    name = "own-model"

    def __init__(
        self,
        network: Model[Any, Any] | None = None,
        threshold: float = THRESHOLD,
        doubted: float = DOUBTED,
        second: SecondLook | None = None,
    ) -> None:
        self._network = network if network is not None else load_network()
        self._second = second
        self._threshold = threshold
        self._doubted = doubted

    def weigh(
        self, notes: Sequence[Note], found: Sequence[Sequence[Finding]]
    ) -> Iterator[list[Finding]]:
        """What stands of the recognisers' findings, and what they missed; a list a note."""
        tokens = [tokens_of(note.text) for note in notes]
        rows = [
            rows_of(note.text, some, note.jurisdiction, [f for f in findings if _is_read(f)])
            for note, some, findings in zip(notes, tokens, found, strict=True)
        ]
        scores = self._scores([r for r in rows if len(r)])
        for note, some, each, findings in zip(notes, tokens, rows, found, strict=True):
            if not some:
                yield list(findings)
                continue
            settled = next(scores)
            if self._second is not None:
                settled = self._second.settle(note.text, some, each, settled)
            yield self._weighed(note, some, findings, settled)

    def _weighed(
        self, note: Note, tokens: Sequence[Token], found: Sequence[Finding], scores: Scores
    ) -> list[Finding]:
        inside = 1.0 - scores[:, 0]
        starts = [t.start for t in tokens]
        names_nobody = inside.max() < _SURE and not any(
            f.evidence == "record" and not _is_ordinary_word(note, f) for f in found
        )
        threshold = max(self._threshold, _ALONE) if names_nobody else self._threshold
        doubted = max(self._doubted, _ALONE_DOUBTED) if names_nobody else self._doubted
        kept = [f for f in found if _stands(note, f, inside, starts, doubted)]
        return [*kept, *self._findings(note, tokens, scores, threshold)]

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

    def _findings(
        self, note: Note, tokens: Sequence[Token], scores: Scores, threshold: float
    ) -> Iterator[Finding]:
        inside = 1.0 - scores[:, 0]
        for first, last, kind in _stretches(scores, inside >= threshold):
            start, end = _without_marks(tokens, first, last, kind)
            if start == end:
                continue
            likely = float(inside[start:end].mean())
            words = note.words_in(tokens[start].start, tokens[end - 1].end)
            if words:
                score = round(min(_MOST, max(_LEAST, likely * _MOST)), 2)
                yield Finding(
                    tokens[start].start, tokens[end - 1].end, kind, self.name, score, "model"
                )


def _without_marks(tokens: Sequence[Token], start: int, end: int, kind: str) -> tuple[int, int]:
    """A stretch without signs at its ends; a handle may be made of them."""
    while kind != "HANDLE" and start < end and not tokens[end - 1].surface[0].isalnum():
        end -= 1
    while kind != "HANDLE" and start < end and not tokens[start].surface[0].isalnum():
        start += 1
    return start, end


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


def _stands(
    note: Note,
    finding: Finding,
    inside: NDArray[np.float32],
    starts: Sequence[int],
    doubted: float,
) -> bool:
    """Whether the model leaves a finding where it is."""
    if finding.entity in _PROVEN:
        return True
    first = max(0, bisect_right(starts, finding.start) - 1)
    last = max(first + 1, bisect_left(starts, finding.end))
    likely = float(inside[first:last].max())
    if finding.evidence == "record":
        return likely >= _HARDLY or not _is_ordinary_word(note, finding)
    return likely >= doubted


def _is_read(finding: Finding) -> bool:
    """Whether it comes from the text alone, as all evidence did that the model learnt from."""
    return finding.evidence != "record"


def _is_ordinary_word(note: Note, finding: Finding) -> bool:
    """Whether a name of the record is also a word, and written as words are."""
    word = note.word_at(finding.start)
    return (
        finding.entity == "PERSON"
        and word is not None
        and word.end >= finding.end
        and (word.shape == "lower" or word.opens)
        and lexicon().is_english(word.key)
    )


@cache
def own_votes() -> OwnModel:
    """The votes of the model that ships, loaded once."""
    return OwnModel(second=shipped_second_look())
