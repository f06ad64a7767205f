"""Requests and complaints with their clocks, and disclosures to others."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.governance import SubjectRequest, open_request, unchecked
from anonkit.model import Identity, RowKey, canonical_frame
from anonkit.pages.displays import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.export_parts import Held, find_client_key
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import REQUESTS

DISCLOSURE_GROUNDS: tuple[str, ...] = (
    "client's wish",
    "emergency",
    "court order",
    "insurer with the client's consent",
    "regulator",
    "public health",
    "safeguarding",
    "police with a lawful request",
)
"""Why a clinic may pass something on; the person who decides answers for it."""


@dataclass(frozen=True)
class RequestsReport(Displayed):
    """Requests by number, client tag and clock; never who asked."""

    requests: tuple[SubjectRequest, ...]
    today: date

    @property
    def overdue(self) -> int:
        """How many are past their day."""
        return sum((each.days_left(self.today) or 0) < 0 for each in self.requests if each.is_open)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "requests": [self._described(each) for each in self.requests],
            "open": sum(each.is_open for each in self.requests),
            "overdue": self.overdue,
        }

    def _described(self, each: SubjectRequest) -> dict[str, Any]:
        return {
            "request": each.request_id,
            "kind": each.kind,
            "client": each.client_tag,
            "basis": each.basis,
            "capacity": each.capacity,
            "received_on": each.received_on,
            "due_on": each.due_on,
            "days_left": each.days_left(self.today) if each.is_open else None,
            "state": state_of(each, self.today),
            "waits_for": list(unchecked(each)) if each.is_open else [],
            "places_left": list(each.places_left) if each.is_open else [],
            "exports": list(each.exports),
        }

    def lines(self) -> list[str]:
        """For a person, the most pressing first."""
        if not self.requests:
            return ["No request is open."]
        return [line for each in self.requests for line in self._told(each)]

    def _told(self, each: SubjectRequest) -> list[str]:
        what = f"{each.kind} {each.basis}".strip()
        lines = [
            (
                f"{each.request_id}  {what:<14} {each.client_tag}  {state_of(each, self.today)}"
                f"{', due ' + each.due_on if each.is_open and each.due_on else ''}"
            )
        ]
        if each.is_open:
            lines += [f"    waits for {lack}" for lack in unchecked(each)]
            if each.kind == "copy" and each.places_left:
                lines.append(f"    not looked at yet: {', '.join(each.places_left)}")
        return lines


def state_of(request: SubjectRequest, today: date) -> str:
    """The state of a request in words."""
    if not request.is_open:
        return "closed"
    if request.paused_on:
        return f"clock stopped: {request.paused_because}"
    left = request.days_left(today)
    if left is None:
        return "acknowledged, to be answered without undue delay"
    return f"{-left} days late" if left < 0 else f"{left} days left"


def open_subject_request(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    asked_by: str,
    basis: str = "",
    kind: str = "copy",
    identity_checked: str = "",
    capacity: str = "self",
    proof_seen: str = "",
    limits: str = "",
    channel: str = "",
    send_to: str = "",
    received_on: date | None = None,
    clock: Clock = system_clock,
) -> RequestsReport:
    """Writes a request or complaint down and starts its clock; identity and proof may be checked later."""
    with run(workspace, "requests open", clock) as this:
        opened, today = this.workspace, this.started.date()
        clinic = opened.settings.clinic
        if received_on is not None and received_on > today:
            raise SettingsError("A request cannot have been received on a day to come.")
        request = open_request(
            request_id=new_request_id(),
            client_tag=Identity(opened.keys).tag("clients", find_client_key(opened, client_id)),
            basis=basis,
            jurisdiction=clinic.jurisdiction,
            state=clinic.state or "",
            asked_by=asked_by,
            identity_checked=identity_checked,
            received_on=received_on or today,
            kind=kind,
            capacity=capacity,
            proof_seen=proof_seen,
            limits=limits,
            channel=channel,
            send_to=send_to,
            may_wait=True,
        )
        keep_requests(opened, [*stored_requests(opened), request])
        this.audit(_facts(request))
        return RequestsReport((request,), today)


def list_requests(
    workspace: Workspace | Path | str, *, closed: bool = False, clock: Clock = system_clock
) -> RequestsReport:
    """Open requests, the most pressing first; with `closed` the others too."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    chosen = [each for each in stored_requests(opened) if closed or each.is_open]
    ordered = sorted(chosen, key=lambda each: (not each.is_open, each.due_on or "9999"))
    return RequestsReport(tuple(ordered), clock().date())


def close_request(
    workspace: Workspace | Path | str,
    request_id: str,
    *,
    outcome: str,
    clock: Clock = system_clock,
) -> RequestsReport:
    """Closes a request with what became of it."""
    if not outcome.strip():
        raise SettingsError("Say what became of the request: --outcome.")
    return update_request(
        workspace, request_id, [lambda each, today: each.closed(today, outcome)], clock=clock
    )


