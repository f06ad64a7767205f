"""An export read back: the same record, or a refusal."""

from __future__ import annotations

import json
import shutil
from hashlib import sha256
from zipfile import ZIP_DEFLATED, ZipFile

import pandas as pd
import pyrage
import pytest

from anonkit.errors import IntegrityError, MarkedInput, SettingsError, SourceUnreadable
from anonkit.governance import SubjectRequest
from anonkit.portability.archive import write_archive
from anonkit.portability.bag_reader import FolderBag, check_bag
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.lock import ForKeys, ForPassphrase, Plain
from anonkit.portability.returned_record import read_archive
from anonkit.portability.signature import PUBLIC_KEY, SIGNATURE, Signer
from tests.unit.portability.a_client import BLOBS, KEY, PERSONS, Blobs, a_context, a_record

IDENTITY = pyrage.x25519.Identity.generate()
SIGNER = Signer(b"s" * 32)
WORDS = "a-long-enough-passphrase"


def _export(folder, lock):
    record = a_record()
    tag = record.rows["clients"][0].get("tag")
    request = SubjectRequest(
        "R-1", tag, "art15", "the client", "passport", "2026-11-01", "2026-12-01"
    )
    return write_archive(
        record,
        folder,
        request=request,
        context=a_context(),
        lock=lock,
        blobs=Blobs(),
        signer=SIGNER,
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    return _export(tmp_path_factory.mktemp("plain") / "out", Plain()).path


@pytest.fixture
def bag(plain, tmp_path):
    """A copy that a test may damage."""
    return shutil.copytree(plain, tmp_path / "bag")


def test_a_round_trip_keeps_every_value(plain):
    """Collected from what was read back, the record is the one that was exported."""
    returned = read_archive(plain)
    options = {
        "quarantined": returned.quarantined,
        "asides": returned.asides,
        "unmapped": returned.unmapped,
    }
    again = collect_client_record([returned.tables], PERSONS, KEY, basis=Basis.ART15, **options)
    first = a_record()

    def values(record):
        return {
            each.id: {
                n: v for n, v in each.value_by_field.items() if n not in ("tag", "content_hash")
            }
            for each in record.all_rows()
        }

    assert values(again) == values(first)
    assert [each.reasons for each in again.all_rows()] == [
        each.reasons for each in first.all_rows()
    ]
    assert [each.doubts for each in again.all_rows()] == [each.doubts for each in first.all_rows()]
    assert again.unmapped == first.unmapped


def test_what_was_in_quarantine_comes_back_in_quarantine(plain):
    """No row gets past validation by having been exported."""
    returned = read_archive(plain)
    assert "Chemical peel" not in set(returned.tables["treatments"]["procedure"])
    assert [json.loads(each)[0]["code"] for each in returned.quarantined["reasons"]] == [
        "impossible-date",
        "cut-off-row",
    ]
    assert pd.isna(returned.tables["clients"]["other_emails"]).all()


def test_the_files_come_back_unchanged(plain):
    """Documents and photographs have the bytes that were held."""
    contents = {sha256(each.content).hexdigest() for each in read_archive(plain).files()}
    assert contents == {sha256(each).hexdigest() for each in BLOBS.values()}


def test_the_locked_file_and_its_folder_open_with_the_key(tmp_path):
    """The locked file, or the folder it lies in, can be given."""
    report = _export(tmp_path / "out", ForKeys((str(IDENTITY.to_public()),)))
    for path in (report.path, tmp_path / "out"):
        assert read_archive(path, identities=[str(IDENTITY)]).case == "x7k3q2m9"


@pytest.mark.parametrize("secrets", [{}, {"passphrase": "not-the-passphrase-at-all"},
                                     {"identities": [str(pyrage.x25519.Identity.generate())]}, {"identities": ["x"]}])  # fmt: skip
def test_a_wrong_secret_is_refused_without_repeating_it(tmp_path, secrets):
    """No secret, a wrong passphrase, another key, or something that is no key."""
    report = _export(tmp_path / "out", ForKeys((str(IDENTITY.to_public()),)))
    with pytest.raises(SettingsError) as caught:
        read_archive(report.path, **secrets)
    assert "AGE-SECRET" not in str(caught.value)
    assert "at-all" not in str(caught.value)


def _change(bag):
    path = bag / "data" / "record.json"
    path.write_bytes(path.read_bytes().replace(b"latex", b"lates"))


@pytest.mark.parametrize(
    "damage",
    [
        _change,
        lambda bag: (bag / "data" / "README.txt").unlink(),
        lambda bag: (bag / "data" / "extra.txt").write_text("x"),
        lambda bag: (bag / "manifest-sha256.txt").unlink(),
        lambda bag: (bag / "bag-info.txt").write_text("Contact-Name: somebody else\n"),
        lambda bag: (bag / SIGNATURE).write_bytes(b"x" * 64),
        lambda bag: (bag / PUBLIC_KEY).unlink(),
        lambda bag: (bag / "tagmanifest-sha256.txt").write_bytes(b""),
    ],
    ids=[
        "changed",
        "missing",
        "added",
        "no manifest",
        "tags",
        "signature",
        "no key",
        "no tag manifest",
    ],
)
def test_a_bag_that_is_not_as_made_is_refused(bag, damage):
    """One changed value, a file too few or too many, or no manifest: nothing is taken in."""
    check_bag(FolderBag(bag))
    damage(bag)
    with pytest.raises(IntegrityError):
        read_archive(bag)


def _remark(bag, **changes):
    path = bag / "data" / "record.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()) | changes))
    rebag(bag)


def rebag(bag):
    """Brings the manifests up to date, as somebody who changes a bag would."""
    shutil.rmtree(bag / "signature", ignore_errors=True)
    for manifest, own in (("manifest-sha256.txt", "data/"), ("tagmanifest-sha256.txt", "")):
        lines = [line.split("  ") for line in (bag / manifest).read_text().splitlines()]
        names = [name for _, name in lines if name.startswith(own)]
        digests = [sha256((bag / name).read_bytes()).hexdigest() for name in names]
        pairs = zip(digests, names, strict=True)
        (bag / manifest).write_text("".join(f"{digest}  {name}\n" for digest, name in pairs))


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"anonkit": "release"}, MarkedInput),
        ({"format_version": 99}, SourceUnreadable),
        ({"tables": {"spells": []}}, SourceUnreadable),
    ],
)
def test_another_mark_or_format_is_refused(bag, changes, error):
    """A release, a later format and unknown tables are not read as a record."""
    _remark(bag, **changes)
    with pytest.raises(error):
        read_archive(bag)


