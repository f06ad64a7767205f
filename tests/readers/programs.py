"""Programs that nobody here wrote, each as a function that reads a bag and fails where it does not accept it.

Debian's programs and `build/readers` (see `make readers`) are skipped where a machine lacks them, unless
REQUIRE_READERS is set, as CI does. FHIR_READERS names another place for what `make readers` installs.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import bagit
import pytest
from fhir.resources.R4B import get_fhir_model_class
from frictionless import Package, system

from anonkit.portability.signature import SIGNATURE, SIGNED
from tests.browser.sheet import AXE, AXE_RUN

ROOT = Path(__file__).parents[2]
HOME = Path(os.environ.get("FHIR_READERS", ROOT / "build" / "readers")).resolve()
SCRIPTS = Path(__file__).parent / "npm"
SUMMARY, RECORD = "data/fhir/summary.ips.json", "data/fhir/record.ndjson"
_FHIRKIT = """
import sys, fhirkit
for path in sys.argv[1:]:
    whole = open(path, encoding="utf-8").read()
    for text in whole.splitlines() if path.endswith(".ndjson") else [whole]:
        for issue in fhirkit.validate(text):
            print(issue)
"""


def _lacks(what: str, how: str) -> None:
    if os.environ.get("REQUIRE_READERS"):
        pytest.fail(f"{what} is required, and is not here; {how}")
    pytest.skip(f"{what} is not here; {how}")


def needs(program: str) -> str:
    """The program, or a skip; a failure where readers are required."""
    if shutil.which(program) is None:
        _lacks(program, "it is a package of Debian")
    return program


def packages() -> Path:
    """Where `make readers` put what it installs."""
    if not (HOME / ".installed").exists():
        _lacks("what `make readers` installs", "call it, it fetches 20 MB with npm")
    return HOME


def said(*command: str | Path, cwd: Path | None = None, **environment: str) -> str:
    """What a program prints; it has to succeed."""
    done = subprocess.run(
        [str(each) for each in command],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, (done.stdout + done.stderr)[:3000]
    return done.stdout


def bagit_accepts(bag: Path) -> None:
    """The Library of Congress's own reader finds every file as the manifests say."""
    bagit.Bag(str(bag)).validate()


def frictionless_accepts(bag: Path) -> None:
    """Every table fits its schema."""
    with system.use_context(trusted=True):
        report = Package(str(bag / "data/tables/datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


def fhir_resources_accepts(bag: Path) -> None:
    """Each resource, and the document, is one that the models of fhir.resources take."""
    lines = (bag / RECORD).read_text("utf-8").splitlines()
    for text in (*lines, (bag / SUMMARY).read_text("utf-8")):
        content = json.loads(text)
        get_fhir_model_class(content["resourceType"]).model_validate(content)


def node_accepts(script: str, *files: Path) -> None:
    """A validator of npm, `lantana` or `medplum`, has nothing against any resource in these files."""
    said(needs("node"), SCRIPTS / f"{script}.cjs", *files, FHIR_READERS=str(packages()))


def fhirkit_accepts(*files: Path) -> None:
    """fhirkit, written in Rust, has nothing against any resource in these files."""
    found = said(sys.executable, "-c", _FHIRKIT, *files, PYTHONPATH=str(packages() / "python"))
    assert found == ""


def openssl_checks(bag: Path) -> None:
    """The line of the manual that checks the signature."""
    line = [needs("openssl"), "pkeyutl", "-verify", "-pubin", "-inkey", "signature/public_key.pem", "-rawin"]  # fmt: skip
    said(*line, "-in", SIGNED, "-sigfile", SIGNATURE, cwd=bag)


def seven_zip_opens(locked: Path, words: str, folder: Path) -> str:
    """With its passphrase; what the ZIP file within holds, as 7z lists it. The lock shows no name of the record."""
    program = needs("7z")
    listed = said(program, "l", "-slt", locked)
    assert "AES-256" in listed
    assert "START-HERE" not in listed
    said(program, "x", "-y", f"-p{words}", f"-o{folder}", locked)
    [inner] = folder.iterdir()
    return said(program, "l", inner)


def age_opens(locked: Path, identity: str, folder: Path) -> Path:
    """Debian's age decrypts it with the key; the bag within."""
    key = folder / "key.txt"
    folder.mkdir()
    key.write_text(f"{identity}\n")
    said(needs("age"), "--decrypt", "-i", key, "-o", folder / "record.zip", locked)
    shutil.unpack_archive(folder / "record.zip", folder / "record")
    [bag] = (folder / "record").iterdir()
    return bag


def poppler_reads(pdf: Path) -> str:
    """Its words; it is tagged, has a title, and runs nothing."""
    told = said(needs("pdfinfo"), pdf)
    facts = dict(line.split(":", 1) for line in told.splitlines() if ":" in line)
    assert (facts["Tagged"].strip(), facts["JavaScript"].strip()) == ("yes", "no")
    assert facts["Title"].strip().startswith("Your record at")
    return said(needs("pdftotext"), pdf, "-")


def axe_finds_nothing(chromium, page: Path) -> str:
    """Chromium opens it on a phone without a complaint, and axe-core has nothing against it; its words."""
    if not AXE.exists():
        _lacks("axe-core", "`make test` installs it where npm is there")
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    try:
        sheet = context.new_page()
        complaints: list[str] = []
        sheet.on("console", lambda told: complaints.append(told.text))
        sheet.goto(page.as_uri())
        words = sheet.locator("body").inner_text()
        sheet.evaluate(AXE.read_text("utf-8"))
        found = sheet.evaluate(AXE_RUN)
        assert found == [], found
        assert complaints == [], complaints
        return words
    finally:
        context.close()
