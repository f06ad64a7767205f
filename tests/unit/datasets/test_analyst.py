"""The analyst's half: a package that an independent reader accepts, a dictionary, and what changed."""

import csv
import io
import json
from dataclasses import replace

import pandas as pd
import pytest
from frictionless import Package

from anonkit.datasets import Release, compare_releases, write_dataset
from anonkit.datasets.described_columns import told_missing
from anonkit.errors import IntegrityError
from tests.unit.datasets.released import made_cases, made_facts, made_photos, released

ROWS = made_cases(12)
MISSING = {"treatments.product": {"never_recorded": 7, "not_applicable": 9, "suppressed": 0}}


def write(place, rows=ROWS, **changes):
    write_dataset(
        released(rows),
        place,
        facts=made_facts(k=3, series="s", terms=("No passing on.",), **changes),
        report_html="report",
        report_json={},
        photos=made_photos(rows),
        missing=MISSING,
    )
    return Release.open(place)


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return write(
        tmp_path_factory.mktemp("analyst") / "out",
        precision_by_field={"notes.written_at": "course time by week"},
    )


def without_clients(case, rows):
    """The rows of everybody but this case."""
    return {table: [row for row in held if row["case"] != case] for table, held in rows.items()}


def dictionary(release):
    text = (release.path / "data_dictionary.csv").read_text("utf-8-sig")
    return {(row["table"], row["field"]): row for row in csv.DictReader(io.StringIO(text))}


def test_an_independent_reader_accepts_the_package(release):
    """Frictionless reads every table with its types, keys and digests, and finds no fault."""
    report = Package(str(release.path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["taskNumber", "rowNumber", "fieldName", "type"])
    assert report.stats["tasks"] == len(release.tables)


def test_the_package_tells_grain_keys_joins_codes_and_bias(release):
    """What an analyst must know stands beside the schema."""
    package = json.loads((release.path / "datapackage.json").read_text("utf-8"))
    assert package["anonkit"] == "release"
    assert set(package["missing_codes"]) == {
        *("never_recorded", "suppressed", "withheld", "not_applicable", "failed_validation")
    }
    assert package["terms"] == ["No passing on."]
    resources = {one["name"]: one for one in package["resources"]}
    treatments = resources["treatments"]
    assert treatments["grain"] == "one row of treatments, within a case"
    assert treatments["schema"]["primaryKey"] == ["case", "row"]
    assert {
        "fields": ["case"],
        "reference": {"resource": "cases", "fields": ["case"]},
    } in treatments["schema"]["foreignKeys"]
    fields = {one["name"]: one for one in treatments["schema"]["fields"]}
    assert fields["visit"]["type"] == "integer"
    assert fields["product"]["missing"] == {"never_recorded": "7", "not_applicable": "9"}
    assert "never count in a rate" in fields["product"]["known_bias"]


def test_a_fault_in_a_table_is_seen_by_the_independent_reader(release, tmp_path):
    """A package that could not fail would prove nothing."""
    write(tmp_path / "out")
    table = tmp_path / "out/tables/treatments.csv"
    table.write_bytes(table.read_bytes().replace(b",1,first visit", b",one,first visit"))
    assert not Package(str(tmp_path / "out/datapackage.json")).validate().valid


def test_the_dictionary_has_a_line_for_what_is_there_and_what_is_withheld(release):
    """Grain, key, joins, precision before and after, counts by reason, bias."""
    lines = dictionary(release)
    assert lines["treatments", "row"]["key"] == "primary"
    assert lines["treatments", "case"]["joins"] == "cases(case)"
    assert lines["notes", "written_at"]["precision_before"] == "minute or day"
    assert lines["notes", "written_at"]["precision_after"] == "course time by week"
    assert lines["treatments", "product"]["missing_never_recorded"] == "7"
    assert lines["treatments", "product"]["missing_suppressed"] == "0"
    assert lines["clients", "email"]["missing_withheld"] == "all"
    assert lines["clients", "email"]["precision_after"] == "not told"
    assert "finder misses some" in lines["outcomes", "what"]["known_bias"]
    assert {row["anonkit_release"] for row in lines.values()} == {release.facts.machine_mark}


@pytest.mark.parametrize(
    ("counts", "k", "told"),
    [
        ({"never_recorded": 9, "suppressed": 3}, 3, {"never_recorded": "9", "suppressed": "3"}),
        (
            {"never_recorded": 9, "suppressed": 2},
            3,
            {"never_recorded": "some", "suppressed": "some"},
        ),
        ({"never_recorded": 1}, 1, {"never_recorded": "1"}),
        ({}, 3, {}),
    ],
)
def test_a_small_count_takes_the_others_of_its_column_with_it(counts, k, told):
    """Else it could be worked out from what is empty in the table."""
    assert told_missing(counts, k) == told


def test_what_changed_is_told_and_never_about_one_person(release, tmp_path):
    """One case less: no count, no label and no number gives away that it was one."""
    gone = ROWS["cases"][0]["case"]
    other = write(tmp_path / "out", without_clients(gone, ROWS), as_of="2026-04-01")
    found = compare_releases(release, other)
    assert found.facts["as_of"] == ("2026-03-01", "2026-04-01")
    assert (found.people.before, found.people.change) == ("12", "fewer than 3 less")
    assert found.cases == {"new": "none", "gone": "fewer than 3", "kept": "11"}
    text = json.dumps(found.as_dict()) + "\n".join(found.lines())
    assert gone not in text
    assert all("fewer than 3" in one.change for one in found.counts)


def test_a_change_by_many_people_is_told_exactly(release, tmp_path):
    """From k on a change is a number."""
    keep = {row["case"] for row in ROWS["cases"][:6]}
    rows = {table: [row for row in held if row["case"] in keep] for table, held in ROWS.items()}
    found = compare_releases(release, write(tmp_path / "out", rows))
    assert found.people.change == "6 less"
    assert compare_releases(release, release).counts == ()
    assert compare_releases(release, release).facts == {}


def test_another_series_has_no_cases_in_common(release, tmp_path):
    """Numbers of two series do not match, so nothing is said of new and gone."""
    other = write(tmp_path / "out")
    manifest = replace(other.manifest, facts=replace(other.facts, series="other"))
    found = compare_releases(release, replace(other, manifest=manifest))
    assert found.cases == {}


def test_a_changed_folder_is_not_compared(release, tmp_path):
    """What was tampered with is no release."""
    write(tmp_path / "out")
    (tmp_path / "out/cases.jsonl").write_text("")
    with pytest.raises(IntegrityError):
        compare_releases(release, Release.open(tmp_path / "out"))


def test_frames_are_typed_without_key_or_workspace(release):
    """Numbers are numbers, yes and no are booleans, everything else is text."""
    treatments = release.table("treatments")
    assert pd.api.types.is_integer_dtype(treatments["visit"].dtype)
    assert pd.api.types.is_numeric_dtype(treatments["quantity"].dtype)
