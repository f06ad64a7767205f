"""The privacy lead's day: what is due, what to look at, and whether what was written still holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from anonkit.pages import Displayed, bar_chart
from anonkit.storage import Workspace
from anonkit.workflows.housekeeping import status
from anonkit.workflows.retention import records_due
from anonkit.workflows.run import Clock, system_clock
from anonkit.workflows.stored_names import REQUESTS

_SOON = 7


@dataclass(frozen=True)
class PrivacyDesk(Displayed):
    """Counts, tags and places; never a client's value."""

    requests: tuple[Mapping[str, Any], ...]
    """Open requests, the one due first comes first: basis, received, due, days left."""
    complaints: tuple[Mapping[str, Any], ...]
    """Complaints among the records, the oldest first: tag, day, days since."""
    releases: tuple[Mapping[str, Any], ...]
    concerned: tuple[Mapping[str, Any], ...]
    """Releases that hold somebody who has said no since."""
    incidents: tuple[Mapping[str, Any], ...]
    """Those on which nobody has decided."""
    records_due: Mapping[str, int]
    """People whose records have been kept long enough, by the year in which that was."""
    in_the_clear: tuple[Mapping[str, Any], ...]
    audit_holds: bool
    next_command: str

    def as_dict(self) -> dict[str, Any]:
        """For a program."""
        return {
            "requests": list(self.requests),
            "complaints": list(self.complaints),
            "releases": list(self.releases),
            "concerned": list(self.concerned),
            "incidents": list(self.incidents),
            "records_due": dict(self.records_due),
            "in_the_clear": list(self.in_the_clear),
            "audit_holds": self.audit_holds,
            "next": self.next_command,
        }

    def lines(self) -> list[str]:
        """For a person."""
        late = [one for one in self.requests if one["days_left"] < 0]
        soon = [one for one in self.requests if 0 <= one["days_left"] <= _SOON]
        return [
            f"requests     {len(self.requests)} open, {len(late)} late, {len(soon)} due within {_SOON} days",
            *(
                f"  {one['basis']:<8} due {one['due']} ({one['days_left']} days)"
                for one in self.requests
            ),
            f"complaints   {len(self.complaints)} among the records",
            f"releases     {len(self.releases)}, {len(self.concerned)} hold somebody who said no since",
            *(
                f"  {one['release']} {one['state']}, {one['days_left']} days to its review"
                for one in self.releases
            ),
            f"incidents    {len(self.incidents)} to decide on",
            f"records due  {sum(self.records_due.values())} clients",
            f"in the clear {len(self.in_the_clear) or 'nothing'}",
            f"audit log    {'holds' if self.audit_holds else 'BROKEN'}",
            f"next: {self.next_command}",
        ]

    def charts(self) -> Sequence[Markup]:
        """Days left of each open request, and the records that are due."""
        open_days = [
            (f"{one['basis']}, due {one['due']}", max(0, one["days_left"])) for one in self.requests
        ]
        due = [(f"to be kept until {year}", count) for year, count in self.records_due.items()]
        return [
            bar_chart(title, items, unit=unit)
            for title, items, unit in (
                ("Days left to answer", open_days, "days"),
                ("Records that are due", due, "clients"),
            )
            if items
        ]


def privacy_desk(workspace: Workspace | Path | str, *, clock: Clock = system_clock) -> PrivacyDesk:
    """What waits for the privacy lead today; nothing is changed."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    day = clock().date()
    found = status(opened, clock)
    said = found.as_dict()
    return PrivacyDesk(
        requests=_requests(opened, day),
        complaints=_complaints(opened, day),
        releases=_releases(said["releases"], day),
        concerned=tuple(said["concerned"]),
        incidents=tuple(said["incidents"]),
        records_due=records_due(opened, day),
        in_the_clear=tuple(said["in_the_clear"]),
        audit_holds=found.audit_holds,
        next_command=found.next_command,
    )


def _requests(workspace: Workspace, day: date) -> tuple[Mapping[str, Any], ...]:
    """Open requests by days left; who asked stays sealed."""
    open_ones = (one for one in workspace.sealed.read(REQUESTS, []) if not one.get("closed_on"))
    rows = [
        {
            "request": one["request_id"],
            "client": one["client_tag"],
            "basis": one["basis"] or one.get("kind", ""),
            "received": one["received_on"],
            # A complaint that was acknowledged has no day of its own and is never not pressing.
            "due": one["due_on"] or "without delay",
            "days_left": (date.fromisoformat(one["due_on"]) - day).days if one["due_on"] else 0,
        }
        for one in open_ones
    ]
    return tuple(sorted(rows, key=lambda one: (one["days_left"], one["request"])))


def _releases(states: Sequence[Mapping[str, Any]], day: date) -> tuple[Mapping[str, Any], ...]:
    """Releases by days left until their review; those past it come first."""
    rows = (
        {**one, "days_left": (date.fromisoformat(one["review_date"]) - day).days}
        for one in states
        if one["review_date"]
    )
    return tuple(sorted(rows, key=lambda one: (one["days_left"], one["release"])))


def _complaints(workspace: Workspace, day: date) -> tuple[Mapping[str, Any], ...]:
    """Notes that are complaints; whether one is settled stands in the note."""
    rows = [
        {"complaint": tag, "written": str(when)[:10], "days_since": _days_since(when, day)}
        for frame in workspace.partitions("notes")
        for tag, kind, when in zip(frame["tag"], frame["kind"], frame["written_at"], strict=True)
        if kind == "complaint"
    ]
    return tuple(sorted(rows, key=lambda one: (-(one["days_since"] or 0), one["complaint"])))


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def _days_since(text: object, day: date) -> int | None:
    when = _day(text)
    return None if when is None else (day - when).days
