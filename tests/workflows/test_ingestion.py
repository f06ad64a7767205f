"""Ingesting: the accounting closes, the same bytes change nothing, a newer export changes what it says."""

import os
import shutil
import signal
from dataclasses import replace

import pytest

import anonkit
from anonkit.errors import MarkedInput, WaitsForPerson
from tests.workflows.small_clinic import (
    all_records,
    contacts,
    new_workspace,
    run_anonkit,
    same_records,
    small_workspace,
    write_contacts,
    write_mapping,
)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Thirty clients, ingested once."""
    return small_workspace(tmp_path_factory.mktemp("small"), contacts(30))


@pytest.fixture
def clinic(small, tmp_path):
    """A copy of the small clinic to change, and a folder for newer exports."""
    return shutil.copytree(small[0], tmp_path / "clinic"), tmp_path


def ingest_people(workspace, folder, people, **options):
    """Ingests a contacts export of these clients."""
    source = write_contacts(folder, people)
    return anonkit.ingest(workspace, source, mapping=write_mapping(folder), **options)


def changes(report):
    """What an ingest did to the records."""
    return tuple(report.changes[name] for name in ("added", "changed", "unchanged", "gone"))


def test_the_same_bytes_change_nothing(clinic):
    """Ingested again, every row is unchanged and the tables are as they were."""
    workspace, folder = clinic
    before = all_records(workspace)
    again = ingest_people(workspace, folder, contacts(30))
    assert changes(again) == (0, 0, again.changes["unchanged"], 0)
    assert again.changes["unchanged"] == sum(map(len, before.values()))
    assert same_records(before, all_records(workspace))


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        pytest.param(contacts(31), (1, 0, 30, 0), id="one added"),
        pytest.param(
            [replace(contacts(1)[0], occupation="potter"), *contacts(30)[1:]],
            (0, 1, 29, 0),
            id="one changed",
        ),
        pytest.param(contacts(29), (0, 0, 29, 1), id="one gone"),
    ],
)
def test_a_newer_export_adds_changes_and_marks_gone(clinic, people, expected):
    """Each row has one fate, and a row that is gone stays in the records."""
    workspace, folder = clinic
    before = len(all_records(workspace)["clients"])
    assert changes(ingest_people(workspace, folder, people)) == expected
    after = all_records(workspace)["clients"]
    assert len(after) == before + expected[0]
    assert ("potter" in set(after["occupation"])) is bool(expected[1])


def test_more_than_a_twentieth_gone_waits_for_a_person_and_changes_nothing(clinic):
    """The command ends with 4; the records and the quarantine stay as they were."""
    workspace, folder = clinic
    before = all_records(workspace)
    source = write_contacts(folder, contacts(20))
    result = run_anonkit("ingest", workspace, source, "--mapping", write_mapping(folder))
    assert result.exit_code == 4
    assert "--accept-gone" in result.stderr
    assert same_records(before, all_records(workspace))
    assert anonkit.list_quarantine(workspace).rows == ()


def test_somebody_may_say_that_the_gone_rows_are_right(clinic):
    """With `accept_gone` they are counted and marked."""
    workspace, folder = clinic
    with pytest.raises(WaitsForPerson):
        ingest_people(workspace, folder, contacts(20))
    assert changes(ingest_people(workspace, folder, contacts(20), accept_gone=True)) == (
        0,
        0,
        20,
        10,
    )


def test_a_file_read_beside_others_leaves_their_rows_alone(clinic, tmp_path):
    """Only rows of a source that was read again can be gone."""
    workspace, folder = clinic
    (tmp_path / "other").mkdir()
    source = write_contacts(tmp_path / "other", contacts(32)[30:])
    source = source.rename(source.with_name("contacts_new.csv"))
    report = anonkit.ingest(workspace, source, mapping=write_mapping(folder))
    assert changes(report) == (2, 0, 0, 0)


def test_what_bears_the_mark_of_a_release_is_refused(clinic, tmp_path):
    """A release folder is no source, and nothing of it comes in."""
    workspace, _ = clinic
    release = tmp_path / "release"
    (release / "tables").mkdir(parents=True)
    (release / "manifest.json").write_text('{"anonkit": "release", "files": []}', encoding="utf-8")
    before = all_records(workspace)
    with pytest.raises(MarkedInput):
        anonkit.ingest(workspace, release)
    result = run_anonkit("ingest", workspace, release)
    assert result.exit_code == 1
    assert same_records(before, all_records(workspace))


def killed_while_writing(writes, workspace, source, mapping):
    """Starts an ingest in a process of its own that dies at once after so many tables; gives its status."""
    from anonkit.storage.partitions import Transaction

    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    real, left = Transaction.write, [writes]

    def write(self, *arguments):
        real(self, *arguments)
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    Transaction.write = write
    try:
        anonkit.ingest(workspace, source, mapping=mapping)
    finally:
        os._exit(0)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.skipif(os.name != "posix", reason="kill -9 is not known there")
@pytest.mark.parametrize("writes", [1, 28])
def test_a_killed_ingest_leaves_the_state_before_and_can_be_repeated(clinic, small, writes):
    """After `kill -9` the old records stand; the next run gives what an undisturbed one gives."""
    workspace, folder = clinic
    before = all_records(workspace)
    undisturbed = shutil.copytree(workspace, folder / "undisturbed")
    source, mapping = write_contacts(folder, contacts(31)), write_mapping(folder)
    status = killed_while_writing(writes, workspace, source, mapping)
    assert os.WTERMSIG(status) == signal.SIGKILL
    assert same_records(before, all_records(workspace))
    anonkit.ingest(undisturbed, source, mapping=mapping)
    anonkit.ingest(workspace, source, mapping=mapping)
    now = [all_records(place, but=["pulled_at"]) for place in (workspace, undisturbed)]
    assert same_records(*now)
    assert not list((workspace / "records").rglob("*.aside*"))


def test_a_workspace_of_one_partition_and_of_seven_hold_the_same(tmp_path):
    """How the rows are partitioned changes nothing of what is kept."""
    from anonkit.workflows import init

    kept = []
    for partitions in (1, 7):
        place = tmp_path / f"of-{partitions}"
        init(
            place,
            platform="wix",
            jurisdiction="uk",
            time_zone="Europe/London",
            partitions=partitions,
        )
        ingest_people(place, tmp_path, contacts(12))
        kept.append(all_records(place, but=["tag", "pulled_at", "content_hash"]))
    assert same_records(*kept)


def test_an_empty_workspace_tells_what_to_do_next(tmp_path):
    """`status` on a new workspace names the next sensible command."""
    place = new_workspace(tmp_path / "clinic")
    assert anonkit.status(place).next_command.startswith("anonkit ingest")
