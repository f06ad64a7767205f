"""The second look trained: from the base model to the arrays that ship."""

from __future__ import annotations

from collections.abc import Callable

from anonkit.deidentification.text.model.wordpieces import HIDDEN, WordPieces
from anonkit.deidentification.text.training.base_weights import (
    Arrays,
    base_vocabulary,
    beginning,
)
from anonkit.deidentification.text.training.batches import batches
from anonkit.deidentification.text.training.examples import examples
from anonkit.deidentification.text.training.learning import learn
from anonkit.deidentification.text.training.vocabulary import kept_pieces

_NOTES_A_BATCH = 31
"""How many notes fill a batch, on average: the rate of learning falls over so many batches."""


def train_reader(
    seed: int, notes: int, say: Callable[[str], None] = lambda _: None
) -> tuple[list[str], Arrays]:
    """The pieces that are kept, and the arrays after learning from so many made-up notes."""
    kept = kept_pieces(base_vocabulary())
    numbers = {piece: place for place, piece in enumerate(kept)}
    say(f"{len(kept):,} pieces of words")
    some = batches(examples(seed, notes), WordPieces(numbers), numbers[HIDDEN], seed)
    return kept, learn(beginning(kept, seed), some, notes // _NOTES_A_BATCH, seed, say)
