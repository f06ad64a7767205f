"""From one platform to another: planned, written, reconciled."""

from __future__ import annotations

import json
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from anonkit.errors import OutputExists, SettingsError
from anonkit.migration import (
    Account,
    AttachmentFiles,
    Converted,
    Expectations,
    MigrationPlan,
    Target,
    TargetFiles,
    crosswalk_csv,
    histories,
    owners,
    refuse_gaps,
    refuse_undecided,
    runbook,
    walk,
)
from anonkit.migration.pushing import receiving_platforms
from anonkit.pages import Displayed
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.completeness import Completeness, completeness
from anonkit.workflows.leaving_check import RUNBOOK, note_incomplete, refuse_incomplete
from anonkit.workflows.migration_setup import (
    MAPPING_FILE,
    TEMPLATE,
    Chosen,
    Setup,
    set_up,
    target_of,
    warehouse_of,
)
from anonkit.workflows.platform_push import (
    OF_A_PUSH,
    MigrationPushReport,
    directory_of,
    forecast_of,
    push_migration,
)
from anonkit.workflows.reconciliation_report import ReconciliationReport
from anonkit.workflows.reconciling import compare_with_files, expectations_of
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.run_facts import CROSSWALK, PLAN_FILE, RunFacts, keep_facts

_OF_A_PLAN = {PLAN_FILE, CROSSWALK, RUNBOOK, MAPPING_FILE}


@dataclass(frozen=True)
class MigrationReport(Displayed):
    """What was planned, and where the plan lies."""

    plan: MigrationPlan
    folder: Path

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide before a run."""
        return bool(self.plan.undecided)

    @property
    def undecided(self) -> dict[str, int]:
        """Lines of the crosswalk that wait for a decision, by kind."""
        return dict(self.plan.undecided)

    @property
    def holds(self) -> bool:
        """Whether the account closes."""
        return self.plan.account.closes

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {**self.plan.as_dict(), "dry_run": True, "folder": str(self.folder)}

    def lines(self) -> list[str]:
        """For a person."""
        return [*self.plan.lines(), f"plan, crosswalk and runbook: {self.folder}"]


def migrate(
    workspace: Workspace | Path | str,
    *,
    to: str,
    output: Path | str | None = None,
    template: Path | str | None = None,
    dry_run: bool = False,
    limit: int | None = None,
    only: Sequence[str] = (),
    since: str | None = None,
    push: bool = False,
    reason: str = "",
    replay: bool = False,
    incomplete: str = "",
    tell: Callable[[str], None] = lambda _resource: None,
    clock: Clock = system_clock,
) -> MigrationReport | ReconciliationReport | MigrationPushReport:
    """Plans a move to another platform, writes its import files and reconciles them, or pushes the records.

    A plan's crosswalk is where a person decides what the target calls our practitioners, services,
    locations, statuses and products; `WaitsForPerson` where a run meets a line without a decision.
    `ReconciliationMismatch` where the account does not close: then nothing is written. With `push` the records
    go through the platform's API, to which `connect` has made a connection; without an agreement with it in
    the settings that needs a `reason`. `replay` tries again what the target refused before. Where something of
    the leaving checklist has not come, or looks cut, a run needs to be told why it goes on: `incomplete`.
    """
    with run(workspace, "migrate", clock) as this:
        folder = _folder(this.workspace, to, output, may_hold=OF_A_PUSH if push else frozenset())
        target = target_of(to, folder, Path(template) if template is not None else None)
        if not (push or dry_run) and to in receiving_platforms():
            raise SettingsError(f"{target.title} takes records through its API; add --push.")
        chosen = Chosen(limit, tuple(only), since)
        known = directory_of(this.workspace, to) if push else {}
        setup = set_up(this, target, folder / CROSSWALK, chosen, this.started.date(), known)
        if dry_run:
            return _plan(this, setup, folder, incomplete)
        lacked = refuse_incomplete(this.workspace, incomplete)
        refuse_undecided(setup.crosswalk, target)
        facts = RunFacts(to, chosen, this.started.date().isoformat())
        if push:
            why = note_incomplete(folder, lacked, incomplete, this.started.date())
            facts = replace(facts, incomplete=why)
            return push_migration(
                this, setup, folder, facts, clock, reason=reason, replay=replay, tell=tell
            )
        return _write(this, setup, folder, facts, (lacked, incomplete))


def _folder(
    workspace: Workspace, to: str, output: Path | str | None, may_hold: frozenset[str]
) -> Path:
    """Where the result goes; a folder that holds a plan is as good as an empty one."""
    folder = Path(output) if output is not None else workspace.root / "migrations" / to
    if folder.exists() and {path.name for path in folder.iterdir()} - _OF_A_PLAN - may_hold:
        raise OutputExists(
            f"{folder} holds more than a plan; name a new folder, or take the run back with `anonkit rollback`."
        )
    return folder


def _plan(this: Run, setup: Setup, folder: Path, incomplete: str) -> MigrationReport:
    account, started, files = Account(), time.monotonic(), 0
    forecast, per_second = forecast_of(setup.target)
    account.add(setup.waiting)
    for converted in walk(setup.records, setup.target, setup.context):
        account.add(converted.account)
        files += len(converted.files)
        if forecast is not None:
            forecast.add(converted)
    refuse_gaps(account)
    calls = forecast.calls if forecast is not None else 0
    arrived = completeness(this.workspace)
    plan = MigrationPlan(
        target=setup.target,
        account=account,
        crosswalk=setup.crosswalk,
        standing=setup.standing,
        outside=setup.outside,
        people_twice=setup.people_twice,
        seconds=time.monotonic() - started,
        attached_files=files,
        calls=calls,
        push_seconds=forecast.seconds(per_second) if forecast is not None else 0.0,
        missing=arrived.missing,
        suspicious=arrived.suspicious,
        incomplete=incomplete,
    )
    _write_plan(this, plan, folder)
    _keep_mapping(setup.target, folder)
    this.audit(
        {
            "dry_run": True,
            "target": setup.target.name,
            "rows": sum(account.source_rows.values()),
            "closes": account.closes,
        }
    )
    return MigrationReport(plan, folder)


def _write_plan(this: Run, plan: MigrationPlan, folder: Path) -> None:
    """The plan's counts, and the crosswalk to decide in; it names staff, so only its owner reads it."""
    text = json.dumps(plan.as_dict(), ensure_ascii=False, indent=1)
    write_aside(folder / PLAN_FILE, text.encode())
    write_aside(folder / RUNBOOK, runbook(plan).encode())
    _write_crosswalk(this, plan.crosswalk, folder)


