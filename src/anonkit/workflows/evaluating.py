"""Detection scored on marked notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.deidentification.evaluation import (
    DetectionScores,
    Evaluation,
    Interval,
    KindScore,
    Stretch,
    evaluation_page,
    examine,
)
from anonkit.deidentification.text import own_votes
from anonkit.errors import SettingsError
from anonkit.pages import Displayed
from anonkit.storage import write_aside
from anonkit.workflows.marked_files import read_marked_files
from anonkit.workflows.text_scrubbing import JURISDICTIONS

_WORST = 12


@dataclass(frozen=True)
class EvaluateReport(Displayed):
    """What is caught, what is kept, and how sure the figures are."""

    evaluation: Evaluation
    page: Path | None = None
    """Where the HTML page was written."""

    @property
    def scores(self) -> DetectionScores:
        """The figures."""
        return self.evaluation.scores

    @property
    def with_record(self) -> bool:
        """Whether what the clinic knows was used."""
        return self.evaluation.with_record

    def to_html(self) -> str:
        """The page: counts and shapes, and notes only where they are marked as test data."""
        return evaluation_page(self.evaluation)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        told = {"with_record": self.with_record, **self.scores.as_dict()}
        return told if self.page is None else {**told, "report": str(self.page)}

    def lines(self) -> list[str]:
        """For a person."""
        scores = self.scores
        known = "with" if self.with_record else "without"
        leak = scores.notes_without_direct_leak
        return [
            f"{scores.notes} notes, {scores.spans} marked identifiers, {known} what the clinic knows",
            f"  direct identifiers caught whole   {_share(scores.recall_direct)}",
            f"  all identifiers caught whole      {_share(scores.recall_all)}",
            f"  notes with a direct one left      {_share(_rest(leak))}",
            f"  notes fully clean                 {_share(scores.notes_fully_clean)}",
            f"  clinical words kept               {_share(scores.clinical_words_kept)}",
            f"  notes naming nobody, touched      {scores.clean_notes_touched} of {scores.clean_notes}",
            "by kind: caught of marked; right of found:",
            *map(_kind_line, scores.kinds),
            *_worst("worst misses, by shape:", scores.misses),
            *_worst("touched without need, by shape:", scores.needless),
            *([f"report: {self.page}"] if self.page else []),
        ]


def evaluate(
    gold: Sequence[Path | str] | Path | str,
    *,
    jurisdiction: str,
    with_record: bool = True,
    report: Path | str | None = None,
) -> EvaluateReport:
    """Scores detection on files of marked notes (``[[TYPE|surface]]``); `report` names an HTML page to write."""
    if jurisdiction not in JURISDICTIONS:
        raise SettingsError(f"the jurisdiction is one of {', '.join(JURISDICTIONS)}")
    files = [gold] if isinstance(gold, (str, Path)) else list(gold)
    page = _page_path(report)
    evaluation = examine(read_marked_files(files), jurisdiction, with_record, own_votes())
    if page is not None:
        page.parent.mkdir(parents=True, exist_ok=True)
        write_aside(page, evaluation_page(evaluation).encode())
    return EvaluateReport(evaluation, page)


def _page_path(report: Path | str | None) -> Path | None:
    if report is None:
        return None
    page = Path(report)
    if page.suffix.lower() not in (".html", ".htm") or page.is_dir():
        raise SettingsError(f"{page.name}: the report is an HTML file; give it the suffix .html.")
    return page


def _share(interval: Interval) -> str:
    return f"{interval.value:.3f}  (95 %: {interval.low:.3f} to {interval.high:.3f})"


def _rest(interval: Interval) -> Interval:
    return Interval(1 - interval.value, 1 - interval.high, 1 - interval.low)


def _kind_line(kind: KindScore) -> str:
    caught = f"{kind.caught:>4} of {kind.marked:<4}" if kind.marked else "   – of 0   "
    spread = f"({kind.recall.low:.2f} to {kind.recall.high:.2f})" if kind.marked else " " * 14
    right = f"{kind.true:>4} of {kind.found}" if kind.found else "   –"
    return f"  {kind.kind:<9} {caught} {spread}  {right}"


def _worst(title: str, stretches: Sequence[Stretch]) -> list[str]:
    if not stretches:
        return []
    shown = [f"  {s.entity:<9} {s.shape}  ({s.where}; note {s.note})" for s in stretches[:_WORST]]
    left = len(stretches) - len(shown)
    return [title, *shown, *([f"  and {left} more"] if left else [])]
