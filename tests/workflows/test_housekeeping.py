"""What is here, whether it holds, and how a lost key comes back."""

import json
import os
import socket
import subprocess
import sys

import pytest

import anonkit
from anonkit.storage import Workspace
from tests.workflows.small_clinic import (
    contacts,
    copied_with_keys,
    json_of,
    run_anonkit,
    small_workspace,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Five clients."""
    return small_workspace(tmp_path_factory.mktemp("keep"), contacts(5))[0]


@pytest.fixture
def workspace(made, tmp_path, monkeypatch):
    """A copy with an audit log and keys of its own."""
    return copied_with_keys(made, tmp_path, monkeypatch)


def lines_of(workspace):
    """The audit log."""
    return (workspace / "audit.jsonl").read_text(encoding="utf-8").splitlines()


def write_lines(workspace, lines):
    """Another audit log in its place."""
    text = "".join(line + "\n" for line in lines)
    (workspace / "audit.jsonl").write_text(text, encoding="utf-8")


def with_other_count(line):
    """The line, saying something else."""
    entry = json.loads(line)
    return json.dumps({**entry, "facts": {"in": 1}}, sort_keys=True)


def test_an_audit_log_as_it_was_written_holds(workspace):
    """`audit verify` ends with 0 and counts the lines."""
    result = run_anonkit("audit", "verify", workspace, "--json")
    assert result.exit_code == 0
    assert json_of(result)["lines"] == len(lines_of(workspace))


@pytest.mark.parametrize(
    ("tamper", "broken_at"),
    [
        pytest.param(lambda lines: [lines[0], with_other_count(lines[1])], 2, id="changed"),
        pytest.param(lambda lines: lines[:1], 2, id="tail cut off"),
        pytest.param(lambda lines: lines[1:], 1, id="head cut off"),
        pytest.param(lambda lines: lines[::-1], 1, id="moved"),
        pytest.param(lambda lines: [*lines, lines[-1]], 3, id="added"),
        pytest.param(lambda lines: ["{", *lines[1:]], 1, id="no line at all"),
        pytest.param(lambda lines: [], 1, id="emptied"),
    ],
)
def test_a_tampered_audit_log_shows_where(workspace, tamper, broken_at):
    """`audit verify` ends with 1 and names the line; `status` says it, `doctor` is not ready."""
    write_lines(workspace, tamper(lines_of(workspace)))
    result = run_anonkit("audit", "verify", workspace, "--json")
    assert result.exit_code == 1
    assert json_of(result)["broken_at"] == broken_at
    assert "BROKEN" in run_anonkit("status", workspace).stdout
    assert run_anonkit("doctor", workspace).exit_code == 1


def test_status_counts_what_is_here(workspace):
    """Rows, persons, what waits, what lies in the clear, and the next command."""
    told = json_of(run_anonkit("status", workspace, "--json"))
    assert told["records"] == {"clients": 5}
    assert told["persons"]["same"] == 5
    assert told["quarantined"] == 0
    assert told["in_the_clear"] == []
    assert told["audit"]["holds"] is True
    assert told["next"].startswith("anonkit ")


def test_the_next_command_that_is_named_is_one_that_exists(workspace):
    """What `status` suggests can be typed."""
    words = anonkit.status(workspace).next_command.split()
    assert run_anonkit(words[1], "--help").exit_code == 0


def test_a_machine_that_is_ready_says_so():
    """Every part that a run needs is there."""
    result = run_anonkit("doctor", "--json")
    told = json_of(result)
    assert told["faults"] == []
    assert (result.exit_code, told["ready"]) == (0, True)


def test_a_lost_key_comes_back_with_the_recovery_code(workspace, tmp_path, monkeypatch):
    """Without its key a workspace does not open; the code, read from stdin, restores it."""
    code = Workspace.open(workspace).keys.recovery_code
    monkeypatch.setenv("ANONKIT_KEY_FILE", str(tmp_path / "new.json"))
    lost = run_anonkit("status", workspace)
    assert lost.exit_code == 2
    assert "--restore-key" in lost.stderr
    wrong = run_anonkit("doctor", workspace, "--restore-key", stdin=code[:-1] + "?\n")
    assert wrong.exit_code == 2
    restored = run_anonkit("doctor", workspace, "--restore-key", stdin=code + "\n")
    assert code not in restored.stdout + restored.stderr
    assert len(Workspace.open(workspace).table("clients")) == 5


def test_the_recovery_code_is_in_nothing_that_is_kept(tmp_path):
    """`init --json`, the settings and the audit log are without it; off a terminal it is not shown."""
    place = tmp_path / "new"
    result = run_anonkit(
        *("init", place, "--platform", "wix", "--jurisdiction", "uk"),
        *("--time-zone", "Europe/London", "--yes", "--json"),
    )
    assert result.exit_code == 0
    code = Workspace.open(place).keys.recovery_code
    kept = "".join(path.read_text() for path in place.iterdir() if path.is_file())
    assert code not in result.stdout + result.stderr + kept


def test_a_workspace_is_not_made_where_something_lies(tmp_path):
    """`init` leaves a folder that is not empty as it was."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    result = run_anonkit(
        *("init", tmp_path, "--platform", "wix", "--jurisdiction", "uk"),
        *("--time-zone", "Europe/London", "--yes"),
    )
    assert result.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(os.name != "posix", reason="locks are told by process there")
def test_a_workspace_in_use_ends_with_5_and_a_dead_lock_is_taken_over(workspace):
    """One writer at a time; what a killed run left behind does not stand in the way."""
    living = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    holder = {"host": socket.gethostname(), "process": living.pid, "command": "ingest"}
    (workspace / ".lock").write_text(json.dumps(holder), encoding="utf-8")
    try:
        busy = run_anonkit("validate", workspace)
        assert (busy.exit_code, "in use" in busy.stderr) == (5, True)
    finally:
        living.communicate(b"\n")
    assert run_anonkit("clean", workspace, "--yes").exit_code == 0
    assert not (workspace / ".lock").exists()
