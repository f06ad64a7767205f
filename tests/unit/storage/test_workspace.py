"""Workspaces: keys outside, one writer, drafts and blobs sealed, plain files registered."""

from __future__ import annotations

import json
import os
import socket

import pytest

from anonkit.errors import KeyUnavailable, OutputExists, WorkspaceBusy, WorkspaceError
from anonkit.keys import KeyFile, KeyRing
from anonkit.settings import parse_settings
from anonkit.storage import Workspace


def settings_for(workspace_id):
    return parse_settings(
        {
            "workspace_id": workspace_id,
            "clinic": {"jurisdiction": "uk", "time_zone": "Europe/London"},
            "platforms": ["wix"],
            "retention": {"years": 10},
        },
        "anonkit.yaml",
    )


@pytest.fixture
def keys(tmp_path):
    return KeyFile(tmp_path / "keys.json")


@pytest.fixture
def workspace(tmp_path, keys):
    return Workspace.create(tmp_path / "clinic", settings_for, keys)


def test_a_workspace_opens_with_its_key_only(workspace, keys, tmp_path):
    """The key file opens it; another key file says where it looked."""
    assert Workspace.open(workspace.root, keys).keys == workspace.keys
    with pytest.raises(KeyUnavailable, match="ANONKIT_KEY_FILE"):
        Workspace.open(workspace.root, KeyFile(tmp_path / "other.json"))


def test_no_key_lies_inside_the_workspace(workspace):
    """Neither the master key nor its text forms are in any file of the workspace."""
    forms = [workspace.keys.master, workspace.keys.storage, workspace.keys.recovery_code.encode()]
    for path in workspace.root.rglob("*"):
        if path.is_file():
            assert not any(form in path.read_bytes() for form in forms)


@pytest.mark.skipif(os.name != "posix", reason="modes are a POSIX matter")
def test_a_key_file_others_can_read_is_refused(workspace, keys, tmp_path):
    """A readable key file is refused and says what to do."""
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    (tmp_path / "keys.json").chmod(0o644)
    with pytest.raises(KeyUnavailable, match="chmod 600"):
        Workspace.open(workspace.root, keys)


def test_an_occupied_folder_is_refused(workspace, keys):
    """A workspace is never made over something else."""
    with pytest.raises(OutputExists):
        Workspace.create(workspace.root, settings_for, keys)


def test_a_folder_without_settings_is_no_workspace(tmp_path, keys):
    """The message names the command that makes one."""
    with pytest.raises(WorkspaceError, match="anonkit init"):
        Workspace.open(tmp_path, keys)


def test_one_writer_at_a_time(workspace):
    """A second writer is told who holds the workspace; afterwards it is free."""
    with (
        workspace.writing("ingest"),
        pytest.raises(WorkspaceBusy, match="ingest"),
        workspace.writing("publish"),
    ):
        pass
    with workspace.writing("publish"):
        pass


def test_a_dead_holder_is_taken_over(workspace):
    """A lock whose process has ended does not block."""
    gone = {"host": socket.gethostname(), "process": 2**22 + 12345, "command": "ingest"}
    (workspace.root / ".lock").write_text(json.dumps(gone))
    with workspace.writing("publish"):
        pass


def test_a_draft_comes_back_as_it_was_and_is_sealed(workspace, tmp_path):
    """A draft is unreadable on disk and unpacks to the same bytes."""
    folder = tmp_path / "release"
    (folder / "tables").mkdir(parents=True)
    (folder / "tables" / "notes.csv").write_text("Ottoline")
    workspace.drafts.keep("d1", folder)
    assert workspace.drafts.names() == ("d1",)
    for path in (workspace.root / "drafts").rglob("*.sealed"):
        assert b"Ottoline" not in path.read_bytes()
    workspace.drafts.unpack("d1", tmp_path / "out")
    assert (tmp_path / "out" / "tables" / "notes.csv").read_text() == "Ottoline"


def test_blobs_and_sealed_documents_round_trip(workspace):
    """The same bytes are kept once; documents come back equal."""
    assert workspace.blobs.put(b"scan") == workspace.blobs.put(b"scan")
    assert workspace.blobs.get(workspace.blobs.put(b"scan")) == b"scan"
    workspace.sealed.write("code_map", {"a": "ü"})
    assert workspace.sealed.read("code_map") == {"a": "ü"}
    assert workspace.sealed.read("nothing", 7) == 7


def test_plain_files_are_listed_until_they_are_gone(workspace, tmp_path):
    """What lies in the clear is registered, and drops off once removed."""
    plain = tmp_path / "export.csv"
    plain.write_text("x")
    workspace.register_in_the_clear(plain, "rows taken out to mend")
    assert [entry["what"] for entry in workspace.in_the_clear()] == ["rows taken out to mend"]
    plain.unlink()
    assert workspace.in_the_clear() == []


def test_a_recovery_code_gives_the_keys_back():
    """The code written down restores the ring; one wrong letter is noticed."""
    ring = KeyRing.generate()
    code = ring.recovery_code
    assert KeyRing.from_recovery_code(code.lower()) == ring
    wrong = ("B" if code[0] != "B" else "C") + code[1:]
    with pytest.raises(KeyUnavailable):
        KeyRing.from_recovery_code(wrong)


def test_a_ring_shows_nothing():
    """Printing keys prints no key."""
    assert repr(KeyRing(bytes(32))) == "KeyRing(…)"
