"""Appointment, Encounter, Procedure, MedicationAdministration, Medication, Device, DeviceUseStatement."""

from __future__ import annotations

import json

from anonkit.portability.fhir.building import (
    DEVICE_FAMILIES,
    HAPPENED,
    MEDICINE_FAMILIES,
    Built,
    body_site,
)
from anonkit.portability.fhir.values import (
    HL7,
    Resource,
    clean,
    coding,
    compact,
    concept,
    date_of,
    instant_value,
    number_of,
    period_of,
    reference,
    when,
)
from anonkit.portability.use import Row

_APPOINTMENT_STATUS = {
    "booked": "booked",
    "confirmed": "booked",
    "cancelled": "cancelled",
    "late cancelled": "cancelled",
    "declined": "cancelled",
    "no show": "noshow",
    "pending": "pending",
}
_SAME_WORD = {"booked", "cancelled", "no show", "pending"}


def add_visits(built: Built) -> None:
    """Bookings, visits, and what was done."""
    for row in built.reading.rows("appointments"):
        if row.peek("status") in HAPPENED:
            _add_encounter(built, row)
        else:
            _add_appointment(built, row)
    for row in built.reading.rows("treatments"):
        _add_treatment(built, row)


def _add_encounter(built: Built, row: Row) -> None:
    place = _place(built, row)
    staff = built.staff(row)
    if row.peek("status") == "completed":
        row.get("status")
    body = {
        "status": "finished",
        "class": coding(f"{HL7}v3-ActCode", "AMB", "ambulatory"),
        "type": [concept(row.get("service"))] if row.peek("service") else None,
        "subject": built.subject(row),
        "participant": [{"individual": staff}] if staff else None,
        "period": period_of(row, "starts_at", "ends_at"),
        "location": [{"location": place}] if place else None,
        "serviceProvider": reference("Organization", "clinic"),
    }
    built.add("Encounter", row.id, compact(body), row)


def _place(built: Built, row: Row) -> Resource | None:
    name = row.peek("location")
    found = next(
        (each for each in built.reading.rows("locations") if each.peek("name") == name), None
    )
    if not name or found is None:
        return None
    row.get("location")
    return reference("Location", found.id, name)


def _add_appointment(built: Built, row: Row) -> None:
    word = row.peek("status")
    status = _APPOINTMENT_STATUS.get(word, "proposed")
    times = _appointment_times(row)
    if "start" not in times and status != "cancelled":
        status = "proposed"  # FHIR knows no other booking without start and end
    elif word in _SAME_WORD:
        row.get("status")
    actors = [
        actor for actor in (built.subject(row), built.staff(row), _place(built, row)) if actor
    ]
    has_reason = status in ("cancelled", "noshow") and row.peek("cancellation_reason")
    body = {
        "status": status,
        "cancelationReason": concept(row.get("cancellation_reason")) if has_reason else None,
        "serviceType": [concept(row.get("service"))] if row.peek("service") else None,
        **times,
        "created": date_of(row, "booked_at"),
        "participant": [{"actor": actor, "status": "accepted"} for actor in actors],
    }
    built.add("Appointment", row.id, compact(body), row)


def _appointment_times(row: Row) -> Resource:
    start, end = instant_value(row.peek("starts_at")), instant_value(row.peek("ends_at"))
    if start and end:
        row.get("starts_at")
        row.get("ends_at")
        return {"start": start, "end": end}
    period = period_of(row, "starts_at", "ends_at")
    return {"requestedPeriod": [period]} if period else {}


def _add_treatment(built: Built, row: Row) -> None:
    performed = date_of(row, "treated_at")
    staff = built.staff(row)
    family = row.peek("family")
    site = body_site(row)
    product = _add_product(built, row, family, performed)
    what = row.get("procedure") or row.get("family") or row.peek("product") or "treatment"
    body = {
        "status": "completed",
        "code": concept(what),
        "category": concept(row.get("family")) if family and family != what else None,
        "subject": built.subject(row),
        "encounter": built.encounter(row),
        **when("performedDateTime", performed),
        "performer": [{"actor": staff}] if staff else None,
        "bodySite": [concept(site)] if site else None,
        "note": [{"text": clean(row.get("remarks"))}] if row.peek("remarks") else None,
        "focalDevice": [{"manipulated": product}]
        if product and family in DEVICE_FAMILIES
        else None,
        "usedReference": _used_device(built, row),
    }
    built.add("Procedure", row.id, compact(body), row)
    if product and family in MEDICINE_FAMILIES:
        _add_administration(built, row, product, performed, site)
    _add_settings(built, row, performed)


