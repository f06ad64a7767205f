"""Words and numbers of a folded text, and the same text without anything between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import accumulate

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+")


class Tokens:
    """The letter runs and digit runs of a folded text, in order."""

    __slots__ = ("compact", "compact_starts", "ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text):
            word = match[0]
            if "'" in word:
                word = plain_word(word)
            self.words.append(word)
            self.starts.append(match.start())
            self.ends.append(match.end())
        self.compact = "".join(self.words)
        self.compact_starts = [0, *accumulate(map(len, self.words))]

    def last_of(self, first: int, length: int) -> int | None:
        """The token with which a run of compact characters from token `first` ends; none if inside a token."""
        end = self.compact_starts[first] + length
        place = bisect_left(self.compact_starts, end)
        if place < len(self.compact_starts) and self.compact_starts[place] == end:
            return place - 1
        return None

    def between(self, token: int) -> str:
        """What stands between this token and the next."""
        return self.text[self.ends[token] : self.starts[token + 1]]

    def is_whole(self, first: int, last: int) -> bool:
        """Whether no letter or digit touches the run of tokens."""
        before = (
            self.text[self.starts[first] - 1 : self.starts[first]] if self.starts[first] else ""
        )
        after = self.text[self.ends[last] : self.ends[last] + 1]
        return not (before.isalnum() or after.isalnum())


def plain_word(word: str) -> str:
    """A word without its possessive ending and apostrophes."""
    return word.removesuffix("'s").replace("'", "")


def words_of(text: str) -> list[str]:
    """The words and numbers of a folded text."""
    return Tokens(text).words


def compact(text: str) -> str:
    """A folded text without anything but letters and digits."""
    return Tokens(text).compact
