"""Tables as files: typed where every value is, safe in a spreadsheet, the same bytes each time."""

import csv
import io

import pandas as pd
import pyarrow.parquet as pq
import pytest

from anonkit.datasets import Dataset
from anonkit.datasets.csv_text import guarded, unguarded


def frame(**columns):
    made = pd.DataFrame(columns)
    return made.astype("str").where(made.notna())


TREATMENTS = frame(
    case=["C-AAAAA", "C-BBBBB"],
    visit=["1", None],
    when=["first visit", "+2 weeks"],
    quantity=["0.50", None],
    price=["100–150", "90"],
    remarks=['=HYPERLINK("x")', "fine"],
)


def rows_of(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_bears_the_mark_in_every_row():
    """A table that is taken from its folder still says what it is."""
    rows = rows_of(
        Dataset({"treatments": TREATMENTS}, "release R-1: invented").csv_bytes("treatments")
    )
    assert rows[0][-1] == "anonkit_release"
    assert {row[-1] for row in rows[1:]} == {"release R-1: invented"}
    assert rows[1][:-1] == ["C-AAAAA", "1", "first visit", "0.50", "100–150", '\'=HYPERLINK("x")']
    assert rows[2][:-1] == ["C-BBBBB", "", "'+2 weeks", "", "90", "fine"]


def test_parquet_is_typed_where_every_value_is_and_bears_the_mark():
    """A band among numbers keeps the column text; a missing value does not."""
    content = Dataset({"treatments": TREATMENTS}, "release R-1").parquet_bytes("treatments")
    table = pq.read_table(io.BytesIO(content))
    assert table.schema.metadata[b"anonkit_release"] == b"release R-1"
    read = table.to_pandas()
    assert read["quantity"].dtype == "float64"
    assert read["visit"].tolist()[0] == 1
    assert read["price"].tolist() == ["100–150", "90"]
    assert read["when"].tolist() == ["first visit", "+2 weeks"]


@pytest.mark.parametrize("kind", ["csv_bytes", "parquet_bytes"])
def test_the_same_rows_give_the_same_bytes(kind):
    """Nothing of clock, machine or order of making is in a file."""
    one, other = (Dataset({"treatments": TREATMENTS.copy()}, "m") for _ in range(2))
    assert getattr(one, kind)("treatments") == getattr(other, kind)("treatments")


def test_the_frame_that_was_given_is_untouched():
    """Typing makes a copy."""
    before = TREATMENTS.copy()
    Dataset({"treatments": TREATMENTS}, "m").parquet_bytes("treatments")
    pd.testing.assert_frame_equal(TREATMENTS, before)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+2 weeks", "'+2 weeks"),
        ("-5 units", "'-5 units"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("-3.5", "-3.5"),
        ("plain", "plain"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_a_cell_cannot_become_a_formula(text, safe):
    """What a spreadsheet would run gets an apostrophe, and loses exactly that one again."""
    assert guarded(text) == safe
    assert unguarded(safe) == text
