"""Takes back what a push created, newest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from anonkit.migration.pushing.ledger import Ledger
from anonkit.migration.pushing.receiver import Receiver
from anonkit.pages.displays import Displayed


@dataclass
class RollbackReport(Displayed):
    """What was taken back, by resource: deleted, archived where the target deletes nothing, or still there."""

    done: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    stays: list[str] = field(default_factory=list)
    """Tags of rows whose entries stay at the target."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        done = {resource: dict(counts) for resource, counts in self.done.items()}
        return {"undone": done, "stays": list(self.stays)}

    def lines(self) -> list[str]:
        """For a person."""
        told = [
            f"  {resource}: {', '.join(f'{n} {what}' for what, n in sorted(counts.items()))}"
            for resource, counts in self.done.items()
        ]
        return ["taken back:", *told, *(f"  still there: {tag}" for tag in self.stays)]


def roll_back(receiver: Receiver, ledger: Ledger, clock: Callable[[], datetime]) -> RollbackReport:
    """Takes every created entry back; killed, it goes on where it stopped.

    Entries that were there before are left alone; what an update changed is not changed back.
    """
    report = RollbackReport()
    for resource, tag, target_id in ledger.to_undo():
        removed = receiver.remove(resource, target_id)
        report.done[resource][removed] += 1
        if removed == "stays":
            report.stays.append(tag)
        else:
            now = clock().isoformat(timespec="seconds")
            ledger.undone(resource, tag, target_id, removed, now)
    return report
