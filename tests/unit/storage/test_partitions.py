"""Encrypted partitions: whole or not at all, unreadable without the key."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.errors import IntegrityError, WorkspaceError
from anonkit.keys import KeyRing
from anonkit.storage import PartitionStore

KEY = KeyRing(bytes(range(32))).storage


@pytest.fixture
def store(tmp_path):
    return PartitionStore(tmp_path / "records", KEY, "records")


def frame(*names: str | None) -> pd.DataFrame:
    return pd.DataFrame({"name": pd.array(names, dtype="str")})


def test_written_partitions_come_back_equal_with_text_as_text(store):
    """A frame comes back as it went in, a column of missing values still being text."""
    with store.begin(2) as transaction:
        transaction.write("clients", 0, frame("Zoë", None))
        transaction.write("clients", 1, frame(None, None))
    pd.testing.assert_frame_equal(store.read("clients", 0), frame("Zoë", None))
    assert str(store.read("clients", 1)["name"].dtype) == "str"
    assert store.partition_count == 2
    assert store.read("clients", 5) is None


def test_a_failed_transaction_leaves_the_state_before(store, tmp_path):
    """An exception inside the block changes nothing and leaves no file behind."""
    with store.begin() as transaction:
        transaction.write("clients", 0, frame("kept"))
    with pytest.raises(ZeroDivisionError), store.begin() as transaction:
        transaction.write("clients", 0, frame("lost"))
        raise ZeroDivisionError
    assert list(store.read("clients", 0)["name"]) == ["kept"]
    assert len(list((tmp_path / "records" / "clients").iterdir())) == 1


def test_a_killed_run_leaves_the_state_before(store, tmp_path):
    """Files written without a commit do not count, and the next commit sweeps them away."""
    with store.begin() as transaction:
        transaction.write("clients", 0, frame("kept"))
    store.begin().write("clients", 0, frame("never committed"))
    fresh = PartitionStore(tmp_path / "records", KEY, "records")
    assert list(fresh.read("clients", 0)["name"]) == ["kept"]
    with fresh.begin() as transaction:
        transaction.write("notes", 0, frame("x"))
    assert len(list((tmp_path / "records" / "clients").iterdir())) == 1


def test_nothing_readable_lies_on_disk(store, tmp_path):
    """No value, and no Parquet magic, is to be found in the files."""
    with store.begin() as transaction:
        transaction.write("clients", 0, frame("Featherstonehaugh"))
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"Featherstonehaugh" not in content
            assert b"PAR1" not in content


def test_another_key_or_a_swapped_file_is_refused(store, tmp_path):
    """A file opens only with its key and only in its own place."""
    with store.begin(2) as transaction:
        transaction.write("clients", 0, frame("a"))
        transaction.write("clients", 1, frame("b"))
    other = PartitionStore(tmp_path / "records", KeyRing(bytes(32)).storage, "records")
    with pytest.raises(IntegrityError):
        other.read("clients", 0)
    first, second = sorted((tmp_path / "records" / "clients").iterdir())
    first.write_bytes(second.read_bytes())
    with pytest.raises(IntegrityError):
        store.read("clients", 0)


def test_changing_the_partition_count_needs_every_table(store):
    """Half a repartitioning would lose rows, so it is refused."""
    with store.begin(1) as transaction:
        transaction.write("clients", 0, frame("a"))
        transaction.write("notes", 0, frame("n"))
    with pytest.raises(WorkspaceError), store.begin(2) as transaction:
        transaction.write("clients", 0, frame("a"))


def test_columns_can_be_chosen(store):
    """Only the columns asked for are read."""
    with store.begin() as transaction:
        transaction.write("clients", 0, frame("a").assign(city="b"))
    assert list(store.read("clients", 0, ["city"]).columns) == ["city"]
