"""From one platform to another: planned, written, reconciled."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.errors import OutputExists, SettingsError
from anonkit.migration import (
    Account,
    MigrationPlan,
    crosswalk_csv,
    refuse_gaps,
    target_named,
    walk,
)
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.migration_setup import Chosen, Setup, set_up
from anonkit.workflows.run import Clock, Run, run, system_clock

PLAN_FILE = "plan.json"
CROSSWALK = "crosswalk"
_OF_A_PLAN = {PLAN_FILE, CROSSWALK, "runbook.md", "mapping.yaml"}


@dataclass(frozen=True)
class MigrationReport:
    """What was planned, and where the plan lies."""

    plan: MigrationPlan
    folder: Path

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide before a run."""
        return bool(self.plan.undecided)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {**self.plan.as_dict(), "dry_run": True, "folder": str(self.folder)}

    def lines(self) -> list[str]:
        """For a person."""
        return [*self.plan.lines(), f"plan and crosswalk: {self.folder}"]


def migrate(
    workspace: Workspace | Path | str,
    *,
    to: str,
    output: Path | str | None = None,
    dry_run: bool = False,
    limit: int | None = None,
    only: Sequence[str] = (),
    since: str | None = None,
    clock: Clock = system_clock,
) -> MigrationReport:
    """Plans a move to another platform, field by field and row by row, and writes the plan.

    The plan's crosswalk is where a person decides what the target calls our practitioners, services,
    locations, statuses and products.
    """
    with run(workspace, "migrate", clock) as this:
        target = target_named(to)
        folder = _folder(this.workspace, to, output)
        setup = set_up(this, target, folder / CROSSWALK, Chosen(limit, tuple(only), since), {})
        if not dry_run:
            raise SettingsError("Only --dry-run is there yet.")
        return _plan(this, setup, folder)


def _folder(workspace: Workspace, to: str, output: Path | str | None) -> Path:
    """Where the result goes; a folder that holds a plan is as good as an empty one."""
    folder = Path(output) if output is not None else workspace.root / "migrations" / to
    if folder.exists() and {path.name for path in folder.iterdir()} - _OF_A_PLAN:
        raise OutputExists(f"{folder} holds more than a plan; name a new folder.")
    return folder


def _plan(this: Run, setup: Setup, folder: Path) -> MigrationReport:
    account, started, files = Account(), time.monotonic(), 0
    account.add(setup.waiting)
    for converted in walk(setup.records, setup.target, setup.context):
        account.add(converted.account)
        files += len(converted.files)
    refuse_gaps(account)
    plan = MigrationPlan(
        target=setup.target,
        account=account,
        crosswalk=setup.crosswalk,
        standing=setup.standing,
        outside=setup.outside,
        people_twice=setup.people_twice,
        seconds=time.monotonic() - started,
        attached_files=files,
    )
    write_plan(this, plan, folder)
    this.audit(
        {
            "dry_run": True,
            "target": setup.target.name,
            "rows": sum(account.source_rows.values()),
            "closes": account.closes,
        }
    )
    return MigrationReport(plan, folder)


def write_plan(this: Run, plan: MigrationPlan, folder: Path) -> None:
    """The plan's counts, and the crosswalk to decide in; it names staff, so only its owner reads it."""
    text = json.dumps(plan.as_dict(), ensure_ascii=False, indent=1)
    write_aside(folder / PLAN_FILE, text.encode())
    for kind, lines in plan.crosswalk.items():
        path = folder / CROSSWALK / f"{kind}.csv"
        write_aside(path, crosswalk_csv(lines))
        path.chmod(0o600)
    this.workspace.register_in_the_clear(folder / CROSSWALK, "crosswalk of a migration")
