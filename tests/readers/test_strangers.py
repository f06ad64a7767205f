"""One bag, read by programs that nobody here wrote.

Programs of Debian (age, 7z, poppler, openssl) are skipped where a machine lacks them, unless REQUIRE_READERS is
set. HL7's definitions and validators come from npm: `make readers` installs them, and FHIR_READERS names the folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import bagit
import pyrage
import pytest
from fhir.resources.R4B import get_fhir_model_class
from frictionless import Package, system

from anonkit.governance import SubjectRequest
from anonkit.portability.archive import write_archive
from anonkit.portability.fhir.checks import check_document
from anonkit.portability.fhir.structure import walk
from anonkit.portability.lock import ForKeys, ForPassphrase, Plain
from anonkit.portability.signature import SIGNATURE, SIGNED, Signer
from tests.readers.official_definitions import RESOURCES, TARGET, made_from
from tests.unit.portability.a_client import Blobs, a_context, a_record

WORDS = "lusab-gutih-bonak-dilor-fajut-mirop"
IDENTITY = pyrage.x25519.Identity.generate()


def needs(program):
    """The program, or a skip; a failure where readers are required."""
    if shutil.which(program) is None:
        if os.environ.get("REQUIRE_READERS"):
            pytest.fail(f"{program} is not installed, and is required")
        pytest.skip(f"{program} is not installed")
    return program


def said(*command, cwd=None):
    """What a program prints; it has to succeed."""
    done = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, cwd=cwd
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


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


def test_bagit_accepts_it(bag):
    """The Library of Congress's own reader finds every file as the manifests say."""
    bagit.Bag(str(bag)).validate()


def test_frictionless_accepts_its_tables(bag):
    """Every table fits its schema."""
    with system.use_context(trusted=True):
        report = Package(str(bag / "data/tables/datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


def test_fhir_resources_accepts_summary_and_record(bag):
    """Each resource, and the document, is one that another model of FHIR takes."""
    lines = (bag / "data/fhir/record.ndjson").read_text("utf-8").splitlines()
    for text in (*lines, (bag / "data/fhir/summary.ips.json").read_text("utf-8")):
        content = json.loads(text)
        get_fhir_model_class(content["resourceType"]).model_validate(content)


def test_seven_zip_opens_the_locked_zip_file(tmp_path):
    """With the passphrase; without it, it sees one ZIP file and no name of the record."""
    program = needs("7z")
    locked = _write(tmp_path / "locked", ForPassphrase(WORDS))
    listed = said(program, "l", "-slt", locked)
    assert "AES-256" in listed
    assert "START-HERE" not in listed
    said(program, "x", "-y", f"-p{WORDS}", f"-o{tmp_path}/inner", locked)
    [inner] = (tmp_path / "inner").iterdir()
    assert "START-HERE.html" in said(program, "l", inner)
    wrong = subprocess.run([program, "t", "-pwrong", locked], capture_output=True, check=False)
    assert wrong.returncode != 0


def test_age_opens_the_file_of_a_key_holder(tmp_path):
    """Debian's age, written in Go, decrypts what pyrage, written in Rust, encrypted."""
    program = needs("age")
    locked = _write(tmp_path / "locked", ForKeys((str(IDENTITY.to_public()),)))
    (tmp_path / "key.txt").write_text(f"{IDENTITY}\n")
    said(program, "--decrypt", "-i", tmp_path / "key.txt", "-o", tmp_path / "record.zip", locked)
    shutil.unpack_archive(tmp_path / "record.zip", tmp_path / "record")
    [folder] = (tmp_path / "record").iterdir()
    bagit.Bag(str(folder)).validate()


def test_openssl_checks_the_signature(bag):
    """The line in the manual holds; a changed manifest does not."""
    program = needs("openssl")
    line = [program, "pkeyutl", "-verify", "-pubin", "-inkey", "signature/public_key.pem", "-rawin"]
    said(*line, "-in", SIGNED, "-sigfile", SIGNATURE, cwd=bag)
    changed = [*line, "-in", "bag-info.txt", "-sigfile", SIGNATURE]
    assert subprocess.run(changed, capture_output=True, check=False, cwd=bag).returncode != 0


def test_poppler_reads_the_tagged_pdf(bag):
    """It is tagged, has a title, runs nothing, and its words are those of the record."""
    told = said(needs("pdfinfo"), bag / "data/record.pdf")
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert (facts["Tagged"].strip(), facts["JavaScript"].strip()) == ("yes", "no")
    assert facts["Title"].strip().startswith("Your record at")
    text = said(needs("pdftotext"), bag / "data/record.pdf", "-")
    for words in (
        "Łucja",
        "O'Hara-Beaumont",
        "Restylane Kysse",
        "RK-778",
        "How to complain",
        "not yet checked",
    ):
        assert words in text


@pytest.fixture(scope="module")
def packages():
    """Where `make readers` put the packages of npm."""
    folder = Path(os.environ.get("FHIR_READERS", "build/readers/node_modules"))
    if not (folder / "hl7.fhir.r4.examples").is_dir():
        if os.environ.get("REQUIRE_FHIR_READERS"):
            pytest.fail("the packages of npm are required; `make readers` installs them")
        pytest.skip("the packages of npm are not here; `make readers` installs them")
    return folder


def test_our_definitions_are_hl7s(packages):
    """The shipped file is what HL7's own definitions give."""
    assert TARGET.read_text("utf-8") == made_from(packages / "hl7.fhir.r4.examples")


def test_no_false_alarm_on_official_examples(packages):
    """Every official example of a type we know, and every example of a summary, passes the gate."""
    checked, faults = 0, []
    for kind in RESOURCES:
        for path in sorted((packages / "hl7.fhir.r4.examples").glob(f"{kind}-*.json")):
            example = json.loads(path.read_text("utf-8"))
            if example.get("resourceType") == kind:
                checked += 1
                faults += [(path.name, fault) for fault in walk(example).faults]
    summaries = sorted((packages / "hl7.fhir.uv.ips" / "example").glob("Bundle-*.json"))
    faults += [
        (path.name, fault)
        for path in summaries
        for fault in check_document(json.loads(path.read_text("utf-8")))
    ]
    assert faults == []
    assert checked > 400
    assert len(summaries) == 5


def test_lantanas_validator_accepts_summary_and_record(bag, packages):
    """The npm package `fhir` has nothing against any resource."""
    files = [bag / "data/fhir/summary.ips.json", bag / "data/fhir/record.ndjson"]
    script = Path(__file__).parent / "npm" / "validate.cjs"
    environment = {**os.environ, "FHIR_READERS": str(packages.resolve())}
    done = subprocess.run(
        [needs("node"), script, *files],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stdout[:2000]
