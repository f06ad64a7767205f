"""No value of a client in anything that is shown or kept in the clear, whatever the command and its end."""

import json
import zipfile
from dataclasses import replace

import pytest

from tests.workflows.small_clinic import (
    NOTE_COLUMNS,
    Contact,
    contacts,
    csv_text,
    new_workspace,
    run_anonkit,
    write_contacts,
    write_mapping,
)

SEEN = replace(
    Contact(901), first_name="Xanthippe", last_name="Quillfeather", birth_date="1971-11-23"
)
WAITS = replace(Contact(902), first_name="Obadiah", last_name="Marrowfat", birth_date="1984-02-31")
STRANGER = "Hildegund"
NOTE = "told us about her parrot Bartholomeus and her cousin in Thirlmere Crescent"
CARD = "4111 1111 1111 1111"
CANARIES = (
    "Xanthippe",
    "Quillfeather",
    "Obadiah",
    "Marrowfat",
    "Hildegund",
    "Bartholomeus",
    "Thirlmere",
    "Marrowbone",
    "mail901",
    "mail902",
    "900901",
    "900 901",
    "900902",
    "900 902",
    "1971-11-23",
    "1984-02-31",
    "Q-0901",
    "Q-0902",
    "4111 1111",
    "41111111",
)
ALLOWED_IDS = ("Q-0901", "Q-0902")
"""Client ids are typed by the person who works with them, and `find` answers with them."""


def notes_export(folder):
    """Notes with a stranger, a card number, a short row, a NUL byte and an open quote; named after a client."""
    rows = [
        ("1", SEEN.ref, "2024-03-04", NOTE),
        ("2", "Q-7777", "2024-03-04", f"{STRANGER} came instead"),
        ("3", SEEN.ref, "2024-13-45", f"Quillfeather paid with {CARD}"),
        ("4", WAITS.ref, "1960-01-01", "Obadiah came early"),
    ]
    text = csv_text(NOTE_COLUMNS, rows) + f"5,{SEEN.ref}\r\n6,Quill\x00feather,2024-01-01,x\r\n"
    path = folder / "Quillfeather Xanthippe notes.csv"
    path.write_text(text + f'7,{SEEN.ref},2024-01-01,"Marrowfat never closed', encoding="utf-8")
    return path


