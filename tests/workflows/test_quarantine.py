"""Rows that wait: listed without values, taken out to mend, brought back, and not overwritten again."""

import csv
import shutil
import stat
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

import anonkit
from tests.workflows.small_clinic import (
    NOTE_COLUMNS,
    Contact,
    all_records,
    contacts,
    csv_text,
    json_of,
    new_workspace,
    run_anonkit,
    small_workspace,
    write_contacts,
    write_mapping,
)

BORN_NEVER = replace(Contact(7), birth_date="1984-02-31")
PEOPLE = [*contacts(6), BORN_NEVER, *contacts(9)[7:]]


@pytest.fixture(scope="module")
def read_once(tmp_path_factory):
    """Nine clients, one of whom waits because of an impossible birth date."""
    return small_workspace(tmp_path_factory.mktemp("waiting"), PEOPLE)


@pytest.fixture
def clinic(read_once, tmp_path):
    """A copy of that workspace to change, and the export it came from."""
    write_mapping(tmp_path)
    place = shutil.copytree(read_once[0], tmp_path / "clinic")
    return place, write_contacts(tmp_path, PEOPLE)


def taken_out(workspace, folder):
    """The waiting rows as files."""
    return anonkit.export_quarantine(workspace, output=folder)


def mend(folder, **cells):
    """Writes other cells into every row of the clients that were taken out."""
    path = Path(folder) / "clients.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**row, **cells} for row in rows)


def waiting_codes(workspace):
    """Every reason in quarantine."""
    return {code for row in anonkit.list_quarantine(workspace).rows for code in row["reasons"]}


def test_a_waiting_row_is_told_by_tag_place_and_reason(clinic):
    """The list names the row without anything it holds."""
    workspace, _ = clinic
    result = run_anonkit("quarantine", "list", workspace, "--json")
    clients = [row for row in json_of(result)["rows"] if row["table"] == "clients"]
    assert [(row["file"], row["place"], row["reasons"]) for row in clients] == [
        ("contacts.csv", "line 8", ["impossible-date"])
    ]
    assert clients[0]["tag"].startswith("clients#")
    text = run_anonkit("quarantine", "list", workspace).stdout
    for value in BORN_NEVER.cells()[:5]:
        assert value not in result.stdout + text


def test_values_are_not_revealed_where_output_is_no_terminal(clinic):
    """`--reveal` into a pipe is wrong usage."""
    result = run_anonkit("quarantine", "list", clinic[0], "--reveal")
    assert result.exit_code == 2
    assert "terminal" in result.stderr


def test_what_is_taken_out_is_private_registered_and_cleaned(clinic, tmp_path):
    """The files are their owner's only, `status` lists them, `clean` removes them."""
    workspace, _ = clinic
    result = run_anonkit("quarantine", "export", workspace, "--output", tmp_path / "mend")
    assert result.exit_code == 0
    assert "in the clear" in result.stderr
    files = sorted((tmp_path / "mend").glob("*.csv"))
    assert [stat.S_IMODE(path.stat().st_mode) for path in files] == [0o600] * len(files)
    listed = {entry["place"] for entry in anonkit.status(workspace).in_the_clear}
    assert listed == {str(path.resolve()) for path in files}
    cleaned = json_of(run_anonkit("clean", workspace, "--yes", "--json"))
    assert cleaned == {"removed": len(files), "left": 0}
    assert not any(path.exists() for path in files)
    assert anonkit.status(workspace).in_the_clear == ()


def test_rows_are_not_taken_out_into_a_folder_that_holds_something(clinic, tmp_path):
    """Nothing is written over."""
    (tmp_path / "mend").mkdir()
    (tmp_path / "mend" / "mine.txt").write_text("mine", encoding="utf-8")
    result = run_anonkit("quarantine", "export", clinic[0], "--output", tmp_path / "mend")
    assert result.exit_code == 2
    assert [path.name for path in (tmp_path / "mend").iterdir()] == ["mine.txt"]


def test_a_mended_row_joins_the_records_and_the_source_does_not_overwrite_it(clinic, tmp_path):
    """Replay brings it in; the same export read again leaves it as it was mended."""
    workspace, source = clinic
    taken_out(workspace, tmp_path / "mend")
    mend(tmp_path / "mend", birth_date="1984-02-28")
    report = anonkit.replay_quarantine(workspace, tmp_path / "mend")
    assert report.reasons == {}
    assert waiting_codes(workspace) == set()

    def birth_dates():
        clients = all_records(workspace)["clients"]
        return set(clients.loc[clients["client_id"] == BORN_NEVER.ref, "birth_date"])

    assert birth_dates() == {"1984-02-28"}
    again = anonkit.ingest(workspace, source, mapping=tmp_path / "mapping.yaml")
    assert birth_dates() == {"1984-02-28"}
    assert again.findings["mended-stays"] == 1
    assert again.changes["gone"] == 0
    assert waiting_codes(workspace) == set()


