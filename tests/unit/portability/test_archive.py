"""The bag as a locked file or an owner-only folder: whole or not at all, and only for a request that fits."""

from __future__ import annotations

import io
import stat
import sys
from dataclasses import replace
from zipfile import ZipFile

import pyrage
import pytest

from anonkit.errors import IntegrityError, OutputExists, RequestNotAuthorised, SettingsError
from anonkit.governance import SubjectRequest
from anonkit.portability.aes_zip import read_aes_zip
from anonkit.portability.archive import write_archive, zip_pieces
from anonkit.portability.bag import bag_parts, check_path
from anonkit.portability.basis import Basis
from anonkit.portability.context import Clinic
from anonkit.portability.held import HeldFile
from anonkit.portability.lock import ForKeys, ForPassphrase, Plain, check_lock
from anonkit.portability.opening import opening_instructions
from anonkit.portability.passphrase import bits_of, generate_passphrase
from anonkit.portability.payload import Payload
from tests.unit.portability.a_client import KEY, Blobs, a_context, a_record, mine, row

TAG = row("clients", "9007199254740993")["tag"]
REQUEST = SubjectRequest("R-7", TAG, "art15", "the client", "passport", "2026-11-01", "2026-12-01")
NAMES = ("Łucja", "Lucy", "O'Hara", "Beaumont", "9007199254740993", "lucy@example.org")


def _write(folder, lock, request=REQUEST, record=None, blobs=None):
    return write_archive(
        record or a_record(),
        folder,
        request=request,
        context=a_context(),
        lock=lock,
        blobs=blobs or Blobs(),
    )


def _unzip(content: bytes) -> ZipFile:
    return ZipFile(io.BytesIO(content))


def test_only_the_key_holder_opens_it(tmp_path):
    """The holder of the private key opens the file; another key does not."""
    mine_, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    report = _write(tmp_path / "out", ForKeys((str(mine_.to_public()),)))
    locked = report.path.read_bytes()
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(locked, [other])
    archive = _unzip(pyrage.decrypt(locked, [mine_]))
    assert archive.testzip() is None
    names = set(archive.namelist())
    root = "client-record-x7k3q2m9/"
    assert {
        root + name for name in ("bagit.txt", "data/START-HERE.html", "data/fhir/summary.ips.json")
    } <= names
    assert len(names) == report.files


def test_a_passphrase_opens_it(tmp_path):
    """Whoever knows the passphrase opens the file; a page that does the same lies beside it."""
    words = generate_passphrase()
    report = _write(tmp_path / "out", ForPassphrase(words))
    assert _unzip(read_aes_zip(report.path.read_bytes(), words)).testzip() is None
    assert words not in repr(ForPassphrase(words))
    names = sorted(path.name for path in report.path.parent.iterdir())
    stem = "client-record-x7k3q2m9"
    assert names == ["HOW-TO-OPEN.txt", f"{stem}-locked.zip", f"{stem}.html"]


def test_a_record_too_large_for_a_page_is_a_zip_file_alone(tmp_path, monkeypatch):
    """The instructions then speak of one file."""
    monkeypatch.setattr("anonkit.portability.archive.LARGEST_PAGE", 1000)
    report = _write(tmp_path / "out", ForPassphrase("a-long-enough-passphrase"))
    assert sorted(path.suffix for path in report.path.parent.iterdir()) == [".txt", ".zip"]
    assert "too large for a page" in (report.path.parent / "HOW-TO-OPEN.txt").read_text()


def test_what_zip_cannot_hold_is_refused_whole(tmp_path, monkeypatch):
    """Above 4 GiB another lock is named, and nothing stays."""
    monkeypatch.setattr("anonkit.portability.aes_zip._LARGEST", 1000)
    with pytest.raises(SettingsError, match="--recipient"):
        _write(tmp_path / "out", ForPassphrase("a-long-enough-passphrase"))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    """When writing fails midway the half of it is taken away."""

    def full(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("anonkit.portability.aes_zip._Stream.apply", full)
    with pytest.raises(OSError, match="No space"):
        _write(tmp_path / "out", ForPassphrase("a-long-enough-passphrase"))
    assert list(tmp_path.iterdir()) == []


def test_nothing_outside_the_lock_tells_about_the_client(tmp_path):
    """File names, instructions, the locked bytes and the report name the client nowhere."""
    report = _write(
        tmp_path / "out", ForKeys((str(pyrage.x25519.Identity.generate().to_public()),))
    )
    shown = [str(report.as_dict()), *(path.name for path in report.path.parent.iterdir())]
    contents = b"".join(path.read_bytes() for path in report.path.parent.iterdir())
    for name in NAMES:
        assert name.encode() not in contents
        assert not any(name in text for text in shown)


def test_the_names_inside_tell_nothing_either(tmp_path):
    """No path of the bag, and no tag file, holds a name or a number of the client."""
    folder = _write(tmp_path / "out", Plain()).path
    tags = "".join(path.read_text() for path in folder.glob("*.txt"))
    paths = "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*"))
    for name in NAMES:
        assert name not in tags
        assert name not in paths


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX")
def test_a_plain_bag_is_for_its_owner_only(tmp_path):
    """Nobody else can read or list what lies in the clear."""
    folder = _write(tmp_path / "out", Plain()).path
    for path in [tmp_path / "out", folder, *folder.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"asked_by": " "}, "who asked"),
        ({"identity_checked": ""}, "identity"),
        ({"request_id": ""}, "request number"),
        ({"basis": "art20"}, "basis"),
        ({"client_tag": "clients#someoneelse1"}, "same client"),
    ],
)
def test_a_request_that_does_not_fit_is_refused(tmp_path, change, lack):
    """Without who, how checked, the basis and the client, nothing is written."""
    with pytest.raises(RequestNotAuthorised, match=lack):
        _write(tmp_path / "out", Plain(), request=replace(REQUEST, **change))
    assert not (tmp_path / "out").exists()


