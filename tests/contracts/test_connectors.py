"""The contract of every platform's folder, found by itself."""

import csv
import io
import json
from pathlib import Path

import pytest

from anonkit.connectors import (
    ReadContext,
    available_connectors,
    connector_from,
    connector_named,
    read_sources,
)
from anonkit.connectors.readers import plain_header
from anonkit.connectors.registry import Recogniser
from anonkit.keys import KeyRing
from anonkit.model import TABLES, Identity

ROOT = Path(__file__).parents[2]
READINGS = [
    (name, reading)
    for name in available_connectors()
    for reading in connector_named(name).mapping.readings
]
WORDS = {
    "birth": "1984-05-17",
    "date": "2024-05-01",
    "time": "2024-05-01 10:00",
    "start": "2024-05-01 10:00",
    "end": "2024-05-01 11:00",
    "email": "ann@example.org",
    "phone": "07700900001",
    "mobile": "07700900001",
    "total": "12.50",
    "amount": "12.50",
    "price": "12.50",
}


def headers_of(reading):
    named = [column for column in reading.columns if column] + list(reading.recognise.columns)
    named += [pattern.replace("{n}", "1") for pattern in reading.groups]
    held = {}
    for column in named:
        held.setdefault(plain_header(column), column)
    return tuple(held.values())


def cell(header):
    words = plain_header(header)
    if words in {"first name", "last name"}:
        return {"first name": "Ann", "last name": "Ames"}[words]
    if words in {"client", "patient", "booking contact name"}:
        return "Ann Ames"
    return next((value for word, value in WORDS.items() if word in words), "7")


def cells_of(reading):
    """What a row must hold beyond the usual, so that the reading's own conditions are met."""
    held = {}
    for row in reading.rows:
        if row.when is not None and row.when.is_in:
            held[plain_header(row.when.column)] = row.when.is_in[0]
        if row.for_each is not None and row.for_each.members:
            member = {row.for_each.header: "How are you?", "value": "well"}
            for key in reversed(row.for_each.within):
                member = {"name": "part", key: [member]}
            held[plain_header(row.for_each.members)] = json.dumps([member])
    for rule in reading.ignore_rows:
        held |= {plain_header(column): "" for column in rule.when.all_filled or []}
    return held


def table_of(reading, *, broken=False):
    stream = io.StringIO()
    writer = csv.writer(stream)
    headers, held = headers_of(reading), cells_of(reading)
    writer.writerow(headers)
    writer.writerow([held.get(plain_header(header), cell(header)) for header in headers])
    if broken:
        writer.writerow(["short"])
        writer.writerow([cell(header) for header in headers] + ["too", "long"])
        stream.write('"never closed')
    return stream.getvalue()


def read(tmp_path, platform, content, jurisdiction="uk"):
    path = tmp_path / "export.csv"
    path.write_text(content, encoding="utf-8")
    context = ReadContext(
        platform,
        jurisdiction,
        "Europe/London",
        Identity(KeyRing(b"k" * 32)),
        "2026-01-01T00:00:00+00:00",
        lambda _: "b",
    )
    return list(read_sources([path], context))


@pytest.mark.parametrize("name", available_connectors())
def test_the_folder_loads_and_says_what_is_known(name):
    """Both files are valid, and the mapping is the platform's own."""
    connector = connector_named(name)
    assert connector.mapping.platform == name
    assert connector.facts.title
    assert connector.facts.source
    assert all(table in TABLES for table in connector.tables())


@pytest.mark.parametrize(("name", "reading"), READINGS)
def test_values_of_closed_vocabularies_are_canonical(name, reading):
    """No mapping turns a source's word into one the field does not know."""
    for row in connector_named(name).mapping.readings[reading].rows:
        fields = TABLES[row.table].field_by_name
        for field, rule in row.fields.items():
            for one in (rule, *(rule.choose or [])):
                words = [*(one.values or {}).values(), one.constant, one.default]
                if fields[field].choices:
                    assert {word for word in words if word} <= set(fields[field].choices), field


@pytest.mark.parametrize(("name", "reading"), READINGS)
def test_a_header_is_recognised_as_itself_whoever_is_asked_first(name, reading):
    """Readings do not take each other's files, whatever the workspace's platform is."""
    headers = headers_of(connector_named(name).mapping.readings[reading])
    is_assumed = connector_named(name).mapping.readings[reading].certainty == "assumed"
    # Headers that nobody has seen are only believed where the clinic says which platform it is.
    for platform in (name,) if is_assumed else ("generic", name):
        found = Recogniser(platform, None).recognise(headers, "export.csv", None)
        assert found is not None
        assert (found.platform, found.name) == (name, reading)
    shouted = tuple(header.upper().replace("_", " ") for header in headers)
    assert Recogniser(name, None).recognise(shouted, "export.csv", None) is not None


@pytest.mark.parametrize(("name", "reading"), READINGS)
def test_a_good_row_makes_what_it_should_and_faulty_ones_are_each_held_once(
    tmp_path, name, reading
):
    """Canonical rows, or a fault for what only other files can give; the account closes."""
    held = connector_named(name).mapping.readings[reading]
    pieces = read(tmp_path, name, table_of(held, broken=True))
    assert all(piece.counts.closes for piece in pieces)
    assert sum(piece.counts.in_ for piece in pieces) == 4
    if held.ignore:
        assert {reason for piece in pieces for reason in piece.counts.ignored} == {held.ignore}
        return
    reasons = "".join(text for piece in pieces for text in piece.faults["reasons"])
    assert all(code in reasons for code in ("short-row", "long-row", "unclosed-quote"))
    made = {table for piece in pieces for table in piece.frames}
    expected = held.rows[0].table if held.rows else "clients"
    assert expected in made or sum(piece.counts.quarantined for piece in pieces) == 4
    for piece in pieces:
        for table, frame in piece.frames.items():
            assert frame["row_key"].str.startswith(f"{name}:{table}:").all()


@pytest.mark.parametrize("clinic", ["uk_clinic", "us_clinic"])
def test_the_mappings_of_the_made_up_clinics_are_valid(clinic):
    """Both load whole, and name only canonical words."""
    connector = connector_from(ROOT / "sample_data" / clinic / "mapping.yaml")
    for reading in connector.mapping.readings.values():
        for row in reading.rows:
            for field, rule in row.fields.items():
                choices = TABLES[row.table].field_by_name[field].choices
                if choices and rule.values:
                    assert set(rule.values.values()) <= set(choices), (row.table, field)
