"""Makes `definitions.json`, what our gate knows of FHIR R4, from HL7's own definitions on npm (CC0).

`python -m tests.readers.official_definitions FOLDER` writes it anew; FOLDER is the package hl7.fhir.r4.examples.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESOURCES = [
    "AllergyIntolerance",
    "Appointment",
    "Basic",
    "Bundle",
    "CarePlan",
    "ClinicalImpression",
    "Communication",
    "Composition",
    "Condition",
    "Consent",
    "Coverage",
    "Device",
    "DeviceUseStatement",
    "DiagnosticReport",
    "DocumentReference",
    "Encounter",
    "FamilyMemberHistory",
    "Flag",
    "ImagingStudy",
    "Immunization",
    "Invoice",
    "Location",
    "Medication",
    "MedicationAdministration",
    "MedicationDispense",
    "MedicationRequest",
    "MedicationStatement",
    "Observation",
    "Organization",
    "Patient",
    "Practitioner",
    "PractitionerRole",
    "Procedure",
    "Provenance",
    "QuestionnaireResponse",
    "RelatedPerson",
    "Specimen",
]
TARGET = Path(__file__).parents[2] / "src/anonkit/portability/fhir/definitions.json"
_MOST_CODES = 400
_PATH = "http://hl7.org/fhirpath/System."


class Definitions:
    """The definitions of one package."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.types: dict[str, dict[str, Any]] = {}
        self.codes: dict[str, dict[str, list[str]]] = {}
        self._systems: dict[str, list[str]] | None = None

    def add(self, type_: str) -> None:
        """Adds a type, and every data type its elements have."""
        definition = self._read("StructureDefinition", type_)
        if definition is None or definition["kind"] == "primitive-type":
            return
        self.types[type_] = {}
        for element in definition["snapshot"]["element"][1:]:
            self._add_element(element)
        for name in {
            entry["type"] for fields in list(self.types.values()) for entry in fields.values()
        }:
            if (
                name not in self.types
                and name[0].isupper()
                and "." not in name
                and name != "Resource"
            ):
                self.add(name)

    def _add_element(self, element: dict[str, Any]) -> None:
        parent, _, name = element["path"].rpartition(".")
        for own, type_, targets in _types(element, name):
            entry: dict[str, Any] = {"type": type_}
            if element["max"] != "1":
                entry["many"] = True
            if element["min"]:
                entry["min"] = name if name.endswith("[x]") else True
            if name.endswith("[x]"):
                entry["choice"] = name
            if targets:
                entry["targets"] = targets
            bound = self._bound(element)
            if bound and type_ in ("code", "Coding", "CodeableConcept"):
                entry["codes"] = bound
            self.types.setdefault(parent, {})[own] = entry

    def _bound(self, element: dict[str, Any]) -> str:
        binding = element.get("binding", {})
        if binding.get("strength") != "required" or "valueSet" not in binding:
            return ""
        name = binding["valueSet"].split("|")[0].rsplit("/", 1)[-1]
        if name not in self.codes:
            found = self._expanded(name)
            if not found or sum(map(len, found.values())) > _MOST_CODES:
                return ""
            self.codes[name] = found
        return name

    def _expanded(self, name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        value_set = self._read("ValueSet", name)
        if value_set is None or "exclude" in value_set.get("compose", {}):
            return {}
        for include in value_set.get("compose", {}).get("include", []):
            if "filter" in include or "valueSet" in include:
                return {}
            codes = [each["code"] for each in include.get("concept", [])]
            codes = codes or self._code_systems().get(include["system"], [])
            if not codes:
                return {}
            found.setdefault(include["system"], []).extend(codes)
        return found

    def _code_systems(self) -> dict[str, list[str]]:
        if self._systems is None:
            self._systems = {}
            for path in sorted(self._folder.glob("CodeSystem-*.json")):
                content = json.loads(path.read_text("utf-8"))
                if content.get("content") == "complete":
                    self._systems[content["url"]] = list(_codes(content.get("concept", [])))
        return self._systems

    def _read(self, kind: str, name: str) -> dict[str, Any] | None:
        path = self._folder / f"{kind}-{name}.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else None


def _types(element: dict[str, Any], name: str) -> Iterator[tuple[str, str, list[str]]]:
    if "contentReference" in element:
        yield name, element["contentReference"].rsplit("#", 1)[-1], []
        return
    for type_ in element.get("type", []):
        code = type_["code"]
        if code.startswith(_PATH):
            code = "id" if element["path"].endswith(".id") else "string"
        if code in ("BackboneElement", "Element"):
            code = element["path"]
        targets = sorted(
            {profile.rsplit("/", 1)[-1] for profile in type_.get("targetProfile", [])}
            - {"Resource"}
        )
        own = (
            name.removesuffix("[x]") + code[0].upper() + code[1:] if name.endswith("[x]") else name
        )
        yield own, code, targets


def _codes(concepts: list[dict[str, Any]]) -> Iterator[str]:
    for concept in concepts:
        yield concept["code"]
        yield from _codes(concept.get("concept", []))


def made_from(folder: Path) -> str:
    """The file's text."""
    made = Definitions(folder)
    for name in RESOURCES:
        made.add(name)
    content = {"types": made.types, "codes": made.codes}
    return json.dumps(content, sort_keys=True, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    TARGET.write_text(made_from(Path(sys.argv[1])), "utf-8")
