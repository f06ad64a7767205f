"""No command opens a socket to anywhere; libraries that would phone home are held."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Looking a name up is phoning home as much as connecting is.
FORBID = """
import socket, sys

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
sys.argv = ["anonkit", *sys.argv[1:]]
main()
"""


def anonkit(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-c", FORBID, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        **options,
    )


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
    for step in steps:
        result = anonkit(*step)
        assert result.returncode == 0, (step[0], result.stdout[-2000:], result.stderr[-3000:])
        assert "a socket was opened" not in result.stderr
        if "--json" in step:
            assert isinstance(json.loads(result.stdout), dict)


@pytest.mark.xdist_group("network")
def test_text_alone_opens_no_socket(tmp_path):
    """Scrub and evaluate load Presidio and spaCy without a look-up; e-mail suffixes come offline."""
    notes = tmp_path / "notes.jsonl"
    notes.write_text(json.dumps({"id": "1", "text": "Rang Ottoline on otto@example.co.uk"}) + "\n")
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        json.dumps({"id": "1", "text": "Rang [[PERSON|Ottoline]]", "record": {}}) + "\n"
    )
    for step in (
        ["scrub", notes, "--output", tmp_path / "clean.jsonl", "--jurisdiction", "uk", "--json"],
        ["evaluate", gold, "--jurisdiction", "uk", "--json"],
    ):
        result = anonkit(*step)
        assert result.returncode == 0, (step[0], result.stderr[-3000:])
