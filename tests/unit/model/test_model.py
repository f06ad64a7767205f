"""The canonical record: declarations, dates, keys, tags, frames."""

from __future__ import annotations

import pickle
from datetime import date
from hashlib import blake2b
from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.keys import KeyRing
from anonkit.model import (
    CLIENT_TABLES,
    CLINIC_TABLES,
    SYSTEM_FIELDS,
    TABLES,
    FieldType,
    Identity,
    PartialDate,
    PersonView,
    RecordSet,
    RowKey,
    age_on,
    canonical_frame,
    empty_frame,
    partition_of,
    typed_frame,
)


def test_the_record_has_its_tables():
    """The tables are those the privacy notices need, each once."""
    assert len(TABLES) == 26
    assert set(CLIENT_TABLES) | set(CLINIC_TABLES) == set(TABLES)
    assert set(CLIENT_TABLES) & set(CLINIC_TABLES) == set()


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_a_declaration_is_whole(table):
    """Names are distinct and legal, references exist, meanings are said."""
    names = [field.name for field in table.all_fields]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() and name.islower() for name in names)
    assert all(field.meaning for field in table.fields)
    assert {field.references for field in table.fields} - {None} <= set(TABLES)
    assert table.all_fields[: len(SYSTEM_FIELDS)] == SYSTEM_FIELDS


@pytest.mark.parametrize(
    "text", ["1984-05-17", "1984-05", "1984", "--05-17", "2024-02-29", "--02-29"]
)
def test_partial_dates_keep_their_text(text):
    """What is known is kept, and no more is made up."""
    assert str(PartialDate.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1984-13",
        "1984-02-30",
        "2023-02-29",
        "--13-01",
        "17/05/1984",
        "84",
        "1984-5-7",
        "0000-01-01",
        "١٩٨٤-٠٥-١٧",
    ],
)
def test_what_is_no_date_is_refused(text):
    """Impossible and foreign forms are refused, and the message holds nothing of them."""
    with pytest.raises(ValueError, match=r"date|range|digit|month") as error:
        PartialDate.parse(text)
    assert not text or text not in str(error.value)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        ("2006-03-02", date(2024, 3, 1), 17),
        ("2006-03-02", date(2024, 3, 2), 18),
        ("2006", date(2024, 12, 30), 17),
        ("2006-03", date(2024, 3, 30), 17),
        ("--03-02", date(2024, 3, 2), None),
        ("2004-02-29", date(2022, 2, 28), 17),
    ],
)
def test_age_takes_the_youngest_reading(birth, day, age):
    """Where the date is partial nobody is called adult too early."""
    assert age_on(PartialDate.parse(birth), day) == age


@given(st.dates(min_value=date(1, 1, 1)))
def test_whole_dates_round_trip(day):
    """Every day has one text and comes back from it."""
    parsed = PartialDate.parse(day.isoformat())
    assert parsed.earliest == parsed.latest == day


def test_row_keys_keep_ids_that_hold_the_separator():
    """A source id may look like anything."""
    key = RowKey("jane", "clients", "a:b:c")
    assert RowKey.parse(str(key)) == key


def test_tags_are_keyed_and_say_their_table():
    """Two workspaces name the same row differently; one workspace always the same."""
    one, other = Identity(KeyRing.generate()), Identity(KeyRing.generate())
    tag = one.tag("clients", "wix:clients:1")
    assert tag == one.tag("clients", "wix:clients:1")
    assert tag != other.tag("clients", "wix:clients:1")
    assert tag.startswith("clients#")
    assert len(tag) == len("clients#") + 12


def test_digests_are_keyed_blake2b_for_one_content_and_for_many():
    """What was named years ago is named the same today, here as by the standard library, in any process."""
    keys = KeyRing(b"k" * 32)
    one = pickle.loads(pickle.dumps(Identity(keys)))
    contents = ["", "a", "é" * 300, b"\x00\xff"]
    expected = [
        blake2b(
            content if isinstance(content, bytes) else content.encode(),
            key=keys.naming,
            person=b"content",
            digest_size=32,
        )
        for content in contents
    ]
    assert one.content_hashes(contents) == [digest.hexdigest() for digest in expected]
    assert [one.content_hash(content) for content in contents] == one.content_hashes(contents)
    tags = one.tags("notes", ["a:notes:1", "a:notes:2"])
    assert tags == [one.tag("notes", "a:notes:1"), one.tag("notes", "a:notes:2")]
    assert tags == ["notes#2i4dydg78r3t", "notes#dqc4a3tfk6ej"]
    assert one.file_tag("Notes.xlsx") == "bed29bb9d4"


def test_a_key_that_is_too_long_is_refused():
    """Cut to fit it would be another key."""
    with pytest.raises(ValueError, match="64"):
        Identity(SimpleNamespace(naming=bytes(65))).content_hash("what")


def test_canonical_frames_are_text_in_declared_order():
    """Empty is missing, every column is there, unknown columns are refused by name."""
    frame = canonical_frame("allergies", [{"row_key": "k", "substance": "latex", "reaction": ""}])
    assert list(frame.columns) == list(TABLES["allergies"].column_names)
    assert {str(dtype) for dtype in frame.dtypes} == {"str"}
    assert frame["reaction"].isna().all()
    with pytest.raises(KeyError, match="shoe_size"):
        canonical_frame("allergies", [{"shoe_size": "40"}])
    assert list(empty_frame("notes").columns) == list(TABLES["notes"].column_names)


def test_typed_frames_convert_a_copy():
    """Numbers, times and booleans on request; the text frame stays as it is."""
    frame = canonical_frame(
        "payments", [{"row_key": "k", "amount": "12.50", "paid_at": "2024-05-01T10:00:00+01:00"}]
    )
    typed = typed_frame("payments", frame)
    assert typed["amount"][0] == 12.5
    assert typed["paid_at"][0] == pd.Timestamp("2024-05-01T09:00:00Z")
    assert frame["amount"][0] == "12.50"
    assert TABLES["payments"].field_by_name["amount"].type is FieldType.DECIMAL


class Stored:
    """Two stored partitions of clients and notes."""

    partition_count = 2
    tables = ("clients", "notes", "staff")

    def __init__(self, people):
        self._frames = {}
        for index in range(2):
            mine = [p for p in people if partition_of(p, 2) == index]
            self._frames["clients", index] = canonical_frame(
                "clients", [{"row_key": f"c-{p}"} for p in mine]
            )
            self._frames["notes", index] = canonical_frame(
                "notes", [{"row_key": f"n-{p}", "client_key": f"c-{p}"} for p in mine]
            )
        self._frames["staff", 0] = canonical_frame("staff", [{"row_key": "s", "name": "x"}])

    def read(self, table, partition, columns=None):
        return self._frames.get((table, partition))


@pytest.mark.parametrize("count", [1, 2, 7])
def test_a_view_shows_the_chosen_people_in_any_number_of_partitions(count):
    """Nobody is lost or doubled, nobody else is shown, clinic tables come whole."""
    people = [f"p{number}" for number in range(40)]
    chosen = {f"c-{person}": person for person in people[:25]}
    records = RecordSet(PersonView(Stored(people), chosen, count))
    assert sorted(records.table("clients")["row_key"]) == sorted(chosen)
    assert sorted(records.table("notes")["client_key"]) == sorted(chosen)
    for index in range(count):
        bundle = records.bundle(index)
        assert set(bundle["notes"]["client_key"]) == set(bundle["clients"]["row_key"])
        assert list(bundle["staff"]["row_key"]) == ["s"]
