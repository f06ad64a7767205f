"""One bag, read by programs that nobody here wrote, each in a test of its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import bagit
import pyrage
import pytest

from anonkit.governance import SubjectRequest
from anonkit.portability.archive import write_archive
from anonkit.portability.lock import ForKeys, ForPassphrase, Plain
from anonkit.portability.signature import SIGNATURE, Signer
from tests.readers import programs
from tests.unit.portability.a_client import Blobs, a_context, a_record

WORDS = "lusab-gutih-bonak-dilor-fajut-mirop"
IDENTITY = pyrage.x25519.Identity.generate()


def _write(folder, lock):
    record = a_record()
    tag = record.rows["clients"][0].get("tag")
    request = SubjectRequest("R-1", tag, "art15", "x", "passport", "2026-11-01", "2026-12-01")
    options = {
        "request": request,
        "context": a_context(),
        "blobs": Blobs(),
        "signer": Signer(b"s" * 32),
    }
    return write_archive(record, folder, lock=lock, **options).path


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    """The bag as a folder."""
    return _write(tmp_path_factory.mktemp("readers") / "plain", Plain())


@pytest.fixture(scope="module")
def fhir_files(bag):
    """Its two files of FHIR."""
    return [bag / programs.SUMMARY, bag / programs.RECORD]


def test_bagit_accepts_it(bag):
    """Every file is there, with its digest."""
    programs.bagit_accepts(bag)


def test_frictionless_accepts_its_tables(bag):
    """Every table fits its schema."""
    programs.frictionless_accepts(bag)


def test_fhir_resources_accepts_summary_and_record(bag):
    """Each resource, and the document, is one that another model of FHIR takes."""
    programs.fhir_resources_accepts(bag)


def test_seven_zip_opens_the_locked_zip_file(tmp_path):
    """With the passphrase; without it, it sees one ZIP file and no name of the record."""
    locked = _write(tmp_path / "locked", ForPassphrase(WORDS))
    assert "START-HERE.html" in programs.seven_zip_opens(locked, WORDS, tmp_path / "inner")
    wrong = subprocess.run(["7z", "t", "-pwrong", locked], capture_output=True, check=False)
    assert wrong.returncode != 0


def test_age_opens_the_file_of_a_key_holder(tmp_path):
    """Debian's age, written in Go, decrypts what pyrage, written in Rust, encrypted."""
    locked = _write(tmp_path / "locked", ForKeys((str(IDENTITY.to_public()),)))
    bagit.Bag(str(programs.age_opens(locked, str(IDENTITY), tmp_path / "opened"))).validate()


def test_openssl_checks_the_signature(bag):
    """The line in the manual holds; a changed manifest does not."""
    programs.openssl_checks(bag)
    line = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", "signature/public_key.pem", "-rawin"]  # fmt: skip
    changed = [*line, "-in", "bag-info.txt", "-sigfile", SIGNATURE]
    assert subprocess.run(changed, capture_output=True, check=False, cwd=bag).returncode != 0


def test_poppler_reads_the_tagged_pdf(bag):
    """Its words are those of the record."""
    text = programs.poppler_reads(bag / "data/record.pdf")
    for words in (
        "Łucja",
        "O'Hara-Beaumont",
        "Restylane Kysse",
        "RK-778",
        "How to complain",
        "not yet checked",
    ):
        assert words in text


@pytest.mark.parametrize("script", ["lantana", "medplum"])
def test_validators_of_npm_accept_summary_and_record(script, fhir_files):
    """Neither has anything against any resource; Medplum looks at the profiles of the summary too."""
    programs.node_accepts(script, *fhir_files)


def test_fhirkit_accepts_summary_and_record(fhir_files):
    """A reader written in Rust."""
    programs.fhirkit_accepts(*fhir_files)


@pytest.mark.parametrize(
    "reads",
    [
        pytest.param(lambda *files: programs.node_accepts("lantana", *files), id="lantana"),
        pytest.param(lambda *files: programs.node_accepts("medplum", *files), id="medplum"),
        pytest.param(programs.fhirkit_accepts, id="fhirkit"),
    ],
)
def test_the_readers_do_look(reads, fhir_files, tmp_path):
    """Each refuses the same summary without the status of its Composition: what they accept they have read."""
    programs.packages()
    summary = json.loads(fhir_files[0].read_text("utf-8"))
    del summary["entry"][0]["resource"]["status"]
    changed = tmp_path / "summary.json"
    changed.write_text(json.dumps(summary), "utf-8")
    with pytest.raises(AssertionError):
        reads(changed)


@pytest.mark.browser
def test_axe_finds_nothing_in_the_page(bag, chromium):
    """START-HERE.html, on a phone."""
    assert "Restylane Kysse" in programs.axe_finds_nothing(chromium, bag / "data/START-HERE.html")


@pytest.mark.browser
def test_axe_finds_nothing_in_the_report(bag, chromium):
    """The loss report."""
    assert programs.axe_finds_nothing(chromium, bag / "data/report/loss.html")


@pytest.mark.browser
def test_axe_finds_nothing_in_the_locked_page(tmp_path, chromium):
    """What the person opens first."""
    folder = Path(_write(tmp_path / "locked", ForPassphrase(WORDS))).parent
    [page] = folder.glob("*.html")
    assert "Passphrase" in programs.axe_finds_nothing(chromium, page)
