"""Mapping files are checked whole; every fault is told with its key, and none of it is guessed."""

import re
from pathlib import Path

import pytest

from anonkit.connectors import connector_from, connector_named
from anonkit.connectors.mapping_loading import extended
from anonkit.connectors.naming import is_showable
from anonkit.errors import MappingError, SettingsError

HEAD = "platform: generic\nreadings:\n  r:\n    recognise: {columns: [A]}\n"


def load(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return connector_from(path)


@pytest.mark.parametrize(
    ("rows", "key", "said"),
    [
        ("[{table: nowhere}]", "readings.r.rows.0", "no table of this name"),
        ("[{table: clients, fields: {nothing: A}}]", "readings.r.rows.0", "no field nothing"),
        ("[{table: notes, fields: {text: A}}]", "readings.r.rows.0", "belong to clients"),
        ("[{table: clients, fields: {first_name: {}}}]", "first_name", "exactly one of"),
        (
            "[{table: clients, fields: {first_name: {column: A, constant: x}}}]",
            "first_name",
            "exactly one of",
        ),
        (
            "[{table: clients, fields: {first_name: {column: A, parse: magic}}}]",
            "first_name",
            "no parser",
        ),
        (
            "[{table: clients, fields: {first_name: {column: A, colour: red}}}]",
            "colour",
            "not permitted",
        ),
        (
            "[{table: clients, fields: {first_name: {column: A, extract: '(('}}}]",
            "extract",
            "pattern",
        ),
        ("[{table: clients}, {table: clients}]", "readings.r", "different parts"),
        (
            "[{table: notes, client: self, fields: {text: A}}]",
            "readings.r",
            "needs a row of clients",
        ),
    ],
)
def test_a_fault_is_told_with_its_key(tmp_path, rows, key, said):
    """The message names file, key and what would do."""
    with pytest.raises(MappingError) as caught:
        load(tmp_path, f"{HEAD}    rows: {rows}\n")
    assert "own.yaml" in str(caught.value)
    assert key in str(caught.value)
    assert said in str(caught.value)


def test_all_faults_are_told_at_once(tmp_path):
    """Nobody mends a file one message at a time."""
    text = (
        HEAD
        + "    rows: [{table: nowhere}, {table: clients, fields: {x: A}}]\n  s: {extends: wix/none}\n"
    )
    with pytest.raises(MappingError) as caught:
        load(tmp_path, text)
    assert len(re.findall(r"\n  readings", str(caught.value))) >= 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- a\n", "holds no mapping"),
        ("a: [\n", "not valid YAML near line"),
        ("platform: atlantis\nreadings: {}\n", "no platform atlantis"),
    ],
)
def test_a_file_that_is_no_mapping_says_so(tmp_path, text, said):
    """Broken YAML, other content and unknown platforms are told apart."""
    with pytest.raises(MappingError, match=said):
        load(tmp_path, text)


def test_words_of_a_mapping_stay_text(tmp_path):
    """`Yes: given` needs no quotes: YAML's own booleans do not get in the way."""
    held = load(
        tmp_path,
        HEAD
        + "    rows: [{table: clients, fields: {status: {column: A, values: {Yes: active, No: inactive}}}}]\n",
    )
    rule = held.mapping.readings["r"].rows[0].fields["status"]
    assert rule.values == {"Yes": "active", "No": "inactive"}


def test_a_reading_extends_a_platform_field_by_field():
    """Rows of one table and part are joined; what is said later stands above."""
    base = {
        "recognise": {"columns": ["A"]},
        "rows": [{"table": "clients", "id": "A", "fields": {"email": "E", "city": "C"}}],
    }
    own = {
        "rows": [
            {"table": "clients", "fields": {"email": "F", "city": ""}},
            {"table": "notes", "fields": {}},
        ]
    }
    assert extended(base, own)["rows"] == [
        {"table": "clients", "id": "A", "fields": {"email": "F"}},
        {"table": "notes", "fields": {}},
    ]


def test_an_unknown_platform_names_those_there_are():
    """A wrong name is answered with the right ones."""
    with pytest.raises(SettingsError, match="wix"):
        connector_named("atlantis")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("contacts.csv", True),
        ("bookings_layout_a.csv", True),
        ("Insurance policies.xlsx", True),
        ("Patients 2024-05.xlsx", True),
        ("Ann Ames.csv", False),
        ("client 19840517.csv", False),
        ("Voss export.csv", False),
        ("", False),
    ],
)
def test_only_names_of_export_words_may_be_shown(name, shown):
    """A name with one unknown word, or a number that could be somebody's, is not shown."""
    assert is_showable(name) is shown


def test_the_example_of_the_manual_works(read):
    """The mapping in docs/mappings.md reads what the page says it reads."""
    page = (Path(__file__).parents[3] / "docs" / "mappings.md").read_text(encoding="utf-8")
    example = re.search(r"```yaml\n(platform:.*?)```", page, re.DOTALL)[1].replace(
        "sheet: ", "file: "
    )
    example = example.replace("file: People", "file: people.csv").replace(
        "file: Visits", "file: visits.csv"
    )
    found = read(
        {
            "people.csv": "Card no.,Name,E-mail,Mobile,Born,May we teach with it?\n7,Ann Ames,a@example.org,07700900001,17/05/1984,Yes\n",
            "visits.csv": "Visit no.,When,What,How long,Who,State,Paid,Card no.,E-mail,Name,Room\n"
            "V1,17/03/2024 09:30,Lip filler,45 min,Dr Voss,came,£180,7,,,2\nV2,17/03/2024 12:00,Lunch,60,Dr Voss,,,,,,\n",
        },
        mapping=example,
    )
    assert found.rows("clients", "client_id", "first_name", "last_name", "birth_date") == [
        ("7", "Ann", "Ames", "1984-05-17")
    ]
    assert found.rows("consents", "purpose", "state") == [("training", "given")]
    assert found.rows("appointments", "client_key", "ends_at", "status") == [
        ("generic:clients:7", "2024-03-17T10:15:00+00:00", "completed")
    ]
    assert found.rows("payments", "appointment_key", "amount", "currency") == [
        ("generic:appointments:V1", "180", "GBP")
    ]
    assert found.counts["visits.csv"]["ignored"] == {"lunch": 1}
    assert found.unmapped.empty
