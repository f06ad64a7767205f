"""The release folder: whole, marked, the same bytes, and readable without key or workspace."""

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from pathlib import Path, PureWindowsPath

import pytest

from anonkit.datasets import Manifest, Release, write_dataset
from anonkit.errors import IntegrityError, OutputExists, SettingsError
from anonkit.model import DeidentifiedRecords, as_reader
from tests.unit.datasets.released import (
    approved_facts,
    made_cases,
    made_facts,
    made_photos,
    released,
)

ROWS = made_cases(4)
TEACHING = f"""
cases:
  {ROWS["cases"][0]["case"]}:
    objectives: [See it early]
    questions:
      - question: Why?
        answer: Because.
"""


def write(destination, records=None, **changes):
    settings = {
        "facts": made_facts(),
        "report_html": "<!doctype html><title>Report</title>",
        "report_json": {"k": 5},
        "photos": made_photos(ROWS),
        **changes,
    }
    return write_dataset(records or released(ROWS), destination, **settings)


def bytes_by_path(folder):
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    destination = tmp_path_factory.mktemp("releases") / "R-2026-0042"
    write(destination, teaching=TEACHING)
    return destination


def test_the_folder_holds_what_a_release_holds(folder):
    """Every part is there, and the manifest lists all but itself."""
    paths = set(bytes_by_path(folder))
    assert {
        "index.html",
        "cases.jsonl",
        "data_dictionary.csv",
        "report.html",
        "report.json",
        "manifest.json",
        "teaching.yaml",
    } <= paths
    assert {
        "tables/cases.parquet",
        "tables/cases.csv",
        "tables/treatments.parquet",
        "tables/notes.csv",
    } <= paths
    manifest = Manifest.from_bytes((folder / "manifest.json").read_bytes())
    assert {*manifest.paths, "manifest.json"} == paths
    for entry in manifest.files:
        content = (folder / entry.path).read_bytes()
        assert (entry.size, entry.sha256) == (len(content), hashlib.sha256(content).hexdigest())


def test_names_are_legal_on_windows(folder):
    """Any trainer's machine can unpack the folder."""
    for path in bytes_by_path(folder):
        assert not re.search(r'[<>:"\\|?*\x00-\x1f]|[. ]$', path)
        assert not PureWindowsPath(path).is_reserved()


@pytest.mark.parametrize("partition_count", [1, 2, 7])
def test_the_same_records_give_the_same_bytes(tmp_path, folder, partition_count):
    """However the rows are partitioned and whenever it is written."""
    write(tmp_path / "again", released(ROWS, partition_count), teaching=TEACHING)
    assert bytes_by_path(tmp_path / "again") == bytes_by_path(folder)


def test_every_text_file_bears_a_mark(folder):
    """Each part says what it is, alone too."""
    files = bytes_by_path(folder)
    for path in (path for path in files if path.endswith(".csv")):
        rows = list(csv.reader(io.StringIO(files[path].decode("utf-8-sig"), newline="")))
        assert rows[0][-1] == "anonkit_release"
        assert {row[-1] for row in rows[1:]} == {made_facts().machine_mark}, path
    for line in files["cases.jsonl"].splitlines():
        assert json.loads(line)["release"] == "R-2026-0042"
    assert json.loads((folder / "manifest.json").read_text("utf-8"))["anonkit"] == "release"
    assert json.loads((folder / "report.json").read_text("utf-8"))["anonkit"] == "release"
    index = (folder / "index.html").read_text("utf-8")
    assert '<meta name="anonkit-release" content="R-2026-0042">' in index
    assert "Teaching case, names invented" in index
    assert "Draft, not approved" in index


def test_an_approved_release_names_who_signed(tmp_path):
    """Approval stands in the manifest, and the page no longer says draft."""
    manifest = write(tmp_path / "out", facts=approved_facts())
    document = json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))
    assert document["state"] == "approved"
    assert document["approval"] == {
        "name": "M. Privacy",
        "role": "privacy lead",
        "on": "2026-03-02",
        "statement": "",
    }
    assert "Draft, not approved" not in (tmp_path / "out/index.html").read_text("utf-8")
    assert Manifest.from_bytes((tmp_path / "out/manifest.json").read_bytes()) == replace(
        manifest, facts=replace(manifest.facts, treatment_by_field={})
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "signed"},
        {"state": "approved"},
        {"state": "recalled", "recall": "x"},
        {"recall": "x"},
    ],
)
def test_a_state_that_does_not_agree_is_refused(changes):
    """No release is approved by nobody."""
    with pytest.raises(ValueError, match="release"):
        made_facts(**changes)


