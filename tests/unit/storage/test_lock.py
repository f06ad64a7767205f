"""One writer at a time, whoever starts together, and although a run that died left its file behind."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys

import pytest

from anonkit.errors import WorkspaceBusy
from anonkit.storage import lock
from anonkit.storage.lock import writer_lock

RACER = """
import contextlib, sys, time
from pathlib import Path
from anonkit.errors import WorkspaceBusy
from anonkit.storage.lock import writer_lock
path, taken = Path(sys.argv[1]), 0
inside = path.with_name("inside")
while taken < 25:
    try:
        with writer_lock(path, "race"):
            with inside.open("x"):
                pass
            inside.unlink()
            taken += 1
    except WorkspaceBusy:
        time.sleep(0.001)
print(taken)
"""


def left_behind(path, process: int) -> None:
    holder = {"host": socket.gethostname(), "process": process, "command": "ingest"}
    path.write_text(json.dumps(holder), encoding="utf-8")


def nobody() -> int:
    """The number of a process that has ended."""
    return int(subprocess.check_output([sys.executable, "-c", "import os; print(os.getpid())"]))


def test_runs_that_race_hold_it_one_after_the_other(tmp_path):
    """Four processes take it a hundred times, the first over a dead one; two inside would find a file there."""
    path = tmp_path / "lock"
    left_behind(path, nobody())
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(path)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    told = [racer.communicate(timeout=120)[0].strip() for racer in racers]
    assert told == ["25"] * 4
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_dead_run_is_taken_over_and_a_living_one_is_not(tmp_path, monkeypatch, links):
    """On file systems without links too; nothing is left beside the lock."""
    if not links:

        def refused(*_):
            raise OSError("no links here")

        monkeypatch.setattr(lock.os, "link", refused)
    path = tmp_path / "lock"
    left_behind(path, nobody())
    with writer_lock(path, "publish"):
        assert json.loads(path.read_text())["command"] == "publish"
        with pytest.raises(WorkspaceBusy, match="publish"), writer_lock(path, "ingest"):
            pass
    left_behind(path, os.getppid())
    with pytest.raises(WorkspaceBusy, match="ingest"), writer_lock(path, "publish"):
        pass
    assert [one.name for one in tmp_path.iterdir()] == ["lock"]


def test_a_lock_that_changed_hands_while_it_was_looked_at_is_put_back(tmp_path):
    """The dead run's file was replaced by a living run's: that one keeps it."""
    path = tmp_path / "lock"
    dead = {"host": socket.gethostname(), "process": 1, "command": "gone"}
    left_behind(path, os.getpid())
    lock._clear_away(path, dead)
    assert json.loads(path.read_text())["process"] == os.getpid()
    assert [one.name for one in tmp_path.iterdir()] == ["lock"]
