"""Patient, RelatedPerson, Practitioner, Coverage as clients, contacts, staff, coverages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from anonkit.portability.incoming.reading import Reading, Received
from anonkit.portability.incoming.words import (
    concept_words,
    concepts_words,
    each_of,
    first,
    joined,
    moment_of,
    part,
)

Row = dict[str, str]
_SEXES = {"male", "female", "other", "unknown"}


def client_row(received: Received) -> Row:
    """A Patient as a row of clients; the id is the first identifier's, else the resource's own."""
    patient = received.resource
    identifiers = [first(each.get("value")) for each in each_of(patient.get("identifier"))]
    identifiers = [each for each in identifiers if each]
    emails, phones = _telecoms(patient, "email"), _telecoms(patient, "phone", "sms")
    gender = first(patient.get("gender"))
    return {
        "client_id": (identifiers or [first(patient.get("id")) or received.name])[0],
        "client_number": identifiers[1] if len(identifiers) > 1 else "",
        **_names(patient),
        "birth_date": first(patient.get("birthDate")),
        "sex": gender if gender in _SEXES else "",
        "email": emails[0] if emails else "",
        "other_emails": _list(emails[1:]),
        "mobile_phone": phones[0] if phones else "",
        "other_phones": _list(phones[1:]),
        **_address(patient),
        "language": concept_words(part(patient, "communication", "language")),
        "deceased_on": first(patient.get("deceasedDateTime"))[:10],
        "status": "deceased" if _is_dead(patient) else "active",
    }


def _is_dead(patient: dict[str, Any]) -> bool:
    return patient.get("deceasedBoolean") is True or "deceasedDateTime" in patient


def _names(patient: dict[str, Any]) -> Row:
    names = list(each_of(patient.get("name")))
    current = [each for each in names if each.get("use") not in ("old", "maiden", "nickname")]
    name = next((each for each in current if each.get("use") == "official"), None) or next(
        iter(current), {}
    )
    given = [str(each) for each in name.get("given", []) if isinstance(each, str)]
    family = first(name.get("family"))
    if not given and not family:
        given = first(name.get("text")).split()
        family = given.pop() if len(given) > 1 else ""
    nick = next((each for each in names if each.get("use") == "nickname"), {})
    former = [_whole_name(each) for each in names if each.get("use") in ("old", "maiden")]
    return {
        "title": joined(map(str, name.get("prefix", [])), " "),
        "first_name": given[0] if given else "",
        "middle_name": " ".join(given[1:]),
        "last_name": family,
        "preferred_name": _whole_name(nick),
        "former_names": _list([each for each in former if each]),
    }


def _whole_name(name: Any) -> str:
    if not isinstance(name, dict):
        return ""
    given = [str(each) for each in name.get("given", []) if isinstance(each, str)]
    return first(name.get("text")) or joined([*given, first(name.get("family"))], " ")


def _telecoms(resource: dict[str, Any], *systems: str) -> list[str]:
    points = (each for each in each_of(resource.get("telecom")) if each.get("system") in systems)
    found = [
        first(each.get("value")).removeprefix("tel:").removeprefix("mailto:") for each in points
    ]
    return list(dict.fromkeys(each for each in found if each))


def _list(values: list[str]) -> str:
    return json.dumps(values, ensure_ascii=False) if values else ""


def _address(resource: dict[str, Any]) -> Row:
    address = next(each_of(resource.get("address")), {})
    lines = [str(each) for each in address.get("line", []) if isinstance(each, str)]
    lines = lines or [first(address.get("text"))]
    return {
        "address_line_1": lines[0],
        "address_line_2": ", ".join(lines[1:]),
        "city": first(address.get("city")),
        "region": first(address.get("state"), address.get("district")),
        "postcode": first(address.get("postalCode")),
        "country": first(address.get("country")),
    }


def contact_rows(patient: dict[str, Any]) -> Iterator[Row]:
    """The people around a Patient."""
    for contact in each_of(patient.get("contact")):
        yield _contact(contact, concepts_words(contact.get("relationship")), contact.get("name"))
    for doctor in each_of(patient.get("generalPractitioner")):
        if first(doctor.get("display")):
            yield {"name": first(doctor["display"]), "kind": "gp"}


def related_row(person: dict[str, Any]) -> Row:
    """A RelatedPerson."""
    return _contact(person, concepts_words(person.get("relationship")), part(person, "name"))


def _contact(resource: dict[str, Any], relationship: str, name: Any) -> Row:
    whole = _whole_name(next(each_of(name), {}) if isinstance(name, list) else name)
    codes = json.dumps(resource.get("relationship", []), default=str)
    phones, emails = _telecoms(resource, "phone", "sms"), _telecoms(resource, "email")
    return {
        "name": whole or "not recorded",
        "relationship": relationship,
        "kind": "emergency" if '"C"' in codes or "mergency" in relationship else "other",
        "phone": phones[0] if phones else "",
        "email": emails[0] if emails else "",
        "organisation": first(part(resource, "organization", "display")),
    }


def staff_row(practitioner: dict[str, Any], reading: Reading) -> Row:
    """A Practitioner, with what a PractitionerRole says of them."""
    roles = [
        concepts_words(each.resource.get("code"))
        for each in reading.kinds("PractitionerRole")
        if reading.referred(each.resource.get("practitioner")) is practitioner
    ]
    return {
        "staff_id": first(practitioner.get("id")),
        "name": _whole_name(next(each_of(practitioner.get("name")), {})) or "not recorded",
        "role": joined(roles) or concept_words(part(practitioner, "qualification", "code")),
        "registration_number": first(part(practitioner, "identifier", "value")),
    }


def coverage_row(coverage: dict[str, Any], reading: Reading) -> Row:
    """A Coverage."""
    payor = next(each_of(coverage.get("payor")), {})
    insurer = reading.referred(payor, coverage)
    return {
        "insurer": first(payor.get("display"), (insurer or {}).get("name")),
        "member_number": first(coverage.get("subscriberId"), part(coverage, "identifier", "value")),
        "group_number": first(part(coverage, "class", "value")),
        "valid_from": moment_of(coverage, "period")[:10],
        "valid_until": first(part(coverage, "period", "end"))[:10],
    }
