"""Writes down that somebody looked at clients' values."""

from __future__ import annotations

from pathlib import Path

from anonkit.errors import SettingsError
from anonkit.storage import Workspace
from anonkit.workflows.run import Clock, run, system_clock


def record_reveal(
    workspace: Workspace | Path | str,
    *,
    rows: int,
    columns: int,
    reason: str,
    clock: Clock = system_clock,
) -> None:
    """Leaves a line in the audit log: how much was shown, and why."""
    if not reason.strip():
        raise SettingsError(
            "Say why the values are looked at: reason='…'. It goes into the audit log."
        )
    with run(workspace, "reveal", clock, writes=False) as this:
        this.audit({"rows": rows, "columns": columns, "reason": reason})