def archive_export(folder):
    """A ZIP whose name and members are those of clients, one of them outside it and one damaged."""
    path = folder / "Marrowfat Obadiah.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Quillfeather, Xanthippe.pdf", b"%PDF-1.4 Quillfeather cut off")
        archive.writestr("../Marrowfat.csv", "Name\nObadiah Marrowfat\n")
        archive.writestr("Marrowfat before.jpg", b"\xff\xd8\xff no picture")
    return path


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A workspace that read clients, notes and an archive; everything the commands said meanwhile."""
    folder = tmp_path_factory.mktemp("canary")
    workspace, mapping = new_workspace(folder / "clinic"), write_mapping(folder)
    sources = folder / "sources"
    sources.mkdir()
    write_contacts(sources, [*contacts(12), SEEN, WAITS])
    notes_export(sources)
    archive_export(sources)
    options = ("--mapping", mapping, "--log", folder / "run.jsonl")
    said = [run_anonkit("ingest", workspace, sources, *options)]
    said.append(run_anonkit("ingest", workspace, sources, *options, "--json"))
    return folder, workspace, said


def told(result):
    """Everything a command showed."""
    return result.stdout + result.stderr


def leaks_in(text, *, ids_too=True):
    """The canaries that are in the text."""
    return [
        one
        for one in CANARIES
        if one.lower() in text.lower() and (ids_too or one not in ALLOWED_IDS)
    ]


def test_the_canaries_really_went_in(world):
    """Read, held back and masked: a test of the test."""
    from anonkit.storage import Workspace

    _, workspace, said = world
    assert [result.exit_code for result in said] == [0, 0]
    opened = Workspace.open(workspace)
    assert "Quillfeather" in set(opened.table("clients")["last_name"])
    assert any("Bartholomeus" in text for text in opened.table("notes")["text"])
    waiting = " ".join(opened.quarantine.rows()["payload"])
    assert "Marrowfat" in waiting
    assert "Hildegund" in waiting


COMMANDS = [
    ("status",),
    ("status", "--json"),
    ("validate",),
    ("validate", "--json"),
    ("doctor",),
    ("quarantine list",),
    ("quarantine list", "--json"),
    ("plan", "--policy", "uk-training"),
    ("audit verify",),
    ("clean", "--yes"),
    ("publish", "--policy", "uk-training"),
    ("publish", "--policy", "uk-service-improvement", "--json"),
    ("publish", "--policy", "us-safe-harbor"),
    ("ingest",),
    ("ingest", "--fail-on", "quarantine=1"),
    ("check", "--release", "nowhere"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_shows_a_value(world, command):
    """Whether it ends well or not, and with a log or without."""
    _, workspace, _ = world
    name, *options = command
    result = run_anonkit(*name.split(), workspace, *options)
    assert result.exit_code != 70, result.stderr
    assert leaks_in(told(result)) == []


def test_ingesting_shows_and_logs_no_value(world):
    """Neither a file's name, nor a member's, nor a cell."""
    folder, _, said = world
    for result in said:
        assert leaks_in(told(result)) == []
    log = (folder / "run.jsonl").read_text(encoding="utf-8")
    assert leaks_in(log) == []
    lines = [json.loads(line) for line in log.splitlines()]
    assert [(line["command"], line["records"]["clients"]) for line in lines] == [("ingest", 13)] * 2


@pytest.mark.parametrize("typed", ["Quillfeather", "mail901@oddment.example", "07700900901"])
def test_finding_shows_the_id_and_no_more(world, typed):
    """What was typed comes back masked."""
    _, workspace, _ = world
    result = run_anonkit("find", workspace, "--json", stdin=typed + "\n")
    assert leaks_in(told(result), ids_too=False) == []


BAD_SOURCES = {
    "Quillfeather.csv": b"\xff\xfe\x00Quillfeather\x00",
    "Quillfeather.xlsx": b"PK\x03\x04Quillfeather",
    "Quillfeather.zip": b"PK\x03\x04Quillfeather",
    "Quillfeather.pdf": b"%PDF-1.7 Quillfeather",
    "Quillfeather.jsonl": b'{"Name": "Quillfeather", ',
    "Quillfeather.jpg": b"\xff\xd8Quillfeather",
}


@pytest.mark.parametrize("name", BAD_SOURCES)
def test_a_damaged_source_is_told_without_its_name_or_content(world, tmp_path, name):
    """A file named after a client that cannot be read is no fault of ours and leaks nothing."""
    _, workspace, _ = world
    (tmp_path / name).write_bytes(BAD_SOURCES[name])
    result = run_anonkit("ingest", workspace, tmp_path / name)
    assert result.exit_code in {0, 2}, result.stderr
    assert leaks_in(told(result)) == []


def test_a_mapping_that_is_no_mapping_is_told_without_values(world, tmp_path):
    """A client list handed in as the mapping ends with 2."""
    folder, workspace, _ = world
    (tmp_path / "mapping.yaml").write_text("Quillfeather: [Xanthippe\n", encoding="utf-8")
    result = run_anonkit(
        *("ingest", workspace, folder / "sources", "--mapping", tmp_path / "mapping.yaml")
    )
    assert result.exit_code == 2
    assert leaks_in(told(result)) == []


def test_an_export_shows_no_value(world, tmp_path):
    """The report of a patient export counts; the file is named by a case, not by the client."""
    _, workspace, _ = world
    result = run_anonkit(
        *("export-patient", workspace, SEEN.ref, "--output", tmp_path / "out"),
        *("--basis", "art15", "--asked-by", "the client", "--identity-checked", "passport seen"),
        *("--passphrase-file", tmp_path / "words.txt", "--json"),
    )
    assert result.exit_code in {0, 4}
    names = " ".join(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*"))
    assert leaks_in(told(result) + names, ids_too=False) == []


def test_nothing_that_lies_in_the_workspace_can_be_read(world):
    """After all of that: no canary in any file's bytes or name, logs and reports included."""
    _, workspace, _ = world
    files = [path for path in workspace.rglob("*") if path.is_file()]
    assert len(files) > 15
    assert leaks_in(" ".join(str(path.relative_to(workspace)) for path in files)) == []
    for path in files:
        content = path.read_bytes()
        found = [one for one in CANARIES if one.encode() in content]
        assert found == [], path.relative_to(workspace).parts[0]
    assert not list(workspace.glob("anonkit-fault-*"))
