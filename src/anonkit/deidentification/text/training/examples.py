"""Made-up notes as the network reads them: rows of features, and the label of each token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from anonkit.deidentification.text.analysis import recognised
from anonkit.deidentification.text.model.features import (
    COLUMNS,
    Rows,
    number_of,
    rows_of,
    tokens_of,
)
from anonkit.deidentification.text.model.network import LABELS
from anonkit.deidentification.text.note import fold, read_note
from anonkit.deidentification.text.training.writing import WrittenNote, write_notes

_PLACE = {label: place for place, label in enumerate(LABELS)}
_HIDDEN = {
    "lists": 0.12,
    "word": 0.08,
    "prefix": 0.04,
    "suffix": 0.04,
    "evidence": 0.1,
    "elsewhere": 0.1,
}
"""How often a column is hidden, so that no list and no spelling is learnt by heart."""
_TOGETHER = {"evidence": ("evidence", "source")}


@dataclass(frozen=True, slots=True)
class Example:
    """One note for the network."""

    words: tuple[str, ...]
    """Its tokens, folded."""
    rows: Rows
    labels: NDArray[np.int64]


def examples(seed: int, count: int) -> Iterator[Example]:
    """Notes of both countries in turn."""
    written = {j: write_notes(seed, count, j) for j in ("uk", "us")}
    for place in range(count):
        jurisdiction = ("uk", "us")[place % 2]
        example = example_of(next(written[jurisdiction]), jurisdiction)
        if len(example.rows):
            yield example


def example_of(note: WrittenNote, jurisdiction: str) -> Example:
    """A note's rows and labels."""
    tokens = tokens_of(note.text)
    labels = np.zeros(len(tokens), dtype=np.int64)
    spans = iter(note.spans)
    span = next(spans, None)
    for place, token in enumerate(tokens):
        while span is not None and span[1] <= token.start:
            span = next(spans, None)
        if span is not None and token.start >= span[0] and token.end <= span[1]:
            is_first = place == 0 or tokens[place - 1].start < span[0]
            labels[place] = _PLACE[f"{'B' if is_first else 'I'}-{span[2]}"]
    found = recognised(read_note(note.text, jurisdiction))
    words = tuple(fold(token.surface) for token in tokens)
    return Example(words, rows_of(note.text, tokens, jurisdiction, found), labels)


def hidden(rows: Rows, draw: np.random.Generator) -> Rows:
    """The rows with a share of what the lists and spellings say taken out."""
    changed = rows.copy()
    for column, share in _HIDDEN.items():
        places = [COLUMNS.index(name) for name in _TOGETHER.get(column, (column,))]
        chosen = np.flatnonzero(draw.random(len(rows)) < share)
        changed[np.ix_(chosen, np.array(places))] = number_of("hidden", column)
    return changed
