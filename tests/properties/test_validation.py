"""Properties of quarantine and of moments."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from anonkit.model import canonical_frame
from anonkit.validation import QUARANTINE_COLUMNS, encode_reasons, read_mended, rows_to_mend
from anonkit.validation.checks.moments import is_certainly_after, oldest_age, youngest_age

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(TEXTS)
def test_mending_gives_back_every_text_and_no_cell_starts_a_formula(text: str) -> None:
    """Whatever a note holds, the file is safe to open and reads back the same."""
    row = {
        "row_key": "wix:notes:1",
        "client_key": "wix:clients:1",
        "kind": "clinical",
        "text": text,
    }
    held = {"table": "notes", "reasons": encode_reasons([]), "payload": json.dumps(row)}
    sheet = rows_to_mend(
        pd.DataFrame([held], columns=list(QUARANTINE_COLUMNS), dtype="str"), "notes"
    )
    assert not any(
        cell.startswith(("=", "+", "-", "@", "\t", "\r"))
        for line in csv.reader(io.StringIO(sheet, newline=""))
        for cell in line
    )
    pd.testing.assert_frame_equal(read_mended("notes", sheet), canonical_frame("notes", [row]))


@given(DAYS, DAYS)
def test_a_partial_date_is_never_more_certain_than_the_whole_one(one: date, other: date) -> None:
    """What the month or the year alone shows, the day shows too."""
    for form in ("%Y-%m", "%Y"):
        if is_certainly_after(one.strftime(form), other.isoformat()):
            assert one > other
        if is_certainly_after(other.isoformat(), one.strftime(form)):
            assert other > one


@given(DAYS, DAYS)
def test_the_ages_a_partial_birth_date_allows_hold_the_true_one(birth: date, day: date) -> None:
    """Youngest and oldest reading lie on both sides."""
    true = youngest_age(birth.isoformat(), day.isoformat())
    for form in ("%Y-%m", "%Y"):
        low = youngest_age(birth.strftime(form), day.isoformat())
        high = oldest_age(birth.strftime(form), day.isoformat())
        assert low is not None
        assert high is not None
        assert true is not None
        assert low <= true <= high
