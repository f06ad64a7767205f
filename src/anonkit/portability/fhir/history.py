"""Condition, AllergyIntolerance, MedicationStatement, MedicationRequest, FamilyMemberHistory, Flag, Observation."""

from __future__ import annotations

from collections.abc import Callable

from anonkit.portability.fhir.building import Built
from anonkit.portability.fhir.values import (
    HL7,
    SNOMED,
    Resource,
    absent,
    clean,
    code_of,
    coding,
    compact,
    concept,
    date_of,
    number_of,
    when,
)
from anonkit.portability.use import Row

NONE_KNOWN = "none known"
NOT_RECORDED = "not recorded"
_CLINICAL = {"active": "active", "resolved": "resolved"}
_MEDICATION_STATUS = {"current": "active", "stopped": "stopped", "unknown": "unknown"}
_REACTION_SEVERITY = {"mild": "mild", "moderate": "moderate", "severe": "severe"}


def add_history(built: Built) -> None:
    """What is known of the client's health, and what came of treatments."""
    makers: dict[str, Callable[[Built, Row], None]] = {
        "conditions": _add_condition,
        "allergies": _add_allergy,
        "medications": _add_medication,
        "prescriptions": _add_prescription,
        "outcomes": _add_outcome,
    }
    for table, make in makers.items():
        for row in built.reading.rows(table):
            make(built, row)
    for row in built.reading.rows("clients"):
        if row.peek("alert"):
            _add_flag(built, f"{row.id}-alert", row.get("alert"))


def _status(kind: str, code: str) -> Resource:
    return {"coding": [coding(f"{HL7}{kind}", code)]}


def _verification(row: Row, kind: str) -> Resource | None:
    return _status(kind, "unconfirmed") if row.held.is_quarantined else None


def _add_condition(built: Built, row: Row) -> None:
    kind = row.peek("kind")
    if kind == "alert":
        _add_flag(built, row.id, row.get("name") or NOT_RECORDED, row)
    elif kind == "family history":
        _add_family_history(built, row)
    elif kind == "previous treatment":
        _add_previous_treatment(built, row)
    else:
        _add_own_condition(built, row)


def _add_own_condition(built: Built, row: Row) -> None:
    clinical = code_of(row, "status", _CLINICAL, "")
    category = row.get("kind") if row.peek("kind") == "contraindication" else ""
    body = {
        "clinicalStatus": _status("condition-clinical", clinical) if clinical else None,
        "verificationStatus": _verification(row, "condition-ver-status"),
        "category": [concept(category)] if category else None,
        "code": concept(row.get("name") or NOT_RECORDED),
        "subject": built.subject(row),
        **_since(row),
        "note": _note(row, "remarks"),
    }
    built.add("Condition", row.id, compact(body), row)


def _since(row: Row) -> Resource:
    moment = date_of(row, "since")
    if moment:
        return {"onsetDateTime": moment}
    return {"onsetString": clean(row.get("since"))} if row.peek("since") else {}


def _note(row: Row, name: str) -> list[Resource] | None:
    return [{"text": clean(row.get(name))}] if row.peek(name) else None


def _add_family_history(built: Built, row: Row) -> None:
    row.get("kind")
    body = {
        "status": "partial",
        "patient": built.subject(row),
        "relationship": concept("family member, not said which"),
        "condition": [{"code": concept(row.get("name") or NOT_RECORDED)}],
        "note": _note(row, "remarks"),
    }
    built.add("FamilyMemberHistory", row.id, compact(body), row)


def _add_previous_treatment(built: Built, row: Row) -> None:
    body = {
        "status": "completed",
        "category": concept(row.get("kind")),
        "code": concept(row.get("name") or NOT_RECORDED),
        "subject": built.subject(row),
        **when("performedDateTime", date_of(row, "since")),
        "note": _note(row, "remarks"),
    }
    built.add("Procedure", row.id, compact(body), row)


def _add_flag(built: Built, id_: str, text: str, *rows: Row) -> None:
    subject = [built.subject(row) for row in rows] or [built.patient()]
    for row in rows:
        row.get("kind")
    built.add(
        "Flag", id_, {"status": "active", "code": concept(text), "subject": subject[0]}, *rows
    )


def _add_allergy(built: Built, row: Row) -> None:
    none_known = row.peek("substance").lower() == NONE_KNOWN
    codes = [coding(SNOMED, "716186003", "No known allergy")] if none_known else []
    severity = code_of(row, "severity", _REACTION_SEVERITY, "") if row.peek("reaction") else ""
    reaction = {"manifestation": [concept(row.get("reaction"))], "severity": severity}
    body = {
        "clinicalStatus": _status("allergyintolerance-clinical", "active"),
        "verificationStatus": _verification(row, "allergyintolerance-verification"),
        "code": concept(row.get("substance") or NOT_RECORDED, *codes),
        "patient": built.subject(row),
        "recordedDate": date_of(row, "stated_at"),
        "reaction": [compact(reaction)] if row.peek("reaction") else None,
    }
    built.add("AllergyIntolerance", row.id, compact(body), row)


def _add_medication(built: Built, row: Row) -> None:
    body = {
        "status": code_of(row, "status", _MEDICATION_STATUS, "unknown"),
        "medicationCodeableConcept": concept(row.get("name") or NOT_RECORDED),
        "subject": built.subject(row),
        "_effectiveDateTime": absent(),  # the record says when it was stated, not when it was taken
        "dateAsserted": date_of(row, "stated_at"),
        "dosage": [{"text": clean(row.get("dose"))}] if row.peek("dose") else None,
    }
    built.add("MedicationStatement", row.id, compact(body), row)


def _add_prescription(built: Built, row: Row) -> None:
    body = {
        "status": "unknown",  # no source says whether a prescription has run out
        "intent": "order",
        "medicationCodeableConcept": concept(row.get("medicine") or NOT_RECORDED),
        "subject": built.subject(row),
        "authoredOn": date_of(row, "prescribed_at"),
        "requester": built.staff(row),
        "reasonCode": [concept(row.get("reason"))] if row.peek("reason") else None,
        "dosageInstruction": [{"text": clean(row.get("dose"))}] if row.peek("dose") else None,
    }
    built.add("MedicationRequest", row.id, compact(body), row)


def _add_outcome(built: Built, row: Row) -> None:
    part_of = built.treatment(row)
    days = number_of(row, "onset_days")
    onset = {
        "code": concept("onset after the treatment"),
        "valueQuantity": {
            "value": days,
            "unit": "days",
            "system": "http://unitsofmeasure.org",
            "code": "d",
        },
    }
    words = [("severity", row.get("severity")), ("resolved", row.get("resolved"))]
    components = [
        {"code": concept(name), "valueString": clean(text)} for name, text in words if text
    ]
    body = {
        "partOf": [part_of] if part_of else None,
        "status": "final",
        "code": concept(row.get("kind") or "outcome"),
        "subject": built.subject(row),
        **when("effectiveDateTime", date_of(row, "observed_at")),
        "valueString": clean(row.get("what")),
        "note": _note(row, "action"),
        "component": components + ([onset] if days is not None else []),
    }
    built.add("Observation", row.id, compact(body), row)
