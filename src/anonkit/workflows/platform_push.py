"""A migration pushed into a platform through its API: ledger, push, reading back, taking back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from anonkit.connectors.rest import api_named
from anonkit.errors import GateClosed, SettingsError
from anonkit.migration import Target, target_named, walk
from anonkit.migration.pushing import (
    Forecast,
    Ledger,
    PushReport,
    ReadBack,
    Receiver,
    RowSource,
    costs_of,
    ledger_target,
    push,
    receiver_named,
    receiving_platforms,
    roll_back,
)
from anonkit.migration.pushing import RollbackReport as PushRollbackReport
from anonkit.model import Identity
from anonkit.pages import Displayed
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.connecting import access_to, open_account
from anonkit.workflows.migration_setup import Setup, set_up
from anonkit.workflows.push_checking import check_push
from anonkit.workflows.reconciliation_report import RECONCILIATION_FILES, ReconciliationReport
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.run_facts import CROSSWALK, RunFacts, keep_facts

LEDGER_FILE = "ledger.sqlite3"
RESULT_FILE = "push.json"
OF_A_PUSH = RECONCILIATION_FILES | {
    LEDGER_FILE,
    f"{LEDGER_FILE}-wal",
    f"{LEDGER_FILE}-shm",
    RESULT_FILE,
}


@dataclass(frozen=True)
class MigrationPushReport(Displayed):
    """What this run did, and what stands at the platform now beside the records."""

    reconciled: ReconciliationReport
    pushed: PushReport
    read: ReadBack

    @property
    def holds(self) -> bool:
        """Whether everything that is at the platform adds up with the records."""
        return self.reconciled.holds

    @property
    def waits(self) -> bool:
        """Whether rows wait for a person."""
        return bool(self.pushed.reasons)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        told = self.reconciled.as_dict()
        return {
            **told,
            **self.pushed.as_dict(),
            "waiting_rows": told["waiting"],
            "read_back": self.read.as_dict(),
        }

    def lines(self) -> list[str]:
        """For a person."""
        read = f"read back: {self.read.like} of {self.read.asked} entries say what was sent"
        return [*self.pushed.lines(), read, *self.reconciled.lines()]


def refuse_without_agreement(setup: Setup, reason: str) -> None:
    """`GateClosed` where the settings know no agreement with the target and no reason is given."""
    if not setup.standing.agreement and not reason.strip():
        raise GateClosed(
            f"The settings name no agreement with {setup.target.title} among the parties. Add it to anonkit.yaml, "
            "or say with --reason why records may go there now."
        )


@contextlib.contextmanager
def receiver_at(workspace: Workspace, platform: str) -> Iterator[Receiver]:
    """The connected platform, ready to take records; `SettingsError` where it takes none or is not connected."""
    if platform not in receiving_platforms():
        raise SettingsError(
            f"{platform} takes no records through an API that is described here; "
            f"{', '.join(receiving_platforms())} do. Leave --push away to write files."
        )
    access, api = access_to(workspace, platform), api_named(platform).api
    with contextlib.ExitStack() as stack:
        connections = [
            stack.enter_context(open_account(api, one))
            for one in (access, *access.others("key", "author_keys"))
        ]
        yield receiver_named(platform, connections)


def push_migration(
    this: Run,
    setup: Setup,
    folder: Path,
    facts: RunFacts,
    clock: Clock,
    *,
    reason: str = "",
    replay: bool = False,
    tell: Callable[[str], None] = lambda _resource: None,
) -> MigrationPushReport:
    """Brings the records to the target row by row, keeps the ledger in `folder`, reads everything back.

    Killed, the same call goes on. What was pushed before is left alone or changed where it changed.
    """
    refuse_without_agreement(setup, reason)
    keep_facts(this.workspace, folder, facts)
    with receiver_at(this.workspace, setup.target.name) as receiver:
        source = _source(this, setup.target, receiver)
        with _ledger(this.workspace, setup.target, folder, receiver) as ledger:
            pushed = PushReport()
            for converted in walk(setup.records, setup.target, setup.context):
                done = push(
                    source.rows(converted), receiver, ledger, clock, replay=replay, tell=tell
                )
                _add(pushed, done)
            checked, read = check_push(this, setup, folder, facts, source, receiver, ledger, tell)
    report = MigrationPushReport(checked, pushed, read)
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
    write_aside(folder / RESULT_FILE, text.encode())
    this.audit({"pushed": pushed.as_dict()["pushed"], "reason": reason, "closes": report.holds})
    return report


def reconcile_push(this: Run, folder: Path, facts: RunFacts) -> ReconciliationReport:
    """Reads everything back from the platform once more and writes the reconciliation anew."""
    target = target_named(facts.target)
    with receiver_at(this.workspace, target.name) as receiver:
        day = date.fromisoformat(facts.as_of)
        known = receiver.directory()
        setup = set_up(this, target, folder / CROSSWALK, facts.chosen, day, known)
        source = _source(this, target, receiver)
        with _ledger(this.workspace, target, folder, receiver) as ledger:
            return check_push(this, setup, folder, facts, source, receiver, ledger)[0]


def roll_back_push(
    workspace: Workspace | Path | str, folder: Path, clock: Clock = system_clock
) -> PushRollbackReport:
    """Takes back what a push created at the target, newest first; killed, it goes on."""
    with run(workspace, "rollback", clock) as this:
        target = target_named(ledger_target(folder / LEDGER_FILE))
        with (
            receiver_at(this.workspace, target.name) as receiver,
            _ledger(this.workspace, target, folder, receiver) as ledger,
        ):
            report = roll_back(receiver, ledger, clock)
        this.audit(report.as_dict())
        return report


def forecast_of(target: Target) -> tuple[Forecast | None, float]:
    """An empty forecast, and how many calls a second are allowed; ``None`` where the target takes no push."""
    if target.name not in receiving_platforms():
        return None, 1.0
    return Forecast(target, costs_of(target.name)), api_named(target.name).api.limit.per_second


def directory_of(workspace: Workspace, platform: str) -> dict[str, tuple[str, ...]]:
    """What the target calls its practitioners, services and locations, for the crosswalk's proposals."""
    with receiver_at(workspace, platform) as receiver:
        return {kind: tuple(names) for kind, names in receiver.directory().items()}


def _source(this: Run, target: Target, receiver: Receiver) -> RowSource:
    identity = Identity(this.workspace.keys)
    return RowSource(
        target, identity, receiver.directory(), this.workspace.blobs.get, receiver.order
    )


def _ledger(workspace: Workspace, target: Target, folder: Path, receiver: Receiver) -> Ledger:
    identity = Identity(workspace.keys)
    return Ledger(
        folder / LEDGER_FILE,
        workspace=identity.content_hash(workspace.settings.workspace_id)[:16],
        target=target.name,
        account=identity.content_hash(receiver.account())[:16],
    )


def _add(total: PushReport, part: PushReport) -> None:
    for resource, counts in part.done.items():
        total.done[resource].update(counts)
    total.reasons.update(part.reasons)
