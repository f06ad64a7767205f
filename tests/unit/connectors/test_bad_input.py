"""What clinics hand over when something went wrong: quarantined or left aside with a reason, never lost."""

import io
import json
import zipfile

import pytest

from anonkit.connectors import ReadContext, read_sources
from anonkit.keys import KeyRing
from anonkit.model import Identity

CONTACTS = (
    "First Name,Last Name,Email 1,Created At (UTC+0),Message\n"
    "Ann,Ames,ann@example.org,2024-01-01 10:00:00,{}\n"
)
LOCKED_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 512


def zipped(*, locked=False):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("contacts.csv", CONTACTS.format("") * 3)
    content = bytearray(stream.getvalue())
    if locked:
        # The flag by which an archive says that a member wants a password, in both of its headers.
        content[6] |= 1
        content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def told(tmp_path, name, content, platform="jane"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    context = ReadContext(
        *(platform, "uk", "Europe/London", Identity(KeyRing(b"k" * 32))),
        "2026-01-01T00:00:00+00:00",
        lambda _: "b",
    )
    pieces = list(read_sources([path], context))
    assert all(piece.counts.closes for piece in pieces)
    codes = [
        one["code"] for p in pieces for text in p.faults["reasons"] for one in json.loads(text)
    ]
    ignored = [reason for piece in pieces for reason in piece.counts.ignored]
    return codes, ignored, pieces


@pytest.mark.parametrize(
    ("name", "content", "codes", "ignored"),
    [
        ("half.zip", zipped()[:120], ["unreadable-file"], []),
        ("locked.zip", zipped(locked=True), ["encrypted-member"], []),
        ("locked.xlsx", LOCKED_WORKBOOK, ["unreadable-file"], []),
        ("damaged.xlsx", b"PK\x03\x04 no workbook", ["unreadable-file"], []),
        ("old.xls", LOCKED_WORKBOOK, [], ["old-workbook"]),
        ("empty.csv", "", [], ["empty-file"]),
        ("deutsch.csv", "Vorname,Nachname,Telefon\nAnn,Ames,1\n", [], ["not-recognised"]),
        ("wide.csv", ",".join(f"c{n}" for n in range(20_000)) + "\n1\n", ["unreadable-file"], []),
        (
            "latin.csv",
            "First Name,Last Name\nZo\xeb,Ames\n".encode("latin-1"),
            ["unreadable-file"],
            [],
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, name, content, codes, ignored):
    """One reason for the whole file, and an account that closes."""
    assert told(tmp_path, name, content)[:2] == (codes, ignored)


def test_a_file_of_another_platform_is_taken_for_what_it_is(tmp_path):
    """The workspace's platform does not bend headers that another one is known by."""
    _, _, pieces = told(tmp_path, "contacts.csv", CONTACTS.format("hello"), platform="jane")
    found = [piece.recognition for piece in pieces if piece.recognition]
    assert [(one.platform, one.reading) for one in found] == [("wix", "contacts")]


def test_headers_in_another_language_are_read_where_the_platform_is_named(tmp_path):
    """Spellings of other languages are settings of the usual readings."""
    content = "Vorname,Nachname,Telefon,Geburtsdatum\nAnn,Ames,07700900001,17.05.1984\n"
    _, _, pieces = told(tmp_path, "kunden.csv", content, platform="timely")
    rows = [row for p in pieces for row in p.frames["clients"].to_dict("records")]
    assert [(row["first_name"], row["birth_date"]) for row in rows] == [("Ann", "1984-05-17")]


def test_a_cell_of_two_megabytes_is_kept_whole(tmp_path):
    """A pasted document in a cell neither stops the reading nor is cut."""
    text = "a long story 12 34 " * 110_000
    _, _, pieces = told(tmp_path, "contacts.csv", CONTACTS.format(f'"{text}"'))
    kept = [value for p in pieces for value in p.unmapped["value"]]
    assert kept == [text.strip()]
