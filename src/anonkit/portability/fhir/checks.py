"""Own checks of what is written: what no ready-made tool looks at, and what a receiver would stumble over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from anonkit.portability.fhir.summary import MANDATORY_CODES, references_in
from anonkit.portability.fhir.values import Resource, date_time_value

_ID = re.compile(r"[A-Za-z0-9.\-]{1,64}")
_REQUIRED = {
    "AllergyIntolerance": ("patient", "code"),
    "Appointment": ("status", "participant"),
    "Basic": ("code",),
    "Communication": ("status",),
    "Condition": ("subject", "code"),
    "Consent": ("status", "scope", "category", "policyRule"),
    "Coverage": ("status", "beneficiary", "payor"),
    "DeviceUseStatement": ("status", "subject", "device"),
    "DocumentReference": ("status", "content"),
    "Encounter": ("status", "class"),
    "FamilyMemberHistory": ("status", "patient", "relationship"),
    "Flag": ("status", "code", "subject"),
    "Invoice": ("status",),
    "MedicationAdministration": ("status", "medicationReference", "subject"),
    "MedicationRequest": ("status", "intent", "medicationCodeableConcept", "subject"),
    "MedicationStatement": ("status", "medicationCodeableConcept", "subject"),
    "Observation": ("status", "code"),
    "Organization": ("name",),
    "Patient": ("name",),
    "Procedure": ("status", "subject"),
    "Provenance": ("target", "recorded", "agent"),
    "QuestionnaireResponse": ("status",),
}
_TARGETS = {
    "subject": ("Patient",),
    "patient": ("Patient",),
    "beneficiary": ("Patient",),
    "encounter": ("Encounter",),
    "medicationReference": ("Medication",),
    "device": ("Device",),
    "manipulated": ("Device",),
    "usedReference": ("Device",),
    "custodian": ("Organization",),
    "issuer": ("Organization",),
    "sourceReference": ("DocumentReference",),
}
_STATUS_CODES = {
    "Appointment": {"proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow"},
    "Consent": {"draft", "proposed", "active", "rejected", "inactive", "entered-in-error"},
    "DocumentReference": {"current", "superseded", "entered-in-error"},
    "MedicationStatement": {"active", "completed", "stopped", "unknown", "on-hold", "not-taken"},
    "Procedure": {
        "preparation",
        "in-progress",
        "not-done",
        "on-hold",
        "stopped",
        "completed",
        "unknown",
    },
}


def check_resources(resources: Iterable[Resource]) -> tuple[str, ...]:
    """The faults of a set of resources; by type, id and element, without values."""
    own = list(resources)
    keys = Counter(f"{each['resourceType']}/{each['id']}" for each in own)
    faults = [f"{key}: id stands {count} times" for key, count in keys.items() if count > 1]
    for each in own:
        place = f"{each['resourceType']}/{each['id']}"
        faults += [f"{place}: {fault}" for fault in _resource_faults(each)]
        faults += [
            f"{place}: a reference leads nowhere"
            for target in references_in(each)
            if not target.startswith("urn:") and target not in keys
        ]
        faults += [f"{place}: {name} refers to a {kind}" for name, kind in _wrong_targets(each, {})]
    return tuple(faults)


def check_document(bundle: Resource) -> tuple[str, ...]:
    """The faults of an IPS document."""
    entries = bundle.get("entry", [])
    kind_by_url = {entry.get("fullUrl"): entry["resource"]["resourceType"] for entry in entries}
    kinds = [entry["resource"]["resourceType"] for entry in entries]
    faults = [
        f"Bundle: {name} is missing" for name in ("identifier", "timestamp") if not bundle.get(name)
    ]
    if bundle.get("type") != "document" or not kinds or kinds[0] != "Composition":
        return (*faults, "Bundle: not a document that begins with its Composition")
    if kinds.count("Composition") != 1 or kinds.count("Patient") != 1:
        faults.append("Bundle: not exactly one Composition and one Patient")
    if len(kind_by_url) != len(entries) or None in kind_by_url:
        faults.append("Bundle: an entry has no fullUrl of its own")
    for entry in entries:
        resource = entry["resource"]
        place = f"{resource['resourceType']}/{resource['id']}"
        faults += [f"{place}: {fault}" for fault in _resource_faults(resource)]
        faults += [
            f"{place}: a reference leads nowhere"
            for target in references_in(resource)
            if target not in kind_by_url
        ]
        faults += [
            f"{place}: {name} refers to a {kind}"
            for name, kind in _wrong_targets(resource, kind_by_url)
        ]
    return (*faults, *_section_faults(entries[0]["resource"]))


def _section_faults(composition: Resource) -> Iterator[str]:
    codes = set()
    for section in composition.get("section", []):
        own = {each.get("code") for each in section.get("code", {}).get("coding", [])}
        codes |= own
        if own & MANDATORY_CODES and not section.get("entry") and not section.get("emptyReason"):
            yield f"Composition: section {min(map(str, own))} has neither entries nor a reason"
        if not section.get("text"):
            yield f"Composition: section {section.get('title')} has no narrative"
    for missing in sorted(MANDATORY_CODES - codes):
        yield f"Composition: section {missing} is missing"


def _resource_faults(resource: Resource) -> Iterator[str]:
    kind = resource["resourceType"]
    if not _ID.fullmatch(resource["id"]):
        yield "id is not legal"
    for name in _REQUIRED.get(kind, ()):
        if not resource.get(name):
            yield f"{name} is missing"
    codes = _STATUS_CODES.get(kind)
    if codes and resource.get("status") not in codes:
        yield "status is not one of the required codes"
    yield from _time_faults(resource)


def _time_faults(resource: Resource) -> Iterator[str]:
    for name, value in resource.items():
        is_time = name.endswith("DateTime") or name in (
            "birthDate",
            "date",
            "authored",
            "authoredOn",
            "sent",
        )
        if (
            is_time
            and not name.startswith("_")
            and isinstance(value, str)
            and not date_time_value(value)
        ):
            yield f"{name} is no date"


def _wrong_targets(value: object, kind_by_url: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Names of elements whose reference is of a kind they may not have, and that kind."""
    if isinstance(value, list):
        for part in value:
            yield from _wrong_targets(part, kind_by_url)
    if not isinstance(value, Mapping):
        return
    for name, part in value.items():
        for target in part if isinstance(part, list) else [part]:
            if name in _TARGETS and isinstance(target, Mapping) and "reference" in target:
                kind = kind_by_url.get(target["reference"]) or target["reference"].split("/")[0]
                if kind not in _TARGETS[name]:
                    yield name, kind
        yield from _wrong_targets(part, kind_by_url)
