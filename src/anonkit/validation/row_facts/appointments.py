"""Facts beside a booking."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from anonkit.validation.checks.moments import date_time
from anonkit.validation.row_facts.lookups import truth
from anonkit.validation.row_facts.surroundings import Surroundings

_NOT_KEPT = frozenset(("cancelled", "late cancelled", "declined", "no show", "archived"))


def facts(around: Surroundings) -> dict[str, pd.Series]:
    """Whether the client was booked twice at one time, and when a visit that took place did so."""
    frame = around.frame
    kept = frame["status"].isin(["arrived", "completed"])
    return {
        "_is_alone": truth(~_overlaps(frame)),
        "_visited_at": frame["starts_at"].where(kept),
    }


def _overlaps(frame: pd.DataFrame) -> pd.Series:
    """Which live bookings begin before an earlier one of the same client has ended."""
    live: list[tuple[str, datetime, datetime, int]] = []
    columns = (frame["client_key"], frame["starts_at"], frame["ends_at"], frame["status"])
    for place, (client, start, end, status) in enumerate(zip(*columns, strict=True)):
        begins = date_time(start) if isinstance(start, str) else None
        ends = date_time(end) if isinstance(end, str) else None
        if (
            isinstance(client, str)
            and begins
            and ends
            and begins < ends
            and status not in _NOT_KEPT
        ):
            live.append((client, begins, ends, place))
    hits: set[int] = set()
    open_until: dict[str, tuple[datetime, int]] = {}
    for client, begins, ends, place in sorted(live):
        until = open_until.get(client)
        if until is not None and begins < until[0]:
            hits |= {place, until[1]}
        if until is None or ends > until[0]:
            open_until[client] = (ends, place)
    return pd.Series([place in hits for place in range(len(frame))], index=frame.index)
