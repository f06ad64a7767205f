"""Ten thousand notes of one client: every form holds each of them, and the bag reads back."""

from __future__ import annotations

import io
import json
import re

from pypdf import PdfReader

from anonkit.governance import SubjectRequest
from anonkit.model import canonical_frame
from anonkit.portability.archive import write_archive
from anonkit.portability.basis import Basis
from anonkit.portability.client_record import collect_client_record
from anonkit.portability.html_page import to_html
from anonkit.portability.lock import Plain
from anonkit.portability.returned_record import read_archive
from tests.unit.portability.a_client import KEY, PERSONS, a_context, mine, row

MANY = 10_000


def _record(count, *, dated=True):
    client = row("clients", "9007199254740993", client_id="1", first_name="Ada")
    notes = [
        mine("notes", f"n{number}", kind="clinical", text=f"Settled well, note-{number:05}.",
             **({"written_at": f"{2015 + number % 10}-03-0{1 + number % 9}T10:00:00+00:00"} if dated else {}))
        for number in range(count)
    ]  # fmt: skip
    frames = {
        "clients": canonical_frame("clients", [client]),
        "notes": canonical_frame("notes", notes),
    }
    return collect_client_record([frames], PERSONS, KEY, basis=Basis.ART15)


def test_ten_thousand_notes_are_exported_and_come_back(tmp_path):
    """Page, paper, tables and FHIR have each note once; one Provenance tells where all of them came from."""
    record = _record(MANY)
    request = SubjectRequest(
        "R-1",
        record.rows["clients"][0].get("tag"),
        "art15",
        "x",
        "passport",
        "2026-11-01",
        "2026-12-01",
    )
    bag = write_archive(
        record, tmp_path / "out", request=request, context=a_context(), lock=Plain()
    ).path
    wanted = {f"note-{number:05}" for number in range(MANY)}
    for name in ("START-HERE.html", "tables/notes.csv", "record.json"):
        text = (bag / "data" / name).read_text("utf-8")
        assert set(re.findall(r"note-\d{5}", text)) == wanted
    lines = (bag / "data/fhir/record.ndjson").read_text("utf-8").split("\n")
    resources = [json.loads(line) for line in lines if line]
    assert sum(each["resourceType"] == "DocumentReference" for each in resources) == MANY
    [origin] = [each for each in resources if each["resourceType"] == "Provenance" and len(each["target"]) == MANY]  # fmt: skip
    assert len({each["reference"] for each in origin["target"]}) == MANY
    last = PdfReader(io.BytesIO((bag / "data/record.pdf").read_bytes())).pages
    assert len(last) > MANY / 20
    assert len(read_archive(bag).tables["notes"]) == MANY


def test_a_long_part_is_folded_by_year_the_latest_open():
    """Whoever reads on a phone sees the years first; a short part is not folded."""
    page = to_html(_record(100), a_context()).text
    years = re.findall(
        r'<details class="year"( open)?><summary>(\d{4}) <span class="muted">(\d+)', page
    )
    assert years == [(" open" if year == 2024 else "", str(year), "10") for year in range(2024, 2014, -1)]  # fmt: skip
    assert 'class="year"' not in to_html(_record(20), a_context()).text


def test_notes_without_a_day_stand_together():
    """They have a place of their own rather than none."""
    assert "<summary>No date known" in to_html(_record(70, dated=False), a_context()).text
