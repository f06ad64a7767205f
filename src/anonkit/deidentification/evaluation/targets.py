"""What detection promises on notes nobody has seen, and whether these notes kept it."""

from __future__ import annotations

from dataclasses import dataclass

from anonkit.deidentification.evaluation.resampling import Interval
from anonkit.deidentification.evaluation.scores import DetectionScores


@dataclass(frozen=True, slots=True)
class Promise:
    """One measure, how it came out, and what was promised; shares are better when higher."""

    name: str
    says: str
    reached: Interval
    wanted: float | None

    @property
    def is_kept(self) -> bool | None:
        """Whether the promise was kept; None where nothing was promised."""
        return None if self.wanted is None else self.reached.value >= self.wanted - 1e-9

    @property
    def tone(self) -> str:
        """good; warn where only the interval reaches it; bad."""
        if self.wanted is None:
            return ""
        if self.is_kept:
            return "good"
        return "warn" if self.reached.high >= self.wanted else "bad"


def promises(scores: DetectionScores, with_record: bool) -> list[Promise]:
    """The measures in the order a reader wants them."""
    return [
        Promise(
            "Direct identifiers caught whole",
            "Names, numbers, addresses, accounts: what names a person by itself.",
            scores.recall_direct,
            0.99 if with_record else 0.95,
        ),
        Promise(
            "All identifiers caught whole",
            "With dates, places, organisations and what singles a person out.",
            scores.recall_all,
            0.97 if with_record else None,
        ),
        Promise(
            "Notes without a direct identifier left",
            "One that is left in a note is enough to know whose it is.",
            scores.notes_without_direct_leak,
            0.97 if with_record else None,
        ),
        Promise(
            "Notes fully clean",
            "Every mark in the note was caught whole.",
            scores.notes_fully_clean,
            None,
        ),
        Promise(
            "Clinical words kept",
            "Words outside every mark that stand as they were written.",
            scores.clinical_words_kept,
            0.995,
        ),
    ]
