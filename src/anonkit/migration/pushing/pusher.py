"""Pushes rows into a target; killed at any moment it goes on without a double and without a gap."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from anonkit.connectors.rest import Unconfirmed
from anonkit.errors import TransientError
from anonkit.migration.pushing.ledger import HERE, MADE, QUARANTINED, SENT, Entry, Ledger
from anonkit.migration.pushing.outgoing import Outgoing
from anonkit.migration.pushing.receiver import Receiver, RowRefused
from anonkit.migration.waiting import WITHOUT_PARENT

_SENDINGS = 3
_SETTLE = 5.0
"""Seconds after which a target has taken, or lost, what was on its way when a run died."""
Tell = Callable[[str], None]


@dataclass
class PushReport:
    """What one run did, by resource and outcome."""

    done: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    reasons: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "pushed": {resource: dict(counts) for resource, counts in self.done.items()},
            "waiting": dict(sorted(self.reasons.items())),
        }

    def lines(self) -> list[str]:
        """For a person."""
        told = [
            f"  {resource}: {', '.join(f'{n} {what}' for what, n in sorted(counts.items()))}"
            for resource, counts in self.done.items()
        ]
        waiting = [f"  {count:>6}  {reason}" for reason, count in sorted(self.reasons.items())]
        return ["pushed:", *told, *(["waiting:", *waiting] if waiting else [])]


def push(
    rows: Iterable[Outgoing],
    receiver: Receiver,
    ledger: Ledger,
    clock: Callable[[], datetime],
    *,
    replay: bool = False,
    settle: float = _SETTLE,
    tell: Tell = lambda _resource: None,
) -> PushReport:
    """Brings every row to the target that is not there yet; `replay` tries again what waits.

    Rows come in an order in which what they refer to comes first. Raises `TransientError` where the target
    is away and `PermanentError` where it does not let us in; what was done stays done and is not done again.
    """
    _let_settle(ledger, clock, settle)
    pusher = _Pusher(receiver, ledger, clock, replay=replay)
    for row in rows:
        outcome = pusher.bring(row)
        pusher.report.done[row.resource][outcome] += 1
        tell(row.resource)
    return pusher.report


def _let_settle(ledger: Ledger, clock: Callable[[], datetime], settle: float) -> None:
    """Waits until what an earlier run sent last has arrived: looking too early would send it twice."""
    last = ledger.last_unanswered()
    if last is not None:
        passed = (clock() - datetime.fromisoformat(last)).total_seconds()
        time.sleep(min(settle, max(0.0, settle - passed)))


class _Pusher:
    def __init__(
        self,
        receiver: Receiver,
        ledger: Ledger,
        clock: Callable[[], datetime],
        *,
        replay: bool,
    ) -> None:
        self._receiver = receiver
        self._ledger = ledger
        self._clock = clock
        self._replay = replay
        self._present: dict[str, Mapping[str, str]] = {}
        self._day, self._changes = "", 0
        self.report = PushReport()

    def bring(self, row: Outgoing) -> str:
        """What became of the row, in a word."""
        entry = self._ledger.entry(row)
        if entry is not None and entry.content_hash == row.content_hash:
            if entry.status in HERE:
                return "unchanged"
            if entry.status == QUARANTINED and not self._replay:
                return self._waits(entry.reason)
        ids = self._ledger.ids(row)
        if ids is None:
            return self._orphan(row, entry)
        try:
            return self._brought(row, ids, entry)
        except RowRefused as refused:
            return self._quarantine(row, refused.reason, entry)

    def _brought(self, row: Outgoing, ids: Mapping[str, str], entry: Entry | None) -> str:
        if (
            entry is not None
            and entry.target_id is not None
            and entry.status in (*HERE, QUARANTINED)
        ):
            return self._update(row, entry, entry.target_id, ids)
        if entry is not None and entry.status == MADE and entry.target_id is not None:
            return self._finish(row, entry.target_id)
        if entry is None and (there := self._present_id(row)) is not None:
            self._ledger.present(row, there, self._now())
            return "already there"
        if entry is not None and entry.status == SENT:
            # It was sent and nobody said what came of it.
            if entry.content_hash != row.content_hash and not self._receiver.source_number(row):
                return self._waits(
                    "was sent, not confirmed, and has changed since; look at the target"
                )
            if (found := self._looked_up(row, ids)) is not None:
                return self._made(row, found)
        return self._send(row, ids)

    def _spend(self) -> None:
        """One of the changes that a day allows; `TransientError` where none is left."""
        most = self._receiver.costs.changes_a_day
        if most is None:
            return
        day = self._clock().astimezone(UTC).date().isoformat()
        if self._day != day:
            self._day, self._changes = day, self._ledger.changes_on(day)
        if self._changes >= most:
            raise TransientError(
                f"The target takes no more than {most} changes a day. Run again after midnight UTC; "
                "what was done stays done."
            )
        self._changes += 1

    def _send(self, row: Outgoing, ids: Mapping[str, str]) -> str:
        for sending in range(_SENDINGS):
            self._spend()
            self._ledger.sent(row, self._now())
            try:
                return self._made(row, self._receiver.create(row, ids))
            except Unconfirmed:
                if (found := self._looked_up(row, ids)) is not None:
                    return self._made(row, found)
                if sending == _SENDINGS - 1:
                    raise
        raise AssertionError("the last sending either ends or raises")

    def _looked_up(self, row: Outgoing, ids: Mapping[str, str]) -> str | None:
        """The entry that says what the row says and is no other row's: two rows may say the same."""
        found = self._receiver.look_up(row, ids)
        return next((one for one in found if not self._ledger.knows(row.resource, one)), None)

    def _made(self, row: Outgoing, target_id: str) -> str:
        self._ledger.made(row, target_id, self._now())
        return self._finish(row, target_id)

    def _finish(self, row: Outgoing, target_id: str) -> str:
        self._receiver.finish(row, target_id)
        self._ledger.written(row, target_id, self._now())
        return "written"

    def _update(self, row: Outgoing, entry: Entry, target_id: str, ids: Mapping[str, str]) -> str:
        self._spend()
        self._receiver.update(row, target_id, ids)
        status = HERE[0] if entry.status == QUARANTINED else entry.status
        known = Entry(entry.content_hash, target_id, status, entry.attempt, "")
        self._ledger.updated(row, known, self._now())
        return "changed"

    def _present_id(self, row: Outgoing) -> str | None:
        """The id of an entry that was at the target before this migration, known by its source's number."""
        number = self._receiver.source_number(row)
        if not number:
            return None
        if row.resource not in self._present:
            self._present[row.resource] = dict(self._receiver.present(row.resource))
        found = self._present[row.resource].get(number)
        return None if found is None or self._ledger.knows(row.resource, found) else found

    def _orphan(self, row: Outgoing, entry: Entry | None) -> str:
        reason = WITHOUT_PARENT
        if entry is not None and entry.status == SENT:
            # That it was sent must not be forgotten.
            return self._waits(reason)
        return self._quarantine(row, reason, entry)

    def _quarantine(self, row: Outgoing, reason: str, entry: Entry | None) -> str:
        self._ledger.quarantined(row, reason, self._now(), entry.target_id if entry else None)
        return self._waits(reason)

    def _waits(self, reason: str) -> str:
        self.report.reasons[reason] += 1
        return "waiting"

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")
