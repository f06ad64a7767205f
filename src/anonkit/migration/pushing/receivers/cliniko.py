"""Cliniko as a target: patients, contacts, alerts, appointments, treatment notes, files, through its API."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from hashlib import sha256
from typing import Any

from anonkit.connectors.rest import Answer, Connection, entries_of, last_part, text_at
from anonkit.errors import PermanentError
from anonkit.migration.pushing.outgoing import Outgoing
from anonkit.migration.pushing.receiver import Removed, RowRefused
from anonkit.migration.pushing.receivers.cliniko_entries import (
    ATTACHMENTS,
    CANCELLED,
    COSTS,
    NAMING,
    PAYLOADS,
    agree,
    said,
    told,
)
from anonkit.migration.pushing.receivers.cliniko_payloads import (
    contact_payload,
    note_payload,
    note_words,
    utc,
)

_OTHER_REASON = 50
_LARGEST_FILE = 50 << 20
_ARCHIVED = "archived"
_HIDDEN = {"patients": _ARCHIVED, "individual_appointments": CANCELLED}
"""What the plain list leaves out, of what nobody deleted."""


class ClinikoReceiver:
    """One account. A note's author is whoever owns the key, so authors may lend keys of their own.

    `authors` are further connections of the same account, each with another person's key.
    """

    order: tuple[str, ...] = (
        "patients",
        "contacts",
        "medical_alerts",
        "individual_appointments",
        "treatment_notes",
        ATTACHMENTS,
    )
    naming: Mapping[str, tuple[str, ...]] = NAMING
    costs = COSTS

    def __init__(self, connection: Connection, authors: Iterable[Connection] = ()) -> None:
        self._connection = connection
        self._authors = [connection, *authors]

    def account(self) -> str:
        """The first of the account's businesses: keys come and go, a business stays."""
        entries = self._all("businesses")
        return min((str(one["id"]) for one in entries), default=self._connection.base_url)

    def directory(self) -> dict[str, dict[str, str]]:
        """What a crosswalk may name: practitioners, services and locations, name to id."""
        return {
            "practitioners": self._named("practitioners", "label"),
            "services": self._named("appointment_types", "name"),
            "locations": self._named("businesses", "business_name"),
        }

    def present(self, resource: str) -> Iterator[tuple[str, str]]:
        """Patients that bear a number of their source, archived ones too."""
        for subset in ("", _ARCHIVED):
            for one in self._all(resource, subset=subset):
                if number := text_at(one, "old_reference_id"):
                    yield number, str(one["id"])

    def source_number(self, row: Outgoing) -> str:
        """A patient's number at the source."""
        return row.values.get("old_reference_id", "") if row.resource == "patients" else ""

    def look_up(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        """Ids of entries that say the same."""
        if row.resource == ATTACHMENTS:
            return self._like_file(row, ids)
        return _LIKE[row.resource](self, row, ids)

    def entries(self, resource: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Every entry that nobody deleted: its id, and what it says."""
        for subset in dict.fromkeys(("", _HIDDEN.get(resource, ""))):
            for one in self._all(resource, subset=subset):
                yield str(one["id"]), said(resource, one)

    def told(self, row: Outgoing, ids: Mapping[str, str]) -> Mapping[str, str]:
        """What the row would make an entry say."""
        return told(row, ids)

    def digest(self, target_id: str) -> str:
        """SHA-256 of a file, fetched once more; empty where there is none."""
        entry = self._connection.send("GET", f"/{ATTACHMENTS}/{target_id}")
        link = text_at(entry.body, "content.links.self")
        if entry.is_refusal or not link:
            return ""
        return sha256(self._connection.file(link, _LARGEST_FILE).content).hexdigest()

    def agrees(self, row: Outgoing, target_id: str, ids: Mapping[str, str]) -> bool:
        """Reads the entry back and compares field by field, a file byte by byte."""
        answer = self._connection.send("GET", f"/{row.resource}/{target_id}")
        if answer.is_refusal or not agree(told(row, ids), said(row.resource, answer.body)):
            return False
        if row.resource != ATTACHMENTS:
            return True
        return row.file is not None and self.digest(target_id) == row.file.digest

    def create(self, row: Outgoing, ids: Mapping[str, str]) -> str:
        """Writes the row."""
        if row.resource == ATTACHMENTS:
            return self._attach(row, ids)
        connection = self._writer(row)
        payload = PAYLOADS[row.resource](row.values, ids)
        return self._created(connection.send("POST", f"/{row.resource}", body=payload))

    def finish(self, row: Outgoing, target_id: str) -> None:
        """A booking that was cancelled is cancelled here too; nobody is told of it."""
        if row.values.get("status") == CANCELLED:
            note = row.values.get("cancellation_note", "")
            body = {"cancellation_reason": _OTHER_REASON, "cancellation_note": note}
            path = f"/{row.resource}/{target_id}/cancel"
            self._taken(self._connection.send("PATCH", path, body=body, repeatable=True))

    def update(self, row: Outgoing, target_id: str, ids: Mapping[str, str]) -> None:
        """Makes the entry say what the row says now; a file stays what it is."""
        if row.resource == ATTACHMENTS:
            return
        payload = PAYLOADS[row.resource](row.values, ids)
        path = f"/{row.resource}/{target_id}"
        self._taken(self._writer(row).send("PUT", path, body=payload, repeatable=True))
        self.finish(row, target_id)

    def remove(self, resource: str, target_id: str) -> Removed:
        """Patients are archived, since Cliniko deletes none; everything else is deleted."""
        for connection in self._authors:
            answer = connection.send("DELETE", f"/{resource}/{target_id}", repeatable=True)
            if answer.status in {204, 404}:
                return "archived" if resource == "patients" else "deleted"
        return "stays"

    def _writer(self, row: Outgoing) -> Connection:
        """Whose key sends it: for a note the author's own, else that of any practitioner."""
        if row.resource != "treatment_notes":
            return self._connection
        own = self._key_by_practitioner.get(row.author)
        chosen = own or next(iter(self._key_by_practitioner.values()), None)
        if chosen is None:
            raise RowRefused("no key belongs to a practitioner, and only they may write notes")
        return chosen

    @cached_property
    def _key_by_practitioner(self) -> dict[str, Connection]:
        practitioner_by_user = {
            last_part(text_at(one, "user.links.self")): str(one["id"])
            for one in self._all("practitioners")
        }
        found: dict[str, Connection] = {}
        for connection in self._authors:
            user = text_at(connection.get("/user").body, "id")
            if user in practitioner_by_user:
                found[practitioner_by_user[user]] = connection
        return found

    def _attach(self, row: Outgoing, ids: Mapping[str, str]) -> str:
        """Three steps: an address for the file, the file put there, the entry that names it."""
        if row.file is None:
            raise RowRefused("its file is not here")
        patient = ids["patient_id"]
        place = self._connection.get(f"/patients/{patient}/attachment_presigned_post").body
        address, fields = text_at(place, "url"), place.get("fields") or {}
        answer = self._connection.upload(
            address, fields, row.file.name, row.file.read(), row.file.media_type
        )
        key = re.search(rb"<Key>([^<]+)</Key>", answer.content)
        if answer.status != 201 or key is None:
            raise PermanentError("Cliniko's storage did not say where it put a file; run again.")
        body = {
            "patient_id": patient,
            "upload_url": address + key[1].decode(),
            "description": row.values.get("description", ""),
        }
        return self._created(self._connection.send("POST", "/patient_attachments", body=body))

    def _created(self, answer: Answer) -> str:
        self._taken(answer)
        return text_at(answer.body, "id")

    def _taken(self, answer: Answer) -> None:
        if answer.is_refusal:
            raise RowRefused(_why(answer))

    def _all(self, resource: str, *filters: str, subset: str = "") -> Iterator[dict[str, Any]]:
        """Every entry of a list that is known to be short, or is read once."""
        asked = [("q[]", text) for text in filters]
        return entries_of(self._connection, resource, subset=subset, filters=asked)

    def _named(self, resource: str, name: str) -> dict[str, str]:
        return {
            text_at(one, name): str(one["id"]) for one in self._all(resource) if text_at(one, name)
        }

    def _like_patient(self, row: Outgoing, _ids: Mapping[str, str]) -> list[str]:
        found = self._all("patients", f"old_reference_id:={self.source_number(row)}")
        return [str(one["id"]) for one in found]

    def _like_contact(self, row: Outgoing, _ids: Mapping[str, str]) -> list[str]:
        wanted = contact_payload(row.values)
        filters = [
            f"{name}:={wanted[name]}" for name in ("first_name", "last_name") if wanted.get(name)
        ]
        return [
            str(one["id"])
            for one in self._all("contacts", *filters)
            if agree(told(row, {}), said(row.resource, one))
        ]

    def _like_alert(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        found = self._all("medical_alerts", f"patient_id:={ids['patient_id']}")
        return [str(one["id"]) for one in found if one.get("name") == row.values.get("name")]

    def _like_appointment(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        start = utc(row.values["starts_at"])
        # A date-time has no equals sign there.
        filters = (
            f"patient_id:={ids['patient_id']}",
            f"starts_at:>={start}",
            f"starts_at:<={start}",
        )
        return [
            str(one["id"])
            for subset in ("", CANCELLED)
            for one in self._all(row.resource, *filters, subset=subset)
            if all(
                _linked(one, name) == ids.get(f"{name}_id", _linked(one, name))
                for name in _OF_A_VISIT
            )
        ]

    def _like_note(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        said = note_words(note_payload(row.values, {})["content"])
        found = self._all("treatment_notes", f"patient_id:={ids['patient_id']}")
        return [str(one["id"]) for one in found if note_words(one.get("content")) == said]

    def _like_file(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        found = self._all(ATTACHMENTS, f"patient_id:={ids['patient_id']}")
        name, text = row.file.name if row.file else "", row.values.get("description", "")
        # Until the platform has looked at a file, its name is not told.
        return [
            str(one["id"])
            for one in found
            if one.get("filename") in {name, None} and (one.get("description") or "") == text
        ]


_OF_A_VISIT = ("practitioner", "appointment_type", "business")
_LIKE: Mapping[str, Callable[[ClinikoReceiver, Outgoing, Mapping[str, str]], list[str]]] = {
    "patients": ClinikoReceiver._like_patient,  # noqa: SLF001 - one table for one class
    "contacts": ClinikoReceiver._like_contact,  # noqa: SLF001
    "medical_alerts": ClinikoReceiver._like_alert,  # noqa: SLF001
    "individual_appointments": ClinikoReceiver._like_appointment,  # noqa: SLF001
    "treatment_notes": ClinikoReceiver._like_note,  # noqa: SLF001
}


def _linked(entry: Mapping[str, Any], name: str) -> str:
    return last_part(text_at(entry, f"{name}.links.self"))


def _why(answer: Answer) -> str:
    """The fields that the target named; what stood in them is not told."""
    errors = answer.body.get("errors") if isinstance(answer.body, dict) else None
    names = sorted(str(name) for name in errors) if isinstance(errors, dict) else []
    fields = ", ".join(name for name in names if re.fullmatch(r"\w{1,40}", name))
    return f"the target answered {answer.status}" + (f" about {fields}" if fields else "")
