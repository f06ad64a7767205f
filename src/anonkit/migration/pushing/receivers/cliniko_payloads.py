"""Cliniko's entries from flat fields: phones as a list, notes as a tree, moments in UTC."""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from anonkit.connectors.rest import tree_text

_PHONES = {
    "phone_mobile": "Mobile",
    "phone_home": "Home",
    "phone_work": "Work",
    "phone_other": "Other",
}
_BOOLEANS = frozenset(
    {
        "accepted_privacy_policy",
        "accepted_email_marketing",
        "accepted_sms_marketing",
        "receives_confirmation_emails",
        "receives_cancellation_emails",
    }
)
_CONTACT = ("emergency_name", "emergency_relationship", "emergency_phone")
_NAME = "Note"


def patient_payload(values: Mapping[str, str]) -> dict[str, Any]:
    """A patient; nothing is sent to anybody because of it."""
    found = _plain(values, (*_PHONES, *_CONTACT, "archived"))
    found["patient_phone_numbers"] = _phones(values)
    if contact := _contact(values):
        found["emergency_contact"] = contact
    # A message about a booking made years ago would alarm people.
    found["reminder_type"] = "None"
    found["receives_confirmation_emails"] = False
    found["receives_cancellation_emails"] = False
    return found


def contact_payload(values: Mapping[str, str]) -> dict[str, Any]:
    """A third party: a doctor, a referrer."""
    found = _plain(values, tuple(_PHONES))
    found["phone_numbers"] = _phones(values)
    return found


def alert_payload(values: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, Any]:
    """A medical alert."""
    return {**_plain(values), **ids}


def appointment_payload(values: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, Any]:
    """A booking; whether somebody came stands in two flags."""
    found = _plain(values, ("status", "starts_at", "ends_at", "cancellation_note"))
    for name in ("starts_at", "ends_at"):
        if values.get(name):
            found[name] = utc(values[name])
    if values.get("status") == "arrived":
        found["patient_arrived"] = True
    if values.get("status") == "did not arrive":
        found["did_not_arrive"] = True
    return {**found, **ids}


def note_payload(values: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, Any]:
    """A treatment note: one section, one paragraph; the target has no field for author and time."""
    return {"draft": values.get("draft") == "true", "content": note_content(values), **ids}


def note_content(values: Mapping[str, str]) -> dict[str, Any]:
    """The tree of a note."""
    heading = [values["heading"]] if values.get("heading") else []
    lines = [*heading, *values["text"].splitlines()]
    answer = "".join(f"<div>{_escaped(line) or '<br>'}</div>" for line in lines)
    question = {"name": _NAME, "type": "paragraph", "answer": answer}
    section: dict[str, Any] = {"questions": [question]}
    if title := values.get("title", "")[:255]:
        section["name"] = title
    return {"sections": [section]}


def note_words(content: Any) -> str:
    """What a note says, however the target has written it down."""
    return " ".join(tree_text(content).split())


def utc(moment: str) -> str:
    """The moment as the target writes it."""
    found = datetime.fromisoformat(moment)
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _escaped(line: str) -> str:
    # Tabs are stripped there, and words on both sides would grow together.
    return html.escape(" ".join(line.replace("\t", " ").split()), quote=False)


def _plain(values: Mapping[str, str], without: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        name: value == "true" if name in _BOOLEANS else value
        for name, value in values.items()
        if name not in without
    }


def _phones(values: Mapping[str, str]) -> list[dict[str, str]]:
    return [
        {"phone_type": kind, "number": number.strip()}
        for name, kind in _PHONES.items()
        for number in values.get(name, "").split(",")
        if number.strip()
    ]


def _contact(values: Mapping[str, str]) -> str:
    name, relationship, phone = (values.get(one, "") for one in _CONTACT)
    bracketed = f"({relationship})" if relationship else ""
    return " ".join(part for part in (name, bracketed, phone) if part)