Change = Callable[[SubjectRequest, date], SubjectRequest]


def update_request(
    workspace: Workspace | Path | str,
    request_id: str,
    changes: Sequence[Change],
    *,
    clock: Clock = system_clock,
) -> RequestsReport:
    """Applies the changes, one after the other, to an open request."""
    with run(workspace, "requests update", clock) as this:
        request, today = request_named(this.workspace, request_id), this.started.date()
        for change in changes:
            request = change(request, today)
        replace_request(this.workspace, request)
        this.audit(_facts(request))
        return RequestsReport((request,), today)


def request_named(workspace: Workspace, request_id: str) -> SubjectRequest:
    """The open request with this number."""
    found = next((one for one in stored_requests(workspace) if one.request_id == request_id), None)
    if found is None or not found.is_open:
        state = "was closed before" if found else "is not there"
        raise SettingsError(
            f"The request {state}; `anonkit requests list` shows those that are open."
        )
    return found


def stored_requests(workspace: Workspace) -> list[SubjectRequest]:
    """Every request that was ever written down."""
    return [SubjectRequest.from_dict(each) for each in workspace.sealed.read(REQUESTS, [])]


def keep_requests(workspace: Workspace, requests: Sequence[SubjectRequest]) -> None:
    """Writes the whole list."""
    workspace.sealed.write(REQUESTS, [each.as_dict() for each in requests])


def replace_request(workspace: Workspace, request: SubjectRequest) -> None:
    """Puts a changed request in the place of the one it was, or adds it."""
    others = [each for each in stored_requests(workspace) if each.request_id != request.request_id]
    keep_requests(workspace, [*others, request])


def new_request_id() -> str:
    """A random number; it tells nothing."""
    return f"r-{secrets.token_hex(4)}"


def _facts(request: SubjectRequest) -> dict[str, Any]:
    return {
        "request": request.request_id,
        "kind": request.kind,
        "client": request.client_tag,
        "basis": request.basis,
        "due_on": request.due_on,
        "open": request.is_open,
    }


@dataclass(frozen=True)
class DisclosureReport(Displayed):
    """A disclosure that was written down."""

    tag: str
    ground: str

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"disclosure": self.tag, "ground": self.ground}

    def lines(self) -> list[str]:
        """For a person."""
        return [f"{self.tag} is in the client's disclosures ({self.ground})."]


def disclose(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    to: str,
    what: str,
    ground: str,
    decided_by: str,
    clock: Clock = system_clock,
) -> DisclosureReport:
    """Writes down what was passed on about a client to somebody else, on what ground, and who decided."""
    said = {"--to": to, "--what": what, "--decided-by": decided_by}
    lacks = [name for name, value in said.items() if not value.strip()]
    if ground not in DISCLOSURE_GROUNDS:
        lacks.append(f"a --ground ({', '.join(DISCLOSURE_GROUNDS)})")
    if lacks:
        raise SettingsError(f"The disclosure lacks {'; '.join(lacks)}.")
    with run(workspace, "requests disclose", clock) as this:
        key = find_client_key(this.workspace, client_id)
        tag = record_disclosure(this, key, to, what, f"{ground}, decided by {decided_by}")
        this.audit({"disclosure": tag, "ground": ground})
        return DisclosureReport(tag, ground)


def record_disclosure(this: Run, client_key: str, to: str, what: str, basis: str) -> str:
    """Adds a row to the client's disclosures; returns its tag."""
    workspace = this.workspace
    row = _disclosure_row(workspace, client_key, this.started)
    row |= {"recipient": to, "what": what, "basis": basis}
    row["content_hash"] = Identity(workspace.keys).content_hash(f"{to}\x1f{what}\x1f{basis}")
    records = workspace.records
    index = Held.of(workspace).partition_of(client_key, records.partition_count)
    held = records.read("disclosures", index)
    added = canonical_frame("disclosures", [row])
    with records.begin() as transaction:
        frames = [added] if held is None else [held, added]
        transaction.write("disclosures", index, pd.concat(frames, ignore_index=True))
    return row["tag"]


def _disclosure_row(workspace: Workspace, client_key: str, when: datetime) -> dict[str, str]:
    key = str(RowKey("anonkit", "disclosures", secrets.token_hex(6)))
    moment = when.isoformat(timespec="seconds")
    return {
        "row_key": key,
        "tag": Identity(workspace.keys).tag("disclosures", key),
        "platform": "anonkit",
        "source_file": "anonkit requests",
        "pulled_at": moment,
        "client_key": client_key,
        "disclosed_at": moment,
    }
