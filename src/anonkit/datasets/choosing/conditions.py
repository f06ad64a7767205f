"""What an expression asks of a case: tests of declared words, joined by and, or, not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt, ne
from typing import Protocol

from anonkit.datasets.choosing.features import CaseFeatures
from anonkit.datasets.choosing.words import Word

_COMPARE: Mapping[str, Callable[[float, float], bool]] = {
    "=": eq,
    "!=": ne,
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
}
_NUMBERS = re.compile(r"\d+(?:\.\d+)?")
_OPEN_END = 200.0


class Condition(Protocol):
    """Anything that holds of a case or does not."""

    def holds(self, case: CaseFeatures) -> bool:
        """Whether it holds."""


@dataclass(frozen=True)
class AllOf:
    """Holds where every part does."""

    parts: tuple[Condition, ...]

    def holds(self, case: CaseFeatures) -> bool:
        return all(part.holds(case) for part in self.parts)


@dataclass(frozen=True)
class AnyOf:
    """Holds where one part does."""

    parts: tuple[Condition, ...]

    def holds(self, case: CaseFeatures) -> bool:
        return any(part.holds(case) for part in self.parts)


@dataclass(frozen=True)
class Not:
    """Holds where its part does not."""

    part: Condition

    def holds(self, case: CaseFeatures) -> bool:
        return not self.part.holds(case)


@dataclass(frozen=True)
class IsThere:
    """Holds where the word has anything to say of the case."""

    word: Word

    def holds(self, case: CaseFeatures) -> bool:
        return bool(self.word.read(case))


@dataclass(frozen=True)
class TextTest:
    """Compares without case; of several values one is enough, and for ``!=`` none may fit."""

    word: Word
    operator: str
    values: tuple[str, ...]

    def holds(self, case: CaseFeatures) -> bool:
        told = [plain(text) for text in _texts(self.word, case)]
        wanted = [plain(value) for value in self.values]
        if self.operator == "~":
            return any(value in text for text in told for value in wanted)
        fits = any(value == text for text in told for value in wanted)
        return fits != (self.operator == "!=")


@dataclass(frozen=True)
class NumberTest:
    """Compares a number that is known; what is not told fits nothing."""

    word: Word
    operator: str
    values: tuple[float, ...]

    def holds(self, case: CaseFeatures) -> bool:
        told = self.word.read(case)
        if not isinstance(told, float):
            return False
        if self.operator == "in":
            return told in self.values
        return _COMPARE[self.operator](told, self.values[0])


@dataclass(frozen=True)
class RangeTest:
    """Compares a band: it fits where everybody in the band does."""

    word: Word
    operator: str
    ranges: tuple[tuple[float, float], ...]

    def holds(self, case: CaseFeatures) -> bool:
        bands = [band for text in _texts(self.word, case) if (band := range_of(text)) is not None]
        return bool(bands) and all(self._fits(band) for band in bands)

    def _fits(self, band: tuple[float, float]) -> bool:
        inside = any(low <= band[0] and band[1] <= high for low, high in self.ranges)
        if self.operator in {"=", "in"}:
            return inside
        if self.operator == "!=":
            return not inside
        low, high = self.ranges[0]
        return all(
            _COMPARE[self.operator](age, low if "<" in self.operator else high) for age in band
        )


def range_of(text: str) -> tuple[float, float] | None:
    """The lowest and highest number a band holds: ``35-44``, ``under 30``, ``70+``, ``42``."""
    numbers = [float(number) for number in _NUMBERS.findall(text)]
    if not numbers:
        return None
    if len(numbers) > 1:
        return numbers[0], numbers[-1]
    if "under" in text:
        return 0.0, numbers[0] - 1
    is_open = "+" in text or "over" in text
    return numbers[0], _OPEN_END if is_open else numbers[0]


def plain(text: str) -> str:
    """Small letters, single blanks and one kind of dash, for comparing."""
    return " ".join(text.replace("–", "-").split()).casefold()


def _texts(word: Word, case: CaseFeatures) -> tuple[str, ...]:
    told = word.read(case)
    return told if isinstance(told, tuple) else ()
