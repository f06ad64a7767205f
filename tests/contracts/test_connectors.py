"""The contract of every platform's folder, found by itself."""

from pathlib import Path

import pytest

from anonkit.connectors import available_connectors, connector_from, connector_named
from anonkit.connectors.registry import Recogniser
from anonkit.model import TABLES
from tests.made_tables import READINGS, headers_of, read, table_of

ROOT = Path(__file__).parents[2]


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
