"""One run over a workspace: when it began, what it is called, and its line in the audit log."""

from __future__ import annotations

import contextlib
import errno
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from anonkit import governance
from anonkit.errors import NoRoomLeft
from anonkit.redaction import describe_exception
from anonkit.storage import Workspace

_NO_ROOM = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
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
    with _full_disk_told(), opened.writing(command) if writes else contextlib.nullcontext():
        try:
            yield this
        except BaseException as error:
            _note_failure(this, error)
            raise


def _note_failure(this: Run, error: BaseException) -> None:
    try:
        this.audit({"failed": describe_exception(error)}, event=f"{this.command} failed")
    except OSError:
        if not _is_full(error):  # otherwise the log may lie on the very disk that is full
            raise


@contextlib.contextmanager
def _full_disk_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if not _is_full(error):
            raise
        raise NoRoomLeft(
            "There is no room left on the disk, or it takes no file as large. Make room or name another place, "
            "and give the same command again."
        ) from None


def _is_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in _NO_ROOM
