"""Which pieces of words the reader keeps: those our lists and notes need, and every sign alone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from anonkit.deidentification.text.lexicons import lexicon, words
from anonkit.deidentification.text.model.wordpieces import WordPieces
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.training.written_notes import hand_written

_LISTS = "anonkit.deidentification.text.lexicons"
_NAMES = ("forenames", "forenames_us", "surnames", "surnames_us", "places_uk", "places_us")
_MOST_NAMES = 30_000
_TOKEN = re.compile(r"[^\W\d_]+|\d+|[^\w\s]|_")
_COMMON = 17_000
"""The base model numbers its pieces by how often they are used; those before stay where a list needs them."""
_OFTEN = 4
"""Later ones stay where so many of our words need them."""
_LATIN = 0x250
_LONGEST_NUMBER = 4


def kept_pieces(numbers: Mapping[str, int]) -> list[str]:
    """The pieces to keep, in the order of the base model."""
    pieces = WordPieces(numbers)
    used: Counter[int] = Counter()
    for word in _our_words():
        used.update(pieces.of_word(word))
    return [
        piece
        for piece, number in numbers.items()
        if _is_plain(piece) or (used[number] and (number < _COMMON or used[number] >= _OFTEN))
    ]


def _is_plain(piece: str) -> bool:
    bare = piece.removeprefix("##")
    if piece in ("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"):
        return True
    return (len(bare) == 1 and ord(bare) < _LATIN) or (
        bare.isdigit() and len(bare) <= _LONGEST_NUMBER
    )


def _our_words() -> Iterator[str]:
    known = lexicon()
    yield from (fold(word) for word in known.english)
    texts = [*known.clinical]
    for name in _NAMES:
        texts += islice(words.read_list(_LISTS, f"data/{name}.txt"), _MOST_NAMES)
    for jurisdiction in ("uk", "us"):
        texts += ["".join(text for text, _ in n.pieces) for n in hand_written(jurisdiction)]
    for text in texts:
        yield from _TOKEN.findall(fold(text))
