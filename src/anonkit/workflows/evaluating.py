"""Detection scored on marked notes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.deidentification import DetectionScores, evaluate_detection
from anonkit.deidentification.text import model_votes
from anonkit.errors import SettingsError
from anonkit.workflows.note_files import NoteColumns, read_notes
from anonkit.workflows.text_scrubbing import JURISDICTIONS

_WORST = 12


@dataclass(frozen=True)
class EvaluateReport:
    """What is caught, what is kept, and how sure the figures are."""

    scores: DetectionScores
    with_record: bool

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"with_record": self.with_record, **self.scores.as_dict()}

    def lines(self) -> list[str]:
        """For a person."""
        scores = self.scores
        known = "with" if self.with_record else "without"
        return [
            f"{scores.notes} notes, {scores.spans} marked identifiers, {known} what the clinic knows",
            f"  direct identifiers caught whole   {_share(scores.recall_direct)}",
            f"  all identifiers caught whole      {_share(scores.recall_all)}",
            f"  notes with a direct one left      {scores.notes_with_direct_leak:.3f}",
            f"  clinical words kept               {_share(scores.clinical_words_kept)}",
            f"  notes naming nobody, touched      {scores.clean_notes_touched} of {scores.clean_notes}",
            "by kind, caught of marked:",
            *(
                f"  {entity:<9} {caught:>4} of {marked}"
                for entity, (caught, marked) in scores.caught_by_entity.items()
            ),
            "worst misses, by shape:",
            *(f"  {miss.entity:<9} {miss.shape}" for miss in scores.misses[:_WORST]),
        ]


def _share(interval: Any) -> str:
    return f"{interval.value:.3f}  (95 %: {interval.low:.3f} to {interval.high:.3f})"


def evaluate(
    gold: Sequence[Path | str] | Path | str, *, jurisdiction: str, with_record: bool = True
) -> EvaluateReport:
    """Scores detection on files of marked notes (``[[TYPE|surface]]``)."""
    if jurisdiction not in JURISDICTIONS:
        raise SettingsError(f"the jurisdiction is one of {', '.join(JURISDICTIONS)}")
    files = [gold] if isinstance(gold, (str, Path)) else list(gold)
    scores = evaluate_detection(_rows(files), jurisdiction, with_record, model_votes())
    return EvaluateReport(scores, with_record)


def _rows(files: Sequence[Path | str]) -> Iterator[dict[str, Any]]:
    for file in files:
        for row in read_notes(Path(file), NoteColumns()):
            yield {"id": row.note_id, "text": row.text, "record": row.record}
