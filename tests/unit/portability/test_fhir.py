"""FHIR: what each thing becomes, and what the own checks catch."""

from __future__ import annotations

import json
from copy import deepcopy
from decimal import Decimal
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

import pytest

from anonkit.model import canonical_frame
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.fhir.checks import check_document, check_resources
from anonkit.portability.fhir.json_text import fhir_json, fhir_texts
from anonkit.portability.fhir.summary import urn
from anonkit.portability.fhir.values import date_time_value, date_value, instant_value, number
from anonkit.portability.fhir_bundle import to_fhir
from tests.unit.portability.a_client import KEY, PERSONS, a_context, a_record, mine, row

CASES = sorted((Path(__file__).parents[2] / "cases" / "fhir").glob("*.json"))


@cache
def _made():
    return to_fhir(a_record(), a_context())


def _resources_of(table: str, rows: list[dict[str, str]]):
    frames = {
        "clients": canonical_frame("clients", [row("clients", "9007199254740993", client_id="1")])
    }
    frames[table] = canonical_frame(
        table, [mine(table, f"x{n}", **values) for n, values in enumerate(rows)]
    )
    record = collect_client_record([frames], PERSONS, KEY, basis=Basis.ART15)
    return to_fhir(record, a_context())


def _holds(part: object, whole: object) -> bool:
    """Whether every part of the expected element stands in the made one."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            name in whole and _holds(part[name], whole[name]) for name in part
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(
            any(_holds(each, other) for other in whole) for each in part
        )
    return part == whole


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_golden_cases(path):
    """Each case's rows become the resources it names, and none of those it forbids."""
    case = json.loads(path.read_text(encoding="utf-8"))
    fhir = _resources_of(case["table"], case["rows"])
    made = [json.loads(line) for line in fhir.to_ndjson().splitlines()]
    for expected in case["expected"]:
        assert any(_holds(expected, each) for each in made), expected
    for kind in case.get("absent", []):
        assert kind not in {each["resourceType"] for each in made}


def test_there_are_cases():
    """The golden cases are found."""
    assert len(CASES) >= 8


def test_the_summary_has_its_mandatory_sections():
    """Problems, allergies and medicines are there, with entries."""
    sections = {each["title"]: each for each in _made().summary["entry"][0]["resource"]["section"]}
    for title in ("Problems", "Allergies and Intolerances", "Medication Summary"):
        assert sections[title]["entry"]
    assert "latex" in sections["Allergies and Intolerances"]["text"]["div"]


def test_nothing_recorded_is_never_nothing_there():
    """An empty section says that nothing is recorded, and never codes 'no known allergy'."""
    fhir = _resources_of("feedback", [{"text": "fine", "kind": "survey"}])
    text = fhir.summary_json()
    assert "716186003" not in text
    sections = fhir.summary["entry"][0]["resource"]["section"]
    reasons = [each["emptyReason"]["coding"][0]["code"] for each in sections]
    assert reasons == ["unavailable"] * 3


def test_a_withheld_table_is_called_withheld():
    """Where a basis leaves a mandatory section's table out, the section says withheld."""
    record = collect_client_record(
        [{"clients": canonical_frame("clients", [row("clients", "9007199254740993", client_id="1", first_name="A")]),
          "prescriptions": canonical_frame("prescriptions", [mine("prescriptions", "r", medicine="x")])}],
        PERSONS, KEY, basis=Basis.ART20,
    )  # fmt: skip
    sections = {
        each["title"]: each
        for each in to_fhir(record, a_context()).summary["entry"][0]["resource"]["section"]
    }
    assert sections["Medication Summary"]["emptyReason"]["coding"][0]["code"] == "withheld"


def test_quarantined_rows_are_tagged():
    """A receiver can tell what the clinic has not checked."""
    tagged = [each for each in _made().resources if each.get("meta", {}).get("tag")]
    assert [each["resourceType"] for each in tagged] == ["Procedure"]
    assert tagged[0]["_performedDateTime"]["extension"][0]["valueCode"] == "unknown"
    assert "not yet checked" in _made().summary_json()


