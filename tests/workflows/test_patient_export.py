"""One client's own record: asked for, locked, complete, and traced without a value."""

import json
import stat
from dataclasses import replace

import bagit
import pandas as pd
import pyrage
import pytest

import anonkit
from anonkit.portability import read_archive
from tests.workflows.small_clinic import (
    NOTE_COLUMNS,
    Contact,
    contacts,
    copied_with_keys,
    csv_text,
    json_of,
    new_workspace,
    run_anonkit,
    write_contacts,
    write_mapping,
)

ASKED = ("--asked-by", "the client", "--identity-checked", "passport seen")
WAITS = replace(Contact(42), first_name="Obadiah", last_name="Marrowfat", birth_date="1984-02-31")
CLIENT = contacts(3)[0]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Four clients, one of whom waits in quarantine, and a note on one."""
    folder = tmp_path_factory.mktemp("export")
    workspace = new_workspace(folder / "clinic")
    sources = folder / "sources"
    sources.mkdir()
    write_contacts(sources, [*contacts(3), WAITS])
    notes = csv_text(NOTE_COLUMNS, [("1", CLIENT.ref, "2024-03-04", "Settled well.")])
    (sources / "notes.csv").write_text(notes, encoding="utf-8")
    anonkit.ingest(workspace, sources, mapping=write_mapping(folder))
    return workspace


@pytest.fixture
def workspace(made, tmp_path, monkeypatch):
    """A copy to export from."""
    return copied_with_keys(made, tmp_path, monkeypatch)


def export(workspace, client_id, output, *options, asked=ASKED, basis="art15"):
    """The command, with JSON asked for."""
    return run_anonkit(
        *("export-patient", workspace, client_id, "--output", output, "--basis", basis),
        *(*asked, *options, "--json"),
    )


def text_of(folder):
    """Everything readable in a plain bag, joined."""
    return " ".join(
        path.read_text(encoding="utf-8", errors="ignore")
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".html", ".csv", ".json", ".ndjson"}
    )


@pytest.mark.parametrize("named", [CLIENT.ref, f"generic:{CLIENT.ref}", f"wix:{CLIENT.ref}"])
def test_a_client_is_named_by_id_with_or_without_the_platform(workspace, tmp_path, named):
    """The bag is complete by an independent reader, and holds what the clinic knows."""
    from anonkit.storage import Workspace

    platform = Workspace.open(workspace).table("clients")["platform"].iloc[0]
    if ":" in named and not named.startswith(platform):
        assert export(workspace, named, tmp_path / "out", "--plain").exit_code == 2
        return
    result = export(workspace, named, tmp_path / "out", "--plain")
    assert result.exit_code == 0
    folder = tmp_path / "out"
    bag = next(path.parent for path in folder.rglob("bagit.txt"))
    bagit.Bag(str(bag)).validate()
    held = text_of(bag)
    assert CLIENT.cells()[1] in held
    assert "Settled well." in held
    assert contacts(3)[1].cells()[1] not in held


def test_a_client_in_quarantine_is_exported_and_marked(workspace, tmp_path):
    """What waits belongs to its client as well."""
    result = export(workspace, WAITS.ref, tmp_path / "out", "--plain")
    assert result.exit_code == 0
    assert json_of(result)["quarantined"] >= 1
    held = text_of(tmp_path / "out")
    assert "Marrowfat" in held
    assert "quarantine" in held.lower()


def test_an_unknown_id_is_wrong_usage(workspace, tmp_path):
    """Nothing is written and the next step is named."""
    result = export(workspace, "Q-7777", tmp_path / "out")
    assert result.exit_code == 2
    assert "anonkit find" in result.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("asked", "basis"),
    [
        pytest.param(ASKED[:2], "art15", id="identity not checked"),
        pytest.param(ASKED[2:], "art15", id="nobody asked"),
        pytest.param((), "art15", id="neither"),
        pytest.param(("--asked-by", " ", "--identity-checked", " "), "art15", id="blank"),
        pytest.param(ASKED, "hipaa", id="a basis of the other jurisdiction"),
        pytest.param(ASKED, "art99", id="no basis"),
    ],
)
def test_a_request_that_lacks_anything_is_refused(workspace, tmp_path, asked, basis):
    """The gate is closed, with 1, and nothing is written."""
    result = export(workspace, CLIENT.ref, tmp_path / "out", asked=asked, basis=basis)
    assert result.exit_code == 1
    assert "lacks" in result.stderr
    assert not (tmp_path / "out").exists()


def files_of(folder):
    """Every file of the output."""
    return [path for path in folder.rglob("*") if path.is_file()]


def locked_in(folder, suffix=".zip"):
    """The one locked archive; what lies beside it tells nothing of the client."""
    [locked] = [path for path in files_of(folder) if path.suffix == suffix]
    beside = b"".join(path.read_bytes() for path in files_of(folder))
    assert [value for value in CLIENT.cells()[:5] if value.encode() in beside] == []
    return locked


def test_it_is_locked_with_a_passphrase_that_only_its_owner_can_read(workspace, tmp_path):
    """The file of the passphrase is 0600, opens the archive, and the passphrase is shown nowhere."""
    words = tmp_path / "words.txt"
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--passphrase-file", words)
    assert result.exit_code == 0
    assert stat.S_IMODE(words.stat().st_mode) == 0o600
    passphrase = words.read_text(encoding="utf-8").strip()
    assert passphrase not in result.stdout + result.stderr
    locked = locked_in(tmp_path / "out")
    assert read_archive(locked, passphrase=passphrase).signed_by
    assert anonkit.status(workspace).in_the_clear == ()


def test_without_a_file_the_passphrase_is_shown_once_and_never_in_json(workspace, tmp_path):
    """It goes to stderr, apart from the result."""
    result = export(workspace, CLIENT.ref, tmp_path / "out")
    assert result.exit_code == 0
    json_of(result)
    locked = locked_in(tmp_path / "out")
    shown = result.stderr.strip().splitlines()[-1].strip()
    assert shown not in result.stdout
    assert read_archive(locked, passphrase=shown).signed_by


def test_it_can_be_locked_for_the_next_provider(workspace, tmp_path):
    """An age key opens it, and no passphrase is made."""
    identity = pyrage.x25519.Identity.generate()
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--recipient", identity.to_public())
    assert result.exit_code == 0
    assert "assphrase" not in result.stderr
    locked = locked_in(tmp_path / "out", ".age")
    assert pyrage.decrypt(locked.read_bytes(), [identity])


def test_a_recipient_that_is_no_key_is_wrong_usage(workspace, tmp_path):
    """A mistyped key ends with 2."""
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--recipient", "age1nonsense")
    assert result.exit_code == 2
    assert files_of(tmp_path / "out") == []


def test_a_plain_export_is_said_registered_and_cleaned(workspace, tmp_path):
    """`status` lists it until `clean` has removed it."""
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--plain")
    assert "in the clear" in result.stderr
    [entry] = anonkit.status(workspace).in_the_clear
    assert str((tmp_path / "out").resolve()) in entry["place"]
    assert run_anonkit("clean", workspace, "--yes").exit_code == 0
    assert anonkit.status(workspace).in_the_clear == ()
    assert not (tmp_path / "out" / "bagit.txt").exists()


def test_the_audit_log_tells_of_the_request_without_a_value(workspace, tmp_path):
    """The client is a tag there; the log still holds."""
    export(workspace, CLIENT.ref, tmp_path / "out", "--plain")
    line = (workspace / "audit.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    entry = json.loads(line)
    assert entry["event"] == "export-patient"
    assert entry["facts"]["client"].startswith("clients#")
    assert entry["facts"]["basis"] == "art15"
    for value in (CLIENT.ref, *CLIENT.cells()[:5], "passport"):
        assert value not in line
    assert anonkit.verify_audit(workspace).holds


def test_nothing_is_written_over(workspace, tmp_path):
    """An output folder that holds something is left as it is."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine", encoding="utf-8")
    assert export(workspace, CLIENT.ref, tmp_path / "out").exit_code == 2
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.txt"]


