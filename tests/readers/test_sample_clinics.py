"""One bag of each sample clinic, as the commands write it, accepted by every reader in one test."""

from __future__ import annotations

import shutil

import pyrage
import pytest

import anonkit
from anonkit.portability import read_archive
from tests.readers import programs

BASIS = {"uk": "art15", "us": "hipaa"}
WORDS_OF = {"uk": "Larkmere Aesthetics", "us": "Juniper Mesa Med Spa"}


@pytest.mark.browser
@pytest.mark.parametrize("name", ["uk", "us"])
def test_every_reader_accepts_the_bag(name, workspace_copy, tmp_path, chromium):
    """In the clear, under a passphrase, and for a key: bag, tables, FHIR, signature, PDF, page and locks."""
    clinic = workspace_copy(name)
    client = anonkit.sample_client(clinic)
    identity = pyrage.x25519.Identity.generate()

    def export(folder, **lock):
        return anonkit.export_patient(
            clinic,
            client,
            output=tmp_path / folder,
            basis=BASIS[name],
            asked_by="the client",
            identity_checked="passport seen",
            **lock,
        )

    bag = export("plain", plain=True).path
    programs.bagit_accepts(bag)
    programs.frictionless_accepts(bag)
    programs.fhir_resources_accepts(bag)
    programs.openssl_checks(bag)
    fhir_files = [bag / programs.SUMMARY, bag / programs.RECORD]
    programs.fhirkit_accepts(*fhir_files)
    for script in ("lantana", "medplum"):
        programs.node_accepts(script, *fhir_files)
    assert WORDS_OF[name] in programs.poppler_reads(bag / "data/record.pdf")
    assert WORDS_OF[name] in programs.axe_finds_nothing(chromium, bag / "data/START-HERE.html")

    locked = export("locked")
    listed = programs.seven_zip_opens(locked.path, locked.passphrase, tmp_path / "inner")
    assert "START-HERE.html" in listed
    for_key = export("for-key", recipient=str(identity.to_public()))
    opened = programs.age_opens(for_key.path, str(identity), tmp_path / "opened")
    programs.bagit_accepts(opened)
    assert read_archive(opened).tables["clients"].equals(read_archive(bag).tables["clients"])
    shutil.rmtree(bag)
