"""Data Docs are made of counts only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from anonkit.model import canonical_frame
from anonkit.validation import (
    ClinicFacts,
    ValidationReport,
    load_suites,
    validate_bundle,
    write_data_docs,
)

CANARY = "Zanzibarqueen"


def test_data_docs_show_the_suites_and_no_value(tmp_path: Path) -> None:
    """A site with a page for each suite; the values that failed stand nowhere in it."""
    clinic = ClinicFacts("uk", adults_only=True, as_of=date(2026, 6, 30))
    row = {
        "row_key": f"wix:locations:{CANARY}",
        "tag": "locations#abc",
        "name": f"={CANARY}()",
        "time_zone": CANARY,
    }
    suites = load_suites()
    verdict = validate_bundle({"locations": canonical_frame("locations", [row])}, suites, clinic)
    first = write_data_docs(
        ValidationReport.of([verdict.summary], clinic.as_of), suites, tmp_path / "docs"
    )
    assert first.is_file()
    pages = [path for path in (tmp_path / "docs").rglob("*") if path.is_file()]
    assert any(
        "canonical.locations" in str(path) or "canonical/locations" in str(path) for path in pages
    )
    assert [path for path in pages if CANARY.encode() in path.read_bytes()] == []
    text = "".join(path.read_text(encoding="utf-8") for path in pages if path.suffix == ".html")
    assert "100%" in text or "unexpected" in text