def test_what_is_no_bag_is_refused(tmp_path):
    """A missing path, an empty folder, a ZIP without a bag, and no ZIP at all."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "no.zip").write_bytes(b"nonsense")
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    for name in ("gone", "empty", "no.zip", "other.zip"):
        with pytest.raises(SourceUnreadable):
            read_archive(tmp_path / name)


def test_the_locked_zip_file_opens_with_its_passphrase(tmp_path):
    """With the right words the record comes back; with others, or a byte changed, it is refused."""
    path = _export(tmp_path / "out", ForPassphrase(WORDS)).path
    assert read_archive(tmp_path / "out", passphrase=WORDS).case == "x7k3q2m9"
    with pytest.raises(SettingsError):
        read_archive(path)
    with pytest.raises((SettingsError, SourceUnreadable)):
        read_archive(path, passphrase="not-the-passphrase-at-all")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(SourceUnreadable):
        read_archive(path, passphrase=WORDS)


def test_who_signed_is_told(plain):
    """The fingerprint of the key that signed is that of the clinic's own key."""
    assert read_archive(plain).signed_by == SIGNER.fingerprint


def _zip(path, members, **options):
    with ZipFile(path, "w", **options) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "members",
    [
        [("bag/bagit.txt", "x"), ("../outside.txt", "x")],
        [("/bagit.txt", "x")],
        [("bag/bagit.txt", "x"), ("bag\\..\\outside.txt", "x")],
        [("bag/bagit.txt", "x"), ("C:outside.txt", "x")],
        [("bag/bagit.txt", "x"), ("bag/data/big", b"0" * 3_000_000)],
        [("bag/bagit.txt", "x"), ("bag/bagit.txt", "y")],
        [("bag/bagit.txt", "x"), ("bag/manifest-sha256.txt", "00  ../../etc/passwd\n")],
        [("bag/bagit.txt", "x"), ("bag/manifest-sha256.txt", "00  /etc/passwd\n")],
    ],
    ids=[
        "up",
        "absolute",
        "backslash",
        "drive",
        "bomb",
        "twice",
        "manifest up",
        "manifest absolute",
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_archive_is_refused(tmp_path, members):
    """Paths that lead out, files that grow without end and names that hide each other are not unpacked."""
    path = _zip(tmp_path / "bad.zip", members, compression=ZIP_DEFLATED)
    with pytest.raises(SourceUnreadable, match="not unpacked"):
        read_archive(path)
    assert [each.name for each in tmp_path.iterdir()] == ["bad.zip"]


def test_a_link_out_of_a_folder_is_not_followed(bag, tmp_path):
    """A file that is really a link elsewhere counts as missing."""
    (tmp_path / "secret.txt").write_text("secret")
    target = bag / "data" / "README.txt"
    target.unlink()
    target.symlink_to(tmp_path / "secret.txt")
    with pytest.raises(IntegrityError, match="missing"):
        read_archive(bag)


@pytest.mark.parametrize("text", ["[" * 100_000, "nonsense", "[]", '{"anonkit": "patient-export"}'])
def test_a_record_that_is_no_record_is_refused(bag, text):
    """Nested without end, no JSON, another shape, or half of it."""
    (bag / "data" / "record.json").write_text(text)
    rebag(bag)
    with pytest.raises(SourceUnreadable):
        read_archive(bag)
