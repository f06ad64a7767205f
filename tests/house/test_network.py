"""No command opens a socket to anywhere; libraries that would phone home are held."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Looking a name up is phoning home as much as connecting is. The sockets are gone before anything of
# ours is loaded, and all commands of a job run in the one process: each library loads once.
FORBID = """
import contextlib, io, json, socket, sys

def refuse(*arguments, **options):
    raise AssertionError(f"a socket was opened to {arguments[:2]!r}")

for name in ("getaddrinfo", "gethostbyname", "create_connection"):
    setattr(socket, name, refuse)

class Refusing(socket.socket):
    def connect(self, *arguments):
        refuse(*arguments)
    def connect_ex(self, *arguments):
        refuse(*arguments)
    def sendto(self, *arguments):
        refuse(*arguments)

socket.socket = Refusing
from anonkit.cli.main import main

def told(step):
    sys.argv = ["anonkit", *step]
    out, err, code = io.StringIO(), io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return [code, out.getvalue(), err.getvalue()]

print(json.dumps([told(step) for step in json.loads(sys.argv[1])]))
"""


def anonkit(*steps):
    """Each step's exit code, stdout and stderr, in a process that cannot open a socket."""
    given = json.dumps([[str(argument) for argument in step] for step in steps])
    result = subprocess.run(
        [sys.executable, "-c", FORBID, given],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    assert "a socket was opened" not in result.stderr
    answers = json.loads(result.stdout)
    assert len(answers) == len(steps)
    return answers


def test_a_socket_that_is_opened_would_be_noticed():
    """The guard itself refuses a look-up and a connection."""
    for act in ("socket.getaddrinfo('localhost', 80)", "socket.socket().connect(('::1', 80))"):
        code = FORBID.partition("from anonkit.cli.main")[0] + act
        result = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False
        )
        assert result.returncode == 1
        assert "a socket was opened" in result.stderr


@pytest.mark.slow
@pytest.mark.xdist_group("network")
def test_the_main_job_opens_no_socket(tmp_path):
    """Init, ingest, validate, plan, publish, check, export and the smaller commands stay at home."""
    sample = ROOT / "sample_data" / "uk_clinic"
    clinic, cases = tmp_path / "clinic", tmp_path / "cases"
    steps = [
        [
            "init",
            clinic,
            "--platform",
            "wix",
            "--jurisdiction",
            "uk",
            "--time-zone",
            "Europe/London",
            "--yes",
        ],
        ["ingest", clinic, sample, "--mapping", sample / "mapping.yaml", "--json"],
        ["validate", clinic, "--json"],
        ["plan", clinic, "--policy", "uk-training", "--json"],
        ["publish", clinic, "--policy", "uk-training", "--output", cases, "--json"],
        ["check", cases, "--workspace", clinic, "--json"],
        ["status", clinic, "--json"],
        ["doctor", clinic, "--json"],
        ["platforms", "--json"],
        ["policies", "--json"],
        ["audit", "verify", clinic, "--json"],
    ]
    for step, (code, out, err) in zip(steps, anonkit(*steps), strict=True):
        assert code == 0, (step[0], out[-2000:], err[-3000:])
        assert "a socket was opened" not in err
        if "--json" in step:
            assert isinstance(json.loads(out), dict)


@pytest.mark.xdist_group("network")
def test_text_alone_opens_no_socket(tmp_path):
    """Scrub and evaluate load Presidio and spaCy without a look-up; e-mail suffixes come offline."""
    notes = tmp_path / "notes.jsonl"
    notes.write_text(json.dumps({"id": "1", "text": "Rang Ottoline on otto@example.co.uk"}) + "\n")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps({"id": "1", "text": "Rang [[PERSON|Ottoline]]", "record": {}}) + "\n"
    )
    steps = [
        ["scrub", notes, "--output", tmp_path / "clean.jsonl", "--jurisdiction", "uk", "--json"],
        ["evaluate", gold, "--jurisdiction", "uk", "--json"],
    ]
    for step, (code, _, err) in zip(steps, anonkit(*steps), strict=True):
        assert code == 0, (step[0], err[-3000:])