def _keep_mapping(target: Target, folder: Path) -> None:
    """A drafted target lies beside the plan, to be read and changed; a run uses it as it lies there."""
    if target.name == TEMPLATE and not (folder / MAPPING_FILE).exists():
        content = target.model_dump(mode="json", exclude_defaults=True, exclude={"name"})
        text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True)
        write_aside(folder / MAPPING_FILE, text.encode())


def _write_crosswalk(this: Run, crosswalk: Any, folder: Path) -> None:
    for kind, lines in crosswalk.items():
        path = folder / CROSSWALK / f"{kind}.csv"
        write_aside(path, crosswalk_csv(lines))
        path.chmod(0o600)
    this.workspace.register_in_the_clear(folder / CROSSWALK, "crosswalk of a migration")


def _write(
    this: Run, setup: Setup, folder: Path, facts: RunFacts, lacked: tuple[Completeness, str]
) -> ReconciliationReport:
    """Writes aside, and puts the folder in its place when everything in it is whole."""
    account, expected = Account(), expectations_of(this, setup)
    with _aside(folder) as aside:
        facts = _write_files(this, setup, aside, facts, account, expected)
    why = note_incomplete(folder, *lacked, this.started.date())
    facts = replace(facts, incomplete=why)
    keep_facts(this.workspace, folder, facts)
    _keep_mapping(setup.target, folder)
    this.workspace.register_in_the_clear(folder, f"files for {setup.target.title}")
    _write_crosswalk(this, setup.crosswalk, folder)
    return compare_with_files(this, setup, folder, facts, account, expected)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    aside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.aside")
    aside.mkdir(parents=True, mode=0o700)
    try:
        yield aside
        if folder.exists():
            for kept in folder.iterdir():
                shutil.move(kept, aside / kept.name)
            folder.rmdir()
        aside.rename(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _write_files(
    this: Run,
    setup: Setup,
    folder: Path,
    facts: RunFacts,
    account: Account,
    expected: Expectations,
) -> RunFacts:
    target = setup.target
    waiting: dict[str, str] = {}
    account.add(setup.waiting)
    digests: dict[str, str] = {}
    sink = warehouse_of(this.workspace, target) or TargetFiles(folder, target)
    with sink as files, _attachments(this, target, folder) as attached:
        for converted in walk(setup.records, target, setup.context):
            account.add(converted.account)
            files.add(converted.frames)
            expected.add(converted)
            waiting.update(converted.waiting())
            if attached is not None:
                _attach(converted, attached, target)
                digests = attached.digests
    refuse_gaps(account)
    return replace(facts, digests=digests, waiting=waiting)


@contextmanager
def _attachments(this: Run, target: Target, folder: Path) -> Iterator[AttachmentFiles | None]:
    if target.attachments is None:
        yield None
        return
    blobs, today = this.workspace.blobs, this.started.date().isoformat()
    with AttachmentFiles(folder, target.attachments, blobs.get, today) as attached:
        yield attached


def _attach(converted: Converted, attached: AttachmentFiles, target: Target) -> None:
    has_pages = target.attachments is not None and target.attachments.history
    pages = list(histories(converted.books)) if has_pages else []
    if converted.files or pages:
        by_client = owners(converted.books["clients"].frame)
        attached.add_files(converted.files, by_client)
        attached.add_histories(pages, by_client)
