"""What an entry at Cliniko says, and what a row would make it say, as texts that can be compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from anonkit.connectors.rest import last_part, text_at
from anonkit.migration.pushing.forecast import Costs
from anonkit.migration.pushing.outgoing import Outgoing
from anonkit.migration.pushing.receivers.cliniko_payloads import (
    alert_payload,
    appointment_payload,
    contact_payload,
    note_payload,
    note_words,
    patient_payload,
)

CANCELLED = "cancelled"
ATTACHMENTS = "patient_attachments"
Payload = Callable[[Mapping[str, str], Mapping[str, str]], dict[str, Any]]

PAYLOADS: Mapping[str, Payload] = {
    "patients": lambda values, _ids: patient_payload(values),
    "contacts": lambda values, _ids: contact_payload(values),
    "medical_alerts": alert_payload,
    "individual_appointments": appointment_payload,
    "treatment_notes": note_payload,
    ATTACHMENTS: lambda values, ids: {**values, **ids},
}
NAMING: Mapping[str, tuple[str, ...]] = {
    "patients": ("old_reference_id",),
    "contacts": ("first_name", "last_name", "company_name", "phone_numbers"),
    "medical_alerts": ("patient_id", "name"),
    "individual_appointments": (
        "patient_id",
        "starts_at",
        "practitioner_id",
        "appointment_type_id",
        "business_id",
    ),
    "treatment_notes": ("patient_id", "content"),
    ATTACHMENTS: ("patient_id", "description", "filename"),
}
"""The fields by which two entries of a list are the same thing."""
COSTS = Costs(
    rows={name: 2 if name == ATTACHMENTS else 1 for name in PAYLOADS},
    words={("individual_appointments", "status", CANCELLED): 1},
    read_file=2,
    page=100,
    start=40,
)
"""The file itself goes to a storage that nobody counts."""
_NOT_SAID = frozenset({"id", "links", "created_at", "updated_at"})


def told(row: Outgoing, ids: Mapping[str, str]) -> dict[str, str]:
    """What the row says, field by field."""
    payload = PAYLOADS[row.resource](row.values, ids)
    found = {name: _text(name, value) for name, value in payload.items()}
    if row.resource == "individual_appointments":
        found[CANCELLED] = str(row.values.get("status") == CANCELLED)
    return found


def said(resource: str, entry: Mapping[str, Any]) -> dict[str, str]:
    """What the entry says, field by field; where it points elsewhere, the id that it points to."""
    found = {name: _text(name, value) for name, value in entry.items() if name not in _NOT_SAID}
    for name in entry:
        if link := text_at(entry, f"{name}.links.self"):
            found[f"{name}_id"] = last_part(link)
    if resource == "individual_appointments":
        found[CANCELLED] = str(bool(entry.get("cancelled_at")))
    return found


def agree(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether the entry says everything that the row says; more may stand there."""
    return all(theirs.get(name, "") == value for name, value in ours.items())


def _text(name: str, value: Any) -> str:
    if name == "content" and not isinstance(value, str):
        return note_words(value)
    if name.endswith("phone_numbers"):
        # The plus sign comes and goes there.
        return ", ".join(f"{one.get('phone_type')} {_digits(one)}" for one in value or [])
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""


def _digits(phone: Mapping[str, Any]) -> str:
    return "".join(sign for sign in str(phone.get("number")) if sign.isdigit())
