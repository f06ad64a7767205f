"""Resources about care as canonical rows: one function a type, empty where nothing is said."""

from __future__ import annotations

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
    quantity_words,
    value_words,
)

_NO_ALLERGY = "716186003"
_NONE_KNOWN = "none known"
_CLINICAL = {
    "active": "active",
    "recurrence": "active",
    "relapse": "active",
    "inactive": "resolved",
    "remission": "resolved",
    "resolved": "resolved",
}
_TAKEN = {"active": "current", "intended": "current", "completed": "stopped", "stopped": "stopped"}
_ELSEWHERE = "elsewhere"


def _severity(words: str) -> str:
    return words if words in ("mild", "moderate", "severe") else ""


def _allergy(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    reactions = list(each_of(resource.get("reaction")))
    none = _NO_ALLERGY in codes_of(resource.get("code"))
    substance = concept_words(resource.get("code")) or concept_words(part(reactions, "substance"))
    yield Made(
        "allergies",
        {
            "substance": _NONE_KNOWN if none else substance,
            "reaction": joined(concepts_words(each.get("manifestation")) for each in reactions),
            "severity": _severity(first(*(each.get("severity") for each in reactions))),
            "stated_at": moment_of(resource, "recordedDate", "onset"),
        },
    )


def _condition(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    codes = codes_of(resource.get("clinicalStatus"))
    status = next((_CLINICAL[code] for code in sorted(codes) if code in _CLINICAL), "unknown")
    yield Made(
        "conditions",
        {
            "name": concept_words(resource.get("code")),
            "kind": "condition",
            "status": status,
            "since": (moment_of(resource, "onset", "recordedDate"))[:10],
            "remarks": joined((first(resource.get("onsetString")), notes_of(resource)), "\n"),
        },
    )


def _family(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    who = concept_words(resource.get("relationship"))
    for condition in each_of(resource.get("condition")):
        row = {"name": concept_words(condition.get("code")), "kind": "family history"}
        yield Made(
            "conditions", row | {"status": "unknown", "remarks": joined((who, notes_of(resource)))}
        )


def _flag(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    row = {"name": concept_words(resource.get("code")), "kind": "alert"}
    yield Made(
        "conditions", row | {"status": "active", "since": moment_of(resource, "period")[:10]}
    )


def _medicine(resource: dict[str, Any], reading: Reading) -> tuple[str, dict[str, Any]]:
    """What the medicine is called, and the Medication behind it."""
    found = reading.referred(resource.get("medicationReference"), resource) or {}
    words = concept_words(resource.get("medicationCodeableConcept"))
    shown = first(part(resource, "medicationReference", "display"))
    return first(words, concept_words(found.get("code")), shown), found


def _dosage(resource: dict[str, Any], name: str) -> str:
    doses = []
    for each in each_of(resource.get(name)):
        amount = quantity_words(part(each, "doseAndRate", "doseQuantity"))
        doses.append(first(each.get("text")) or joined((amount, concept_words(each.get("route")))))
    return joined(doses, "; ")


def _statement(resource: dict[str, Any], reading: Reading) -> Iterator[Made]:
    yield Made(
        "medications",
        {
            "name": _medicine(resource, reading)[0],
            "dose": _dosage(resource, "dosage"),
            "status": _TAKEN.get(first(resource.get("status")), "unknown"),
            "stated_at": moment_of(resource, "effective", "dateAsserted"),
        },
    )


def _prescription(resource: dict[str, Any], reading: Reading) -> Iterator[Made]:
    reasons = (concepts_words(resource.get("reasonCode")), notes_of(resource))
    row = {
        "prescribed_at": moment_of(resource, "authoredOn"),
        "medicine": _medicine(resource, reading)[0],
        "dose": _dosage(resource, "dosageInstruction"),
        "quantity": quantity_words(part(resource, "dispenseRequest", "quantity")),
        "reason": joined(reasons),
    }
    yield Made("prescriptions", row, staff=resource.get("requester"))


def _administration(resource: dict[str, Any], reading: Reading) -> Iterator[Made]:
    name, medication = _medicine(resource, reading)
    dose = part(resource, "dosage", "dose")
    row = {
        "treated_at": moment_of(resource, "effective", "occurrence"),
        "procedure": name,
        "product": name,
        "place": _ELSEWHERE,
        "lot": first(part(medication, "batch", "lotNumber")),
        "expiry": first(part(medication, "batch", "expirationDate"))[:10],
        "quantity": first(part(dose, "value")),
        "unit": first(part(dose, "unit"), part(dose, "code")),
        "site": concept_words(part(resource, "dosage", "site")),
        "remarks": joined((first(part(resource, "dosage", "text")), notes_of(resource)), "\n"),
    }
    yield Made("treatments", row, staff=part(resource, "performer", "actor"))


def _immunization(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    what = concept_words(resource.get("vaccineCode"))
    row = {
        "treated_at": moment_of(resource, "occurrence", "recorded"),
        "procedure": f"Immunisation: {what}" if what else "",
        "product": what,
        "place": _ELSEWHERE,
        "lot": first(resource.get("lotNumber")),
        "expiry": first(resource.get("expirationDate")),
        "site": concept_words(resource.get("site")),
        "remarks": notes_of(resource),
    }
    yield Made("treatments", row, staff=part(resource, "performer", "actor"))


def _procedure(resource: dict[str, Any], reading: Reading) -> Iterator[Made]:
    devices = (
        reading.referred(each.get("manipulated"), resource)
        for each in each_of(resource.get("focalDevice"))
    )
    device = next((each for each in devices if each), {})
    row = {
        "treated_at": moment_of(resource, "performed"),
        "procedure": concept_words(resource.get("code")),
        "product": _device_name(device),
        **_batch(device),
        "place": _ELSEWHERE,
        "site": concepts_words(resource.get("bodySite")),
        "remarks": joined(
            (
                first(resource.get("performedString")),
                concepts_words(resource.get("reasonCode")),
                concepts_words(resource.get("complication")),
                notes_of(resource),
            ),
            "\n",
        ),
    }
    yield Made("treatments", row, staff=part(resource, "performer", "actor"))


def _device_use(resource: dict[str, Any], reading: Reading) -> Iterator[Made]:
    device = reading.referred(resource.get("device"), resource) or {}
    name = _device_name(device) or first(part(resource, "device", "display"))
    row = {
        "treated_at": moment_of(resource, "timing", "recordedOn"),
        "procedure": f"Device: {name}" if name else "",
        "product": name,
        "place": _ELSEWHERE,
        **_batch(device),
        "site": concept_words(resource.get("bodySite")),
        "remarks": notes_of(resource),
    }
    yield Made("treatments", row)


def _device_name(device: dict[str, Any]) -> str:
    return first(part(device, "deviceName", "name"), concept_words(device.get("type")))


def _batch(device: dict[str, Any]) -> dict[str, str]:
    return {
        "lot": first(device.get("lotNumber")),
        "expiry": first(device.get("expirationDate"))[:10],
    }


def _observation(resource: dict[str, Any], reading: Reading) -> Iterator[Made]:
    members = [reading.referred(each) or {} for each in each_of(resource.get("hasMember"))]
    inner = joined(
        (f"{concept_words(each.get('code'))}: {value_words(each)}" for each in members if each),
        "; ",
    )
    answer = (
        value_words(resource),
        inner,
        concepts_words(resource.get("interpretation")),
        notes_of(resource),
    )
    category = concepts_words(resource.get("category")) or "observations"
    yield Made(
        "questionnaires",
        {
            "form": f"Results: {category.lower()}",
            "answered_at": moment_of(resource, "effective", "issued"),
            "question": concept_words(resource.get("code")),
            "answer": joined(answer, "; "),
        },
    )


def _report(resource: dict[str, Any], _reading: Reading) -> Iterator[Made]:
    said = (
        first(*(resource.get(name) for name in ("conclusion", "summary", "description"))),
        narrative_words(resource),
        notes_of(resource),
    )
    title = concept_words(resource.get("code")) or first(
        resource.get("title"), resource["resourceType"]
    )
    row = note_row(
        title, joined(said, "\n"), moment_of(resource, "effective", "date", "started", "created")
    )
    yield Made("notes", row, staff=next(each_of(resource.get("performer")), None))


CARE: Mapping[str, Maker] = {
    "AllergyIntolerance": _allergy,
    "Condition": _condition,
    "FamilyMemberHistory": _family,
    "Flag": _flag,
    "MedicationStatement": _statement,
    "MedicationRequest": _prescription,
    "MedicationDispense": _statement,
    "MedicationAdministration": _administration,
    "Immunization": _immunization,
    "Procedure": _procedure,
    "DeviceUseStatement": _device_use,
    "Observation": _observation,
    "DiagnosticReport": _report,
    "CarePlan": _report,
    "ClinicalImpression": _report,
    "ImagingStudy": _report,
}
"""What each type becomes."""
