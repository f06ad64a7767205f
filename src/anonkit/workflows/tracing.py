"""The controlled way back from a case to a client: with the key, for a reason, in the audit log."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows import release_register as register
from anonkit.workflows.finding import Candidate, masked_candidate
from anonkit.workflows.reasons import told_reason
from anonkit.workflows.release_place import release_place
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.stored_names import PERSONS


@dataclass(frozen=True)
class TraceReport(Displayed):
    """Whose case it is: client ids as `find` gives them, names by first letters."""

    release: str
    case: str
    reason: str
    clients: tuple[Candidate, ...]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "case": self.case,
            "reason": self.reason,
            "clients": [
                {"client_id": one.client_id, "platform": one.platform, "masked": one.masked}
                for one in self.clients
            ],
        }

    def lines(self) -> list[str]:
        """For a person."""
        if not self.clients:
            return [f"case {self.case}: the client is no longer in the records."]
        return [
            f"case {self.case} of {self.release} is the course of",
            *(f"  {one.client_id:<24} {one.platform:<10} {one.masked}" for one in self.clients),
            "This was written into the audit log.",
        ]


def trace(
    release: Path | str,
    case: str,
    *,
    reason: str,
    workspace: Workspace | Path | str | None = None,
    clock: Clock = system_clock,
) -> TraceReport:
    """The client behind a case, for a withdrawal, an incidental finding or a breach.

    Works for every release the workspace made, recalled ones too. `SettingsError` where the reason is
    missing or names somebody, or where the release has no such case.
    """
    place = release_place(release, workspace)
    with run(place.workspace, "trace", clock, writes=False) as this:
        entry = register.entry_of(place.workspace, place.release)
        why = told_reason(place.workspace, reason)
        person = register.people_by_case(place.workspace, entry.release).get(case.strip().upper())
        if person is None:
            raise SettingsError(
                f"release {entry.release} has no such case; its number stands at the head of the case, as C-…."
            )
        clients = _clients(place.workspace, person)
        this.audit({"release": entry.release, "reason": why, "client_rows": len(clients)})
        return TraceReport(entry.release, case.strip().upper(), why, clients)


def _clients(workspace: Workspace, person: str) -> tuple[Candidate, ...]:
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        return ()
    keys = set(persons.loc[persons["person"] == person, "client_key"])
    found = workspace.table("clients", where=lambda frame: _is_one_of(frame, keys))
    return tuple(masked_candidate(row, "traced") for row in found.to_dict("records"))


def _is_one_of(frame: pd.DataFrame, keys: set[str]) -> pd.Series:
    return frame["row_key"].isin(keys)
