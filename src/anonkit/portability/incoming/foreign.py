"""A record made by others as canonical rows: whose each row is, what waits and why, what was kept as it came."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from anonkit.model import RowKey
from anonkit.portability.incoming.care import CARE
from anonkit.portability.incoming.dealings import DEALINGS
from anonkit.portability.incoming.made import Made
from anonkit.portability.incoming.people import (
    client_row,
    contact_rows,
    coverage_row,
    related_row,
    staff_row,
)
from anonkit.portability.incoming.reading import Reading, Received
from anonkit.portability.incoming.words import first, part

PLATFORM = "fhir"
_SUBJECTS = ("subject", "patient", "beneficiary", "for", "individual")
_BESIDE = frozenset(
    {
        "Bundle",
        "Device",
        "Location",
        "Medication",
        "Organization",
        "Patient",
        "Practitioner",
        "PractitionerRole",
        "Provenance",
        "Specimen",
    }
)
"""Types that speak through others, or that the record does not need."""
_MAKERS = {**CARE, **DEALINGS}
_REQUIRED = {
    "allergies": ("substance",),
    "appointments": ("starts_at",),
    "conditions": ("name",),
    "medications": ("name",),
    "notes": ("text",),
    "payments": ("paid_at",),
    "prescriptions": ("medicine",),
    "questionnaires": ("question",),
    "treatments": ("treated_at",),
}
"""Without these a row cannot be used and waits."""


@dataclass(frozen=True)
class Waiting:
    """A row that waits, and why; reasons hold no value."""

    table: str
    row: dict[str, str]
    reasons: tuple[tuple[str, str], ...]
    """Code and words."""


@dataclass
class Foreign:
    """What came of a file that others made."""

    rows: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    waiting: list[Waiting] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Content by the row key of its document."""
    fates: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Type and fate of every resource: read, quarantined, kept as received, beside."""
    doubts: list[tuple[str, str, str]] = field(default_factory=list)
    """Client key, element and fault of Patients that are taken in all the same."""


def foreign_record(reading: Reading, content_tag: Callable[[str], str]) -> Foreign:
    """The canonical rows of everything that was read.

    `content_tag` gives a short keyed name of a text: the same resource has the same row key whenever it
    comes again, and no two resources share one.
    """
    return _Assembly(reading, content_tag).made()


class _Assembly:
    """One file on its way."""

    def __init__(self, reading: Reading, content_tag: Callable[[str], str]) -> None:
        self._reading = reading
        self._tag = content_tag
        self._made = Foreign()
        self._clients: dict[str, str] = {}
        self._received: dict[str, list[Received]] = {}

    def made(self) -> Foreign:
        """Patients first, then staff, then all that is about them."""
        for received in self._reading.kinds("Patient"):
            self._add_client(received)
        for received in self._reading.kinds("Practitioner"):
            key = self._key("staff", received)
            self._add("staff", key, staff_row(received.resource, self._reading))
        for received in self._reading.received:
            self._add_received(received)
        for client, own in self._received.items():
            self._keep_as_received(client, own)
        return self._made

    def _add_client(self, received: Received) -> None:
        row = client_row(received)
        key = str(RowKey(PLATFORM, "clients", row["client_id"]))
        for name in received.names:
            self._clients[name] = key
        self._add("clients", key, row)
        self._made.fates["Patient", "read"] += 1
        self._made.doubts += [(key, "Patient", fault) for fault in received.faults]
        self._received.setdefault(key, []).append(received)
        for number, contact in enumerate(contact_rows(received.resource)):
            self._add(
                "contacts", self._key("contacts", received, number), contact | {"client_key": key}
            )

    def _add_received(self, received: Received) -> None:
        if received.kind in _BESIDE:
            if received.kind != "Patient":
                self._made.fates[received.kind, "beside"] += 1
            return
        client = self._client_of(received)
        if client:
            self._received[client].append(received)
        made = list(self._rows_of(received))
        fate = "kept as received" if client else "ignored: about no client"
        for number, each in enumerate(made):
            fate = self._place(received, each, number, client)
        self._made.fates[received.kind, fate] += 1

    def _rows_of(self, received: Received) -> Iterator[Made]:
        if received.kind == "RelatedPerson":
            yield Made("contacts", related_row(received.resource))
        elif received.kind == "Coverage":
            yield Made("coverages", coverage_row(received.resource, self._reading))
        elif received.kind in _MAKERS:
            yield from _MAKERS[received.kind](received.resource, self._reading)

    def _place(self, received: Received, made: Made, number: int, client: str) -> str:
        """Puts a row among the records or among those that wait; returns its fate."""
        key = self._key(made.table, received, number)
        row = made.row | {"client_key": client, **self._links(made, received)}
        reasons = [("fhir-fault", fault) for fault in received.faults]
        reasons += [
            ("missing-value", f"{name} is missing")
            for name in _REQUIRED.get(made.table, ())
            if not row.get(name)
        ]
        if not client:
            reasons.append(("unknown-client", "it is about nobody who is in the file"))
        if made.content is not None:
            self._made.files[key] = made.content
        if not reasons:
            self._add(made.table, key, row)
            return "read"
        filled = {name: value for name, value in row.items() if value}
        self._made.waiting.append(Waiting(made.table, {"row_key": key, **filled}, tuple(reasons)))
        return "quarantined"

    def _links(self, made: Made, received: Received) -> dict[str, str]:
        links = {}
        staff = first(part(made.staff, "reference"))
        found = self._reading.received_as(staff) if staff else None
        if found is not None and found.kind == "PractitionerRole":
            found = self._reading.received_as(
                first(part(found.resource, "practitioner", "reference"))
            )
        if found is not None and found.kind == "Practitioner" and made.table in _WITH_STAFF:
            links["staff_key"] = self._key("staff", found)
        visit = first(
            part(received.resource, "encounter", "reference"),
            part(received.resource, "context", "reference"),
        )
        booked = self._reading.received_as(visit) if visit else None
        if (
            booked is not None
            and booked.kind == "Encounter"
            and made.table in ("notes", "treatments")
        ):
            links["appointment_key"] = self._key("appointments", booked)
        return links

    def _client_of(self, received: Received) -> str:
        """The client a resource is about; of a file with one client all that names nobody else."""
        for name in _SUBJECTS:
            said = first(part(received.resource, name, "reference"))
            if said:
                patient = self._reading.received_as(said)
                return self._clients.get(patient.name, "") if patient else ""
        for participant in received.resource.get("participant", []):
            patient = self._reading.received_as(first(part(participant, "actor", "reference")))
            if patient is not None and patient.kind == "Patient":
                return self._clients.get(patient.name, "")
        keys = set(self._clients.values())
        return keys.pop() if len(keys) == 1 else ""

    def _keep_as_received(self, client: str, own: list[Received]) -> None:
        """Everything about a client as it came: what no field of ours holds is not lost."""
        lines = [json.dumps(each.resource, ensure_ascii=False, default=_number) for each in own]
        content = ("\n".join(lines) + "\n").encode()
        key = str(RowKey(PLATFORM, "documents", f"received/{self._tag(content.decode())}"))
        self._made.files[key] = content
        row = {
            "client_key": client,
            "kind": "other",
            "title": "The record as it was received (FHIR)",
            "media_type": "application/fhir+ndjson",
        }
        self._add("documents", key, row)

    def _key(self, table: str, received: Received, number: int = 0) -> str:
        text = json.dumps(received.resource, sort_keys=True, default=_number)
        end = f"/{number}" if number else ""
        return str(RowKey(PLATFORM, table, f"{received.name}/{self._tag(text)}{end}"))

    def _add(self, table: str, key: str, row: dict[str, str]) -> None:
        filled = {name: value for name, value in row.items() if value}
        self._made.rows.setdefault(table, []).append(
            {"row_key": key, "platform": PLATFORM, **filled}
        )


_WITH_STAFF = ("appointments", "notes", "prescriptions", "treatments")


def _number(value: object) -> object:
    if isinstance(value, Decimal):
        return (
            int(value) if value == value.to_integral() and "." not in str(value) else float(value)
        )
    raise TypeError
