"""A client's request: who asked, for whom, how that was checked, on what basis, by when, and what became of it.

Sources: UK GDPR Art 12, 12A, 15, 20; 45 CFR 164.502(g), 164.524; Access to Health Records Act 1990 s. 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args

from anonkit.errors import RequestNotAuthorised, SettingsError
from anonkit.governance.clocks import complaint_due_on, due_on, extended_due_on, later_by

Basis = Literal["art15", "art20", "hipaa", "transfer"]
BASES: tuple[str, ...] = get_args(Basis)
KINDS: tuple[str, ...] = ("copy", "complaint")
_JURISDICTION_BY_BASIS = {"art15": "uk", "art20": "uk", "hipaa": "us"}

CAPACITIES: Mapping[str, str] = MappingProxyType(
    {
        "self": "the client themself",
        "parent": "a parent: shown are parental responsibility, and whether the child can decide for itself",
        "attorney": "an attorney for health or for property: the registered power, and what it covers",
        "executor": "the personal representative of a client who has died: grant of probate or letters",
        "claimant": "somebody with a claim that arises from a death: only what is relevant to the claim",
        "solicitor": "a solicitor: the client's signed authority, and how far it goes",
        "provider": "the next provider, asked by the client",
        "other": "somebody else whom the client or the law allows",
    }
)
"""Who may ask for a client, and what is to be shown then."""
PLACES: tuple[str, ...] = (
    "paper files",
    "phones of staff",
    "chat apps",
    "e-mail",
    "CCTV",
    "call recordings",
    "social media",
    "devices such as cameras and lasers",
    "processors and laboratories",
)
"""Where clinics hold data that this toolkit cannot see."""


@dataclass(frozen=True)
class SubjectRequest:
    """One request or complaint, and its clock."""

    request_id: str
    client_tag: str
    basis: str
    asked_by: str
    identity_checked: str
    received_on: str
    due_on: str
    closed_on: str | None = None
    kind: str = "copy"
    jurisdiction: str = "uk"
    capacity: str = "self"
    proof_seen: str = ""
    """What showed that somebody else may ask."""
    limits: str = ""
    """How far that goes."""
    channel: str = ""
    send_to: str = ""
    """Somebody else to whom the client directs the copy."""
    extended_because: str = ""
    paused_on: str = ""
    """The day on which the clock was stopped; empty while it runs."""
    paused_because: str = ""
    acknowledged_on: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    """What came of looking where the toolkit cannot see."""
    exports: tuple[str, ...] = ()
    """The random names of the exports that answered it."""
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.closed_on is None

    @property
    def places_left(self) -> tuple[str, ...]:
        """Places nobody has looked at yet."""
        return tuple(place for place in PLACES if place not in self.places)

    def days_left(self, today: date) -> int | None:
        """Days until it is due, less than none where that has passed; ``None`` while the clock stands."""
        if self.paused_on or not self.due_on:
            return None
        return (date.fromisoformat(self.due_on) - today).days

    def closed(self, day: date, outcome: str = "") -> SubjectRequest:
        """The request, answered."""
        return replace(self, closed_on=day.isoformat(), outcome=outcome or self.outcome)

    def extended(self, reason: str, today: date) -> SubjectRequest:
        """The request with the one extension; `SettingsError` without a reason, twice, or too late."""
        if not reason.strip() or self.extended_because or self.kind != "copy":
            raise SettingsError(
                "A request for a copy can be extended once, with a reason that the person is told."
            )
        if self.due_on and today > date.fromisoformat(self.due_on):
            raise SettingsError(
                "The request is past its day. An extension has to be told before that."
            )
        received = date.fromisoformat(self.received_on)
        due = extended_due_on(received, self.jurisdiction).isoformat()
        return replace(self, due_on=due, extended_because=reason)

    def paused(self, reason: str, today: date) -> SubjectRequest:
        """The request with its clock stopped, while identity, clarification or a lawful fee is awaited."""
        if not reason.strip() or self.paused_on or self.jurisdiction != "uk":
            raise SettingsError(
                "A clock that runs can be stopped once at a time, with what is awaited; HIPAA knows no stop."
            )
        return replace(self, paused_on=today.isoformat(), paused_because=reason)

    def resumed(self, today: date) -> SubjectRequest:
        """The request with its clock running again, due later by the days it stood."""
        if not self.paused_on:
            raise SettingsError("The clock of this request runs already.")
        days = (today - date.fromisoformat(self.paused_on)).days
        due = later_by(date.fromisoformat(self.due_on), days, self.jurisdiction)
        return replace(self, due_on=due.isoformat(), paused_on="")

    def acknowledged(self, today: date) -> SubjectRequest:
        """The complaint, acknowledged; its answer is due without undue delay, on no day of its own."""
        due = "" if self.kind == "complaint" else self.due_on
        return replace(self, acknowledged_on=today.isoformat(), due_on=due)

    def looked_at(self, place: str, result: str) -> SubjectRequest:
        """The request with what was found at one of `PLACES`."""
        if place not in PLACES:
            raise SettingsError(f"No such place on the checklist; there are: {', '.join(PLACES)}.")
        return replace(self, places={**self.places, place: result or "nothing there"})

    def as_dict(self) -> dict[str, Any]:
        """For the sealed list of requests."""
        return asdict(self)

    @classmethod
    def from_dict(cls, content: Mapping[str, Any]) -> SubjectRequest:
        """The request that `as_dict` wrote, by this version or an earlier one."""
        return cls(**{**content, "exports": tuple(content.get("exports", ()))})


def open_request(
    *,
    request_id: str,
    client_tag: str,
    basis: str,
    jurisdiction: str,
    asked_by: str,
    identity_checked: str,
    received_on: date,
    state: str = "",
    kind: str = "copy",
    capacity: str = "self",
    proof_seen: str = "",
    limits: str = "",
    channel: str = "",
    send_to: str = "",
    may_wait: bool = False,
) -> SubjectRequest:
    """A request; `RequestNotAuthorised` names everything it lacks.

    With `may_wait` it may be opened before identity and proof are checked; no export answers it until then.
    """
    lacks = []
    if kind == "copy" and basis not in BASES:
        lacks.append(f"a basis ({', '.join(BASES)})")
    elif _JURISDICTION_BY_BASIS.get(basis, jurisdiction) != jurisdiction:
        lacks.append(f"a basis that exists in this clinic's jurisdiction ({jurisdiction})")
    if kind not in KINDS:
        lacks.append(f"a kind ({', '.join(KINDS)})")
    if capacity not in CAPACITIES:
        lacks.append(f"a capacity ({', '.join(CAPACITIES)})")
    if not asked_by.strip():
        lacks.append("who asked")
    made = SubjectRequest(
        request_id=request_id,
        client_tag=client_tag,
        basis=basis,
        asked_by=asked_by,
        identity_checked=identity_checked,
        received_on=received_on.isoformat(),
        due_on=_due(kind, received_on, jurisdiction, state).isoformat(),
        kind=kind,
        jurisdiction=jurisdiction,
        capacity=capacity,
        proof_seen=proof_seen,
        limits=limits,
        channel=channel,
        send_to=send_to,
    )
    lacks += [] if may_wait else list(unchecked(made))
    if lacks:
        raise RequestNotAuthorised(f"The request lacks {'; '.join(lacks)}.", tuple(lacks))
    return made


def unchecked(request: SubjectRequest) -> tuple[str, ...]:
    """What has to be checked before a request may be answered."""
    lacks = []
    if not request.identity_checked.strip():
        lacks.append("how the identity was checked")
    if request.capacity != "self" and not request.proof_seen.strip():
        lacks.append(
            f"the proof seen; asked by {CAPACITIES.get(request.capacity, 'somebody else')}"
        )
    return tuple(lacks)


def _due(kind: str, received: date, jurisdiction: str, state: str) -> date:
    if kind == "complaint":
        return complaint_due_on(received)
    return due_on(received, jurisdiction, state)
