"""What a move came to, for a person, for a program, and as the page that the clinic's owner signs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.migration import Reconciliation, reconciliation_page
from anonkit.pages import Displayed
from anonkit.storage import write_aside
from anonkit.workflows.run import Run
from anonkit.workflows.run_facts import PLAN_FILE, RunFacts

RECONCILIATION_FILES = frozenset({"reconciliation.html", "reconciliation.json"})
_MOST_TAGS = 1000
_PREDICTED = {
    True: ["The loss is what the plan had said."],
    False: ["The loss differs from the plan."],
    None: [],
}


@dataclass(frozen=True)
class ReconciliationReport(Displayed):
    """What a run came to, and where its files lie."""

    result: Reconciliation
    folder: Path
    waiting: tuple[str, ...] = ()
    """Tags of rows that wait."""
    differs: tuple[str, ...] = ()
    """Tags of rows that do not stand at the target as they were sent."""

    waits = False

    @property
    def holds(self) -> bool:
        """Whether everything adds up."""
        return self.result.closes

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            **self.result.as_dict(),
            "dry_run": False,
            "folder": str(self.folder),
            "waiting": list(self.waiting[:_MOST_TAGS]),
            "differs": list(self.differs),
        }

    def lines(self) -> list[str]:
        """For a person."""
        told = self.result.account.as_dict()
        rows = [
            f"  {table:<14}{sum(fates.values())} = "
            + " + ".join(f"{n} {fate}" for fate, n in fates.items())
            for table, fates in told["rows"].items()
        ]
        wrong = [f"  DIFFERS  {each.what}" for each in self.result.comparisons if not each.holds]
        wrong += [f"  look at  {tag}" for tag in self.differs[:20]]
        verdict = "Everything adds up." if self.holds else "IT DOES NOT ADD UP."
        place = self.result.target.title if self.result.is_push else "the files"
        return [
            *rows,
            *wrong,
            f"{len(self.result.comparisons)} comparisons of the records with {place}. {verdict}",
            *_PREDICTED[self.result.as_predicted],
            f"open {self.folder / 'reconciliation.html'}",
        ]


def predicted_in(folder: Path) -> dict[str, Any] | None:
    """The counts of the plan beside it; ``None`` where nothing was planned."""
    plan = folder / PLAN_FILE
    if not plan.exists():
        return None
    counts: dict[str, Any] = json.loads(plan.read_text(encoding="utf-8"))
    return counts


def keep_reconciliation(this: Run, report: ReconciliationReport, facts: RunFacts) -> None:
    """Writes both files anew, and the line of the audit log."""
    told = {
        **report.as_dict(),
        "folder": report.folder.name,
        "incomplete": facts.incomplete,
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    write_aside(report.folder / "reconciliation.json", text.encode())
    page = reconciliation_page(
        report.result,
        clinic=this.workspace.settings.clinic.name,
        made_at=this.started.isoformat(),
        limit=facts.chosen.limit,
        incomplete=facts.incomplete,
    )
    write_aside(report.folder / "reconciliation.html", page.encode())
    this.audit(
        {
            "target": report.result.target.name,
            "rows": sum(report.result.account.source_rows.values()),
            "waiting": len(report.waiting),
            "incomplete": facts.incomplete,
            "closes": report.result.closes,
        }
    )
