"""What the gate knows of FHIR, beside HL7's own definitions and examples."""

from __future__ import annotations

import json

import pytest

from anonkit.portability.fhir.checks import IPS_ENTRIES, check_document
from anonkit.portability.fhir.structure import walk
from anonkit.portability.fhir.summary import MANDATORY_CODES
from tests.readers.official_definitions import RESOURCES, TARGET, made_from
from tests.readers.programs import packages


@pytest.fixture(scope="module")
def examples():
    """The package of R4's definitions and examples."""
    return packages() / "node_modules/hl7.fhir.r4.examples"


@pytest.fixture(scope="module")
def ips():
    """The package of the International Patient Summary."""
    return packages() / "node_modules/hl7.fhir.uv.ips"


def test_our_definitions_are_hl7s(examples):
    """The shipped file is what HL7's own definitions give."""
    assert TARGET.read_text("utf-8") == made_from(examples)


@pytest.mark.parametrize("kind", RESOURCES)
def test_no_false_alarm_on_official_examples(kind, examples):
    """Every official example of a type we know passes the gate."""
    read = [json.loads(path.read_text("utf-8")) for path in sorted(examples.glob(f"{kind}-*.json"))]
    own = [each for each in read if each.get("resourceType") == kind]
    assert own
    assert [(each["id"], walk(each).faults) for each in own if walk(each).faults] == []


def test_no_false_alarm_on_official_summaries(ips):
    """Every example of a summary passes the gate whole."""
    summaries = sorted((ips / "example").glob("Bundle-*.json"))
    faults = {path.name: check_document(json.loads(path.read_text("utf-8"))) for path in summaries}
    assert faults == dict.fromkeys((path.name for path in summaries), ())
    assert len(summaries) == 5


def _sections(ips):
    profile = json.loads((ips / "StructureDefinition-Composition-uv-ips.json").read_text("utf-8"))
    by_id = {each["id"]: each for each in profile["snapshot"]["element"]}
    for own, element in by_id.items():
        if own.startswith("Composition.section:") and "." not in own.removeprefix("Composition."):
            code = by_id[f"{own}.code"]["patternCodeableConcept"]["coding"][0]["code"]
            targets = by_id[f"{own}.entry"]["type"][0]["targetProfile"]
            yield code, element["min"], {each.rsplit("/", 1)[-1] for each in targets}


def test_our_sections_are_hl7s(ips):
    """Which sections have to be there, and what may stand in them."""
    sections = list(_sections(ips))
    assert {code for code, least, _ in sections if least} == MANDATORY_CODES
    allowed = {code: targets for code, _, targets in sections}
    assert {code: allowed[code] for code in IPS_ENTRIES} == dict(IPS_ENTRIES)