def _add_product(built: Built, row: Row, family: str, performed: str | None) -> Resource | None:
    if not row.peek("product"):
        return None
    if family in MEDICINE_FAMILIES:
        return _add_medicine(built, row)
    if family in DEVICE_FAMILIES:
        return _add_implant(built, row, performed)
    return None


def _add_medicine(built: Built, row: Row) -> Resource:
    batch = compact({"lotNumber": clean(row.get("lot")), "expirationDate": date_of(row, "expiry")})
    body = {
        "code": concept(row.get("product")),
        "manufacturer": _maker_reference(built, row),
        "batch": batch,
    }
    made = built.add("Medication", f"{row.id}-medicine", compact(body))
    return reference("Medication", made["id"], row.peek("product"))


def _maker_of(built: Built, row: Row) -> str:
    products = built.reading.rows("products")
    found = next((each for each in products if each.peek("name") == row.peek("product")), None)
    return found.get("manufacturer") if found is not None else ""


def _maker_reference(built: Built, row: Row) -> Resource | None:
    maker = _maker_of(built, row)
    return {"display": clean(maker)} if maker else None


def _add_implant(built: Built, row: Row, performed: str | None) -> Resource:
    name = {"name": clean(row.get("product")), "type": "user-friendly-name"}
    body = {
        "status": "active",
        "manufacturer": clean(_maker_of(built, row)),
        "expirationDate": date_of(row, "expiry"),
        "lotNumber": clean(row.get("lot")),
        "deviceName": [name],
        "type": concept(row.peek("product")),
        "patient": built.patient(),
    }
    made = built.add("Device", f"{row.id}-device", compact(body))
    implant = reference("Device", made["id"], row.peek("product"))
    use = {
        "status": "active",
        "subject": built.patient(),
        **when("timingDateTime", performed),
        "device": implant,
        "bodySite": concept(body_site(row)) if body_site(row) else None,
        "note": [{"text": f"Quantity: {_quantity_text(row)}"}] if row.peek("quantity") else None,
    }
    built.add("DeviceUseStatement", f"{row.id}-use", compact(use))
    return implant


def _quantity_text(row: Row) -> str:
    return clean(" ".join(part for part in (row.get("quantity"), row.get("unit")) if part))


def _used_device(built: Built, row: Row) -> list[Resource] | None:
    if not row.peek("device"):
        return None
    body = {
        "serialNumber": clean(row.get("device_serial")),
        "deviceName": [{"name": clean(row.get("device")), "type": "model-name"}],
    }
    made = built.add("Device", f"{row.id}-apparatus", compact(body))
    return [reference("Device", made["id"], row.peek("device"))]


def _add_administration(
    built: Built, row: Row, product: Resource, performed: str | None, site: str
) -> None:
    amount = number_of(row, "quantity")
    staff = built.staff(row)
    dose = (
        compact({"value": amount, "unit": clean(row.get("unit"))}) if amount is not None else None
    )
    dosage = compact({"site": concept(site) if site else None, "dose": dose})
    body = {
        "partOf": [reference("Procedure", row.id)],
        "status": "completed",
        "medicationReference": product,
        "subject": built.patient(),
        "context": built.encounter(row),
        **when("effectiveDateTime", performed),
        "performer": [{"actor": staff}] if staff else None,
        "dosage": dosage if dose else None,  # a dosage without dose or rate is not valid FHIR
    }
    built.add("MedicationAdministration", f"{row.id}-administration", compact(body))


def _add_settings(built: Built, row: Row, performed: str | None) -> None:
    try:
        settings = json.loads(row.peek("device_settings") or "{}")
    except ValueError:
        return
    if not isinstance(settings, dict) or not settings:
        return
    words = {clean(str(name)): clean(_setting_text(value)) for name, value in settings.items()}
    if not all(text.strip() for pair in words.items() for text in pair):
        return  # what FHIR has no words for goes into an extension as it stands
    row.get("device_settings")
    body = {
        "status": "final",
        "code": concept("device settings"),
        "subject": built.patient(),
        "partOf": [reference("Procedure", row.id)],
        **when("effectiveDateTime", performed),
        "component": [
            {"code": concept(name), "valueString": value} for name, value in words.items()
        ],
    }
    built.add("Observation", f"{row.id}-settings", body)


def _setting_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
