"""Every client's record: one locked file each, resumed after a kill, and found again in an archive."""

import os
import signal
import subprocess
import sys

import pandas as pd
import pyrage
import pytest

import anonkit
from anonkit.portability import read_archive
from anonkit.storage import Workspace
from tests.workflows.small_clinic import json_of, run_anonkit
from tests.workflows.test_patient_export import CLIENT, WAITS, made, workspace  # noqa: F401 - fixtures

WHY = ("--basis", "art15", "--reason", "the old system is closed")


@pytest.fixture
def key():
    """A new provider's key."""
    return pyrage.x25519.Identity.generate()


def _records(folder):
    return sorted(folder.glob("client-record-*"))


def _export_all(workspace, folder, key):  # noqa: F811
    public = str(key.to_public())
    return run_anonkit(
        "export-patient",
        workspace,
        "--all",
        "--output",
        folder,
        *WHY,
        "--recipient",
        public,
        "--json",
    )


def test_every_client_has_one_file_and_a_second_run_writes_none(workspace, tmp_path, key):  # noqa: F811
    """Also the client who waits in quarantine; nobody's name stands outside the lock."""
    first = json_of(_export_all(workspace, tmp_path / "all", key))
    assert (first["persons"], first["written"]) == (4, 4)
    files = _records(tmp_path / "all")
    returned = [read_archive(path, identities=[str(key)]) for path in files]
    held = {
        name
        for each in returned
        for frame in each.tables.values()
        for name in frame.get("last_name", [])
    }
    waits = [each for each in returned if "Marrowfat" in " ".join(each.quarantined["payload"])]
    assert (len(waits), CLIENT.cells()[1] in held) == (1, True)
    outside = b"".join(path.read_bytes() for path in (tmp_path / "all").iterdir())
    assert CLIENT.cells()[1].encode() not in outside
    again = json_of(_export_all(workspace, tmp_path / "all", key))
    assert (again["persons"], again["written"]) == (4, 0)
    assert _records(tmp_path / "all") == files


def test_a_killed_run_goes_on_where_it_stopped(workspace, tmp_path, key):  # noqa: F811
    """Kill -9 after the first file: the rest follows, no file twice, nothing half-written."""
    folder = tmp_path / "all"
    code = (
        "import sys, time, anonkit, anonkit.workflows.clinic_export as job\n"
        "whole = job._Job._write_one\n"
        "def slowly(*a):\n    whole(*a)\n    print(flush=True)\n    time.sleep(60)\n"
        "job._Job._write_one = slowly\n"
        "anonkit.export_clinic(sys.argv[1], output=sys.argv[2], basis='art15', reason='r', recipient=sys.argv[3])"
    )
    command = [sys.executable, "-c", code, workspace, folder, str(key.to_public())]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as run:
        run.stdout.readline()
        os.kill(run.pid, signal.SIGKILL)
    [before] = _records(folder)
    stamp = before.stat().st_mtime_ns
    (folder / "client-record-x.zip.age.writing").write_bytes(b"half")
    report = json_of(_export_all(workspace, folder, key))
    assert (report["persons"], report["written"]) == (4, 3)
    files = _records(folder)
    assert len(files) == 4
    assert before.stat().st_mtime_ns == stamp
    assert {read_archive(path, identities=[str(key)]).basis.value for path in files} == {"art15"}


def test_an_archive_is_opened_and_searched_with_one_passphrase(workspace, tmp_path):  # noqa: F811
    """ZIP files under AES-256 and a page; nothing in the clear tells of a client."""
    words = tmp_path / "words.txt"
    folder = tmp_path / "archive"
    options = ("--archive", "--output", folder, *WHY, "--passphrase-file", words)
    assert run_anonkit("export-patient", workspace, *options).exit_code == 0
    passphrase = words.read_text().strip()
    assert len([read_archive(path, passphrase=passphrase) for path in _records(folder)]) == 4
    page = (folder / "SEARCH.html").read_text(encoding="utf-8")
    assert "Marrowfat" not in page
    assert WAITS.ref not in page
    assert run_anonkit("export-patient", workspace, *options).exit_code == 0


@pytest.mark.parametrize(
    "options",
    [
        ("--all", *WHY),
        ("--all", "--basis", "art15", "--recipient", "age1x"),
        ("--all", "--archive", *WHY, "--recipient", "age1x"),
        ("--archive", "--basis", "art99", "--reason", "r"),
        (),
    ],
    ids=["no key", "no reason", "both", "no basis", "nobody"],
)
def test_a_whole_clinic_wants_a_lock_and_a_reason(workspace, tmp_path, options):  # noqa: F811
    """Otherwise 2, and nothing is written."""
    result = run_anonkit("export-patient", workspace, "--output", tmp_path / "out", *options)
    assert result.exit_code == 2
    assert not (tmp_path / "out").exists()


def test_rows_of_each_person_are_their_own(workspace, tmp_path, key):  # noqa: F811
    """What a file of the batch holds is what the export of one client holds."""
    _export_all(workspace, tmp_path / "all", key)
    asked = {"basis": "art15", "asked_by": "x", "identity_checked": "y"}
    one = anonkit.export_patient(
        workspace, CLIENT.ref, output=tmp_path / "one", plain=True, **asked
    )
    single = read_archive(one.path).tables
    [same] = [
        each.tables
        for path in _records(tmp_path / "all")
        if (each := read_archive(path, identities=[str(key)])).tables.get("notes") is not None
    ]
    assert set(same) == set(single)
    for table, frame in single.items():
        pd.testing.assert_frame_equal(frame, same[table])
    assert Workspace.open(workspace).in_the_clear()
