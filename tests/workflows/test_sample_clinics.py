"""Both made-up clinics, whole: every row is accounted for, and every planted fault ends where it should."""

import json
import re
import shutil
from pathlib import Path

import pytest

import anonkit
from tests.workflows.small_clinic import all_records, same_records

SAMPLES = Path(__file__).parents[2] / "sample_data"
TRUTH = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))["clinics"]
CLINICS = ("uk", "us")
CODE_BY_FAULT = {
    "birth after treatment": "visit-before-birth",
    "chart in the archive but not in the index": "not-in-index",
    "chart in the index but not in the archive": "file-missing",
    "corrupt PDF": "corrupt-pdf",
    "cut-off last row": "cut-off-row",
    "end before start": "ends-before-start",
    "future birth date": "future-birth-date",
    "high-ratio ZIP member": "too-large",
    "impossible date": "impossible-date",
    "long row": "long-row",
    "NUL byte": "nul-byte",
    "short row": "short-row",
    "treated under 18": "under-age",
    "unclosed quote": "unclosed-quote",
    "unknown client": "unknown-client",
    "visit before birth": "visit-before-birth",
    "ZIP member outside the archive": "unsafe-member",
}
IGNORED_BY_FAULT = {
    "break without a patient": {"no-patient"},
    "duplicated row": {"duplicate-row"},
    "empty file": {"empty-file"},
    "file nothing recognises": {"not-recognised", "not-in-index", "old-workbook"},
    "header in the middle": {"repeated-header"},
    "nested ZIP": {"not-in-index", "nested-too-deep"},
}
LOOSE = "loose files"
"""Files that no platform names and no index lists are counted together: their names may name a client."""
CATEGORIES = (
    "clients contacts conditions allergies medications questionnaires notes treatments outcomes "
    "prescriptions photos appointments communications web_activity payments balances consents feedback "
    "relationships disclosures staff services products locations documents"
)


@pytest.fixture(scope="session")
def read_again(sample_workspaces, tmp_path_factory):
    """Each clinic's records before and after the same files were read a second time, and that report."""
    made = {}

    def again(name):
        if name not in made:
            place = tmp_path_factory.mktemp("again") / name
            shutil.copytree(sample_workspaces(name), place)
            before = all_records(place)
            files, mapping = anonkit.sample_files(name), anonkit.sample_mapping(name)
            report = anonkit.ingest(place, files, mapping=mapping)
            made[name] = place, before, report
        return made[name]

    return again


def truth(name):
    """What is true of a clinic."""
    return TRUTH[f"{name}_clinic"]


@pytest.mark.parametrize("name", CLINICS)
def test_reading_the_same_files_again_changes_nothing(read_again, name):
    """Nothing is added, changed or gone, and every table is as it was."""
    place, before, report = read_again(name)
    assert {what: n for what, n in report.changes.items() if what != "unchanged" and n} == {}
    assert same_records(before, all_records(place))


@pytest.mark.parametrize("name", CLINICS)
def test_every_unit_of_every_source_has_one_fate(read_again, name):
    """In = read + quarantined + ignored, and nothing is read less than no times."""
    report = read_again(name)[2]
    for source, fates in report.sources.items():
        ignored = sum(fates["ignored"].values())
        assert fates["in"] == fates["read"] + fates["quarantined"] + ignored, source
        assert min(fates["read"], fates["quarantined"]) >= 0, source


@pytest.mark.parametrize("name", CLINICS)
def test_the_sources_hold_the_rows_that_were_put_there(read_again, name):
    """What is counted as met equals the rows the clinic's files were made with."""
    report = read_again(name)[2]
    met = {
        source: report.sources[source]["in"]
        for source in truth(name)["rows"]
        if source in report.sources
    }
    assert met == truth(name)["rows"]


@pytest.mark.parametrize("name", CLINICS)
def test_every_category_the_clinic_collects_is_in_the_records(sample_workspaces, name):
    """Each thing its privacy notice names has rows in the table it belongs to."""
    held = set(anonkit.status(sample_workspaces(name)).records)
    assert set(CATEGORIES.split()) - held == set()
    assert ("coverages" in held) is (name == "us")


def faults(name, *expected):
    """The planted faults that should end so."""
    return [fault for fault in truth(name)["faults"] if fault["expect"] in expected]


def is_of(fault, file):
    """Whether a source's name is that of the fault's file, sheet or archive."""
    return file == fault["file"] or file.startswith((fault["file"] + "!", fault["file"] + "/"))


def row_number(fault):
    """The row as an editor counts it, header included; None for a member of an archive."""
    _, _, row = str(fault["row_or_member"]).rpartition("!")
    return int(row) + 1 if row.isdigit() else None


def is_told(fault, waiting):
    """Whether quarantine names the fault's place with its reason."""
    code = CODE_BY_FAULT[fault["fault"]]
    places = [
        row["place"] for row in waiting if is_of(fault, row["file"]) and code in row["reasons"]
    ]
    number = row_number(fault)
    numbers = {int(found) for place in places for found in re.findall(r"\d+", place)}
    return bool(places) and (number is None or number in numbers)


@pytest.mark.parametrize("name", CLINICS)
def test_each_fault_that_is_to_be_held_back_waits_with_its_reason(sample_workspaces, name):
    """The quarantine names the file, the row and why."""
    waiting = anonkit.list_quarantine(sample_workspaces(name)).rows
    found = faults(name, "quarantine", "refused")
    assert len(found) > 10
    missed = [
        (fault["fault"], fault["file"], fault["row_or_member"])
        for fault in found
        if not is_told(fault, waiting)
    ]
    assert missed == []


@pytest.mark.parametrize("name", CLINICS)
def test_each_fault_that_is_to_be_left_is_ignored_with_its_reason(read_again, name):
    """What is no record is counted under the file it lies in, with why."""
    report = read_again(name)[2]
    missed = [
        (fault["fault"], fault["file"])
        for fault in faults(name, "ignored")
        if not any(
            IGNORED_BY_FAULT[fault["fault"]] & set(fates["ignored"])
            for file, fates in report.sources.items()
            if is_of(fault, file) or file == LOOSE
        )
    ]
    assert missed == []


@pytest.mark.parametrize("name", CLINICS)
def test_no_card_number_is_written_anywhere(sample_workspaces, name):
    """Records, quarantine, values set aside and unmapped columns hold its last four digits at most."""
    from anonkit.storage import Workspace

    opened = Workspace.open(sample_workspaces(name))
    waiting = opened.quarantine
    frames = {
        **all_records(sample_workspaces(name)),
        "quarantine": waiting.rows(),
        "asides": waiting.asides(),
        "unmapped": waiting.unmapped(),
    }
    digits = {
        table: re.sub(r"[ -]", "", frame.to_csv(index=False)) for table, frame in frames.items()
    }
    assert faults(name, "masked")
    assert [table for table, text in digits.items() if "4111111111111111" in text] == []
    assert any("1111" in text for text in digits.values())


@pytest.mark.parametrize("name", CLINICS)
def test_everybody_is_there_and_rows_of_one_person_are_one(sample_workspaces, name):
    """Each person has a client row or waits in quarantine; two rows of one person share its name."""
    from anonkit.storage import Workspace

    opened = Workspace.open(sample_workspaces(name))
    persons = opened.records.read("persons", 0)
    person = dict(zip(persons["client_key"].str.split(":").str[-1], persons["person"], strict=True))
    ids = [one["id"] for one in truth(name)["people"]]
    assert [one for one in ids if one not in person] == []
    assert len({person[one] for one in ids}) == len(ids)
    assert len(person) > len(set(person.values()))
