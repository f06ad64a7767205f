"""HL7's own examples of the International Patient Summary, taken in; their contents are on the page of a new export."""

from __future__ import annotations

import html
import json

import pytest

import anonkit
from anonkit.storage import Workspace
from tests.readers.programs import packages
from tests.workflows.small_clinic import new_workspace

SHOWN = ("AllergyIntolerance", "Condition", "MedicationStatement", "MedicationRequest", "Procedure", "Immunization")  # fmt: skip


def _summaries():
    return sorted((packages() / "node_modules/hl7.fhir.uv.ips/example").glob("Bundle-*.json"))


def _said(resource, by_url):
    """What the resource is about, in its own words: any of its names."""
    reference = (resource.get("medicationReference") or {}).get("reference", "")
    named = by_url.get(reference, resource)
    concept = next((named[each] for each in ("code", "medicationCodeableConcept", "vaccineCode") if each in named), {})  # fmt: skip
    return [concept.get("text", ""), *(each.get("display", "") for each in concept.get("coding", []))]  # fmt: skip


@pytest.mark.parametrize("number", range(5))
def test_an_official_summary_is_seen_in_a_new_export(number, tmp_path):
    """Allergies, problems, medicines and procedures of a stranger's summary, each by one of its own names."""
    path = _summaries()[number]
    bundle = json.loads(path.read_text("utf-8"))
    workspace = new_workspace(tmp_path / "clinic")
    anonkit.import_patient(workspace, path)
    [client] = Workspace.open(workspace).table("clients")["client_id"]
    made = anonkit.export_patient(
        workspace, client, output=tmp_path / "out", basis="transfer", asked_by="the next clinic",
        identity_checked="letter seen", plain=True,
    )  # fmt: skip
    page = html.unescape(made.start_page.read_text("utf-8")).casefold()
    by_url = {each.get("fullUrl"): each["resource"] for each in bundle["entry"]}
    told = [
        [name for name in _said(each["resource"], by_url) if name]
        for each in bundle["entry"]
        if each["resource"]["resourceType"] in SHOWN
    ]
    assert told
    assert [names for names in told if names and not any(name.casefold() in page for name in names)] == []  # fmt: skip
