"""A disk that fills while an export is written: a clear refusal, never a half bag, and no broken log.

The small disk is a real one, a tmpfs in a namespace of its own, where the machine lets us make it; a limit on the
size of files, which every Unix has, stands in beside it.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys

import pyrage
import pytest

import anonkit
from anonkit.errors import NoRoomLeft
from anonkit.portability import read_archive
from tests.workflows.test_patient_export import ASKED, CLIENT, made, workspace  # noqa: F401 - fixtures

ANONKIT = [sys.executable, "-c", "from anonkit.cli.main import app; app()"]
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)); "
KEY = pyrage.x25519.Identity.generate()
LOCKS = {
    "passphrase": ("--passphrase-file", "{words}"),
    "key": ("--recipient", str(KEY.to_public())),
    "plain": ("--plain",),
}
WHOLE = ("--all", "--basis", "art15", "--reason", "closing", "--recipient", str(KEY.to_public()))
pytestmark = pytest.mark.skipif(os.name != "posix", reason="limits and small disks of Unix")


def _export(workspace, output, words, lock):  # noqa: F811
    options = [each.format(words=words) for each in LOCKS[lock]]
    return [*ANONKIT, "export-patient", str(workspace), CLIENT.ref, "--output", str(output),
            "--basis", "art15", *ASKED, *options]  # fmt: skip


def _is_refusal(done):
    assert done.returncode == 2, done.stderr[-2000:]
    assert "no room left" in done.stderr
    assert "fault of ours" not in done.stderr


@pytest.mark.parametrize("lock", LOCKS)
def test_a_file_that_may_not_grow_is_refused_and_leaves_nothing(workspace, tmp_path, lock):  # noqa: F811
    """As on a stick whose file system takes no large file: nothing is written, no passphrase, no request."""
    output, words = tmp_path / "out", tmp_path / "words.txt"
    command = _export(workspace, output, words, lock)
    command[2] = LIMITED + command[2]
    _is_refusal(subprocess.run(command, capture_output=True, text=True, check=False))
    assert {path.name for path in tmp_path.iterdir()} <= {"copied", "keys.json", "keys.json.lock"}
    assert anonkit.list_requests(workspace).as_dict()["requests"] == []
    assert subprocess.run(_export(workspace, output, words, lock), check=False).returncode == 0


def _on_a_small_disk(folder, script):
    """Runs the lines of a shell where `$disk` is a disk of 96 kB; what they print."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here")
    disk = folder / "disk"
    disk.mkdir()
    mount = f"disk={shlex.quote(str(disk))}; mount -t tmpfs -o size=96k none $disk || exit 77\n"
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", mount + script]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("this machine gives us no small disk")
    return done


@pytest.mark.parametrize("lock", LOCKS)
def test_a_full_disk_is_refused_and_left_as_it_was(workspace, tmp_path, lock):  # noqa: F811
    """Nothing of the bag is left on it, and the log of the workspace holds."""
    full = "head -c 60k /dev/zero > $disk/fill\n"
    command = shlex.join(_export(workspace, "DISK/out", "DISK/words", lock)).replace("DISK", "$disk")  # fmt: skip
    done = _on_a_small_disk(tmp_path, f"{full}{command}; code=$?; ls -A $disk; exit $code")
    _is_refusal(done)
    assert done.stdout.split() == ["fill"]
    assert anonkit.verify_audit(workspace).holds


def test_a_whole_clinic_goes_on_once_there_is_room(workspace, tmp_path):  # noqa: F811
    """What fitted is whole; the rest follows when the disk is larger, no file twice."""
    command = shlex.join([*ANONKIT, "export-patient", str(workspace), "--output", "DISK/all", *WHOLE, "--json"])  # fmt: skip
    command = command.replace("DISK", "$disk")
    done = _on_a_small_disk(
        tmp_path,
        f"{command}; echo code $?; ls -A $disk/all\n"
        f"mount -o remount,size=4m $disk; {command}; cp -r $disk/all kept",
    )
    first, second = done.stdout.split("{", maxsplit=1)
    code, *files = first.removeprefix("code ").split()
    assert code == "2", done.stderr
    assert all(name.endswith(".age") for name in files)
    report = json.loads("{" + second)
    assert (report["persons"], report["written"]) == (4, 4 - len(files))
    kept = sorted((tmp_path / "kept").glob("client-record-*"))
    assert len([read_archive(path, identities=[str(KEY)]) for path in kept]) == 4


def test_a_workspace_whose_own_disk_is_full_lets_nothing_out(workspace, tmp_path):  # noqa: F811
    """What the log cannot say does not happen: the bag is taken back, the chain holds, and later it goes through."""
    command = shlex.join(_export("DISK/clinic", tmp_path / "out", tmp_path / "words", "plain"))
    command = command.replace("DISK", "$disk")
    audit = shlex.join([*ANONKIT, "audit", "verify", "DISK/clinic"]).replace("DISK", "$disk")
    done = _on_a_small_disk(
        tmp_path,
        f"mount -o remount,size=8m $disk; cp -r {shlex.quote(str(workspace))} $disk/clinic\n"
        f"head -c 9m /dev/zero > $disk/fill 2>/dev/null; {command}; echo code $?; ls -A {tmp_path}\n"
        f"rm $disk/fill; {audit} >&2; echo audit $?; {command} >&2; echo code $?",
    )
    told = done.stdout.split()
    assert told[:2] == ["code", "2"], done.stderr
    assert "out" not in told[:-4]
    assert told[-4:] == ["audit", "0", "code", "0"]
    assert "no room left" in done.stderr


def test_the_error_is_ours(workspace, tmp_path, monkeypatch):  # noqa: F811
    """In Python it is an `AnonkitError` like any other, and says nothing of a client."""
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, before[1]))
    try:
        with pytest.raises(NoRoomLeft) as refused:
            anonkit.export_patient(workspace, CLIENT.ref, output=tmp_path / "out", basis="art15",
                                   asked_by="x", identity_checked="y")  # fmt: skip
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert CLIENT.cells()[1] not in str(refused.value)
