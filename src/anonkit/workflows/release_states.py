"""The releases of a workspace as `anonkit status` lists them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from anonkit.storage import Workspace
from anonkit.workflows.release_register import ReleaseEntry, entries


@dataclass(frozen=True)
class ReleaseState:
    """One release and where it stands on a day; drafts are listed apart."""

    entry: ReleaseEntry
    state: str

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.entry.release,
            "state": self.state,
            "audience": self.entry.audience,
            "recipient": self.entry.recipient,
            "series": self.entry.series,
            "review_date": self.entry.review_date,
            "signatures": len(self.entry.signed),
            "signatures_wanted": self.entry.signatures_wanted,
            "superseded_by": self.entry.superseded_by,
        }

    def line(self) -> str:
        """For a person."""
        who = self.entry.recipient or self.entry.audience
        if self.state == "draft":
            return (
                f"{self.entry.release}  draft for {who}, {len(self.entry.signed)} of "
                f"{self.entry.signatures_wanted} signatures"
            )
        return (
            f"{self.entry.release}  {self.state}, held by {who}, review by {self.entry.review_date}"
        )


def release_states(workspace: Workspace, day: date) -> tuple[ReleaseState, ...]:
    """Every release that is approved or was, and drafts that one of two people has signed."""
    return tuple(
        ReleaseState(entry, entry.state_on(day))
        for entry in entries(workspace).values()
        if entry.state != "draft" or entry.signed
    )
