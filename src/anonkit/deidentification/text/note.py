"""A text as the recognisers see it: words with their shapes, read once for all of them."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from anonkit.deidentification.text.sieve import SievedText, sieve_text

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


# A tuple: there are as many as words in all notes, and nothing is made faster.
class Word(NamedTuple):
    """One word or number of a note; a possessive ending is outside it."""

    index: int  # type: ignore[assignment]  # The method of that name is never wanted of a word.
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
    is_capital: bool
    """Whether it begins with a capital letter."""


@dataclass(frozen=True, slots=True)
class Note:
    """A normalised text and its words."""

    text: str
    words: tuple[Word, ...]
    jurisdiction: str
    _starts: tuple[int, ...] = field(repr=False)
    _sieved: SievedText = field(repr=False)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What `pattern.finditer` finds in the text, in less time; for patterns made once."""
        return self._sieved.matches(pattern)

    def may_match(self, pattern: re.Pattern[str]) -> bool:
        """False where an expression cannot match in the text or any part; cheaper than to look."""
        return self._sieved.may_match(pattern)

    def ends_before(self, pattern: re.Pattern[str], place: int, reach: int) -> bool:
        """Whether so many characters before a place end as an expression ending in `$` says."""
        return self._sieved.ends_before(pattern, place, reach)

    def holds(self, folded_word: str) -> bool:
        """Whether the text holds a word, folded by `fold_word`, anywhere in any case."""
        return self._sieved.holds(folded_word)

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
    words = tuple(_words(text))
    starts = tuple([word.start for word in words])
    return Note(text, words, jurisdiction, starts, sieve_text(text))


def _words(text: str) -> Iterator[Word]:
    end = 0
    for index, match in enumerate(_WORD.finditer(text)):
        start, whole_end = match.span()
        surface, key, shape, is_possessive, is_capital, length = _form_of(match[0])
        if not is_possessive and text[whole_end : whole_end + 1] == "'":
            is_possessive = surface[-1:] == "s"
        gap = text[end:start]
        opens = index == 0 or (gap != " " and _opens_behind(gap))
        end = start + length
        # Not by the class itself, which makes the same tuple in twice the time.
        yield _new_word(
            Word,
            (index, start, end, surface, key, shape, gap, opens, is_possessive, is_capital),
        )


_new_word = tuple.__new__
_Form = tuple[str, str, str, bool, bool, int]


_LONGEST_KEPT = 24
"""What is longer is hardly met again, and would fill the memory."""


def _opens_behind(gap: str) -> bool:
    return _opens(gap) if len(gap) <= _LONGEST_KEPT else _opens.__wrapped__(gap)


@lru_cache(maxsize=1000)
def _opens(gap: str) -> bool:
    """Whether what stands between two words ends a sentence, a line or an item."""
    return _SENTENCE_END.search(gap) is not None


def _form_of(whole: str) -> _Form:
    return _form(whole) if len(whole) <= _LONGEST_KEPT else _form.__wrapped__(whole)


@lru_cache(maxsize=20_000)
def _form(whole: str) -> _Form:
    """Surface, key and shape of a word as it stands, whether it is a possessive, a capital; length."""
    is_possessive = len(whole) > 3 and _POSSESSIVE.search(whole) is not None
    surface = whole[:-2] if is_possessive and whole[-2:].lower() == "'s" else whole
    shape = _shape(surface)
    is_capital = shape in ("capital", "upper", "mixed") and surface[0].isupper()
    return surface, fold(surface), shape, is_possessive, is_capital, len(surface)


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
