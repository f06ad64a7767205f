"""Source against target, after a run and as often as anybody asks; and a run taken back."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.migration import Account, Expectations, Reconciliation, compare, read_back, walk
from anonkit.migration.pushing import RollbackReport as PushRollbackReport
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.leaving_check import RUNBOOK
from anonkit.workflows.migration_setup import (
    MAPPING_FILE,
    Setup,
    set_up,
    target_of,
    warehouse_of,
)
from anonkit.workflows.platform_push import LEDGER_FILE, reconcile_push, roll_back_push
from anonkit.workflows.reconciliation_report import (
    ReconciliationReport,
    keep_reconciliation,
    predicted_in,
)
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.run_facts import CROSSWALK, PLAN_FILE, RunFacts, facts_of, forget_facts


def reconcile(
    workspace: Workspace | Path | str, folder: Path | str, *, clock: Clock = system_clock
) -> ReconciliationReport:
    """Compares the records with what an earlier run wrote, and writes its reconciliation anew.

    Of a push everything is read back from the platform: every row, every field, every file.
    """
    with run(workspace, "reconcile", clock) as this:
        place = Path(folder)
        facts = facts_of(this.workspace, place)
        if (place / LEDGER_FILE).exists():
            return reconcile_push(this, place, facts)
        target = target_of(facts.target, place)
        day = date.fromisoformat(facts.as_of)
        setup = set_up(this, target, place / CROSSWALK, facts.chosen, day, {})
        account, expected = Account(), expectations_of(this, setup)
        account.add(setup.waiting)
        for converted in walk(setup.records, target, setup.context):
            account.add(converted.account)
            expected.add(converted)
        return compare_with_files(this, setup, place, facts, account, expected)


def expectations_of(this: Run, setup: Setup) -> Expectations:
    """Empty expectations; which rows are sampled differs from run to run."""
    return Expectations(setup.target, setup.context, random.Random(this.run_id))  # noqa: S311


def compare_with_files(
    this: Run,
    setup: Setup,
    folder: Path,
    facts: RunFacts,
    account: Account,
    expected: Expectations,
) -> ReconciliationReport:
    """Reads the files again, compares, and writes what came of it."""
    warehouse = warehouse_of(this.workspace, setup.target)
    reader = warehouse.batches if warehouse is not None else None
    found = read_back(folder, setup.target, expected.sample, reader)
    comparisons = compare(account, expected, found, facts.digests)
    result = Reconciliation(setup.target, account, comparisons, predicted_in(folder))
    report = ReconciliationReport(result, folder, tuple(facts.waiting))
    keep_reconciliation(this, report, facts)
    return report


@dataclass(frozen=True)
class RollbackReport(Displayed):
    """What was taken back."""

    folder: Path
    removed: int

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"folder": str(self.folder), "removed": self.removed}

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{self.removed} files are gone from {self.folder}; its plan and its decisions are still there.",
            "What was uploaded already has to be removed at the platform; patient numbers are our client ids.",
        ]


def rollback(
    workspace: Workspace | Path | str, folder: Path | str, *, clock: Clock = system_clock
) -> RollbackReport | PushRollbackReport:
    """Removes the files of a run and leaves its plan and decisions, so that it can be run again.

    What was pushed is taken back at the platform instead, newest first.
    """
    place = Path(folder)
    if (place / LEDGER_FILE).exists():
        return roll_back_push(workspace, place, clock)
    with run(workspace, "rollback", clock) as this:
        facts = facts_of(this.workspace, place)
        warehouse = warehouse_of(this.workspace, target_of(facts.target, place))
        if warehouse is not None:
            warehouse.drop()
        kept = {PLAN_FILE, CROSSWALK, RUNBOOK, MAPPING_FILE}
        gone = [path for path in place.iterdir() if path.name not in kept]
        for path in gone:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        forget_facts(this.workspace, place)
        this.audit({"removed": len(gone)})
        return RollbackReport(place, len(gone))
