"""A client's request for their own record: who asked, how that was checked, on what basis, by when.

Sources: UK GDPR Art 12(3), 15, 20; 45 CFR 164.524.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, get_args

from anonkit.errors import RequestNotAuthorised

Basis = Literal["art15", "art20", "hipaa", "transfer"]
BASES: tuple[str, ...] = get_args(Basis)
_JURISDICTION_BY_BASIS = {"art15": "uk", "art20": "uk", "hipaa": "us"}


@dataclass(frozen=True)
class SubjectRequest:
    """One request and its clock."""

    request_id: str
    client_tag: str
    basis: str
    asked_by: str
    identity_checked: str
    received_on: str
    due_on: str
    closed_on: str | None = None

    def closed(self, day: date) -> SubjectRequest:
        """The request, answered."""
        return replace(self, closed_on=day.isoformat())

    def as_dict(self) -> dict[str, Any]:
        """For the sealed list of requests."""
        return asdict(self)


def open_request(
    *,
    request_id: str,
    client_tag: str,
    basis: str,
    jurisdiction: str,
    asked_by: str,
    identity_checked: str,
    received_on: date,
) -> SubjectRequest:
    """A request that may be answered; `RequestNotAuthorised` names everything it lacks."""
    lacks = []
    if basis not in BASES:
        lacks.append(f"a basis ({', '.join(BASES)})")
    elif _JURISDICTION_BY_BASIS.get(basis, jurisdiction) != jurisdiction:
        lacks.append(f"a basis that exists in this clinic's jurisdiction ({jurisdiction})")
    if not asked_by.strip():
        lacks.append("who asked")
    if not identity_checked.strip():
        lacks.append("how the identity was checked")
    if lacks:
        raise RequestNotAuthorised(f"The request lacks {'; '.join(lacks)}.", tuple(lacks))
    return SubjectRequest(
        request_id=request_id,
        client_tag=client_tag,
        basis=basis,
        asked_by=asked_by,
        identity_checked=identity_checked,
        received_on=received_on.isoformat(),
        due_on=due_on(received_on, jurisdiction).isoformat(),
    )


def due_on(received: date, jurisdiction: str) -> date:
    """The last day for the answer: a calendar month in the UK, 30 days under HIPAA."""
    if jurisdiction == "us":
        return received + timedelta(days=30)
    year, month = divmod(received.year * 12 + received.month, 12)
    month += 1
    last = min(received.day, monthrange(year, month)[1])
    return _next_working_day(date(year, month, last))


def _next_working_day(day: date) -> date:
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day
