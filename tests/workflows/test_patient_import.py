"""A record taken in: our own bag, a summary made by others, and what is wrong with it."""

import json
import shutil
from base64 import b64encode

import pandas as pd
import pytest

import anonkit
from anonkit.portability import generate_passphrase, read_archive
from tests.workflows.small_clinic import json_of, new_workspace, run_anonkit

ABSENT = {
    "extension": [
        {
            "url": "http://hl7.org/fhir/StructureDefinition/data-absent-reason",
            "valueCode": "unknown",
        }
    ]
}
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'


def _entry(kind, number, **body):
    resource = {"resourceType": kind, "id": f"x{number}", **body}
    return {"fullUrl": f"urn:uuid:0000-{kind}-{number}", "resource": resource}


def _to_patient():
    return {"reference": "urn:uuid:0000-Patient-1"}


def _text(words):
    return {"text": words}


def a_summary():
    """A patient summary as another system might write it, with four things wrong in it."""
    patient = _entry(
        "Patient",
        1,
        identifier=[{"system": "urn:oid:1.2.3", "value": "H-4711"}],
        name=[{"family": "Снежная", "given": ["Zoë", "Anna"], "prefix": ["Dr"]}],
        birthDate="1971-05",
        gender="female",
        telecom=[{"system": "email", "value": "zoe@oddment.example"}],
        contact=[{"relationship": [_text("emergency contact")], "name": {"text": "Jo Drum"}}],
    )
    allergy = _entry("AllergyIntolerance", 2, code=_text("penicillin"), patient=_to_patient(),
                     clinicalStatus={"coding": [{"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical", "code": "active"}]},
                     reaction=[{"manifestation": [_text("hives")], "severity": "severe"}])  # fmt: skip
    medicine = _entry("Medication", 3, code=_text("bisoprolol 2.50 mg"))
    taken = _entry("MedicationStatement", 4, status="active", subject=_to_patient(), effectiveDateTime="2024-02",
                   medicationReference={"reference": "urn:uuid:0000-Medication-3"}, dosage=[_text("one at night")])  # fmt: skip
    lab = _entry("Observation", 5, status="final", code=_text("haemoglobin"), subject=_to_patient(),
                 effectiveDateTime="2024-02-01", valueQuantity={"value": 13.10, "unit": "g/dL"})  # fmt: skip
    story = {"title": "Patient story", "code": _text("story"), "text": {"status": "generated", "div": DIV.format(
        "<p>Sings &amp; swims.<script>alert(1)</script></p>")}}  # fmt: skip
    composition = _entry("Composition", 6, status="final", type=_text("summary"), date="2024-03-01", title="t",
                         author=[{"display": "x"}], subject=_to_patient(), section=[story])  # fmt: skip
    link = {"contentType": "text/html", "title": "leaflet", "url": "javascript:alert(1)"}
    letter = _entry(
        "DocumentReference",
        7,
        status="current",
        subject=_to_patient(),
        content=[{"attachment": link}],
    )
    impossible = _entry("Procedure", 8, status="completed", code=_text("appendectomy"), subject=_to_patient(),
                        performedDateTime="2010-02-31")  # fmt: skip
    nobody = _entry("Condition", 9, code=_text("gout"), subject={"reference": "Patient/somebody"})
    timeless = _entry("Procedure", 10, status="completed", code=_text("tonsillectomy"), subject=_to_patient(),
                      _performedDateTime=ABSENT)  # fmt: skip
    entries = [
        composition,
        patient,
        allergy,
        medicine,
        taken,
        lab,
        letter,
        impossible,
        nobody,
        timeless,
    ]
    return {"resourceType": "Bundle", "type": "document", "timestamp": "2024-03-01T09:00:00Z",
            "identifier": {"system": "urn:x", "value": "1"}, "entry": entries}  # fmt: skip


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory):
    """A workspace with that summary in it, and the report."""
    folder = tmp_path_factory.mktemp("import")
    workspace = new_workspace(folder / "clinic")
    path = folder / "summary.json"
    path.write_text(json.dumps(a_summary()), encoding="utf-8")
    result = run_anonkit("import-patient", workspace, path, "--json")
    return workspace, path, result


def test_what_is_sound_is_read_and_what_is_not_waits(taken_in):
    """Every resource has a fate; dates that do not exist, no date, nobody's rows and words that run wait."""
    workspace, _, result = taken_in
    assert result.exit_code == 0
    report = json_of(result)
    assert report["resources"]["Procedure"] == {"quarantined": 2}
    assert report["resources"]["Condition"] == {"quarantined": 1}
    assert report["records"]["clients"] == 1
    assert report["resources"]["Composition"] == {"quarantined": 1}
    assert report["quarantined"] == 4
    from anonkit.storage import Workspace

    opened = Workspace.open(workspace)
    [client] = opened.table("clients").to_dict("records")
    assert (client["last_name"], client["first_name"], client["birth_date"]) == (
        "Снежная",
        "Zoë",
        "1971-05",
    )
    assert list(opened.table("medications")["name"]) == ["bisoprolol 2.50 mg"]
    assert list(opened.table("allergies")["severity"]) == ["severe"]
    assert list(opened.table("questionnaires")["answer"]) == ["13.1 g/dL"]
    assert "notes" not in report["records"]


