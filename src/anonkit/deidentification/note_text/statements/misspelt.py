"""Words with one letter wrong: added, left out, another one, or two in each other's place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_SHORTEST = 7
_WORD = re.compile(r"[a-z]{6,}")


@dataclass(frozen=True)
class Misspellings:
    """Finds the words of a list where one letter of them is wrong."""

    words: Sequence[str]
    real: frozenset[str] = frozenset()
    """Words that are themselves, however near they come."""

    def find(self, lowered: str) -> Iterator[tuple[int, int]]:
        """Where one stands; the first letter is right, as it nearly always is."""
        if not self.words:
            return
        for match in _WORD.finditer(lowered):
            word = match.group()
            if word[0] in self._initials and word not in self.real and self._is_near(word):
                yield match.span()

    def _is_near(self, word: str) -> bool:
        candidates = {self._by_shortened[s] for s in _shortened(word) if s in self._by_shortened}
        return any(_is_one_apart(word, known) for known in sorted(candidates))

    @cached_property
    def _initials(self) -> frozenset[str]:
        return frozenset(word[0] for word in self.words)

    @cached_property
    def _by_shortened(self) -> dict[str, str]:
        long = [word for word in self.words if len(word) >= _SHORTEST]
        return {short: word for word in long for short in _shortened(word)}


def _shortened(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters but the first."""
    yield word
    for place in range(1, len(word)):
        yield word[:place] + word[place + 1 :]


def _is_one_apart(word: str, known: str) -> bool:
    if word == known or word[0] != known[0]:
        return False
    if len(word) == len(known):
        wrong = [i for i, (a, b) in enumerate(zip(word, known, strict=True)) if a != b]
        if len(wrong) == 1:
            return True
        is_pair = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return is_pair and word[wrong[0]] == known[wrong[1]] and word[wrong[1]] == known[wrong[0]]
    longer, shorter = (word, known) if len(word) > len(known) else (known, word)
    if len(longer) != len(shorter) + 1:
        return False
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
