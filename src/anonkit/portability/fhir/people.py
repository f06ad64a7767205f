"""Patient, Practitioner, Organization, Location, Coverage."""

from __future__ import annotations

import json

from anonkit.portability.fhir.building import Built
from anonkit.portability.fhir.values import (
    HL7,
    Resource,
    absent,
    clean,
    coding,
    compact,
    concept,
    date_of,
    date_value,
    named,
    period_of,
)
from anonkit.portability.use import Row

CLINIC_ID = "clinic"
_GENDERS = {"female": "female", "male": "male", "other": "other", "unknown": "unknown"}
_GENDER_IDENTITY = "http://hl7.org/fhir/StructureDefinition/patient-genderIdentity"


def add_people(built: Built) -> None:
    """The client, the clinic, its staff and rooms, insurances."""
    _add_patient(built)
    _add_clinic(built)
    for row in built.reading.rows("staff"):
        _add_practitioner(built, row)
    for row in built.reading.rows("locations"):
        _add_location(built, row)
    for row in built.reading.rows("coverages"):
        _add_coverage(built, row)


def _add_patient(built: Built) -> None:
    rows = built.reading.rows("clients")
    contacts = built.reading.rows("contacts")
    names = [name for row in rows for name in _names(row)] or [{"text": "not recorded"}]
    first_sex = next((row for row in rows if row.peek("sex") in _GENDERS), None)
    body = compact(
        {
            "identifier": [each for row in rows for each in _identifiers(row)],
            "active": None,
            "name": _unique(names),
            "telecom": _unique([each for row in rows for each in _telecoms(row)]),
            "gender": _GENDERS[first_sex.get("sex")] if first_sex else None,
            **_birth(rows),
            **_death(rows),
            "address": _unique([each for row in rows if (each := _address(row))]),
            "extension": _unique([_gender_identity(row) for row in rows if row.peek("gender")]),
            "communication": [
                {"language": concept(row.get("language"))}
                for row in rows[:1]
                if row.peek("language")
            ],
            "contact": [_contact(built, row) for row in contacts],
            "managingOrganization": {"reference": f"Organization/{CLINIC_ID}"},
        }
    )
    patient = built.add("Patient", "patient", body, *rows)
    for row, element in zip(contacts, patient.get("contact", ()), strict=True):
        built.home_by_row[row.id] = element


def _unique(elements: list[Resource]) -> list[Resource]:
    """The elements, each once, in their order; one person's rows often say the same twice."""
    return [each for number, each in enumerate(elements) if each not in elements[:number]]


def _identifiers(row: Row) -> list[Resource]:
    system = f"urn:anonkit:{row.get('platform') or 'source'}"
    numbers = (("clients", "client_id"), ("client-number", "client_number"))
    made = [
        {"use": "secondary", "system": f"{system}:{part}", "value": clean(row.get(name))}
        for part, name in numbers
        if row.peek(name)
    ]
    if row.peek("national_id"):
        made.append({"use": "official", "value": clean(row.get("national_id"))})
    return made


def _names(row: Row) -> list[Resource]:
    given = [clean(row.get(name)) for name in ("first_name", "middle_name") if row.peek(name)]
    own = compact(
        {"family": clean(row.get("last_name")), "given": given, "prefix": _one(row.get("title"))}
    )
    names = [{"use": "official", **own}] if given or "family" in own else []
    if row.peek("preferred_name"):
        names.append({"use": "usual", "text": clean(row.get("preferred_name"))})
    return names + [{"use": "old", "text": clean(name)} for name in _list_of(row, "former_names")]


def _one(text: str) -> list[str]:
    return [clean(text)] if text else []


def _list_of(row: Row, name: str) -> list[str]:
    try:
        values = json.loads(row.peek(name) or "[]")
    except ValueError:
        return []
    if not isinstance(values, list):
        return []
    row.get(name)
    return [text for value in values if (text := clean(str(value)).strip())]


