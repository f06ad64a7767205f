"""DocumentReference, QuestionnaireResponse, Consent, Communication, Invoice, and Basic for the rest."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby

from anonkit.model import TABLES
from anonkit.portability.fhir.building import HAPPENED, Built
from anonkit.portability.fhir.values import (
    HL7,
    LOINC,
    Resource,
    clean,
    code_of,
    coding,
    compact,
    concept,
    date_of,
    date_time_value,
    instant_of,
    named,
    number_of,
    reference,
)
from anonkit.portability.use import Row

_DOC_STATUS = {
    "draft": "preliminary",
    "signed": "final",
    "amended": "amended",
    "voided": "entered-in-error",
}
_CONSENT_STATUS = {"given": "active", "refused": "rejected"}
_UNTAKEN = "inactive"


def add_papers(built: Built) -> None:
    """Notes, files, forms, statements of will, messages, payments."""
    for row in built.reading.rows("notes"):
        _add_note(built, row)
    for row in built.reading.rows("documents"):
        _add_document(built, row)
    for row in built.reading.rows("photos"):
        _add_photo(built, row)
    _add_questionnaires(built)
    for table, make in (
        ("feedback", _add_feedback),
        ("consents", _add_consent),
        ("communications", _add_communication),
        ("payments", _add_invoice),
    ):
        for row in built.reading.rows(table):
            make(built, row)


def add_the_rest(built: Built) -> None:
    """A Basic resource for each row that nothing else stands for; its fields follow as extensions."""
    for table in built.reading.tables():
        for row in built.reading.rows(table):
            if row.id not in built.home_by_row:
                body: Resource = {"code": concept(TABLES[table].meaning)}
                if row.peek("client_key"):
                    body["subject"] = built.subject(row)
                built.add("Basic", row.id, body, row)


def _add_note(built: Built, row: Row) -> None:
    is_clinical = row.peek("kind") == "clinical"
    codes = [coding(LOINC, "11506-3", "Progress note")] if is_clinical else []
    author = built.staff(row) or named(row.get("author"))
    voided = row.peek("status") == "voided"
    text = b64encode(clean(row.get("text")).encode()).decode()
    attachment = {
        "contentType": "text/plain; charset=utf-8",
        "data": text,
        "title": clean(row.get("title")),
    }
    amended = built.reading.referred(row, "amends_key")
    body = {
        "status": "entered-in-error" if voided else "current",
        "docStatus": code_of(row, "status", _DOC_STATUS, ""),
        "type": concept(f"{row.get('kind')} note".strip(), *codes),
        "subject": built.subject(row),
        "date": instant_of(row, "written_at"),
        "author": [author] if author else None,
        "relatesTo": [{"code": "appends", "target": reference("DocumentReference", amended.id)}]
        if amended
        else None,
        "content": [{"attachment": compact(attachment)}],
        "context": _note_context(built, row),
    }
    built.add("DocumentReference", row.id, compact(body), row)


def _note_context(built: Built, row: Row) -> Resource | None:
    encounter = built.encounter(row)
    if encounter:
        return {"encounter": [encounter]}
    booking = built.reading.referred(row, "appointment_key")
    if booking is None or booking.peek("status") in HAPPENED:
        return None
    return {"related": [reference("Appointment", booking.id)]}


def _add_document(built: Built, row: Row) -> None:
    title = clean(row.get("title"))
    attachment = built.file_attachment(row)
    content = {**(attachment or {}), "title": title, "creation": date_of(row, "dated")}
    # An attachment has to be there; where the file is missing its title says what it was.
    body = {
        "status": "current",
        "type": concept(row.get("kind") or "document"),
        "subject": built.subject(row),
        "content": [{"attachment": compact(content) or {"title": "not held any more"}}],
    }
    built.add("DocumentReference", row.id, compact(body), row)


def _add_photo(built: Built, row: Row) -> None:
    words = " ".join(part for part in (row.get("view"), row.get("stage")) if part)
    attachment = {
        **(built.file_attachment(row) or {}),
        "creation": date_of(row, "taken_at"),
        "title": clean(words),
    }
    procedure = built.treatment(row)
    body = {
        "status": "current",
        "type": concept("photograph", coding(LOINC, "72170-4", "Photographic image")),
        "subject": built.subject(row),
        "content": [{"attachment": compact(attachment) or {"title": "photograph"}}],
        "context": {"related": [procedure]} if procedure else None,
    }
    built.add("DocumentReference", row.id, compact(body), row)


def _add_questionnaires(built: Built) -> None:
    rows = sorted(built.reading.rows("questionnaires"), key=_form_of)
    for number, (_, group) in enumerate(groupby(rows, key=_form_of), start=1):
        own = list(group)
        subjects = [built.subject(row) for row in own]
        items = [_item(row, place) for place, row in enumerate(own, start=1)]
        body = {
            "status": "completed",
            "subject": subjects[0],
            "authored": _shared_time(own),
            "item": items,
        }
        made = built.add("QuestionnaireResponse", f"form-{number}", compact(body))
        for row, item in zip(own, items, strict=True):
            built.home_by_row[row.id] = item
            built.resource_by_row[row.id] = made


def _form_of(row: Row) -> tuple[str, str]:
    return row.peek("answered_at"), row.peek("form")


def _shared_time(rows: list[Row]) -> str | None:
    moments = [date_of(row, "answered_at") for row in rows]
    return moments[0]


def _item(row: Row, place: int) -> Resource:
    position = clean(row.get("position")) or str(place)
    answer = [{"valueString": clean(row.get("answer"))}] if row.peek("answer") else None
    return compact(
        {"linkId": f"{place}.{position}", "text": clean(row.get("question")), "answer": answer}
    )


def _add_feedback(built: Built, row: Row) -> None:
    score = number_of(row, "score")
    items = []
    if score is not None or row.peek("question"):
        answer = [{"valueDecimal": score}] if score is not None else None
        items.append(
            compact({"linkId": "score", "text": clean(row.get("question")), "answer": answer})
        )
    if row.peek("text"):
        items.append({"linkId": "text", "answer": [{"valueString": clean(row.get("text"))}]})
    body = {
        "status": "completed",
        "subject": built.subject(row),
        "authored": date_of(row, "given_at"),
        "item": items,
    }
    built.add("QuestionnaireResponse", row.id, compact(body), row)


def _add_consent(built: Built, row: Row) -> None:
    scope = "treatment" if row.peek("purpose") == "care" else "patient-privacy"
    state = row.peek("state")
    until = date_of(row, "valid_until")
    provision = {
        "type": "permit" if state == "given" else "deny",
        "period": {"end": until} if until else None,
        "code": [concept(row.get("purpose"))] if row.peek("purpose") else None,
    }
    version = row.get("wording_version")
    body = {
        "status": code_of(row, "state", _CONSENT_STATUS, _UNTAKEN),
        "scope": concept("", coding(f"{HL7}consentscope", scope)),
        "category": [concept("consent", coding(LOINC, "59284-0", "Consent Document"))],
        "patient": built.subject(row),
        "dateTime": date_of(row, "stated_at"),
        "performer": [named(row.get("signer"))] if row.peek("signer") else None,
        "organization": [reference("Organization", "clinic")],
        "sourceReference": _evidence(built, row),
        "policyRule": concept(version or "the clinic's wording, version not recorded"),
        "provision": compact(provision),
    }
    built.add("Consent", row.id, compact(body), row)


def _evidence(built: Built, row: Row) -> Resource | None:
    found = built.reading.by_key(row.peek("evidence"))
    if found is None or found.table != "documents":
        return None
    row.get("evidence")
    return reference("DocumentReference", found.id)


def _add_communication(built: Built, row: Row) -> None:
    from_client = row.peek("direction") == "from client"
    clinic, client = reference("Organization", "clinic"), built.subject(row)
    if row.peek("direction"):
        row.get("direction")
    body = {
        "status": "completed",
        "category": [concept(row.get("purpose"))] if row.peek("purpose") else None,
        "medium": [concept(row.get("channel"))] if row.peek("channel") else None,
        "subject": client,
        "topic": concept(row.get("subject")) if row.peek("subject") else None,
        "sent": date_of(row, "sent_at"),
        "recipient": [clinic if from_client else client],
        "sender": client if from_client else clinic,
        "payload": [{"contentString": clean(row.get("text"))}] if row.peek("text") else None,
    }
    built.add("Communication", row.id, compact(body), row)


def _add_invoice(built: Built, row: Row) -> None:
    amount = number_of(row, "amount")
    currency = row.get("currency") if amount is not None else ""
    staff = built.staff(row)
    item = row.get("item")
    number = clean(row.get("invoice_number"))
    body = {
        "identifier": [{"use": "official", "value": number}] if number else None,
        "status": "issued",
        "type": concept(row.get("kind")) if row.peek("kind") else None,
        "subject": built.subject(row),
        "date": date_of(row, "paid_at") if date_time_value(row.peek("paid_at")) else None,
        "participant": [{"actor": staff}] if staff else None,
        "issuer": reference("Organization", "clinic"),
        "lineItem": [{"sequence": 1, "chargeItemCodeableConcept": concept(item)}] if item else None,
        "totalGross": compact({"value": amount, "currency": currency})
        if amount is not None
        else None,
        "note": [{"text": clean(row.get("remarks"))}] if row.peek("remarks") else None,
    }
    built.add("Invoice", row.id, compact(body), row)
