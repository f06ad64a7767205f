"""Calling a release back: the folder is marked, the recipients are named, the notice is printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.datasets import HANDED_OUT, recall_release
from anonkit.errors import GateClosed, SettingsError
from anonkit.governance import Signature
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows import release_register as register
from anonkit.workflows.incidents import close_incidents_of
from anonkit.workflows.reasons import told_reason
from anonkit.workflows.release_place import release_place
from anonkit.workflows.release_register import ReleaseEntry
from anonkit.workflows.run import Clock, run, system_clock


@dataclass(frozen=True)
class RecallReport(Displayed):
    """What was called back, why, and who has to be told."""

    release: str
    reason: str
    recipients: tuple[str, ...]
    notice: tuple[str, ...]
    incidents_closed: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "state": "recalled",
            "reason": self.reason,
            "recipients": list(self.recipients),
            "notice": list(self.notice),
            "incidents_closed": self.incidents_closed,
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"release {self.release} is recalled.",
            "tell:",
            *(f"  - {who}" for who in self.recipients),
            "with these words:",
            "",
            *(f"  {line}" for line in self.notice),
        ]


def recall(
    release: Path | str,
    *,
    reason: str,
    workspace: Workspace | Path | str | None = None,
    clock: Clock = system_clock,
) -> RecallReport:
    """Marks a release as recalled in its folder and in the register, and says whom to tell.

    `SettingsError` where the reason is missing or names somebody; `GateClosed` for a draft, which nobody
    holds. May be repeated.
    """
    place = release_place(release, workspace)
    with run(place.workspace, "recall", clock) as this:
        entry = register.entry_of(place.workspace, place.release)
        if entry.state not in (*HANDED_OUT, "recalled"):
            raise GateClosed(
                f"release {entry.release} is a draft; nobody holds it, so publish again without whom it is about."
            )
        why = told_reason(place.workspace, reason)
        _mark(place.workspace, entry, why, place.folder)
        done = register.recalled(entry, why, this.started.date())
        register.keep_entry(place.workspace, done)
        closed = close_incidents_of(place.workspace, entry.release, this.started, "recalled")
        who = recipients(entry)
        this.audit(
            {
                "release": entry.release,
                "reason": why,
                "recipients": len(who),
                "incidents_closed": closed,
            }
        )
        contact = place.workspace.settings.clinic.contact
        return RecallReport(entry.release, why, who, notice(done, contact), closed)


def recipients(entry: ReleaseEntry) -> tuple[str, ...]:
    """Whom the release was made for, and for whom parts of it were packed."""
    own = entry.recipient or entry.audience.replace("-", " ")
    packed = [f"{one['for']}, packed on {one['on']}" for one in entry.packed]
    return tuple(dict.fromkeys([own, *packed]))


def notice(entry: ReleaseEntry, contact: str) -> tuple[str, ...]:
    """What every recipient is told, a line each."""
    answer = f"to {contact}" if contact else "to the clinic"
    return (
        f"Release {entry.release} is recalled as of {entry.recalled_on}. Reason: {entry.recall}.",
        "Stop using it today. Delete the folder or file, every copy, printout and screenshot of it,",
        "and everything taken from it. Do not try to find out whom it is about.",
        f"Confirm in writing {answer}, by name and day, that this is done, and say if it went any further.",
    )


def _mark(workspace: Workspace, entry: ReleaseEntry, reason: str, named: Path | None) -> None:
    """Marks the workspace's own folder, and the copy that was named if it is another."""

    def sign(content: bytes) -> bytes:
        return Signature.under(content, workspace.keys).to_bytes()

    own = register.approved_folder(workspace, entry.release)
    for folder in dict.fromkeys([own.resolve(), *([named.resolve()] if named is not None else [])]):
        if folder != own.resolve() and (folder / "pack.json").exists():
            raise SettingsError(
                "A packed part is deleted, not marked; name the release's own folder or its id."
            )
        if register.is_release_folder(folder):
            recall_release(folder, reason, sign)