def test_an_id_that_two_platforms_share_wants_the_platform(workspace, tmp_path):
    """Which of them is meant is not guessed."""
    from anonkit.model import RowKey
    from anonkit.storage import Workspace

    opened = Workspace.open(workspace)
    frame = opened.records.read("clients", 0)
    mine = frame.iloc[:1]
    key = RowKey("jane", "clients", CLIENT.ref)
    other = mine.assign(platform="jane", client_id=CLIENT.ref, row_key=str(key))
    with opened.records.begin() as transaction:
        transaction.write("clients", 0, pd.concat([frame, other], ignore_index=True))
    result = export(workspace, CLIENT.ref, tmp_path / "out")
    assert result.exit_code == 2
    assert "PLATFORM:ID" in result.stderr


def _fill(sheet):
    """The sheet, every line decided."""
    frame = pd.read_csv(sheet, dtype=str, keep_default_na=False)
    frame.assign(decision="include", decided_by="Dr Shah, physician").to_csv(sheet, index=False)


def test_a_draft_waits_until_every_line_is_decided(workspace, tmp_path):
    """Opened, drafted, decided, exported, closed: the request goes with it, and the clock is kept."""
    opened = run_anonkit(
        *("requests", "open", workspace, WAITS.ref, "--basis", "art15", "--json"),
        *("--asked-by", "the client", "--received-on", "2026-03-03"),
    )
    [request] = json_of(opened)["requests"]
    assert (request["due_on"], request["waits_for"]) == (
        "2026-04-07",
        ["how the identity was checked"],
    )
    name = ("--request", request["request"])
    assert export(workspace, WAITS.ref, tmp_path / "out", asked=name, basis="").exit_code == 1
    checked = (
        "requests",
        "update",
        workspace,
        request["request"],
        "--identity-checked",
        "passport",
    )
    assert run_anonkit(*checked, "--looked", "CCTV=nothing").exit_code == 0

    draft = export(workspace, WAITS.ref, tmp_path / "draft", "--draft", asked=name, basis="")
    assert (draft.exit_code, json_of(draft)["to_decide"] >= 1) == (4, True)
    sheet = tmp_path / "draft" / "decisions.csv"
    assert "Marrowfat" not in sheet.read_text()
    assert "Marrowfat" in (tmp_path / "draft" / "to-look-at.html").read_text()
    [lying] = anonkit.status(workspace).in_the_clear
    assert "to-look-at" in lying["place"]
    decided = ("--decisions", sheet)
    assert export(workspace, WAITS.ref, tmp_path / "out", asked=name, basis="").exit_code == 4
    assert (
        export(workspace, WAITS.ref, tmp_path / "out", *decided, asked=name, basis="").exit_code
        == 2
    )
    assert not (tmp_path / "out").exists()

    _fill(sheet)
    last = export(
        workspace, WAITS.ref, tmp_path / "out2", "--plain", *decided, asked=name, basis=""
    )
    assert (last.exit_code, json_of(last)["request_open"]) == (0, True)
    [still] = json_of(run_anonkit("requests", "list", workspace, "--json"))["requests"]
    assert still["exports"][-1] == json_of(last)["case"]
    assert "CCTV" not in still["places_left"]
    assert run_anonkit("requests", "close", workspace, request["request"]).exit_code == 0
    assert json_of(run_anonkit("requests", "list", workspace, "--json"))["open"] == 0