def test_only_releasable_records_are_written(tmp_path):
    """What has not passed the gate cannot be written, whatever it holds."""
    with pytest.raises(TypeError):
        write(tmp_path / "out", DeidentifiedRecords(as_reader(released())))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_not_empty_is_refused_and_untouched(tmp_path):
    """Nothing of another release is overwritten."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("mine")
    with pytest.raises(OutputExists):
        write(tmp_path / "out")
    assert bytes_by_path(tmp_path) == {"out/mine.txt": b"mine"}


def test_an_empty_folder_is_taken(tmp_path):
    """The place may be there already, if nothing is in it."""
    (tmp_path / "out").mkdir()
    write(tmp_path / "out")
    assert Release.open(tmp_path / "out").facts.release == "R-2026-0042"


def test_a_failure_leaves_nothing_behind(tmp_path, monkeypatch):
    """A release is there whole or not at all."""
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        write(tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["../x.png", "CON.png", "a b.png", "Jane-Doe.png", "x.svg", "photos/aaaaaa.png"]
)
def test_a_telling_or_unsafe_photo_name_is_refused(tmp_path, name):
    """Photo names are random and stay in their folder."""
    with pytest.raises(ValueError, match="photo"):
        write(tmp_path / "out", photos={name: b""})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("cases: [", "line"),
        ("cases: {C-1: {goals: []}}", "C-1.goals"),
        ("cases: {C-1: {}}", "not in this set: entry 1"),
        ("- x", "teaching.yaml"),
    ],
)
def test_faults_in_teaching_are_told(tmp_path, text, said):
    """The message says where the file is wrong, and nothing is written."""
    with pytest.raises(SettingsError, match=re.escape(said)):
        write(tmp_path / "out", teaching=text)
    assert list(tmp_path.iterdir()) == []


def test_a_release_opens_typed_without_key_or_workspace(folder):
    """Frames, cases and pictures come from the folder alone."""
    release = Release.open(folder)
    assert "treatments" in release.tables
    assert release.table("treatments")["visit"].dtype.kind == "i"
    assert len(release.cases) == 4
    assert release.cases[0].keys() >= {"case", "person", "visits"}
    assert set(release.photos) == set(made_photos(ROWS))
    assert not release.is_recalled
    with pytest.raises(KeyError, match="holds no table"):
        release.table("clients_secret")


@pytest.mark.parametrize("harm", ["changed", "is missing", "does not belong"])
def test_a_release_that_was_touched_is_not_opened(tmp_path, harm):
    """The message names the file and what happened to it."""
    write(tmp_path / "out")
    target = tmp_path / "out/tables/notes.csv"
    if harm == "changed":
        target.write_bytes(target.read_bytes() + b"\n")
    elif harm == "is missing":
        target.unlink()
    else:
        (tmp_path / "out/tables/extra.csv").write_text("x")
    with pytest.raises(IntegrityError, match=harm):
        Release.open(tmp_path / "out")


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"anonkit": "export"}', b"\xff"])
def test_what_is_no_manifest_is_refused(tmp_path, content):
    """A folder is a release only with its manifest."""
    (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(IntegrityError):
        Release.open(tmp_path)


def test_one_file_carries_its_pictures(folder):
    """The trainer's single page needs no folder beside it."""
    page = Release.open(folder).one_file()
    assert "data:image/png;base64," in page
    assert '"photos/' not in page
    assert "See it early" in page
    assert "img-src data:;" in page


def test_a_page_without_script_still_lists_every_case(folder):
    """What stands in the page before any script runs names each case and its course."""
    index = (folder / "index.html").read_text("utf-8")
    plain = index[index.index("data-plain") : index.index("</main>")]
    for case in Release.open(folder).cases:
        assert case["case"] in plain
        assert case["person"]["name"] in plain
    assert "Two-week" not in plain
    assert "<nothing>" not in index
