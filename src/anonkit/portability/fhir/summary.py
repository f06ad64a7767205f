"""The International Patient Summary: a document of what the next clinician has to know first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from anonkit.portability.context import ExportContext
from anonkit.portability.fhir.values import (
    HL7,
    LOINC,
    Resource,
    bullet_list,
    coding,
    compact,
    concept,
    instant_value,
    narrative,
)
from anonkit.portability.held import ClientRecord

_IPS = "http://hl7.org/fhir/uv/ips/StructureDefinition/"


@dataclass(frozen=True)
class Section:
    """One section of the summary."""

    title: str
    loinc: str
    kinds: tuple[str, ...]
    tables: tuple[str, ...]
    """The canonical tables its entries come from: where one is withheld, an empty section says so."""
    is_mandatory: bool = False


SECTIONS = (
    Section("Alerts", "104605-1", ("Flag",), ("clients", "conditions")),
    Section("Allergies and Intolerances", "48765-2", ("AllergyIntolerance",), ("allergies",), True),
    Section("Problems", "11450-4", ("Condition",), ("conditions",), True),
    Section(
        "Medication Summary",
        "10160-0",
        ("MedicationStatement", "MedicationRequest", "MedicationAdministration"),
        ("medications", "prescriptions", "treatments"),
        True,
    ),
    Section("History of Procedures", "47519-4", ("Procedure",), ("treatments",)),
    Section("Medical Devices", "46264-8", ("DeviceUseStatement",), ("treatments",)),
    Section("Complications and adverse events", "", ("Observation",), ("outcomes",)),
)
MANDATORY_CODES = frozenset(section.loinc for section in SECTIONS if section.is_mandatory)
_ADVERSE = ("complication", "adverse event")


def build_summary(
    resources: Iterable[Resource], record: ClientRecord, context: ExportContext
) -> Resource:
    """The IPS document made from the resources of the whole record."""
    by_reference = {f"{each['resourceType']}/{each['id']}": each for each in resources}
    sections, entries = [], []
    for section in SECTIONS:
        own = [each for each in by_reference.values() if _belongs(each, section)]
        if own or section.is_mandatory:
            sections.append(_section(section, own, record))
            entries += own
    composition = _composition(sections, context)
    chosen = _closure([composition, by_reference["Patient/patient"], *entries], by_reference)
    return _document(chosen, context)


def _belongs(resource: Resource, section: Section) -> bool:
    if resource["resourceType"] not in section.kinds:
        return False
    return resource["resourceType"] != "Observation" or resource["code"].get("text") in _ADVERSE


def _section(section: Section, own: list[Resource], record: ClientRecord) -> Resource:
    code = concept(section.title, *([coding(LOINC, section.loinc)] if section.loinc else []))
    made = {
        "title": section.title,
        "code": code,
        "text": narrative(bullet_list([words_for(each) for each in own], "Nothing is recorded.")),
        "entry": [{"reference": f"{each['resourceType']}/{each['id']}"} for each in own],
    }
    return (
        compact(made) if own else {**compact(made), "emptyReason": _empty_reason(section, record)}
    )


def _empty_reason(section: Section, record: ClientRecord) -> Resource:
    withheld = {each.table for each in record.withheld if not each.field}
    if withheld & set(section.tables):
        return concept(
            "Withheld", coding(f"{HL7}list-empty-reason", "withheld", "Information Withheld")
        )
    # Nothing recorded is not "nothing there", and the record does not say whether anybody asked.
    return concept(
        "Nothing is recorded; the record does not say that there is none",
        coding(f"{HL7}list-empty-reason", "unavailable", "Unavailable"),
    )


def words_for(resource: Resource) -> str:
    """One line about an entry, for the narrative."""
    what = resource.get("code") or resource.get("medicationCodeableConcept") or {}
    references = (resource.get("medicationReference"), resource.get("device"))
    name = what.get("text") or next(
        (each["display"] for each in references if each and "display" in each), ""
    )
    moments = (
        "performedDateTime",
        "effectiveDateTime",
        "timingDateTime",
        "authoredOn",
        "onsetDateTime",
    )
    moment = next((str(resource[key])[:10] for key in moments if key in resource), "")
    parts = [
        part for part in (moment, name, resource.get("valueString", ""), _dose(resource)) if part
    ]
    doubt = " (not yet checked by the clinic)" if "tag" in resource.get("meta", {}) else ""
    return ", ".join(parts) + doubt


def _dose(resource: Resource) -> str:
    dosage = resource.get("dosage") or {}
    if isinstance(dosage, list):
        return str(dosage[0].get("text", "")) if dosage else ""
    dose = dosage.get("dose", {})
    return " ".join(str(dose[name]) for name in ("value", "unit") if name in dose)


def _composition(sections: list[Resource], context: ExportContext) -> Resource:
    return {
        "resourceType": "Composition",
        "id": "summary",
        "meta": {"profile": [f"{_IPS}Composition-uv-ips"]},
        "status": "final",
        "type": concept("Patient summary", coding(LOINC, "60591-5", "Patient summary Document")),
        "subject": {"reference": "Patient/patient"},
        "date": context.made_at,
        "author": [{"reference": "Organization/clinic"}],
        "title": "International Patient Summary",
        "custodian": {"reference": "Organization/clinic"},
        "section": sections,
    }


def _closure(starts: list[Resource], by_reference: Mapping[str, Resource]) -> list[Resource]:
    """The resources, and all that they refer to, each once."""
    found: dict[str, Resource] = {}
    waiting = list(starts)
    while waiting:
        resource = waiting.pop(0)
        key = f"{resource['resourceType']}/{resource['id']}"
        if key not in found:
            found[key] = resource
            waiting += [
                by_reference[name] for name in references_in(resource) if name in by_reference
            ]
    return list(found.values())


def references_in(value: object) -> Iterator[str]:
    """Every reference that stands anywhere in an element."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            said = part.get("reference")
            if isinstance(said, str):
                yield said
            waiting.extend(each for each in part.values() if type(each) in _NESTED)
        elif isinstance(part, list):
            waiting.extend(each for each in reversed(part) if type(each) in _NESTED)


def _document(resources: list[Resource], context: ExportContext) -> Resource:
    url_by_reference = {
        f"{each['resourceType']}/{each['id']}": _urn(context.case, each) for each in resources
    }
    entries = [
        {
            "fullUrl": url_by_reference[f"{each['resourceType']}/{each['id']}"],
            "resource": _with_references(each, url_by_reference),
        }
        for each in resources
    ]
    return {
        "resourceType": "Bundle",
        "id": "summary",
        "meta": {"profile": [f"{_IPS}Bundle-uv-ips"]},
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": f"urn:uuid:{uuid5(NAMESPACE_URL, context.case)}",
        },
        "type": "document",
        "timestamp": instant_value(context.made_at),
        "entry": entries,
    }


def _urn(case: str, resource: Resource) -> str:
    name = "/".join((case, resource["resourceType"], resource["id"]))
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _with_references(value: Any, url_by_reference: Mapping[str, str]) -> Any:
    """A copy in which references are the entries' full URLs; what holds none is shared."""
    if isinstance(value, dict):
        copied = {
            name: _with_references(part, url_by_reference) if type(part) in _NESTED else part
            for name, part in value.items()
        }
        target = copied.get("reference")
        if isinstance(target, str) and target in url_by_reference:
            copied["reference"] = url_by_reference[target]
        return copied
    return [
        _with_references(part, url_by_reference) if type(part) in _NESTED else part
        for part in value
    ]


_NESTED = (dict, list)
