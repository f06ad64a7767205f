"""Incidents: somebody said that they recognise a case; each has a clock and waits for a decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from anonkit.storage import Workspace
from anonkit.workflows.stored_names import INCIDENTS

_HOURS_BY_JURISDICTION = {"uk": 72, "us": 60 * 24}
"""UK GDPR Art 33(1): 72 hours; 45 CFR 164.404(b): 60 days. Sooner is better in both."""


@dataclass(frozen=True)
class Incident:
    """One report that somebody was recognised, from the day it came in to the decision."""

    number: int
    release: str
    case: str
    kind: str
    opened: str
    decide_by: str
    closed: str | None = None
    outcome: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has decided yet."""
        return self.closed is None

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self)

    def line(self) -> str:
        """For a person."""
        return f"incident {self.number}: {self.kind} in {self.release}, decide by {self.decide_by}"


def incidents(workspace: Workspace) -> tuple[Incident, ...]:
    """Every incident, in order."""
    held: list[Mapping[str, Any]] = workspace.sealed.read(INCIDENTS, [])
    return tuple(Incident(**one) for one in held)


def open_incident(
    workspace: Workspace, release: str, case: str, kind: str, when: datetime
) -> Incident:
    """A new incident; one that is open for the same case is given back instead."""
    known = incidents(workspace)
    for one in known:
        if one.is_open and (one.release, one.case, one.kind) == (release, case, kind):
            return one
    hours = _HOURS_BY_JURISDICTION[workspace.settings.clinic.jurisdiction]
    opened = Incident(
        number=len(known) + 1,
        release=release,
        case=case,
        kind=kind,
        opened=when.isoformat(timespec="minutes"),
        decide_by=(when + timedelta(hours=hours)).isoformat(timespec="minutes"),
    )
    _keep(workspace, [*known, opened])
    return opened


def close_incidents_of(workspace: Workspace, release: str, when: datetime, outcome: str) -> int:
    """Closes what is open about a release, and says how many that were."""
    return _close(workspace, lambda one: one.release == release, when, outcome)


def close_incident(workspace: Workspace, number: int, when: datetime, outcome: str) -> int:
    """Closes one incident; 0 where there is no open one of that number."""
    return _close(workspace, lambda one: one.number == number, when, outcome)


def _close(workspace: Workspace, is_meant: Any, when: datetime, outcome: str) -> int:
    known = incidents(workspace)
    day = when.isoformat(timespec="minutes")
    now = [
        replace(one, closed=day, outcome=outcome) if one.is_open and is_meant(one) else one
        for one in known
    ]
    changed = sum(before != after for before, after in zip(known, now, strict=True))
    if changed:
        _keep(workspace, now)
    return changed


def _keep(workspace: Workspace, kept: list[Incident] | tuple[Incident, ...]) -> None:
    workspace.sealed.write(INCIDENTS, [asdict(one) for one in kept])
