"""Rates of complications, told with what the finder is known to miss."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import pandas as pd
import yaml

from anonkit.deidentification.note_text.outcomes.complication import kind_of

_FILE = Path(__file__).parent / "data" / "measured.yaml"
_Z = 1.959964
_UNTOWARD = ("complication", "adverse event")


@dataclass(frozen=True)
class FinderScore:
    """What the finder does on marked notes that were kept apart from its making."""

    marked: int
    found: int
    wrong: int

    @property
    def recall(self) -> float:
        """The share of complications told in notes that are found."""
        return self.found / self.marked

    @property
    def precision(self) -> float:
        """The share of what is found that is one."""
        return self.found / (self.found + self.wrong)

    @property
    def recall_interval(self) -> tuple[float, float]:
        """The 95 % interval of the recall, after Wilson (1927)."""
        return wilson_interval(self.found, self.marked)


@dataclass(frozen=True)
class ComplicationRate:
    """How often a complication followed treatments done here; none recorded is not none happened."""

    kind: str
    treatments: int
    recorded: int
    """Known by a field."""
    in_notes: int
    """Known only by words in a note."""
    finder: FinderScore

    @property
    def rate(self) -> float:
        """Known complications by treatment."""
        return (self.recorded + self.in_notes) / self.treatments

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the rate, after Wilson (1927)."""
        return wilson_interval(min(self.recorded + self.in_notes, self.treatments), self.treatments)

    @property
    def rate_with_missed(self) -> float:
        """The rate if notes tell of as many more as the finder misses, and less what it gets wrong."""
        told = self.in_notes * self.finder.precision / self.finder.recall
        return (self.recorded + told) / self.treatments

    def to_text(self) -> str:
        """One sentence that may not be told without what the finder misses."""
        low, high = self.interval
        return (
            f"{self.kind}: {self.recorded + self.in_notes} known after {self.treatments} treatments "
            f"({self.rate:.1%}, 95 % interval {low:.1%} to {high:.1%}; {self.recorded} recorded, "
            f"{self.in_notes} only in notes, where {1 - self.finder.recall:.0%} are missed: "
            f"{self.rate_with_missed:.1%} with those)"
        )


@cache
def finder_score() -> FinderScore:
    """The figures that ship beside the finder."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return FinderScore(
        data["events marked"], data["events found"], data["events found that are none"]
    )


def complication_rates(
    treatments: pd.DataFrame, outcomes: pd.DataFrame
) -> tuple[ComplicationRate, ...]:
    """The rate of each kind, the commonest first; treatments done elsewhere count in none."""
    done = int((treatments["place"] != "elsewhere").sum())
    if not done:
        return ()
    untoward = outcomes[outcomes["kind"].isin(_UNTOWARD)]
    recorded: Counter[str] = Counter()
    in_notes: Counter[str] = Counter()
    for what, known_by in zip(untoward["what"], untoward["known_by"], strict=True):
        kind = outcome_kind(what)
        counter = in_notes if known_by == "note" else recorded
        counter[kind] += 1
    kinds = sorted(recorded | in_notes, key=lambda kind: (-recorded[kind] - in_notes[kind], kind))
    score = finder_score()
    return tuple(
        ComplicationRate(kind, done, recorded[kind], in_notes[kind], score) for kind in kinds
    )


def wilson_interval(hits: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share."""
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    return max(0.0, middle - half), min(1.0, middle + half)


def outcome_kind(what: object) -> str:
    """The kind an outcome's words speak of; other words stand for themselves."""
    words = what if isinstance(what, str) else "not named"
    return kind_of(words) or words