def test_narratives_are_escaped():
    """Markup in the record's words is shown, not run."""
    fhir = _resources_of("allergies", [{"substance": "<script>alert(1)</script>"}])
    section = fhir.summary["entry"][0]["resource"]["section"][0]
    assert "<script" not in section["text"]["div"]
    assert "&lt;script&gt;" in section["text"]["div"]


@pytest.mark.parametrize("words", ["javascript:alert(1)", 'onset = "noon"', "<b onclick=1>"])
def test_words_of_the_record_stop_no_export(words):
    """What only a tag could run is let pass as words, for in a narrative words are escaped."""
    fhir = _resources_of("allergies", [{"substance": words}])
    assert words in [each.get("code", {}).get("text") for each in fhir.resources]


def test_an_end_before_its_start_stands_outside_the_period():
    """FHIR refuses such a period; the start stays in it, and the end is told as it was found."""
    times = {"starts_at": "2024-05-02T10:00:00Z", "ends_at": "2024-05-01T10:00:00Z"}
    fhir = _resources_of("appointments", [{**times, "status": "completed"}])
    [visit] = [each for each in fhir.resources if each["resourceType"] == "Encounter"]
    assert visit["period"] == {"start": times["starts_at"]}
    told = {each["url"]: each["valueString"] for each in visit["extension"]}
    assert told["urn:anonkit:field:appointments.ends_at"] == times["ends_at"]


def test_references_of_the_document_are_full_urls_of_its_entries():
    """As a document wants them; words that look like a reference stay words."""
    trap = '{"reference":"Patient/patient"} "reference":"Patient/patient"'
    fhir = _resources_of("allergies", [{"substance": trap}])
    document = json.loads(fhir.summary_json())
    urls = {each["fullUrl"] for each in document["entry"]}
    said = set(_references(document))
    assert said
    assert said <= urls
    assert trap in {each["resource"].get("code", {}).get("text") for each in document["entry"]}


def _references(part):
    if isinstance(part, dict):
        yield from (value for name, value in part.items() if name == "reference")
    for each in part.values() if isinstance(part, dict) else part:
        if isinstance(each, dict | list):
            yield from _references(each)


FAULTS = json.loads((CASES[0].parents[1] / "fhir_faults" / "summary.json").read_text("utf-8"))


def _first(bundle, kind):
    if kind == "Bundle":
        return bundle
    return next(
        each["resource"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind
    )


def _url_of(bundle, kind):
    return next(
        each["fullUrl"] for each in bundle["entry"] if each["resource"]["resourceType"] == kind
    )


def _seed(bundle, fault):
    """Puts one fault into a good document; ``@Patient`` stands for the address of its Patient."""
    *path, last = [int(part) if part.isdigit() else part for part in fault["at"].split(".")]
    place = _first(bundle, fault["in"])
    for part in path:
        place = place[part]
    if fault["do"] == "remove":
        del place[last]
        return
    text = json.dumps(fault["value"])
    for kind in ("Patient", "Organization"):
        text = text.replace(f"@{kind}", _url_of(bundle, kind))
    place[last] = json.loads(text)


def test_there_are_thirty_faults_and_more():
    """Each is a single fault with a name of its own, of every group."""
    assert len({each["name"] for each in FAULTS}) == len(FAULTS) >= 30
    assert len({each["group"] for each in FAULTS}) == 3


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["name"])
def test_the_gate_refuses_a_seeded_fault(fault):
    """One fault put into a good document is found, and the good document has none."""
    bundle = json.loads(_made().summary_json(), parse_float=Decimal)
    assert check_document(bundle) == ()
    _seed(bundle, fault)
    assert check_document(bundle)


@pytest.mark.parametrize(
    "bundle",
    [
        {},
        {"resourceType": "Bundle"},
        {"resourceType": "Bundle", "type": "document", "entry": [1, {"resource": []}]},
        {"resourceType": "Bundle", "type": "document", "entry": [{"resource": {"resourceType": "Composition"}}]},
    ],
)  # fmt: skip
def test_what_is_no_document_is_a_fault_and_no_crash(bundle):
    """Whatever shape it has, faults come back."""
    assert check_document(bundle)


