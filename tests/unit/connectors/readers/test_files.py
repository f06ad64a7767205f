"""Workbooks, JSON lines, PDF files, archives, and the mark of a release."""

import io
import json
import stat
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from anonkit.connectors.readers import (
    ArchiveLimits,
    BadUnit,
    SkippedUnit,
    SourceFile,
    SourceRow,
    is_cut_off,
    media_type_of,
    read_archive,
    read_json_lines,
    read_pdf,
    read_workbook,
    refuse_marked,
)
from anonkit.errors import MarkedInput, SourceUnreadable


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def file_of(content, *path):
    return SourceFile(path or ("a.zip",), lambda: io.BytesIO(content), len(content))


def archive(members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in members:
            parts.writestr(name, content)
    return stream.getvalue()


def test_cells_of_a_workbook_are_text():
    """Dates are ISO, whole numbers have no point, ids stay whole, formulas in text stay text."""
    content = workbook(
        People=[
            ["id", "n", "d", "t", "f", "b"],
            [
                "0000012345678901234",
                3,
                date(2024, 5, 1),
                datetime(2024, 5, 1, 10, 30),
                "=1+1 as text",
                True,
            ],
            ["x", 2.5, None, "text", "", False],
        ]
    )
    (table,) = read_workbook(content, ".xlsx")
    rows = [dict(unit.values) for unit in table.units()]
    assert rows[0]["id"] == "0000012345678901234"
    assert rows[0]["n"] == "3"
    assert rows[0]["d"] == "2024-05-01"
    assert rows[0]["t"] == "2024-05-01T10:30:00"
    assert rows[1]["n"] == "2.5"
    assert rows[1]["d"] == ""


def test_every_sheet_is_read_and_numbered_as_in_the_file():
    """Hidden sheets count too; places are the rows of the sheet; empty rows are told."""
    book = openpyxl.Workbook()
    book.active.title = "Seen"
    book.active.append(["a"])
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    for row in (["a", "b"], ["1", "2"], [None, None], ["3", "4"]):
        hidden.append(row)
    stream = io.BytesIO()
    book.save(stream)
    tables = read_workbook(stream.getvalue(), ".xlsx")
    assert [table.sheet for table in tables] == ["Seen", "Hidden"]
    units = list(tables[1].units())
    assert [unit.place for unit in units] == ["row 2", "row 3", "row 4"]
    assert isinstance(units[1], SkippedUnit)


def test_a_number_that_lost_digits_is_told():
    """A number cell above 2**53 is no longer the number that was typed."""
    (table,) = read_workbook(workbook(S=[["id"], [9007199254740999]]), ".xlsx")
    assert "digits-lost-in-file" in table.findings


@pytest.mark.parametrize(
    ("content", "ending", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls", "old"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xlsx", "password"),
        (b"PK\x03\x04nonsense", ".xlsx", "damaged"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(content, ending, said):
    """Old, locked and damaged workbooks are told apart."""
    with pytest.raises(SourceUnreadable, match=said):
        read_workbook(content, ending)


def test_json_lines_are_rows_and_faults():
    """Objects are flattened, numbers keep their digits, broken lines are faults, the last may be cut off."""
    text = '{"id": 9007199254740993, "a": {"b": true}, "c": [1]}\n\nnot json\n[1]\n{"id": 1'
    table = read_json_lines(lambda: io.BytesIO(text.encode()))
    units = list(table.units())
    assert dict(units[0].values) == {"id": "9007199254740993", "a.b": "true", "c": '["1"]'}
    assert [getattr(unit, "reason", "row") for unit in units] == [
        "row",
        "empty-line",
        "unreadable-line",
        "unreadable-line",
        "cut-off-row",
    ]


def test_a_json_array_is_a_table_too():
    """Some exports hold one array instead of lines."""
    table = read_json_lines(lambda: io.BytesIO(b'[{"a": 1}, {"a": null, "b": 2}]'))
    assert table.headers == ("a", "b")
    assert [unit.place for unit in table.units() if isinstance(unit, SourceRow)] == [
        "entry 1",
        "entry 2",
    ]


def test_a_damaged_pdf_is_told_and_never_raises():
    """A file that is no PDF, or was cut off, is corrupt."""
    assert read_pdf(b"%PDF-1.7 half a file").is_corrupt
    assert read_pdf(b"").is_corrupt


def test_members_of_an_archive_have_one_fate_each():
    """What climbs out, links, repeats or swells is a fault; junk is skipped; the rest is a file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("good/a.csv", "a,b\n")
        parts.writestr("../up.csv", "x")
        parts.writestr("/root.csv", "x")
        parts.writestr("C:\\disk.csv", "x")
        parts.writestr("__MACOSX/._a.csv", "x")
        parts.writestr("bomb.csv", b"0" * 4_000_000)
        link = zipfile.ZipInfo("link.csv")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        parts.writestr(link, "/etc/passwd")
    found = list(read_archive(file_of(stream.getvalue()), "a.zip"))
    assert [getattr(one, "reason", "file") for one in found] == [
        "file",
        "unsafe-member",
        "unsafe-member",
        "unsafe-member",
        "system-file",
        "too-large",
        "unsafe-member",
    ]
    assert found[0].read() == b"a,b\n"
    assert isinstance(found[1], BadUnit)


def test_an_archive_that_is_none_is_refused():
    """A damaged download is not opened."""
    with pytest.raises(SourceUnreadable, match="damaged"):
        list(read_archive(file_of(b"no zip"), "a.zip"))


def test_too_many_members_are_faults():
    """Beyond the limit every member is one fault, none is opened."""
    content = archive([(f"{number}.csv", "a") for number in range(5)])
    found = list(read_archive(file_of(content), "a.zip", ArchiveLimits(members=3)))
    assert [getattr(one, "reason", "file") for one in found] == ["file"] * 3 + ["too-large"] * 2


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", b'{"anonkit-release": "r1", "rows": []}'),
        ("index.html", b'<html><head><meta name="anonkit-release" content="r1">'),
        ("manifest.json", json.dumps({"anonkit": "release"}).encode()),
        ("t.csv", "a,anonkit-release\n".encode("utf-16")),
        ("t.parquet", b"PAR1" + b"x" * 200_000 + b"anonkit-release" + b"PAR1"),
    ],
)
def test_what_was_released_does_not_come_in_again(name, content):
    """The mark is found at either end of a file, in any encoding of it."""
    with pytest.raises(MarkedInput):
        refuse_marked(file_of(content, name))


def test_other_files_pass_the_mark():
    """A manifest of somebody else is no release."""
    refuse_marked(file_of(b'{"anonkit": "bag"}', "manifest.json"))
    refuse_marked(file_of(b"not json", "manifest.json"))


@pytest.mark.parametrize(
    ("content", "suffix", "kind", "cut"),
    [
        (b"\xff\xd8\xff\xe0 picture \xff\xd9", ".jpg", "image/jpeg", False),
        (b"\xff\xd8\xff\xe0 pict", ".jpg", "image/jpeg", True),
        (b"%PDF-1.7", ".jpg", "application/pdf", False),
        (b"hello", ".txt", "text/plain", False),
        (b"hello", ".qqq", "application/octet-stream", False),
    ],
)
def test_the_kind_of_a_file_is_seen_in_its_bytes(content, suffix, kind, cut):
    """A wrong ending does not mislead, and half a picture is told."""
    assert media_type_of(content, suffix) == kind
    assert is_cut_off(content, kind) is cut


def test_a_number_among_ids_kept_as_text_is_told():
    """An id that was typed as a number has lost its zeros; a column of numbers is none of our business."""
    rows = [["id", "n"], ["0001", 1], ["0002", 2], [3, 3]]
    (table,) = read_workbook(workbook(S=rows), ".xlsx")
    assert table.findings == ("number-among-text",)
