"""Every client's record: one locked file each, resumed after a kill, and found again in an archive."""

import os
import shutil
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


_KILLED = """
import os, signal, sys
import anonkit, anonkit.portability.archive as archive, anonkit.workflows.clinic_export as job
left, where = int(sys.argv[4]), sys.argv[5]
def count(place):
    global left
    if place == where:
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
parts, explain, plan = archive._Counted.__iter__, job._Job._explain, job._Job.write
def counted(self):
    for part in parts(self):
        count("part")
        yield part
archive._Counted.__iter__ = counted
job._Job._explain = lambda *given: (count("explain"), explain(*given))
job._Job.write = lambda *given: (count("planned"), plan(*given))[1]
anonkit.export_clinic(sys.argv[1], output=sys.argv[2], basis="art15", reason="r", recipient=sys.argv[3])
"""
_MOMENTS = [("part", 0), ("planned", 0), ("part", 9), ("part", 23), ("part", 30), ("explain", 0)]
"""At the first part of a file, before any file, within files, and when only the explanation is missing."""


def _run_until(workspace, folder, key, where="nowhere", left=0):  # noqa: F811
    """The export in a process of its own, which kills itself -9 after so many steps; its exit status."""
    command = [sys.executable, "-c", _KILLED, str(workspace), str(folder), str(key.to_public())]
    return subprocess.run([*command, str(left), where], check=False).returncode


def _contents(folder, key):
    """What every locked file holds, byte for byte."""
    whole = folder.glob("client-record-*.age")
    return {path.name: pyrage.decrypt(path.read_bytes(), [key]) for path in whole}


def test_killed_at_any_moment_it_ends_with_the_same_bytes(workspace, tmp_path, key):  # noqa: F811
    """Kill -9 six times over, each time somewhere else: what is there in the end is what one whole run writes."""
    folder, kept = tmp_path / "all", tmp_path / "kept"
    assert _run_until(workspace, folder, key, *_MOMENTS[0]) == -signal.SIGKILL
    # The plan is made: names and the time are the same in both runs.
    shutil.copytree(workspace, kept)
    keys = shutil.copy(tmp_path / "keys.json", tmp_path / "kept.json")
    assert _run_until(workspace, folder, key) == 0
    whole = _contents(folder, key)
    explained = (folder / "HOW-TO-OPEN.txt").read_bytes()
    assert len(whole) == 4
    shutil.rmtree(folder)
    shutil.rmtree(workspace)
    shutil.copytree(kept, workspace)
    shutil.copy(keys, tmp_path / "keys.json")
    folder.mkdir()
    (folder / "client-record-x.zip.age.writing").write_bytes(b"half")
    for where, left in _MOMENTS[1:]:
        before = _contents(folder, key)
        assert _run_until(workspace, folder, key, where, left) == -signal.SIGKILL
        assert before.items() <= _contents(folder, key).items() <= whole.items()
    assert _run_until(workspace, folder, key) == 0
    assert _contents(folder, key) == whole
    assert (folder / "HOW-TO-OPEN.txt").read_bytes() == explained
    assert sorted(path.name for path in folder.iterdir()) == sorted([*whole, "HOW-TO-OPEN.txt"])
    assert anonkit.verify_audit(workspace).holds


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
