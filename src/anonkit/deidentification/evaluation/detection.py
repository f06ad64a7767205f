"""Detection run over marked notes and scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from anonkit.deidentification.evaluation.marks import MarkedNote, read_marked
from anonkit.deidentification.evaluation.scores import DetectionScores, score
from anonkit.deidentification.text.analysis import Reader, analyse_many
from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.known_values import KnownValues


@dataclass(frozen=True, slots=True)
class ReadNote:
    """A note of test data, what was known, and what was found."""

    note: MarkedNote
    known: KnownValues | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores, and the notes that may be shown."""

    scores: DetectionScores
    jurisdiction: str
    with_record: bool
    shown: tuple[ReadNote, ...] = field(default=(), repr=False)
    """Only notes marked as test data."""


def examine(
    gold: Iterable[Mapping[str, Any]],
    jurisdiction: str,
    with_record: bool = True,
    model: Reader | None = None,
) -> Evaluation:
    """Runs detection over marked notes and scores it, with what their records hold or without."""
    shown: list[ReadNote] = []
    scores = score(_found(gold, jurisdiction, with_record, model, shown))
    return Evaluation(scores, jurisdiction, with_record, tuple(shown))


def evaluate_detection(
    gold: Iterable[Mapping[str, Any]],
    jurisdiction: str,
    with_record: bool = True,
    model: Reader | None = None,
) -> DetectionScores:
    """The scores alone."""
    return examine(gold, jurisdiction, with_record, model).scores


def _found(
    gold: Iterable[Mapping[str, Any]],
    jurisdiction: str,
    with_record: bool,
    model: Reader | None,
    shown: list[ReadNote],
) -> Iterator[tuple[MarkedNote, Sequence[Finding]]]:
    notes = [read_marked(row, number) for number, row in enumerate(gold, start=1)]
    known = [KnownValues.from_record(n.record) if with_record else None for n in notes]
    items = [(note.text, values) for note, values in zip(notes, known, strict=True)]
    found = analyse_many(items, jurisdiction, model)
    for note, values, findings in zip(notes, known, found, strict=True):
        if note.is_test_data:
            shown.append(ReadNote(note, values, tuple(findings)))
        yield note, findings
