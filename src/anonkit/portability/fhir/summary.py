"""The International Patient Summary: a document of what the next clinician has to know first."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from anonkit.portability.context import ExportContext
from anonkit.portability.fhir.json_text import fhir_json
from anonkit.portability.fhir.values import (
    HL7,
    LOINC,
    Resource,
    bullet_list,
    coding,
    compact,
    concept,
    instant_value,
    key_of,
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
CLINIC = "Organization/clinic"
_REFERENCE = re.compile(r'"reference":"([^"]*)"')
_ADVERSE = ("complication", "adverse event")


def build_summary(
    resources: Iterable[Resource],
    references: Mapping[str, Iterable[str]],
    record: ClientRecord,
    context: ExportContext,
) -> Resource:
    """The IPS document made from the resources of the whole record.

    `references` says for each of these, by type and id, which others it refers to. The entries are the very
    resources, with their references as they are in the record: `document_json` writes them as a document wants them.
    """
    by_reference = {key_of(each): each for each in resources}
    by_kind: dict[str, list[Resource]] = {}
    for each in by_reference.values():
        by_kind.setdefault(each["resourceType"], []).append(each)
    sections, entries = [], []
    for section in SECTIONS:
        own = [each for kind in section.kinds for each in by_kind.get(kind, ()) if _belongs(each)]
        if own or section.is_mandatory:
            sections.append(_section(section, own, record))
            entries += own
    composition = _composition(sections, context)
    starts = ["Patient/patient", CLINIC, *(key_of(each) for each in entries)]
    chosen = [by_reference[key] for key in _closure(starts, references)]
    return _document([composition, *chosen], context)


def _belongs(resource: Resource) -> bool:
    """Of the observations only those of harm."""
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
        "author": [{"reference": CLINIC}],
        "title": "International Patient Summary",
        "custodian": {"reference": CLINIC},
        "section": sections,
    }


def _closure(starts: Iterable[str], references: Mapping[str, Iterable[str]]) -> list[str]:
    """These resources, by type and id, and all that they refer to, each once."""
    found: dict[str, None] = {}
    waiting = deque(starts)
    while waiting:
        key = waiting.popleft()
        if key in references and key not in found:
            found[key] = None
            waiting.extend(references[key])
    return list(found)


def _document(resources: list[Resource], context: ExportContext) -> Resource:
    entries = [
        {"fullUrl": urn(f"{context.case}/{key_of(each)}"), "resource": each} for each in resources
    ]
    return {
        "resourceType": "Bundle",
        "id": "summary",
        "meta": {"profile": [f"{_IPS}Bundle-uv-ips"]},
        "identifier": {
            "system": "urn:ietf:rfc:3986",
            "value": urn(context.case),
        },
        "type": "document",
        "timestamp": instant_value(context.made_at),
        "entry": entries,
    }


def urn(name: str) -> str:
    """The name's UUID of version 5 (RFC 9562) as an address."""
    return uuid5(NAMESPACE_URL, name).urn


def document_json(document: Resource, text_by_key: Mapping[str, str]) -> str:
    """The document as JSON text, its references written as the full URLs of its entries.

    `text_by_key` holds the JSON text of entries that was made before, by type and id. Within a text a quotation
    mark is escaped, so what is replaced is always a reference.
    """
    urls = {key_of(each["resource"]): each["fullUrl"] for each in document["entry"]}

    def addressed(found: re.Match[str]) -> str:
        return f'"reference":"{urls.get(found[1], found[1])}"'

    entries = []
    for entry in document["entry"]:
        text = text_by_key.get(key_of(entry["resource"])) or fhir_json(entry["resource"])
        own = _REFERENCE.sub(addressed, text)
        entries.append(f'{{"fullUrl":"{entry["fullUrl"]}","resource":{own}}}')
    shell = fhir_json({name: part for name, part in document.items() if name != "entry"})
    return f'{shell[:-1]},"entry":[{",".join(entries)}]}}'
