"""The audit log shows every change, cut and addition."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from anonkit.errors import IntegrityError
from anonkit.governance import AuditLog
from anonkit.keys import KeyFile

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    return KeyFile(tmp_path / "keys.json")


@pytest.fixture
def log(tmp_path, store):
    log = AuditLog(tmp_path / "audit.jsonl", bytes(32), store, "w1")
    for number in range(4):
        log.append("ingest", NOW, {"rows": number})
    return log


def rewrite(tmp_path, change):
    path = tmp_path / "audit.jsonl"
    lines = path.read_text().splitlines()
    path.write_text("".join(line + "\n" for line in change(lines)))


def test_an_untouched_log_holds(log):
    """Four lines were written and all are there."""
    assert (log.verify().holds, log.verify().lines) == (True, 4)


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda lines: [lines[0], lines[1].replace('"rows": 1', '"rows": 9'), *lines[2:]], 2),
        (lambda lines: lines[1:], 1),
        (lambda lines: [lines[0], lines[2], lines[1], lines[3]], 2),
        (lambda lines: lines[:3], 4),
        (lambda lines: [], 1),
        (lambda lines: [*lines, lines[-1]], 5),
        (lambda lines: [*lines[:3], "not json"], 4),
    ],
    ids=["changed", "head cut", "swapped", "tail cut", "emptied", "added", "garbled"],
)
def test_tampering_shows_where(log, tmp_path, change, place):
    """Every kind of tampering is found at its line."""
    rewrite(tmp_path, change)
    verdict = log.verify()
    assert (verdict.holds, verdict.broken_at) == (False, place)
    with pytest.raises(IntegrityError):
        log.require_holds()


def test_a_kill_between_line_and_counter_is_mended(log, tmp_path, store):
    """One good line more than was counted is taken as written, and the chain goes on."""
    entry = store.read("w1")
    log.append("publish", NOW, {"people": 5})
    store.write("w1", entry)
    assert log.verify().holds
    log.append("check", NOW, {})
    assert (log.verify().holds, log.verify().lines) == (True, 6)


def test_a_lost_counter_is_set_again_where_every_line_holds(log, tmp_path, store):
    """Keys restored on another machine count the lines anew; a changed line is still found."""
    store.write("w1", {})
    assert not log.verify().holds
    log.anchor_again()
    assert (log.verify().holds, log.verify().lines) == (True, 4)
    rewrite(tmp_path, lambda lines: [lines[0].replace('"rows": 0', '"rows": 7'), *lines[1:]])
    with pytest.raises(IntegrityError):
        log.anchor_again()


def test_a_copy_that_went_on_says_so(log, tmp_path, store):
    """Two copies of one workspace share the count: the one used later shows which lines are not in it."""
    copied = (tmp_path / "audit.jsonl").read_text()
    log.append("publish", NOW, {"cases": 24})
    (tmp_path / "copy.jsonl").write_text(copied)
    copy = AuditLog(tmp_path / "copy.jsonl", bytes(32), store, "w1")
    copy.append("ingest", NOW, {"rows": 9})
    verdict = copy.verify()
    assert (verdict.holds, verdict.broken_at) == (False, 5)
    assert verdict.reason.startswith("line 6 of the log stands here; those before it are missing")


def test_a_line_that_does_not_fit_on_the_disk_leaves_no_half(log, tmp_path):
    """The chain holds as before, and goes on when there is room."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    room = (tmp_path / "audit.jsonl").stat().st_size + 20
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        with pytest.raises(OSError, match=r"."):
            log.append("two", NOW, {"rows": 2})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (log.verify().holds, log.verify().lines) == (True, 4)
    log.append("two", NOW, {"rows": 2})
    assert (log.verify().holds, log.verify().lines) == (True, 5)
