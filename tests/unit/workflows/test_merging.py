"""Ingest again: added, changed, unchanged, gone; nothing is lost, nothing mended is overwritten."""

from __future__ import annotations

import pandas as pd

from anonkit.model import canonical_frame, empty_frame
from anonkit.workflows.merging import merge

SOURCES = frozenset({("wix", "contacts.csv")})


def row(key, content="a", file="contacts.csv", pulled="2026-01-01", **fields):
    return {
        "row_key": key,
        "content_hash": content,
        "platform": "wix",
        "source_file": file,
        "pulled_at": pulled,
        "client_key": "c",
        "substance": "latex",
        **fields,
    }


def rows(*content):
    return canonical_frame("allergies", content) if content else empty_frame("allergies")


def test_the_same_bytes_change_nothing():
    """Rows read again as they are keep their row, time of reading included."""
    old = rows(row("1"), row("2"))
    again = rows(row("1", pulled="2026-02-02"), row("2", pulled="2026-02-02"))
    result = merge(old, again, SOURCES)
    pd.testing.assert_frame_equal(result.frame, old)
    assert result.counts == {"added": 0, "changed": 0, "unchanged": 2, "gone": 0}


def test_a_newer_export_adds_changes_and_marks_gone():
    """Each row has one of four fates, and a row that is gone stays in the records."""
    old = rows(row("1"), row("2"), row("3"), row("4", file="other.csv"))
    new = rows(row("1"), row("2", content="b", substance="nickel"), row("5"))
    result = merge(old, new, SOURCES)
    assert result.counts == {"added": 1, "changed": 1, "unchanged": 1, "gone": 1}
    assert result.gone == ("3",)
    assert list(result.frame["row_key"]) == ["1", "2", "3", "4", "5"]
    assert list(result.frame["substance"])[1] == "nickel"


def test_a_mended_row_that_the_source_still_tells_is_not_gone():
    """Its old form did not come along, yet the source has it."""
    assert merge(rows(row("1")), rows(row("2")), SOURCES, {"1"}).gone == ()


def test_two_files_that_tell_one_row_are_compared():
    """The row that says more counts, once; that they differ is reported."""
    new = rows(
        row("1", file="a.csv"),
        row("1", content="b", file="b.csv", reaction="rash after the patch test"),
        row("2", file="a.csv"),
        row("2", file="b.csv"),
    )
    result = merge(rows(), new, frozenset())
    assert list(result.frame["row_key"]) == ["1", "2"]
    assert result.frame["reaction"][0] == "rash after the patch test"
    assert result.differing == ("1",)


def test_a_row_twice_in_one_file_stays_twice_for_validation():
    """Validation says which of the two waits; the merge loses neither."""
    result = merge(rows(), rows(row("1"), row("1", content="b")), SOURCES)
    assert list(result.frame["row_key"]) == ["1", "1"]
