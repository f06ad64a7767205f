"""Looks at the target for what was pushed: every id is there, and a sample says what was sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from anonkit.migration.pushing.ledger import WRITTEN, Ledger
from anonkit.migration.pushing.outgoing import Outgoing
from anonkit.migration.pushing.receiver import Receiver


@dataclass
class ReadBack:
    """What was found at the target."""

    asked: int = 0
    like: int = 0
    differs: list[str] = field(default_factory=list)
    """Tags of rows whose entry does not say what was sent."""

    @property
    def holds(self) -> bool:
        """Whether every entry that was asked for says what was sent."""
        return self.asked == self.like

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"asked": self.asked, "like": self.like, "differs": list(self.differs)}


def read_back(
    rows: Iterable[Outgoing], receiver: Receiver, ledger: Ledger, size: int, random: Random
) -> ReadBack:
    """Compares so many written rows, drawn at random, with their entries at the target."""
    drawn: list[tuple[Outgoing, Mapping[str, str], str]] = []
    for seen, found_row in enumerate(_written(rows, ledger)):
        if len(drawn) < size:
            drawn.append(found_row)
        elif (place := random.randrange(seen + 1)) < size:
            drawn[place] = found_row
    found = ReadBack()
    for row, ids, target_id in drawn:
        found.asked += 1
        if receiver.agrees(row, target_id, ids):
            found.like += 1
        else:
            found.differs.append(row.tag)
    return found


def _written(
    rows: Iterable[Outgoing], ledger: Ledger
) -> Iterable[tuple[Outgoing, Mapping[str, str], str]]:
    for row in rows:
        entry = ledger.entry(row)
        if entry is None or entry.status != WRITTEN or entry.target_id is None:
            continue
        ids = ledger.ids(row)
        if ids is not None:
            yield row, ids, entry.target_id
