"""One run over a workspace: when it began, what it is called, and its line in the audit log."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anonkit import governance
from anonkit.redaction import describe_exception
from anonkit.storage import Workspace

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Run:
    """One execution of a workflow."""

    run_id: str
    workspace: Workspace
    command: str
    started: datetime
    audit_log: governance.AuditLog

    def audit(self, facts: Mapping[str, Any], event: str | None = None) -> None:
        """Writes one line: counts, names of settings and tags; never a client's value."""
        self.audit_log.append(event or self.command, self.started, {"run": self.run_id, **facts})


def audit_log_of(workspace: Workspace) -> governance.AuditLog:
    """The workspace's audit log."""
    return governance.AuditLog(
        workspace.root / "audit.jsonl",
        workspace.keys.audit,
        workspace.key_store,
        workspace.settings.workspace_id,
    )


@contextlib.contextmanager
def run(
    workspace: Workspace | Path | str,
    command: str,
    clock: Clock = system_clock,
    *,
    writes: bool = True,
) -> Iterator[Run]:
    """A run that holds the workspace's lock where it writes, and leaves a line when it fails."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    this = Run(secrets.token_hex(4), opened, command, clock(), audit_log_of(opened))
    with opened.writing(command) if writes else contextlib.nullcontext():
        try:
            yield this
        except BaseException as error:
            this.audit({"failed": describe_exception(error)}, event=f"{command} failed")
            raise
