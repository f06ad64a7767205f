"""What learners said of a release's cases; a recognition opens an incident and proposes a recall."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from anonkit.datasets import RECOGNISED, CaseFeedback, read_codes
from anonkit.errors import SettingsError
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows import release_register as register
from anonkit.workflows.incidents import Incident, close_incident, open_incident
from anonkit.workflows.reasons import told_reason
from anonkit.workflows.release_place import release_place
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.stored_names import FEEDBACK


@dataclass(frozen=True)
class FeedbackReport(Displayed):
    """What was taken in now, and what has been said of the release so far."""

    release: str
    taken: int
    said: dict[str, dict[str, int]]
    """Case to kind to how often, over all that was taken in."""
    opened: tuple[Incident, ...] = ()
    closed: int = 0

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide on a recognition."""
        return bool(self.opened)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "release": self.release,
            "taken": self.taken,
            "said": self.said,
            "incidents": [one.as_dict() for one in self.opened],
            "closed": self.closed,
            "proposed": self._recall() if self.opened else None,
        }

    def lines(self) -> list[str]:
        """For a person."""
        told = [f"{self.taken} codes taken in for {self.release}"]
        for case, counts in self.said.items():
            told.append(f"  {case}  {', '.join(f'{kind}: {n}' for kind, n in counts.items())}")
        told += [one.line() for one in self.opened]
        if self.closed:
            told.append(f"{self.closed} incidents closed")
        if self.opened:
            told += [
                "Somebody was recognised. Ask by whom and how, without asking for the name, then decide:",
                f"  {self._recall()}",
            ]
        return told

    def _recall(self) -> str:
        return f'anonkit recall {self.release} --workspace WORKSPACE --reason "somebody was recognised"'


def feedback(
    release: Path | str,
    codes: Sequence[str],
    *,
    workspace: Workspace | Path | str | None = None,
    clock: Clock = system_clock,
) -> FeedbackReport:
    """Takes in the codes that learners read out; all of them or, where one does not fit, none.

    A recognition opens an incident with the clock that the jurisdiction sets. `SettingsError` for a code
    that is not of this release.
    """
    place = release_place(release, workspace)
    with run(place.workspace, "feedback", clock) as this:
        entry = register.entry_of(place.workspace, place.release)
        cases = register.people_by_case(place.workspace, entry.release)
        said = read_codes(entry.release, cases, [code for code in codes if code.strip()])
        if not said:
            raise SettingsError(
                "No codes were given; type them one a line, as they stand at the end of a case."
            )
        recognised = dict.fromkeys(one.case for one in said if one.kind == RECOGNISED)
        opened = tuple(
            open_incident(place.workspace, entry.release, case, RECOGNISED, this.started)
            for case in recognised
        )
        total = _counted(place.workspace, entry.release, said)
        this.audit(
            {
                "release": entry.release,
                "codes": dict(sorted(Counter(one.kind for one in said).items())),
                "incidents": [one.number for one in opened],
            }
        )
        return FeedbackReport(entry.release, len(said), total, opened)


def settle_incident(
    release: Path | str,
    number: int,
    *,
    reason: str,
    workspace: Workspace | Path | str | None = None,
    clock: Clock = system_clock,
) -> FeedbackReport:
    """Closes an incident without a recall, for a reason that is kept; `SettingsError` where none is open."""
    place = release_place(release, workspace)
    with run(place.workspace, "feedback", clock) as this:
        why = told_reason(place.workspace, reason)
        closed = close_incident(place.workspace, number, this.started, why)
        if not closed:
            raise SettingsError(f"There is no open incident {number}; `anonkit status` lists them.")
        this.audit({"release": place.release, "incident": number, "closed": why})
        said = place.workspace.sealed.read(FEEDBACK, {}).get(place.release, {})
        return FeedbackReport(place.release, 0, said, (), closed)


def _counted(
    workspace: Workspace, release: str, said: Sequence[CaseFeedback]
) -> dict[str, dict[str, int]]:
    """Adds what was said to what is kept, and gives back the whole."""
    held: dict[str, dict[str, dict[str, int]]] = workspace.sealed.read(FEEDBACK, {})
    total = {case: dict(counts) for case, counts in held.get(release, {}).items()}
    for one in said:
        counts = total.setdefault(one.case, {})
        counts[one.kind] = counts.get(one.kind, 0) + 1
    ordered = dict(sorted(total.items()))
    workspace.sealed.write(FEEDBACK, {**held, release: ordered})
    return ordered
