"""Documents, bookings, answers, consents and payments as canonical rows: one function a type."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator, Mapping
from typing import Any

from anonkit.portability.incoming.made import Made, Maker, note_row
from anonkit.portability.incoming.reading import Reading
from anonkit.portability.incoming.words import (
    codes_of,
    concept_words,
    concepts_words,
    each_of,
    first,
    joined,
    moment_of,
    narrative_words,
    notes_of,
    part,
    value_words,
)

_BOOKED = {
    "booked": "booked",
    "arrived": "arrived",
    "fulfilled": "completed",
    "cancelled": "cancelled",
    "noshow": "no show",
    "pending": "pending",
    "proposed": "pending",
}


def _document(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    title = first(resource.get("description"), concept_words(resource.get("type"))) or "document"
    author = next(each_of(resource.get("author")), None)
    for content in each_of(resource.get("content")):
        attachment = content.get("attachment")
        if not isinstance(attachment, dict):
            continue
        made = _content_of(attachment)
        kind = first(attachment.get("contentType")).split(";")[0].strip()
        when = moment_of(resource, "date") or first(attachment.get("creation"))
        own = first(attachment.get("title")) or title
        if made is not None and kind == "text/plain":
            row = note_row(own, made.decode("utf-8", "replace"), when)
            yield Made("notes", row | {"author": first(part(author, "display"))}, staff=author)
        else:
            row = {"kind": "other", "title": own, "dated": when, "media_type": kind}
            yield Made("documents", row, content=made)


def _content_of(attachment: dict[str, Any]) -> bytes | None:
    """What an attachment carries itself; an address is never followed."""
    try:
        return b64decode(first(attachment.get("data")), validate=False) or None
    except (Base64Error, ValueError):
        return None


def _encounter(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    place = next(each_of(resource.get("location")), {})
    row = {
        "starts_at": moment_of(resource, "period"),
        "ends_at": first(part(resource, "period", "end")),
        "service": concepts_words(resource.get("type"))
        or concepts_words(resource.get("reasonCode")),
        "status": "completed" if resource.get("status") == "finished" else "unknown",
        "source_status": first(resource.get("status")),
        "location": first(part(place, "location", "display")),
    }
    yield Made("appointments", row, staff=part(resource, "participant", "individual"))


def _appointment(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    row = {
        "starts_at": first(resource.get("start"), part(resource, "requestedPeriod", "start")),
        "ends_at": first(resource.get("end"), part(resource, "requestedPeriod", "end")),
        "service": concepts_words(resource.get("serviceType")),
        "status": _BOOKED.get(first(resource.get("status")), "unknown"),
        "booked_at": first(resource.get("created")),
        "cancellation_reason": concept_words(resource.get("cancelationReason")),
        "remarks": first(resource.get("comment"), resource.get("description")),
    }
    yield Made("appointments", row)


def _answers(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    form = first(resource.get("questionnaire")) or "form"
    base = {"form": form, "answered_at": moment_of(resource, "authored")}
    for number, item in enumerate(_items(resource, 0), start=1):
        answers = joined((value_words(each) for each in each_of(item.get("answer"))), "; ")
        question = first(item.get("text"), item.get("linkId"))
        if question and (answers or item.get("answer")):
            yield Made(
                "questionnaires",
                base | {"position": str(number), "question": question, "answer": answers},
            )


def _items(holder: dict[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    for item in each_of(holder.get("item")) if depth < 20 else ():
        yield item
        yield from _items(item, depth + 1)
        for answer in each_of(item.get("answer")):
            yield from _items(answer, depth + 1)


def _consent(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    purpose = {"treatment": "care", "research": "research"}.get(
        first(*sorted(codes_of(resource.get("scope"))))
    )
    state = {"active": "given", "rejected": "refused", "inactive": "expired"}.get(
        first(resource.get("status"))
    )
    if purpose:
        row = {
            "purpose": purpose,
            "state": state or "unknown",
            "stated_at": moment_of(resource, "dateTime"),
        }
        yield Made(
            "consents",
            row | {"valid_until": first(part(resource, "provision", "period", "end"))[:10]},
        )


def _message(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    texts = (first(each.get("contentString")) for each in each_of(resource.get("payload")))
    row = {
        "sent_at": moment_of(resource, "sent", "received"),
        "subject": concept_words(resource.get("topic")),
        "text": joined(texts, "\n"),
        "status": first(resource.get("status")),
    }
    yield Made("communications", row)


def _invoice(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    total = resource.get("totalGross") or resource.get("totalNet")
    row = {
        "paid_at": moment_of(resource, "date"),
        "invoice_number": first(part(resource, "identifier", "value")),
        "item": concept_words(part(resource, "lineItem", "chargeItemCodeableConcept")),
        "kind": "sale",
        "amount": first(part(total, "value")),
        "currency": first(part(total, "currency")),
        "remarks": notes_of(resource),
    }
    yield Made("payments", row)


def _composition(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    """Sections that only words tell: what no entry says would be lost otherwise."""
    for section in each_of(resource.get("section")):
        text = narrative_words(section)
        if text and not section.get("entry") and not section.get("emptyReason"):
            yield Made(
                "notes",
                note_row(
                    first(section.get("title")) or "section", text, moment_of(resource, "date")
                ),
            )


DEALINGS: Mapping[str, Maker] = {
    "DocumentReference": _document,
    "Encounter": _encounter,
    "Appointment": _appointment,
    "QuestionnaireResponse": _answers,
    "Consent": _consent,
    "Communication": _message,
    "Invoice": _invoice,
    "Composition": _composition,
}
"""What each type becomes."""