def test_the_same_file_again_changes_nothing(taken_in):
    """Everything is there already; nothing waits twice."""
    workspace, path, first = taken_in
    before = len(anonkit.list_quarantine(workspace).rows)
    again = json_of(run_anonkit("import-patient", workspace, path, "--json"))
    assert again["records"] == {}
    assert again["already_there"] == sum(json_of(first)["records"].values()) + 4
    assert len(anonkit.list_quarantine(workspace).rows) == before


def test_its_contents_are_seen_in_a_new_export_and_come_back_equal(taken_in, tmp_path):
    """Imported, exported, imported elsewhere, exported again: the page shows it, and the values are the same."""
    workspace, _, _ = taken_in
    words = tmp_path / "words.txt"
    asked = {"basis": "art15", "asked_by": "the client", "identity_checked": "passport"}
    first = anonkit.export_patient(
        workspace, "H-4711", output=tmp_path / "one", plain=True, **asked
    )
    page = first.start_page.read_text(encoding="utf-8")
    for said in ("penicillin", "hives", "bisoprolol 2.50 mg", "haemoglobin", "Sings &amp; swims.", "Снежная",
                 "appendectomy", "not yet checked", "Jo Drum"):  # fmt: skip
        assert said in page
    assert "javascript:" not in page
    anonkit.export_patient(
        workspace, "H-4711", output=tmp_path / "locked", passphrase_file=words, **asked
    )
    other = new_workspace(tmp_path / "other")
    wrong = tmp_path / "wrong.txt"
    wrong.write_text(generate_passphrase())
    locked = tmp_path / "locked"
    assert run_anonkit("import-patient", other, locked, "--passphrase-file", wrong).exit_code == 2
    assert run_anonkit("import-patient", other, locked, "--non-interactive").exit_code == 2
    result = run_anonkit("import-patient", other, locked, "--passphrase-file", words, "--json")
    assert json_of(result)["signed_by"]
    second = anonkit.export_patient(other, "H-4711", output=tmp_path / "two", plain=True, **asked)
    one, two = (read_archive(each.path) for each in (first, second))
    for table, frame in one.tables.items():
        pd.testing.assert_frame_equal(_told(frame), _told(two.tables[table]))
    assert sorted(map(_waits, one.quarantined["payload"])) == sorted(
        map(_waits, two.quarantined["payload"])
    )
    assert {each.content for each in one.files()} == {each.content for each in two.files()}


_OWN = ["tag", "content_hash", "blob", "pulled_at"]
"""What belongs to the clinic that made it; the loss report says so."""


def _told(frame):
    return frame.drop(columns=_OWN, errors="ignore").sort_values("row_key", ignore_index=True)


def _waits(payload):
    return sorted((name, value) for name, value in json.loads(payload).items() if name not in _OWN)


@pytest.mark.parametrize(
    "content",
    [
        "nonsense",
        "[1]",
        "{}",
        "[" * 100_000,
        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Bundle>&e;</Bundle>",
        '{"resourceType": "Bundle", "entry": []}',
        '{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Observation"}}]}',
        '{"resourceType": "CapabilityStatement", "fhirVersion": "5.0.0"}',
        '{"resourceType": "MedicationUsage", "id": "1"}',
        '{"resourceType": "Patient", "id": "1", "multipleBirthInteger": NaN}',
    ],
    ids=["text", "list", "empty", "deep", "xxe", "no entry", "nobody", "R5", "R5 type", "NaN"],
)
def test_what_is_no_record_is_refused(taken_in, tmp_path, content):
    """A clear refusal, and nothing in the records."""
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    result = run_anonkit("import-patient", shutil.copytree(taken_in[0], tmp_path / "copy"), path)
    assert result.exit_code == 2
    assert "passwd" not in result.stderr


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\x1c"], ids=["U+2028", "U+0085", "U+001C"])
def test_a_line_of_ndjson_ends_only_where_json_lets_it(taken_in, tmp_path, sign):
    """Signs that end a line elsewhere may stand in a note; the note is taken in whole."""
    workspace = shutil.copytree(taken_in[0], tmp_path / "copy")
    patient = {"resourceType": "Patient", "id": "n", "name": [{"family": "Quill"}]}
    written = b64encode(f"before{sign}after".encode()).decode()
    note = {"resourceType": "DocumentReference", "id": "d", "status": "current", "subject": {"reference": "Patient/n"},
            "date": "2024-03-01T10:00:00Z", "type": {"text": f"clinical{sign}note"},
            "content": [{"attachment": {"contentType": "text/plain", "data": written}}]}  # fmt: skip
    path = tmp_path / "two.ndjson"
    lines = [json.dumps(each, ensure_ascii=sign < " ") for each in (patient, note)]
    path.write_text("\n".join(lines), encoding="utf-8")
    report = json_of(run_anonkit("import-patient", workspace, path, "--json"))
    assert (report["records"]["clients"], report["records"]["notes"]) == (1, 1)
