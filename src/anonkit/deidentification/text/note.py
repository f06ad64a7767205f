"""A text as the recognisers see it: words with their shapes, read once for all of them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*", re.UNICODE)
_POSSESSIVE = re.compile(r"'s$|s'$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:\n\u2022*>]|(?:^|\s)[-\u2013\u2014]\s")

_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "ı": "i"}
)


def fold(text: str) -> str:
    """The text in lower case without accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(c for c in plain if not unicodedata.combining(c)).lower()


@dataclass(frozen=True, slots=True)
class Word:
    """One word or number of a note; a possessive ending is outside it."""

    index: int
    start: int
    end: int
    surface: str
    key: str
    """The word in lower case, accents folded."""
    shape: str
    """One of capital, upper, lower, mixed, number."""
    gap: str
    """What stands between the word before and this one."""
    opens: bool
    """Whether a sentence, line or list item begins with it."""
    possessive: bool

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.shape in ("capital", "upper", "mixed") and self.surface[0].isupper()


@dataclass(frozen=True, slots=True)
class Note:
    """A normalised text and its words."""

    text: str
    words: tuple[Word, ...]
    jurisdiction: str
    _starts: tuple[int, ...] = field(repr=False)

    def word(self, index: int) -> Word | None:
        """The word with that number, or None outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else None

    def words_in(self, start: int, end: int) -> tuple[Word, ...]:
        """The words that begin within a stretch of text."""
        return self.words[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def word_at(self, offset: int) -> Word | None:
        """The word that covers a position."""
        found = self.word(bisect_right(self._starts, offset) - 1)
        return found if found and found.start <= offset < found.end else None


def read_note(text: str, jurisdiction: str) -> Note:
    """Splits a normalised text into words."""
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        word = _word(len(words), match, text, end)
        words.append(word)
        end = word.end
    return Note(text, tuple(words), jurisdiction, tuple(w.start for w in words))


def _word(index: int, match: re.Match[str], text: str, previous_end: int) -> Word:
    surface = match.group()
    possessive = _POSSESSIVE.search(surface)
    is_possessive = bool(possessive) and len(surface) > 3
    if is_possessive and surface[-2:].lower() == "'s":
        surface = surface[:-2]
    elif not is_possessive and text[match.end() : match.end() + 1] == "'":
        is_possessive = surface[-1:] == "s"
    gap = text[previous_end : match.start()]
    opens = index == 0 or bool(_SENTENCE_END.search(gap))
    start = match.start()
    end = start + len(surface)
    return Word(
        index, start, end, surface, fold(surface), _shape(surface), gap, opens, is_possessive
    )


def _shape(surface: str) -> str:
    if surface[0].isdigit():
        return "number"
    if surface.islower():
        return "lower"
    if surface.isupper():
        return "upper" if len(surface) > 1 else "capital"
    if surface[0].isupper() and surface[1:].islower():
        return "capital"
    return "mixed"
