"""Words that give an outcome away, and whether a text holds any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_SHORTEST = 4
_TOLD = ("what", "action")
"""Fields of an outcome whose words tell it."""


@dataclass(frozen=True)
class Spoilers:
    """The words of every outcome of a set."""

    pattern: re.Pattern[str] | None

    @classmethod
    def of(cls, cases: Iterable[Mapping[str, Any]]) -> Spoilers:
        """Of all cases together: what one case hides, another may not show by name."""
        words = {
            word
            for case in cases
            for visit in case["visits"]
            for row in visit.get("outcomes", ())
            for name in _TOLD
            for word in _forms(str(row.get(name, "")))
        }
        if not words:
            return cls(None)
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        return cls(re.compile("|".join(map(_loose, longest_first)), re.IGNORECASE))

    def are_in(self, value: Any) -> bool:
        """Whether a text, or anything within a row or list, gives an outcome away."""
        if self.pattern is None:
            return False
        if isinstance(value, str):
            return self.pattern.search(value) is not None
        if isinstance(value, Mapping):
            return any(map(self.are_in, value.values()))
        return isinstance(value, (list, tuple)) and any(map(self.are_in, value))


def _forms(text: str) -> list[str]:
    """The text as a whole, and what stands before a comma, as in ``eyelid ptosis, left``."""
    plain = " ".join(text.split())
    return [form for form in (plain, plain.partition(",")[0].strip()) if len(form) >= _SHORTEST]


def _loose(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))
