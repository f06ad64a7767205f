"""The scores of detection over many marked notes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from anonkit.deidentification.evaluation.kinds import DIRECT
from anonkit.deidentification.evaluation.marks import MarkedNote
from anonkit.deidentification.evaluation.resampling import Interval, intervals
from anonkit.deidentification.evaluation.tally import Stretch, Tally, tally
from anonkit.deidentification.text.findings import Finding


@dataclass(frozen=True, slots=True)
class KindScore:
    """One kind: how many were marked and caught whole, how many findings were right."""

    kind: str
    marked: int
    caught: int
    recall: Interval
    found: int
    true: int
    """Findings of this kind that stand on a mark of any kind."""
    precision: Interval

    @property
    def is_direct(self) -> bool:
        """Whether the kind names a person by itself."""
        return self.kind in DIRECT

    def as_dict(self) -> dict[str, Any]:
        """For programs."""
        return {
            "marked": self.marked,
            "caught": self.caught,
            "recall": self.recall.rounded(),
            "found": self.found,
            "true": self.true,
            "precision": self.precision.rounded(),
        }


@dataclass(frozen=True, slots=True)
class DetectionScores:
    """What was found of what was marked, and what else was touched."""

    notes: int
    spans: int
    recall_all: Interval
    recall_direct: Interval
    kinds: tuple[KindScore, ...]
    notes_fully_clean: Interval
    """Notes in which every mark was caught whole."""
    notes_without_direct_leak: Interval
    clinical_words_kept: Interval
    word_precision: Interval
    clean_notes: int
    clean_notes_touched: int
    misses: tuple[Stretch, ...]
    needless: tuple[Stretch, ...]
    """What was taken for an identifier and stands on no mark."""

    @property
    def notes_with_direct_leak(self) -> float:
        """The share of notes in which something that names a person by itself is left."""
        return 1.0 - self.notes_without_direct_leak.value

    @property
    def caught_by_entity(self) -> Mapping[str, tuple[int, int]]:
        """For each kind that was marked: caught, marked."""
        return {k.kind: (k.caught, k.marked) for k in self.kinds if k.marked}

    def as_dict(self) -> dict[str, Any]:
        """The figures as plain data; words of notes only where they are test data."""
        return {
            "notes": self.notes,
            "spans": self.spans,
            "recall_all": self.recall_all.rounded(),
            "recall_direct": self.recall_direct.rounded(),
            "recall_by_type": {k: list(v) for k, v in self.caught_by_entity.items()},
            "by_type": {k.kind: k.as_dict() for k in self.kinds},
            "notes_with_a_direct_leak": round(self.notes_with_direct_leak, 4),
            "notes_without_a_direct_leak": self.notes_without_direct_leak.rounded(),
            "notes_fully_clean": self.notes_fully_clean.rounded(),
            "clinical_words_kept": self.clinical_words_kept.rounded(),
            "word_precision": round(self.word_precision.value, 4),
            "clean_notes": self.clean_notes,
            "clean_notes_touched": self.clean_notes_touched,
            "misses": [_told(miss) for miss in self.misses],
            "needless": [_told(stretch) for stretch in self.needless],
        }


def score(found: Iterable[tuple[MarkedNote, Sequence[Finding]]]) -> DetectionScores:
    """Scores of what was found: a mark is caught when all its letters and digits are covered."""
    tallies = [tally(note, findings) for note, findings in found]
    kinds = sorted({k for t in tallies for k in (*t.marked, *t.found)})
    shares = iter(intervals([[*_overall(t), *_by_kind(t, kinds)] for t in tallies] or [[]]))
    nothing = Interval(1.0, 1.0, 1.0)
    overall = [next(shares, nothing) for _ in range(6)]
    clean = [t for t in tallies if not t.marked]
    return DetectionScores(
        notes=len(tallies),
        spans=sum(t.marked.total() for t in tallies),
        recall_all=overall[0],
        recall_direct=overall[1],
        kinds=tuple(_kind_score(k, tallies, next(shares), next(shares)) for k in kinds),
        notes_fully_clean=overall[2],
        notes_without_direct_leak=overall[3],
        clinical_words_kept=overall[4],
        word_precision=overall[5],
        clean_notes=len(clean),
        clean_notes_touched=sum(t.is_touched for t in clean),
        misses=tuple(sorted((m for t in tallies for m in t.misses), key=_badness)),
        needless=tuple(sorted((m for t in tallies for m in t.needless), key=_badness)),
    )


def _overall(one: Tally) -> list[tuple[int, int]]:
    """Part and whole of the six measures over all kinds."""
    return [
        (one.caught.total(), one.marked.total()),
        (_direct(one.caught), _direct(one.marked)),
        (int(not one.misses), 1),
        (int(not one.has_direct_leak), 1),
        (one.words_kept, one.words),
        (one.words_touched_rightly, one.words_touched),
    ]


def _by_kind(one: Tally, kinds: Sequence[str]) -> list[tuple[int, int]]:
    """Part and whole of recall and precision, kind by kind."""
    return [
        pair
        for kind in kinds
        for pair in ((one.caught[kind], one.marked[kind]), (one.true[kind], one.found[kind]))
    ]


def _kind_score(
    kind: str, tallies: Sequence[Tally], recall: Interval, precision: Interval
) -> KindScore:
    return KindScore(
        kind,
        marked=sum(t.marked[kind] for t in tallies),
        caught=sum(t.caught[kind] for t in tallies),
        recall=recall,
        found=sum(t.found[kind] for t in tallies),
        true=sum(t.true[kind] for t in tallies),
        precision=precision,
    )


def _direct(counts: Mapping[str, int]) -> int:
    return sum(n for kind, n in counts.items() if kind in DIRECT)


def _badness(stretch: Stretch) -> tuple[bool, str, str, str, int]:
    return (not stretch.is_direct, stretch.entity, stretch.shape, stretch.where, stretch.note)


def _told(stretch: Stretch) -> dict[str, Any]:
    told: dict[str, Any] = {
        "note": stretch.note,
        "entity": stretch.entity,
        "shape": stretch.shape,
        "where": stretch.where,
    }
    return told if stretch.value is None else {**told, "value": stretch.value}
