"""What a publication released, for whom, and who was left out: counts only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import Markup

from anonkit.datasets import CaseFile
from anonkit.pages import Displayed, bar_chart


@dataclass(frozen=True)
class PublishReport(Displayed):
    """What was released, for whom, and who was left out; counts only."""

    release: str
    policy: str
    people: int
    k: int
    label: str
    left_out: Mapping[str, int]
    rows_left_out: Mapping[str, int]
    possible_leaks: int
    levels: Mapping[str, str]
    output: Path | None
    not_useful: tuple[str, ...] = ()
    """Which of what a set teaches by was lost too often; nothing for a useful set."""
    count_tables: tuple[str, ...] = ()
    tables_not_told: Mapping[str, str] = field(default_factory=dict)
    """By table of the policy: why it was not told."""
    chosen: Mapping[str, int] = field(default_factory=dict)
    """By kind of lesson: how many cases were chosen."""
    choice: CaseFile = field(default=CaseFile(()), repr=False)
    """The case numbers, who chose them and why, to be kept."""
    everybody: int = 0
    """How many cases might have been chosen; over them k was measured."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "policy": self.policy,
            "people": self.people,
            "k": self.k,
            "left_out": dict(self.left_out),
            "rows_left_out": dict(self.rows_left_out),
            "label": self.label,
            "possible": self.possible_leaks,
            "told": dict(self.levels),
            "state": "draft",
            "useful": not self.not_useful,
            "not_useful": list(self.not_useful),
            "count_tables": list(self.count_tables),
            "tables_not_told": dict(self.tables_not_told),
            "chosen": dict(self.chosen),
            "everybody": self.everybody,
            "output": str(self.output) if self.output else None,
        }

    def charts(self) -> Sequence[Markup]:
        """People in the release and out of it, by reason."""
        people = [("released", self.people), *self.left_out.items()]
        return [bar_chart("People released and left out", people, unit="people")]

    def lines(self) -> list[str]:
        """For a person."""
        where = f"in {self.output}" if self.output else "kept as a draft in the workspace"
        return [
            (
                f"release {self.release} under {self.policy}: {self.people} people, k = {self.k} by person, "
                f"{self.label}; {where}"
            ),
            f"chosen: {self.people} of {self.everybody} cases that may be told, over whom k was measured: "
            + ", ".join(f"{count} {kind}" for kind, count in self.chosen.items()),
            "told: " + "; ".join(self.levels.values()),
            *_listed("people left out", self.left_out),
            *_listed("rows left out", self.rows_left_out),
            *(f"table {name}" for name in self.count_tables),
            *(f"table {name} is not told: {why}" for name, why in self.tables_not_told.items()),
            f"possible leaks for a person to look at: {self.possible_leaks} (none certain)",
            "This is a draft: nobody has signed it yet.",
            *self.not_useful,
        ]


def _listed(title: str, counts: Mapping[str, int]) -> list[str]:
    return (
        [f"{title}:", *(f"  {count:>6}  {reason}" for reason, count in counts.items())]
        if counts
        else []
    )


def for_audit(report: PublishReport) -> dict[str, Any]:
    """The report's totals, for the audit log."""
    return {
        "release": report.release,
        "policy": report.policy,
        "people": report.people,
        "k": report.k,
        "label": report.label,
        "left_out": dict(report.left_out),
        "chosen": dict(report.chosen),
        "everybody": report.everybody,
    }
