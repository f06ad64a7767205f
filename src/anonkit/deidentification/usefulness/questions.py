"""The questions a clinic asks, answered on the records and on the release, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import pandas as pd

from anonkit.deidentification.disclosure.inputs import require_columns
from anonkit.deidentification.note_text.outcomes import wilson_interval
from anonkit.deidentification.tabulation.design import NOT_RECORDED
from anonkit.deidentification.tabulation.dimensions import ATTENDANCE, FOLLOW_UP, YES

COMPLICATIONS = "complications known after treatments"
NO_SHOWS = "no-shows among bookings"
SEEN_AGAIN = "seen again within 12 weeks of the first treatment"
_SOON = FOLLOW_UP[:3]
_NOT_ASKED_OF = (NOT_RECORDED, *(word for word in ATTENDANCE if word.startswith("cancelled")))
"""A booking that was cancelled could not be missed."""
ALL = "all"


@dataclass(frozen=True)
class Share:
    """Some of all, with the people behind both."""

    hits: int
    of: int
    people_hit: int
    people: int

    @property
    def rate(self) -> float:
        """The share; 0 of nothing."""
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 % score interval."""
        return wilson_interval(self.hits, self.of) if self.of else (0.0, 1.0)


@dataclass(frozen=True)
class Answer:
    """One question about one group, asked twice."""

    question: str
    group: str
    before: Share
    after: Share | None
    """``None`` where the release does not say."""

    @property
    def difference(self) -> float | None:
        """After less before."""
        return None if self.after is None else self.after.rate - self.before.rate

    @property
    def difference_interval(self) -> tuple[float, float] | None:
        """The 95 % interval of the difference (Newcombe 1998, method 10).

        It takes the two for samples of their own; they share most people, so it is rather too wide.
        """
        if self.after is None or self.difference is None:
            return None
        (low1, high1), (low2, high2) = self.before.interval, self.after.interval
        down = sqrt((self.after.rate - low2) ** 2 + (high1 - self.before.rate) ** 2)
        up = sqrt((high2 - self.after.rate) ** 2 + (self.before.rate - low1) ** 2)
        return max(-1.0, self.difference - down), min(1.0, self.difference + up)

    def to_dict(self) -> dict[str, Any]:
        """In full, for the sealed report."""
        return {
            "question": self.question,
            "group": self.group,
            "before": _told(self.before),
            "after": None if self.after is None else _told(self.after),
            "difference": self.difference,
            "difference_interval": self.difference_interval,
        }


def _told(share: Share) -> dict[str, Any]:
    return {
        "hits": share.hits,
        "of": share.of,
        "people_hit": share.people_hit,
        "people": share.people,
        "rate": share.rate,
        "interval": list(share.interval),
    }


def clinic_questions(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame]
) -> tuple[Answer, ...]:
    """Complications by product family, no-shows, and the time to follow-up, on both.

    Both hold, by kind, the rows that service tables count: ``treatments``, ``appointments`` and ``people``. What
    is not among the rows after is not answered there.
    """
    return (
        *_asked(COMPLICATIONS, "treatments", ("complication", (YES,)), "family", before, after),
        *_asked(NO_SHOWS, "appointments", ("attendance", ("no show",)), None, before, after),
        *_asked(SEEN_AGAIN, "people", ("follow_up", _SOON), None, before, after),
    )


def _asked(
    question: str,
    kind: str,
    event: tuple[str, Sequence[str]],
    group: str | None,
    before: Mapping[str, pd.DataFrame],
    after: Mapping[str, pd.DataFrame],
) -> Iterable[Answer]:
    if kind not in before or before[kind].empty:
        return
    column, labels = event
    here = _shares(before[kind], column, labels, group)
    is_told = kind in after and column in after[kind]
    there = _shares(after[kind], column, labels, group) if is_told else {}
    for name, share in here.items():
        told = there.get(name)
        yield Answer(question, name, share, told if told is not None and told.of else None)


def _shares(
    rows: pd.DataFrame, column: str, labels: Sequence[str], group: str | None
) -> dict[str, Share]:
    """Over everything, then by group in order."""
    require_columns(rows, ["person", column, *([group] if group else [])])
    known = rows[rows[column].notna() & ~rows[column].isin(_NOT_ASKED_OF)]
    found = {ALL: _share(known, column, labels)}
    if group is not None:
        for name, part in known.groupby(group, sort=True):
            found[str(name)] = _share(part, column, labels)
    return found


def _share(rows: pd.DataFrame, column: str, labels: Sequence[str]) -> Share:
    hits = rows[rows[column].isin(labels)]
    return Share(len(hits), len(rows), int(hits["person"].nunique()), int(rows["person"].nunique()))
