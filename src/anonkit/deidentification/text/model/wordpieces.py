"""Words as the pieces that the reader knows: the longest first, rare words in several."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

PIECES = "pieces.txt"
"""The file of the vocabulary beside the weights."""

_LONGEST = 40
"""A longer run of letters is nothing that anybody wrote as a word."""
_LINE_END = ";"
"""The pieces have no sign for a line's end; this one parts what stands on its sides as well."""
BEGINS, ENDS, UNKNOWN, HIDDEN = "[CLS]", "[SEP]", "[UNK]", "[MASK]"
"""Signs of the vocabulary that are no words."""


class WordPieces:
    """A vocabulary of pieces; a piece inside a word begins with ``##``."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        self._numbers = numbers
        self.begins, self.ends = numbers[BEGINS], numbers[ENDS]
        self.unknown = numbers[UNKNOWN]
        self.of_word = lru_cache(maxsize=50_000)(self._of_word)
        """The numbers of a folded word's pieces; one number where the word cannot be pieced together."""

    def __len__(self) -> int:
        """How many pieces there are."""
        return len(self._numbers)

    def _of_word(self, word: str) -> tuple[int, ...]:
        if word == "\n":
            return (self._numbers[_LINE_END],)
        if len(word) > _LONGEST:
            return (self.unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            end, number = self._longest(word, start)
            if number is None:
                return (self.unknown,)
            found.append(number)
            start = end
        return tuple(found)

    def _longest(self, word: str, start: int) -> tuple[int, int | None]:
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else f"##{word[start:end]}"
            if (number := self._numbers.get(piece)) is not None:
                return end, number
        return start, None


def read_pieces(text: str) -> WordPieces:
    """A vocabulary from a file of one piece a line, numbered from nought."""
    return WordPieces({piece: number for number, piece in enumerate(text.split("\n")) if piece})


def shipped_pieces() -> WordPieces:
    """The vocabulary that ships with the weights."""
    place = files("anonkit.deidentification.text.model") / PIECES
    return read_pieces(place.read_text(encoding="utf-8"))