def test_a_request_past_its_day_is_told(workspace):
    """The list ends with 4, and names nobody."""
    asked = ("--asked-by", "Obadiah", "--received-on", "2020-01-05", "--complaint")
    run_anonkit("requests", "open", workspace, CLIENT.ref, *asked)
    listed = run_anonkit("requests", "list", workspace)
    assert listed.exit_code == 4
    assert "days late" in listed.stdout
    assert "Obadiah" not in listed.stdout


def test_what_was_passed_on_is_in_the_record(workspace, tmp_path):
    """A disclosure needs a ground and somebody who decided; it comes back in the next export."""
    said = ("--to", "Oxenby Infirmary", "--what", "the summary", "--decided-by", "Dr Shah")
    wrong = run_anonkit("requests", "disclose", workspace, CLIENT.ref, *said, "--ground", "why not")
    assert (wrong.exit_code, "court order" in wrong.stderr) == (2, True)
    right = run_anonkit(
        "requests", "disclose", workspace, CLIENT.ref, *said, "--ground", "emergency"
    )
    assert right.exit_code == 0
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--plain")
    assert result.exit_code == 0
    assert "Oxenby Infirmary" in text_of(tmp_path / "out")
    assert "Oxenby" not in (workspace / "audit.jsonl").read_text()


def test_the_summary_is_one_page_and_an_ips_document(workspace, tmp_path):
    """For another provider, who then stands in the disclosures."""
    asked = ("--asked-by", "Oxenby Infirmary", "--identity-checked", "rang back")
    options = {"asked": asked, "basis": "transfer"}
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--summary", "--plain", **options)
    assert result.exit_code == 0
    names = {path.name for path in files_of(tmp_path / "out")}
    assert {"SUMMARY.html", "summary.pdf", "summary.ips.json"} <= names
    assert "record.json" not in names
    from anonkit.storage import Workspace

    assert list(Workspace.open(workspace).table("disclosures")["recipient"]) == ["Oxenby Infirmary"]


def test_a_passphrase_file_is_never_written_over(workspace, tmp_path):
    """It is refused before anything is written."""
    words = tmp_path / "words.txt"
    words.write_text("mine")
    result = export(workspace, CLIENT.ref, tmp_path / "out", "--passphrase-file", words)
    assert (result.exit_code, words.read_text()) == (2, "mine")
    assert not (tmp_path / "out").exists()
