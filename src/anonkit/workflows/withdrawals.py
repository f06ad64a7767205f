"""Whose wishes no longer allow a release they are in: withdrawn, objecting, restricted, erased."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from anonkit.datasets import HANDED_OUT
from anonkit.governance import wishes_against
from anonkit.model import ValidRecords
from anonkit.storage import Workspace
from anonkit.workflows.release_register import ReleaseEntry, entries, people_by_case
from anonkit.workflows.stored_names import PERSONS

_GONE = "no longer in the records"


@dataclass(frozen=True)
class Concern:
    """A release that holds people who do not, or no longer, allow it."""

    release: str
    state: str
    reasons: Mapping[str, int]
    """Reason to people."""
    cases: tuple[str, ...]
    """Their case numbers, for `anonkit trace`; for the clinic's own eyes."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "state": self.state,
            "reasons": dict(self.reasons),
            "cases": list(self.cases),
        }

    def line(self) -> str:
        """For a person."""
        why = ", ".join(f"{reason}: {count}" for reason, count in self.reasons.items())
        return f"{self.release} ({self.state}) {why}; cases {', '.join(self.cases)}"


def concerned_releases(workspace: Workspace, day: date) -> tuple[Concern, ...]:
    """The releases that somebody holds, and in which somebody's wishes have changed since."""
    held = [entry for entry in entries(workspace).values() if entry.state in HANDED_OUT]
    persons = workspace.records.read(PERSONS, 0) if held else None
    if persons is None:
        return ()
    found = (concern_of(workspace, entry, persons, day) for entry in held)
    return tuple(one for one in found if one is not None)


def concern_of(
    workspace: Workspace, entry: ReleaseEntry, persons: pd.DataFrame, day: date
) -> Concern | None:
    """Who in this release does not allow it on that day, or ``None`` where everybody does."""
    people = people_by_case(workspace, entry.release)
    reason_by_person = wishes_against(
        ValidRecords(workspace.records),
        persons,
        purpose=entry.purpose,
        as_of=day,
    )
    known = set(persons["person"])
    reason_by_case = {
        case: reason_by_person.get(person) if person in known else _GONE
        for case, person in sorted(people.items())
    }
    against = {case: reason for case, reason in reason_by_case.items() if reason is not None}
    if not against:
        return None
    reasons = Counter(against.values())
    return Concern(entry.release, entry.state, dict(sorted(reasons.items())), tuple(against))
