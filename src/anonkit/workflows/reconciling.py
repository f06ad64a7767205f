"""Source against target, after a run and as often as anybody asks; and a run taken back."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.errors import SettingsError
from anonkit.migration import (
    Account,
    Expectations,
    Reconciliation,
    compare,
    read_back,
    reconciliation_page,
    walk,
)
from anonkit.migration.pushing import RollbackReport as PushRollbackReport
from anonkit.model import Identity
from anonkit.pages import Displayed
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.migration_setup import (
    MAPPING_FILE,
    Chosen,
    Setup,
    set_up,
    target_of,
    warehouse_of,
)
from anonkit.workflows.platform_push import LEDGER_FILE, roll_back_push
from anonkit.workflows.run import Clock, Run, run, system_clock

PLAN_FILE = "plan.json"
CROSSWALK = "crosswalk"
_MOST_TAGS = 1000


@dataclass(frozen=True)
class RunFacts:
    """What a run leaves behind, encrypted, for its reconciliation."""

    target: str
    chosen: Chosen
    as_of: str
    digests: Mapping[str, str]
    waiting: tuple[str, ...]


@dataclass(frozen=True)
class ReconciliationReport(Displayed):
    """What a run came to, and where its files lie."""

    result: Reconciliation
    folder: Path
    waiting: tuple[str, ...] = ()

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
        verdict = "Everything adds up." if self.holds else "IT DOES NOT ADD UP."
        predicted = {
            True: ["The loss is what the plan had said."],
            False: ["The loss differs from the plan."],
        }
        as_told = (
            predicted.get(self.result.as_predicted, [])
            if self.result.as_predicted is not None
            else []
        )
        return [
            *rows,
            *wrong,
            f"{len(self.result.comparisons)} comparisons of records and files. {verdict}",
            *as_told,
            f"open {self.folder / 'reconciliation.html'}",
        ]


def keep_facts(workspace: Workspace, folder: Path, facts: RunFacts) -> None:
    """Keeps what a reconciliation of this folder will need."""
    workspace.sealed.write(_name(workspace, folder), asdict(facts))


def reconcile(
    workspace: Workspace | Path | str, folder: Path | str, *, clock: Clock = system_clock
) -> ReconciliationReport:
    """Compares the records with the files of an earlier run, and writes its reconciliation anew."""
    with run(workspace, "reconcile", clock) as this:
        place = Path(folder)
        facts = _facts(this.workspace, place)
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
    plan = folder / PLAN_FILE
    predicted = json.loads(plan.read_text(encoding="utf-8")) if plan.exists() else None
    comparisons = compare(account, expected, found, facts.digests)
    result = Reconciliation(setup.target, account, comparisons, predicted)
    report = ReconciliationReport(result, folder, facts.waiting)
    _write(this, report, facts.chosen)
    this.audit(
        {
            "target": setup.target.name,
            "rows": sum(account.source_rows.values()),
            "waiting": len(facts.waiting),
            "closes": result.closes,
        }
    )
    return report


def _write(this: Run, report: ReconciliationReport, chosen: Chosen) -> None:
    told = {**report.as_dict(), "folder": report.folder.name}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    write_aside(report.folder / "reconciliation.json", text.encode())
    page = reconciliation_page(
        report.result,
        clinic=this.workspace.settings.clinic.name,
        made_at=this.started.isoformat(),
        limit=chosen.limit,
    )
    write_aside(report.folder / "reconciliation.html", page.encode())


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
        facts = _facts(this.workspace, place)
        warehouse = warehouse_of(this.workspace, target_of(facts.target, place))
        if warehouse is not None:
            warehouse.drop()
        kept = {PLAN_FILE, CROSSWALK, "runbook.md", MAPPING_FILE}
        gone = [path for path in place.iterdir() if path.name not in kept]
        for path in gone:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        this.workspace.sealed.write(_name(this.workspace, place), None)
        this.audit({"removed": len(gone)})
        return RollbackReport(place, len(gone))


def _facts(workspace: Workspace, folder: Path) -> RunFacts:
    held = workspace.sealed.read(_name(workspace, folder))
    if held is None or not folder.is_dir():
        raise SettingsError(
            f"{folder} is no folder that `anonkit migrate` wrote from this workspace."
        )
    chosen = held["chosen"]
    return RunFacts(
        target=held["target"],
        chosen=Chosen(chosen["limit"], tuple(chosen["only"]), chosen["since"]),
        as_of=held["as_of"],
        digests=held["digests"],
        waiting=tuple(held["waiting"]),
    )


def _name(workspace: Workspace, folder: Path) -> str:
    place = Identity(workspace.keys).file_tag(str(folder.resolve()))
    return f"migration-{place}"
