"""Waiting rows can be counted, taken out to mend, and brought back exactly."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from anonkit.errors import ValidationError
from anonkit.model import canonical_frame
from anonkit.validation import (
    QUARANTINE_COLUMNS,
    encode_reasons,
    merge_reasons,
    read_mended,
    rows_to_mend,
    summarise_quarantine,
)


def reason(code: str, severity: str = "critical", field: str = "") -> dict[str, str]:
    """One reason as stored."""
    return {"code": code, "field": field, "severity": severity, "message": "words"}


def waiting(*rows: tuple[str, list[dict[str, str]], dict[str, Any]]) -> pd.DataFrame:
    """A quarantine frame of table, reasons and payload."""
    records = [
        {
            "table": table,
            "reasons": encode_reasons(reasons),
            "payload": json.dumps(payload),
            "stage": "validate",
        }
        for table, reasons, payload in rows
    ]
    return pd.DataFrame(records, columns=list(QUARANTINE_COLUMNS), dtype="str")


NOTE = {
    "row_key": "wix:notes:1",
    "client_key": "wix:clients:1",
    "kind": "clinical",
    "text": "Settled.",
}


def test_reasons_are_kept_once_and_the_gravest_first() -> None:
    """Reading a row again adds nothing it bore already."""
    stored = encode_reasons(
        [reason("b-info", "info"), reason("a-critical"), reason("b-info", "info")]
    )
    merged = json.loads(
        merge_reasons(
            stored, encode_reasons([reason("a-critical"), reason("c-warning", "warning")])
        )
    )
    assert [entry["code"] for entry in merged] == ["a-critical", "c-warning", "b-info"]


def test_the_summary_counts_a_row_under_each_of_its_reasons() -> None:
    """By table, the commonest first."""
    frame = waiting(
        ("notes", [reason("unknown-client"), reason("impossible-date")], NOTE),
        ("notes", [reason("unknown-client")], NOTE),
        ("clients", [reason("under-age")], {}),
    )
    counted = [(c.table, c.code, c.count) for c in summarise_quarantine(frame)]
    assert counted == [
        ("clients", "under-age", 1),
        ("notes", "unknown-client", 2),
        ("notes", "impossible-date", 1),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Settled.",
        "=HYPERLINK(1)",
        "+44 7700 900123",
        "-5",
        "@SUM(A1)",
        "'quoted",
        "''=twice",
        'two\nlines, and "quotes"',
        "\ttab",
        "Zoë 👩‍⚕️",
    ],
)
def test_the_way_out_and_back_keeps_every_text(text: str) -> None:
    """No cell of the file could be run by a spreadsheet, and reading it back gives what was there."""
    sheet = rows_to_mend(
        waiting(("notes", [reason("unknown-client")], NOTE | {"text": text})), "notes"
    )
    cells = sheet.split("\r\n", 1)[1]
    assert not any(f",{mark}" in cells or f',"{mark}' in cells for mark in "=+-@\t")
    frame = read_mended("notes", sheet)
    pd.testing.assert_frame_equal(frame, canonical_frame("notes", [NOTE | {"text": text}]))


def test_units_that_were_never_read_are_not_among_the_rows_to_mend() -> None:
    """They have no canonical fields; they are mended at the source."""
    sheet = rows_to_mend(waiting(("notes", [reason("short-row")], {"raw": ["a", "b"]})), "notes")
    assert len(sheet.splitlines()) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "the file is empty"),
        ("row_key,surname\nx,y\n", "the header must keep the exported columns"),
        ("row_key,row_key\nx,y\n", "the header must keep the exported columns"),
        ("text\nhello\n", "the header must keep the exported columns"),
        ("row_key,text\nwix:notes:1\n", "line 2: 1 cells, the header has 2"),
        ("row_key,text\n,hello\n", "row_key is missing or repeated in row 2"),
        ("row_key,text\nk,hello\nk,again\n", "row_key is missing or repeated in row 3"),
    ],
)
def test_a_mended_file_is_taken_whole_or_not_at_all(text: str, words: str) -> None:
    """The error names the line and never a cell."""
    with pytest.raises(ValidationError, match=words) as raised:
        read_mended("notes", text)
    assert "hello" not in str(raised.value)
    assert "surname" not in str(raised.value)
