"""The gate of everything that is written in FHIR: shape, codes, invariants, references, the rules of a document.

Ready-made validators pass over a reference that leads nowhere or to the wrong kind, a mandatory section that
is missing, and a section with neither entry nor reason; a receiving clinic stumbles over just those.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from anonkit.portability.fhir.structure import Walk, walk
from anonkit.portability.fhir.summary import MANDATORY_CODES
from anonkit.portability.fhir.values import Resource

_IPS_TYPE = "60591-5"
_IPS_NEEDS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "AllergyIntolerance": (("code",),),
    "Condition": (("code",),),
    "DeviceUseStatement": (("timingDateTime", "timingPeriod", "timingTiming"),),
    "Flag": (("code",),),
    "MedicationStatement": (("effectiveDateTime", "effectivePeriod"),),
    "Patient": (("birthDate",), ("name",)),
    "Procedure": (
        ("code",),
        ("performedDateTime", "performedPeriod", "performedString", "performedAge", "performedRange"),
    ),
}  # fmt: skip
"""What the International Patient Summary asks of its entries beyond FHIR itself; one of each group."""
IPS_ENTRIES: Mapping[str, frozenset[str]] = {
    "11450-4": frozenset({"Condition", "DocumentReference"}),
    "48765-2": frozenset({"AllergyIntolerance", "DocumentReference"}),
    "10160-0": frozenset(
        {
            "MedicationStatement",
            "MedicationRequest",
            "MedicationAdministration",
            "MedicationDispense",
            "DocumentReference",
        }
    ),
    "47519-4": frozenset({"Procedure", "DocumentReference"}),
    "46264-8": frozenset({"DeviceUseStatement", "DocumentReference"}),
    "104605-1": frozenset({"Flag", "DocumentReference"}),
}  # fmt: skip


def walks_of(resources: Iterable[Resource]) -> dict[str, Walk]:
    """Looks at each resource once; what was found, by type and id."""
    return {_key(each): walk(each) for each in resources}


def check_resources(
    resources: Iterable[Resource], walks: Mapping[str, Walk] | None = None
) -> tuple[str, ...]:
    """The faults of a set of resources; by type, id and element, without values.

    `walks` is what `walks_of` found in these very resources, where they were looked at before.
    """
    own = [(_key(each), each) for each in resources]
    keys = Counter(key for key, _ in own)
    faults = [f"{key}: id stands {count} times" for key, count in keys.items() if count > 1]
    kind_by_key = {key: key.split("/")[0] for key in keys}
    for place, each in own:
        found = walks[place] if walks is not None else walk(each)
        faults += [f"{place}: {fault}" for fault in found.faults]
        faults += [f"{place}: {fault}" for fault in _reference_faults(found, kind_by_key, each)]
    return tuple(faults)


def check_document(bundle: Resource, walks: Mapping[str, Walk] | None = None) -> tuple[str, ...]:
    """The faults of an International Patient Summary.

    `walks` is what `walks_of` found in its entries, where they were looked at before.
    """
    entries = [each for each in bundle.get("entry", []) if isinstance(each, dict)]
    resources = [each.get("resource") for each in entries]
    if bundle.get("resourceType") != "Bundle" or not all(
        isinstance(each, dict) for each in resources
    ):
        return ("Bundle: not a Bundle whose entries hold resources",)
    own = [each for each in resources if isinstance(each, dict)]
    kinds = [each.get("resourceType") for each in own]
    if bundle.get("type") != "document" or not kinds or kinds[0] != "Composition":
        return ("Bundle: not a document that begins with its Composition",)
    faults = [f"Bundle: {fault}" for fault in walk(bundle, is_shell=True).faults]
    if kinds.count("Composition") != 1 or kinds.count("Patient") != 1:
        faults.append("Bundle: not exactly one Composition and one Patient")
    if any("fullUrl" not in each for each in entries):
        faults.append("Bundle: an entry has no fullUrl of its own")
    kind_by_key = _kinds(entries)
    for resource in own:
        place = _key(resource)
        found = (walks or {}).get(place) or walk(resource)
        faults += [f"{place}: {fault}" for fault in found.faults]
        faults += [f"{place}: {fault}" for fault in _reference_faults(found, kind_by_key, resource)]
        faults += [f"{place}: {fault}" for fault in _summary_faults(resource)]
    return (*faults, *_section_faults(own[0], kind_by_key))


def _key(resource: Mapping[str, Any]) -> str:
    return f"{resource.get('resourceType')}/{resource.get('id', '')}"


def _kinds(entries: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The kind of each entry by the names that a reference may call it."""
    kinds: dict[str, str] = {}
    for entry in entries:
        resource = entry["resource"]
        kind = str(resource.get("resourceType"))
        kinds[str(entry.get("fullUrl"))] = kind
        kinds[f"{kind}/{resource.get('id', '')}"] = kind
    return kinds


def _reference_faults(
    found: Walk, kind_by_key: Mapping[str, str], resource: Mapping[str, Any]
) -> Iterator[str]:
    if not found.references:
        return
    inner = {
        f"#{each.get('id')}": str(each.get("resourceType"))
        for each in resource.get("contained", ())
        if isinstance(each, dict)
    }
    for each in found.references:
        kind = kind_by_key.get(each.says) or inner.get(each.says)
        if kind is None and each.says != "#":
            yield f"{each.place}: a reference leads nowhere"
        elif kind is not None and each.targets and kind not in each.targets:
            yield f"{each.place}: a reference leads to a {kind}"


def _summary_faults(resource: Mapping[str, Any]) -> Iterator[str]:
    for names in _IPS_NEEDS.get(str(resource.get("resourceType")), ()):
        if not any(name in resource or f"_{name}" in resource for name in names):
            yield f"{names[0]} is missing, as the summary asks for it"
    if resource.get("resourceType") == "Patient":
        given = resource.get("name")
        parts = ("family", "given", "text", "extension")
        if isinstance(given, list) and not all(
            isinstance(each, dict) and any(part in each for part in parts) for each in given
        ):
            yield "ips-pat-1, a name has a part or an extension"


def _section_faults(
    composition: Mapping[str, Any], kind_by_key: Mapping[str, str]
) -> Iterator[str]:
    """Mandatory sections are there, with entries or a reason, a narrative, and entries of their kind."""
    if _IPS_TYPE not in _codes_of(composition.get("type")):
        yield "Composition: its type is not that of a patient summary"
    codes: list[str] = []
    sections = composition.get("section")
    for section in sections if isinstance(sections, list) else ():
        own = _codes_of(section.get("code"))
        codes += own
        title = next(iter(own), "without a code")
        entries = section.get("entry")
        if own & MANDATORY_CODES and not entries and not section.get("emptyReason"):
            yield f"Composition: section {title} has neither entries nor a reason"
        for name in ("title", "text", "code"):
            if not section.get(name):
                yield f"Composition: section {title} has no {name}"
        allowed = frozenset().union(*(IPS_ENTRIES.get(code, frozenset()) for code in own))
        for entry in entries if isinstance(entries, list) and allowed else ():
            kind = kind_by_key.get(str(entry.get("reference")), "")
            if kind and kind not in allowed:
                yield f"Composition: section {title} has a {kind} among its entries"
    for code in sorted(MANDATORY_CODES):
        if codes.count(code) != 1:
            yield f"Composition: section {code} is {'missing' if code not in codes else 'there twice'}"


def _codes_of(concept: object) -> set[str]:
    codings = concept.get("coding", []) if isinstance(concept, dict) else []
    return {str(each.get("code")) for each in codings if isinstance(each, dict)}
