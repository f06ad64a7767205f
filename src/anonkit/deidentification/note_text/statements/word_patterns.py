"""Many expressions looked for at once: at each word only those that can begin with its letter."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from anonkit.deidentification.note_text.statements.first_letters import alternatives, first_letters

_START = re.compile(r"(?<!\w)\S")


def word_starts(text: str) -> list[tuple[int, str]]:
    """Every place where a word or a mark begins, with its first character."""
    return [(match.start(), match.group()) for match in _START.finditer(text)]


@dataclass(frozen=True)
class WordPatterns:
    """Expressions that stand for whole words; of several at one place the longest written first."""

    expressions: Sequence[str]

    def find(self, text: str, starts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
        """Where one of them stands, among these places."""
        patterns = self._by_letter
        if not patterns:
            return
        for place, letter in starts:
            pattern = patterns.get(letter)
            if pattern is not None:
                match = pattern.match(text, place)
                if match is not None and match.end() > place:
                    yield match.span()

    @cached_property
    def _by_letter(self) -> dict[str, re.Pattern[str]]:
        grouped: defaultdict[str, list[str]] = defaultdict(list)
        for expression in self.expressions:
            for one in alternatives(expression):
                for letter in sorted(first_letters(one)[0]):
                    grouped[letter].append(one)
        return {
            letter: re.compile("(?:" + "|".join(sorted(found, key=len, reverse=True)) + r")(?!\w)")
            for letter, found in grouped.items()
        }
