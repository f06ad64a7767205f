"""Words and numbers of a folded text, and the same text without anything between them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property
from itertools import accumulate

_TOKEN = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*|[0-9]+")


class Tokens:
    """The letter runs and digit runs of a folded text, in order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = _TOKEN.findall(text)
        if "'" in text:
            self.words = [plain_word(word) if "'" in word else word for word in self.words]
        self.compact = "".join(self.words)
        self.compact_starts = [0, *accumulate(map(len, self.words))]

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        """Places are asked for where something was found only, and then for all."""
        return [match.span() for match in _TOKEN.finditer(self.text)]

    def start(self, token: int) -> int:
        """Where a token begins in the folded text."""
        return self._spans[token][0]

    def end(self, token: int) -> int:
        """Where it ends."""
        return self._spans[token][1]

    def last_of(self, first: int, length: int) -> int | None:
        """The token with which a run of compact characters from token `first` ends; none if inside a token."""
        end = self.compact_starts[first] + length
        place = bisect_left(self.compact_starts, end)
        if place < len(self.compact_starts) and self.compact_starts[place] == end:
            return place - 1
        return None

    def between(self, token: int) -> str:
        """What stands between this token and the next."""
        return self.text[self.end(token) : self.start(token + 1)]

    def is_whole(self, first: int, last: int) -> bool:
        """Whether no letter or digit touches the run of tokens."""
        start, end = self.start(first), self.end(last)
        return not (
            self.text[max(start - 1, 0) : start].isalnum() or self.text[end : end + 1].isalnum()
        )


def plain_word(word: str) -> str:
    """A word without its possessive ending and apostrophes."""
    return word.removesuffix("'s").replace("'", "")


def words_of(text: str) -> list[str]:
    """The words and numbers of a folded text."""
    return Tokens(text).words


def compact(text: str) -> str:
    """A folded text without anything but letters and digits."""
    return Tokens(text).compact