def test_nesting_without_end_is_a_fault():
    """A resource that is nested too deep is refused before it harms."""
    patient = {"resourceType": "Patient", "id": "p"}
    part = patient
    for _ in range(60):
        part["extension"] = [{"url": "urn:x"}]
        part = part["extension"][0]
    assert any("nested" in fault for fault in check_resources([patient]))


@pytest.mark.parametrize("kind", ["HumanName", "Patient.contact", "Moon", "", None, ["Patient"]])
def test_only_resources_stand_by_themselves(kind):
    """A data type, a part of a resource and whatever FHIR does not know are no resource."""
    assert check_resources([{"resourceType": kind, "id": "x", "text": {"family": "Quill"}}])


@pytest.mark.parametrize("text", ["١٩٨٤-٠٥-١٧", "1984-5-17", "1984-02-30", "19840517", "0000", ""])
def test_the_gate_knows_a_date(text):
    """Digits of another script, a day that never was and other forms of ISO 8601 are none to FHIR."""
    patient = {"resourceType": "Patient", "id": "p", "birthDate": text}
    assert any("birthDate" in fault for fault in check_resources([patient]))


def test_the_checks_never_repeat_a_value():
    """A finding names type, id and element."""
    bundle = deepcopy(_made().summary)
    _first(bundle, "Patient")["birthDate"] = "1980-02-30"
    assert "1980" not in "".join(check_document(bundle))


def test_ids_that_stand_twice_are_found():
    """Two resources with one id cannot be told apart."""
    resources = list(_made().resources)
    assert check_resources([*resources, resources[0]])


@pytest.mark.parametrize(
    ("function", "text", "expected"),
    [
        (date_value, "1984", "1984"),
        (date_value, "--05-17", None),
        (date_value, "1984-02-30", None),
        (date_value, "1984-02", "1984-02"),
        (date_value, "1984-13", None),
        (date_value, "١٩٨٤-٠٥-١٧", None),
        (date_value, "0000", None),
        (instant_value, "٢٠٢٤-٠٥-٠١T١٠:٠٠:٠٠Z", None),
        (date_time_value, "2024-05-01T10:00+01:00", "2024-05-01T10:00:00+01:00"),
        (date_time_value, "2024-05-01T10:00:00", None),
        (instant_value, "2024-05-01", None),
        (instant_value, "2024-13-01T10:00:00Z", None),
    ],
)
def test_times_are_written_as_fhir_wants_or_not_at_all(function, text, expected):
    """A time that FHIR does not know stays out of FHIR's own elements."""
    assert function(text) == expected


@pytest.mark.parametrize("text", ["20.00", "0.10", "-5", "9007199254740993.1"])
def test_numbers_keep_their_digits(text):
    """A decimal comes out as it went in."""
    assert fhir_json({"value": number(text)}) == f'{{"value":{text}}}'


@pytest.mark.parametrize(
    "values", [[], [{"a": Decimal("1.50")}], [{"a": 1}, {"b": ['"', "x\x02y"]}], [["a", "\x02", "b"], {}, {"c": "\x02"}]]
)  # fmt: skip
def test_many_texts_are_what_each_alone_would_be(values):
    """Encoded in one go or one by one; a sign that parts them is no trap."""
    assert fhir_texts(values) == [fhir_json(value) for value in values]


@pytest.mark.parametrize("name", ["x7k3q2m9", "x7k3q2m9/Patient/patient", "Łucja"])
def test_addresses_are_uuids_of_version_five(name):
    """As the standard library makes them."""
    assert urn(name) == f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


@pytest.mark.parametrize("text", ["\\u00015", "1,5", "two", "1e5", "", "٣", "-١٫٥"])
def test_words_are_no_numbers(text):
    """What is no plain number is not turned into one, and text stays text."""
    assert number(text) is None
    assert json.loads(fhir_json({"text": text})) == {"text": text}


def test_no_text_ends_a_line_of_ndjson():
    """Signs that other readers take for the end of a line are written as escapes, and are read as they were."""
    told = {"t": "a\u2028b\u2029c\x85d\x0be\x0cf\x1cg\nh"}
    written = fhir_json(told)
    assert len(written.splitlines()) == 1
    assert json.loads(written) == told
