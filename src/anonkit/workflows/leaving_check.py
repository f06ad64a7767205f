"""Whether everything was brought along from the platform that a clinic leaves, before its records move on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from anonkit.errors import GateClosed
from anonkit.migration import went_on
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.completeness import Completeness, completeness

RUNBOOK = "runbook.md"
_SHOWN = 5


def refuse_incomplete(workspace: Workspace, reason: str) -> Completeness:
    """What arrived and what did not; `GateClosed` where something is missing or looks cut and nobody says why.

    The old account may be gone a month later, and what was never exported with it.
    """
    found = completeness(workspace)
    lacked = [*found.missing, *found.suspicious]
    if lacked and not reason.strip():
        more = f"; and {len(lacked) - _SHOWN} more" if len(lacked) > _SHOWN else ""
        raise GateClosed(
            f"The leaving checklist is not satisfied: {'; '.join(lacked[:_SHOWN])}{more}. Bring it and ingest again, "
            "or say with --incomplete why the move goes on without."
        )
    return found


def note_incomplete(folder: Path, found: Completeness, reason: str, day: date) -> str:
    """The reason if it was needed, also written into the runbook; empty if everything was at hand."""
    if not (found.missing or found.suspicious):
        return ""
    path = folder / RUNBOOK
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    told = went_on(found.missing, found.suspicious, reason.strip(), day.isoformat())
    if told not in before:
        write_aside(path, "\n".join(filter(None, (before, told))).encode())
    return reason.strip()