def _telecoms(row: Row) -> list[Resource]:
    made = [("email", row.get("email"), "home"), ("phone", row.get("mobile_phone"), "mobile")]
    made += [("email", value, "home") for value in _list_of(row, "other_emails")]
    made += [("phone", value, "home") for value in _list_of(row, "other_phones")]
    return [
        {"system": system, "value": clean(value), "use": use}
        for system, value, use in made
        if value
    ]


def _birth(rows: tuple[Row, ...]) -> Resource:
    for row in rows:
        if date_value(row.peek("birth_date")):
            return {"birthDate": row.get("birth_date")}
    return {"_birthDate": absent()}


def _death(rows: tuple[Row, ...]) -> Resource:
    died = next((date for row in rows if (date := date_of(row, "deceased_on"))), None)
    return {"deceasedDateTime": died} if died else {}


def _address(row: Row) -> Resource:
    lines = [
        clean(row.get(name)) for name in ("address_line_1", "address_line_2") if row.peek(name)
    ]
    return compact(
        {
            "line": lines,
            "city": clean(row.get("city")),
            "state": clean(row.get("region")),
            "postalCode": clean(row.get("postcode")),
            "country": clean(row.get("country")),
        }
    )


def _gender_identity(row: Row) -> Resource:
    return {"url": _GENDER_IDENTITY, "valueCodeableConcept": concept(row.get("gender"))}


def _contact(built: Built, row: Row) -> Resource:
    built.subject(row)
    is_emergency = row.peek("kind") == "emergency"
    codes = [coding(f"{HL7}v2-0131", "C", "Emergency Contact")] if is_emergency else []
    words = row.get("relationship") or row.peek("kind")
    if is_emergency:
        row.get("kind")
    channels = [("phone", row.get("phone")), ("email", row.get("email"))]
    made = compact(
        {
            "relationship": [concept(words, *codes)] if words or codes else None,
            "name": {"text": clean(row.get("name"))} if row.peek("name") else None,
            "telecom": [
                {"system": system, "value": clean(value)} for system, value in channels if value
            ],
            "address": {"text": clean(row.get("address"))} if row.peek("address") else None,
            "organization": named(row.get("organisation")),
        }
    )
    says_who = {"name", "telecom", "address", "organization"} & set(made)
    return made if says_who else {**made, "name": absent()}


def _add_clinic(built: Built) -> None:
    clinic = built.context.clinic
    channels = (("phone", clinic.phone), ("email", clinic.email), ("url", clinic.website))
    body = {
        "name": clinic.name,
        "telecom": [{"system": system, "value": value} for system, value in channels if value],
        "address": [{"text": clinic.address}] if clinic.address else None,
    }
    built.add("Organization", CLINIC_ID, compact(body))


def _add_practitioner(built: Built, row: Row) -> None:
    body = {
        "identifier": [{"value": clean(row.get("registration_number"))}]
        if row.peek("registration_number")
        else None,
        "name": [{"text": clean(row.get("name"))} if row.peek("name") else absent()],
        "qualification": [{"code": concept(row.get("role"))}] if row.peek("role") else None,
    }
    built.add("Practitioner", row.id, compact(body), row)


def _add_location(built: Built, row: Row) -> None:
    channels = (("phone", row.get("phone")), ("email", row.get("email")))
    body = {
        "name": clean(row.get("name")),
        "telecom": [
            {"system": system, "value": clean(value)} for system, value in channels if value
        ],
        "address": {"text": clean(row.get("address"))} if row.peek("address") else None,
    }
    built.add("Location", row.id, compact(body), row)


def _add_coverage(built: Built, row: Row) -> None:
    group = row.get("group_number")
    kind = concept("group", coding(f"{HL7}coverage-class", "group", "Group"))
    body = {
        "status": "active",
        "policyHolder": named(row.get("policy_holder")),
        "subscriberId": clean(row.get("member_number")),
        "beneficiary": built.subject(row),
        "period": period_of(row, "valid_from", "valid_until"),
        "payor": [named(row.get("insurer") or "not recorded")],
        "class": [{"type": kind, "value": clean(group)}] if group else None,
    }
    built.add("Coverage", row.id, compact(body), row)
