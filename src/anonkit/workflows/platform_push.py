"""A migration pushed into a platform through its API: ledger, push, reading back, taking back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from anonkit.connectors.rest import api_named, open_connection
from anonkit.errors import GateClosed, SettingsError
from anonkit.migration import Account, Converted, Target, refuse_gaps, target_named, walk
from anonkit.migration.pushing import (
    ClinikoReceiver,
    Ledger,
    PushReport,
    ReadBack,
    RowSource,
    ledger_target,
    observed_account,
    push,
    read_back,
    roll_back,
)
from anonkit.migration.pushing import RollbackReport as PushRollbackReport
from anonkit.model import Identity
from anonkit.pages import Displayed
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.connecting import access_to
from anonkit.workflows.migration_setup import Setup
from anonkit.workflows.run import Clock, Run, run, system_clock

LEDGER_FILE = "ledger.sqlite3"
RESULT_FILE = "push.json"
OF_A_PUSH = frozenset({LEDGER_FILE, f"{LEDGER_FILE}-wal", f"{LEDGER_FILE}-shm", RESULT_FILE})
_RECEIVERS = {"cliniko": ClinikoReceiver}
_SAMPLE = 20


@dataclass(frozen=True)
class MigrationPushReport(Displayed):
    """What came of every row, in the plan's classes, and what was read back."""

    account: Account
    pushed: PushReport
    read: ReadBack
    folder: Path

    @property
    def holds(self) -> bool:
        """Whether the account closes and the sample says what was sent."""
        return self.account.closes and self.read.holds

    @property
    def waits(self) -> bool:
        """Whether rows wait for a person."""
        return bool(self.pushed.reasons)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            **self.account.as_dict(),
            **self.pushed.as_dict(),
            "read_back": self.read.as_dict(),
            "folder": str(self.folder),
        }

    def lines(self) -> list[str]:
        """For a person."""
        read = f"read back: {self.read.like} of {self.read.asked} entries say what was sent"
        closes = "every row and value has one class" if self.account.closes else "does not close"
        return [*self.pushed.lines(), read, f"account: {closes}", f"ledger: {self.folder}"]


def receiving_platforms() -> tuple[str, ...]:
    """The platforms that take records through their API."""
    return tuple(sorted(_RECEIVERS))


def refuse_without_agreement(setup: Setup, reason: str) -> None:
    """`GateClosed` where the settings know no agreement with the target and no reason is given."""
    if not setup.standing.agreement and not reason.strip():
        raise GateClosed(
            f"The settings name no agreement with {setup.target.title} among the parties. Add it to anonkit.yaml, "
            "or say with --reason why records may go there now."
        )


@contextlib.contextmanager
def receiver_at(workspace: Workspace, platform: str) -> Iterator[ClinikoReceiver]:
    """The connected platform, ready to take records; `SettingsError` where it takes none or is not connected."""
    if platform not in _RECEIVERS:
        raise SettingsError(
            f"{platform} takes no records through an API that is described here; "
            f"{', '.join(receiving_platforms())} do. Leave --push away to write files."
        )
    access, api = access_to(workspace, platform), api_named(platform).api
    with contextlib.ExitStack() as stack:
        connections = [
            stack.enter_context(open_connection(api, one))
            for one in (access, *access.others("key", "author_keys"))
        ]
        yield _RECEIVERS[platform](connections[0], connections[1:])


def push_migration(
    this: Run,
    setup: Setup,
    folder: Path,
    clock: Clock,
    *,
    reason: str = "",
    replay: bool = False,
    tell: Callable[[str], None] = lambda _resource: None,
) -> MigrationPushReport:
    """Brings the records to the target row by row, keeps the ledger in `folder`, reads a sample back.

    Killed, the same call goes on. What was pushed before is left alone or changed where it changed.
    """
    refuse_without_agreement(setup, reason)
    with receiver_at(this.workspace, setup.target.name) as receiver:
        source = _source(this, setup.target, receiver)
        with _ledger(this.workspace, setup.target, folder, receiver) as ledger:
            account, pushed = Account(), PushReport()
            account.add(setup.waiting)
            for converted in walk(setup.records, setup.target, setup.context):
                done = push(
                    source.rows(converted), receiver, ledger, clock, replay=replay, tell=tell
                )
                _add(pushed, done)
                account.add(observed_account(converted, *_tags(ledger, converted)))
            refuse_gaps(account)
            rows = (
                row
                for converted in walk(setup.records, setup.target, setup.context)
                for row in source.rows(converted)
            )
            read = read_back(rows, receiver, ledger, _SAMPLE, Random(this.run_id))  # noqa: S311 - a sample
    report = MigrationPushReport(account, pushed, read, folder)
    text = json.dumps(report.as_dict(), ensure_ascii=False, indent=1)
    write_aside(folder / RESULT_FILE, text.encode())
    this.audit({"pushed": pushed.as_dict()["pushed"], "reason": reason, "closes": account.closes})
    return report


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


def directory_of(workspace: Workspace, platform: str) -> dict[str, tuple[str, ...]]:
    """What the target calls its practitioners, services and locations, for the crosswalk's proposals."""
    with receiver_at(workspace, platform) as receiver:
        return {kind: tuple(names) for kind, names in receiver.directory().items()}


def _source(this: Run, target: Target, receiver: ClinikoReceiver) -> RowSource:
    identity = Identity(this.workspace.keys)
    return RowSource(
        target, identity, receiver.directory(), this.workspace.blobs.get, receiver.order
    )


def _ledger(
    workspace: Workspace, target: Target, folder: Path, receiver: ClinikoReceiver
) -> Ledger:
    identity = Identity(workspace.keys)
    return Ledger(
        folder / LEDGER_FILE,
        workspace=identity.content_hash(workspace.settings.workspace_id)[:16],
        target=target.name,
        account=identity.content_hash(receiver.account())[:16],
    )


def _tags(ledger: Ledger, converted: Converted) -> tuple[set[str], set[str]]:
    """Of the partition's rows: those that wait, and those that were at the target before."""
    waiting = {tag for _, tag, _ in ledger.waiting()}
    present = ledger.present_tags()
    own = {str(tag) for book in converted.books.values() for tag in book.frame["tag"]}
    pages = {tag for tag in waiting if tag.startswith("history#")}
    return waiting & own | pages, present & own


def _add(total: PushReport, part: PushReport) -> None:
    for resource, counts in part.done.items():
        total.done[resource].update(counts)
    total.reasons.update(part.reasons)
