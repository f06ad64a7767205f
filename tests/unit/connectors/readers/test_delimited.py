"""Delimited text: each line has one fate and keeps its number."""

import io

import pytest

from anonkit.connectors.readers import BadUnit, SkippedUnit, SourceRow, read_delimited
from anonkit.errors import SourceUnreadable


def read(content, code_page=None):
    data = content.encode() if isinstance(content, str) else content
    return read_delimited(lambda: io.BytesIO(data), code_page)


def fates(table):
    return [
        (unit.place, "row" if isinstance(unit, SourceRow) else unit.reason)
        for unit in table.units()
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a,b\n1,2\n", [("line 2", "row")]),
        ("a,b\n1,2", [("line 2", "row")]),
        ("a,b\n1\n3,4\n", [("line 2", "short-row"), ("line 3", "row")]),
        ("a,b\n1,2,3\n3,4\n", [("line 2", "long-row"), ("line 3", "row")]),
        ("a,b\n1,2,,\n", [("line 2", "row")]),
        ("a,b\n1,2\n3", [("line 2", "row"), ("line 3", "cut-off-row")]),
        ('a,b\n1,"two\nlines"\n3,4\n', [("line 2", "row"), ("line 4", "row")]),
        (
            'a,b\n1,"open\n3,4\n5,6\n',
            [("line 2", "unclosed-quote"), ("line 3", "row"), ("line 4", "row")],
        ),
        ('a,b\n1,"open\n3,"x"\n', [("line 2", "unclosed-quote"), ("line 3", "row")]),
        ("a,b\n1,x\x00y\n3,4\n", [("line 2", "nul-byte"), ("line 3", "row")]),
        (
            "a,b\n\n1,2\n\n\n",
            [
                ("line 2", "empty-line"),
                ("line 3", "row"),
                ("line 4", "empty-line"),
                ("line 5", "empty-line"),
            ],
        ),
        ("a,b\n,\n1,2\n", [("line 2", "empty-row"), ("line 3", "row")]),
        ("a,b\r\n1,2\r\n", [("line 2", "row")]),
        ('a,b\n1,"say ""hi"""\n', [("line 2", "row")]),
    ],
)
def test_every_line_has_one_fate(content, expected):
    """Rows, faults and empty lines are told apart with their line numbers, and none is lost."""
    assert fates(read(content)) == expected


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_seen_in_the_header(delimiter):
    """The four usual delimiters are told apart by the header line."""
    table = read(f"a{delimiter}b{delimiter}c\n1{delimiter}2{delimiter}3\n")
    assert table.headers == ("a", "b", "c")
    assert [dict(unit.values) for unit in table.units()] == [{"a": "1", "b": "2", "c": "3"}]


def test_a_line_that_declares_the_delimiter_is_no_header():
    """Spreadsheets write `sep=;` before the header."""
    assert read("sep=;\na;b\n1;2\n").headers == ("a", "b")


@pytest.mark.parametrize(
    ("data", "code_page", "value"),
    [
        ("a,b\né,2\n".encode(), None, "é"),
        ("a,b\né,2\n".encode("utf-8-sig"), None, "é"),
        ("a,b\né,2\n".encode("utf-16"), None, "é"),
        ("a,b\né,2\n".encode("cp1252"), "cp1252", "é"),
    ],
)
def test_the_encoding_is_marked_or_strict_or_declared(data, code_page, value):
    """A byte order mark, strict UTF-8, or the declared code page; nothing is guessed."""
    table = read(data, code_page)
    assert table.headers == ("a", "b")
    assert next(iter(table.units())).values["a"] == value


def test_an_unknown_encoding_is_refused_not_guessed():
    """Without a declared code page such a file is not read at all."""
    with pytest.raises(SourceUnreadable, match="code_page"):
        read("a,b\né,2\n".encode("cp1252"))


def test_duplicate_headers_are_told_apart():
    """Two columns of one name keep both values."""
    table = read("Date,Date,x\n1,2,3\n")
    assert table.headers == ("Date", "Date (2)", "x")
    assert table.findings == ("duplicate-header",)


@pytest.mark.parametrize("data", [b"", b"\n\n"])
def test_a_file_without_a_header_is_refused(data):
    """There is nothing to read by."""
    with pytest.raises(SourceUnreadable, match="empty"):
        read(data)


def test_a_table_can_be_read_twice():
    """Recognising a table does not use it up."""
    table = read("a,b\n1,2\n")
    assert fates(table) == fates(table)


def test_a_fault_keeps_what_stood_there():
    """Quarantine holds the text as found."""
    units = list(read("a,b\nonly\n").units())
    assert units == [BadUnit("line 2", "short-row", ("only",))]
    assert not any(isinstance(unit, SkippedUnit) for unit in units)