def test_a_folder_in_use_is_left_alone(tmp_path):
    """What lies in the destination is not touched."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "old.txt").write_text("old")
    with pytest.raises(OutputExists):
        _write(tmp_path / "out", Plain())
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "old.txt"]


class _Changing(Blobs):
    def get(self, blob, /):
        return super().get(blob) + b"changed"


@pytest.mark.parametrize(
    "lock",
    [
        Plain(),
        ForPassphrase("a-long-enough-passphrase"),
        ForKeys((str(pyrage.x25519.Identity.generate().to_public()),)),
    ],
    ids=["plain", "locked", "key"],
)
def test_a_failure_leaves_nothing_behind(tmp_path, lock):
    """When a file changes while it is exported, neither the result nor a half of it stays."""
    with pytest.raises(IntegrityError):
        _write(tmp_path / "out", lock, blobs=_Changing())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "lock",
    [
        ForKeys(()),
        ForKeys(("age1nonsense",)),
        ForKeys(("AGE-SECRET-KEY-1XYZ",)),
        ForPassphrase("short"),
    ],
    ids=["no key", "no such key", "private key", "short"],
)
def test_a_lock_that_would_not_hold_is_refused(lock):
    """A wrong key or a short passphrase ends before anything is written, and is not repeated."""
    with pytest.raises(SettingsError) as caught:
        check_lock(lock)
    for secret in ("XYZ", "nonsense", "age1n"):
        assert secret not in str(caught.value)


def test_the_same_record_gives_the_same_zip():
    """What is inside the lock is the same byte for byte."""
    record, context = a_record(), a_context()

    def made() -> bytes:
        payload = Payload((("a.txt", b"x"),), None, record, Blobs())  # type: ignore[arg-type]
        return b"".join(zip_pieces(bag_parts(payload.parts(), context), "bag", context.made_at))

    assert made() == made()


def test_passphrases_are_strong_and_differ():
    """Six words of 16 bits, never the same twice, easy to type."""
    made = {generate_passphrase() for _ in range(50)}
    assert len(made) == 50
    assert bits_of() == 96
    assert all(
        len(word) == 5 and word.isalpha() and word.islower()
        for each in made
        for word in each.split("-")
    )


@pytest.mark.parametrize(
    "path", ["data/con.txt", "data/a:b", "data/a?.csv", "data/x.", "data//x", "data/lpt1"]
)
def test_a_name_that_windows_refuses_is_refused_here(path):
    """File names of the bag are legal everywhere."""
    with pytest.raises(ValueError, match="legal"):
        check_path(path)


def test_two_files_cannot_share_a_path():
    """A second file of the same path would hide the first."""
    with pytest.raises(ValueError, match="same path"):
        list(bag_parts([("a.txt", b"1"), ("a.txt", b"2")], a_context()))


def test_a_clinics_name_cannot_add_lines_to_the_tags():
    """A line break in a setting stays in its line."""
    context = replace(a_context(), clinic=Clinic("Two\nLines: yes"))
    tags = dict(bag_parts([], context))
    assert b"Source-Organization: Two Lines: yes\n" in tags["bag-info.txt"]


@pytest.mark.parametrize(
    ("lock", "has", "has_not"),
    [
        (ForPassphrase("a-long-enough-passphrase"), "THE PASSPHRASE", "PRIVATE KEY"),
        (ForKeys(("age1",)), "PRIVATE KEY", "THE PASSPHRASE"),
    ],
    ids=["passphrase", "key"],
)
def test_the_instructions_fit_the_lock(lock, has, has_not):
    """A lay person is told what they need, for the lock that was used, and whom to ask."""
    text = opening_instructions(a_context(), ["x.zip.age", "x.html"], lock)
    assert has in text
    assert has_not not in text
    assert "Open client-record-x7k3q2m9.zip" in text
    assert "privacy@refinemed.example" in text
    assert "a-long-enough" not in text


def test_missing_files_are_counted(tmp_path):
    """The report says how many files storage could not give."""
    report = _write(tmp_path / "out", Plain())
    assert (report.missing_files, report.questions, report.quarantined) == (1, 1, 2)
    assert report.loss.lost
    assert all(each.is_technical for each in report.loss.lost)


def test_other_bases_need_their_own_request(tmp_path):
    """A record collected for portability goes out on a request for portability."""
    record = a_record(Basis.ART20)
    _write(tmp_path / "out", Plain(), request=replace(REQUEST, basis="art20"), record=record)
    assert (tmp_path / "out").is_dir()


def test_the_factory_is_about_one_client():
    """The rows of the made-up client bear her key."""
    assert mine("notes", "n")["client_key"] == KEY
    assert HeldFile("r", "b", "", "").size == 0