def test_a_source_that_says_something_new_counts_again(clinic, tmp_path):
    """A mended row gives way to what a newer export says of it."""
    workspace, _ = clinic
    taken_out(workspace, tmp_path / "mend")
    mend(tmp_path / "mend", birth_date="1984-02-28")
    anonkit.replay_quarantine(workspace, tmp_path / "mend")
    newer = [replace(one, birth_date="1984-02-27") if one == BORN_NEVER else one for one in PEOPLE]
    anonkit.ingest(workspace, write_contacts(tmp_path, newer), mapping=write_mapping(tmp_path))
    clients = all_records(workspace)["clients"]
    assert set(clients.loc[clients["client_id"] == BORN_NEVER.ref, "birth_date"]) == {"1984-02-27"}


def test_a_row_mended_wrongly_goes_on_waiting(clinic, tmp_path):
    """Replay is no way around validation."""
    workspace, _ = clinic
    taken_out(workspace, tmp_path / "mend")
    mend(tmp_path / "mend", birth_date="1984-06-31")
    anonkit.replay_quarantine(workspace, tmp_path / "mend")
    assert "impossible-date" in waiting_codes(workspace)
    assert len(all_records(workspace)["clients"]) == len(PEOPLE) - 1


@pytest.mark.parametrize("name", ["strangers.csv", None], ids=["unknown table", "nothing"])
def test_replay_wants_the_files_it_gave(clinic, tmp_path, name):
    """Files that are no canonical table, or none at all, are wrong usage."""
    folder = tmp_path / "mend"
    folder.mkdir()
    if name:
        (folder / name).write_text("row_key\n1\n", encoding="utf-8")
    assert run_anonkit("quarantine", "replay", clinic[0], folder).exit_code == 2


def test_nothing_waits_in_a_new_workspace(tmp_path):
    """An empty quarantine is said so."""
    place = new_workspace(tmp_path / "new")
    assert run_anonkit("quarantine", "list", place).stdout == "Nothing waits in quarantine.\n"


@dataclass(frozen=True)
class Sharing(Contact):
    """A client who gives an address that somebody else may have."""

    address: str = ""

    @property
    def email(self):
        """The address."""
        return self.address


SHARED = Sharing(7, address=Contact(3).email)


def test_what_another_platform_does_not_take_is_mended_in_the_records(tmp_path):
    """It is taken out with the target's reason, goes with the next run, and the source does not overwrite it."""
    people = contacts(6)
    workspace, source = small_workspace(tmp_path, [*people, SHARED])
    anonkit.migrate(workspace, to="wix", output=tmp_path / "moved", incomplete="a test")
    exported = anonkit.export_quarantine(workspace, output=tmp_path / "mend")
    assert exported.rows == {"clients": 1}
    with (tmp_path / "mend" / "clients.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["_reasons"] == "wix (moved): Email 1: another client has the same one"

    def email():
        clients = all_records(workspace)["clients"]
        return clients.loc[clients["row_key"] == row["row_key"], "email"].item()

    for mended in ("first@oddment.example", "second@oddment.example"):
        mend(tmp_path / "mend", email=mended)
        assert anonkit.replay_quarantine(workspace, tmp_path / "mend").reasons == {}
        again = anonkit.ingest(workspace, source, mapping=tmp_path / "mapping.yaml")
        assert again.findings["mended-stays"] == 1
        assert email() == mended
    done = anonkit.migrate(workspace, to="wix", output=tmp_path / "again", incomplete="a test")
    assert done.as_dict()["rows"]["clients"] == {"written": 7}
    newer = write_contacts(tmp_path, [*people, replace(SHARED, address="newer@oddment.example")])
    anonkit.ingest(workspace, newer, mapping=tmp_path / "mapping.yaml")
    assert email() == "newer@oddment.example"


def test_rows_that_only_wait_with_another_are_not_taken_out(tmp_path):
    """Nothing is to be mended in them."""
    workspace, _ = small_workspace(tmp_path, [*contacts(6), SHARED])
    notes = tmp_path / "notes.csv"
    told = [["1", SHARED.ref, "2024-05-01", "Lip filler, no trouble."]]
    notes.write_text(csv_text(NOTE_COLUMNS, told), encoding="utf-8")
    anonkit.ingest(workspace, notes, mapping=tmp_path / "mapping.yaml")
    anonkit.migrate(workspace, to="wix", output=tmp_path / "moved", incomplete="a test")
    listed = {row["table"] for row in anonkit.list_quarantine(workspace).rows}
    assert listed == {"clients", "notes"}
    exported = anonkit.export_quarantine(workspace, output=tmp_path / "mend").rows
    assert exported == {"clients": 1}
