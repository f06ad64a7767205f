"""Files that nobody has described: a draft with reasons, mended by hand in a few lines, then read."""

import csv
import difflib
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import anonkit
from anonkit.connectors import ReadContext, read_sources
from anonkit.keys import KeyRing
from anonkit.model import Identity

CASES = Path(__file__).parents[3] / "cases" / "drafts"
TABLES = ("people", "visits")
MENDED_BY_HAND = (
    ("    #   Bay: a few words that return\n", "    drop:\n      Bay: the clinic has two\n"),
)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory):
    """The export of a platform that does not exist: one workbook, two sheets, words of its own."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in TABLES:
        sheet = book.create_sheet(name)
        with (CASES / f"{name}_of_glowdesk.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream, delimiter=";"):
                sheet.append(row)
    path = tmp_path_factory.mktemp("glowdesk") / "glowdesk.xlsx"
    book.save(path)
    return path


@pytest.fixture(scope="module")
def draft(workbook):
    """Its draft."""
    return anonkit.draft_mapping(workbook)


def test_the_draft_holds_reasons_and_no_value(draft):
    """Every column has its line; what is not sure is marked; nothing of a client stands there."""
    assert "first_name: Forename  # header" in draft.text
    assert "birth_date: Born  # DOUBT: values are dates" in draft.text
    assert "#   Bay: a few words that return" in draft.text
    values = {
        cell
        for name in TABLES
        for row in list(
            csv.reader((CASES / f"{name}_of_glowdesk.csv").open(encoding="utf-8"), delimiter=";")
        )[1:]
        for cell in row
        if len(cell) > 3
    }
    assert [value for value in values if value in draft.text] == []


def test_mended_in_under_ten_lines_it_reads_the_export(draft, workbook, tmp_path):
    """A platform nobody has heard of comes in, every row of it."""
    text = draft.text
    for before, after in MENDED_BY_HAND:
        assert before in text
        text = text.replace(before, after)
    changed = [
        line
        for line in difflib.unified_diff(draft.text.splitlines(), text.splitlines(), n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    assert len(changed) < 10
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text, encoding="utf-8")
    assert anonkit.check_mapping(mapping).faults == ()
    context = ReadContext(
        "generic",
        "uk",
        "Europe/London",
        Identity(KeyRing(b"k" * 32)),
        "2026-01-01T00:00:00+00:00",
        lambda _: "b",
        mapping,
    )
    pieces = list(read_sources([workbook], context))
    rows = {}
    for piece in pieces:
        assert piece.counts.closes
        assert not piece.counts.ignored
        assert not piece.counts.quarantined
        assert piece.unmapped.empty
        for table, frame in piece.frames.items():
            rows[table] = [*rows.get(table, []), *frame.to_dict("records")]
    counts = {table: len(found) for table, found in rows.items()}
    assert counts == {"clients": 3, "appointments": 4, "staff": 2, "consents": 7}
    assert [row["status"] for row in rows["appointments"]] == [
        *("completed", "no show", "cancelled", "completed"),
    ]
    assert {row["client_key"] for row in rows["appointments"]} == {
        f"generic:clients:M-{number}" for number in (1, 2, 3)
    }
    assert next(row["birth_date"] for row in rows["clients"]) == "1988-05-26"
    assert rows["appointments"][0]["starts_at"] == "2024-05-13T10:00:00+01:00"


def test_a_frame_is_profiled_and_stays_as_it_is():
    """Each column gets its class and the reason; what is unknown is taken for the strictest."""
    frame = pd.read_csv(CASES / "people_of_glowdesk.csv", sep=";")
    frame["Odd"] = ["zig zag", "who knows what", "or why"]
    before = frame.copy()
    found = anonkit.profile(frame)
    pd.testing.assert_frame_equal(frame, before)
    assert found.roles == {
        "Member": "direct",
        "Forename": "direct",
        "Surname": "direct",
        "Born": "date",
        "Contact Mail": "direct",
        "Tel.": "direct",
        "Home Town": "free text",
        "Letters OK": "sensitive",
        "Odd": "free text",
    }
    reasons = {one.name: one.reason for one in found.columns}
    assert reasons["Contact Mail"] == "values are e-mail addresses"
    assert "Quill" not in "\n".join(found.lines())


def test_every_fault_of_a_mapping_is_told_at_once(tmp_path):
    """One look names them all, each with its key."""
    path = tmp_path / "mapping.yaml"
    path.write_text(
        """
platform: generic
readings:
  people:
    recognise: {columns: [Name]}
    rows:
      - table: appointments
        client: self
        fields:
          status: {column: State, values: {come: comed}}
          service: {same_row: treatments}
      - table: clients
        id: No
        fields: {first_name: Name}
""",
        encoding="utf-8",
    )
    faults = "\n".join(anonkit.check_mapping(path).faults)
    assert "starts_at: every row of appointments needs it" in faults
    assert "comed is none of booked" in faults
    assert "no row of treatments is made before" in faults
    assert "client: self stands before" in faults
    path.write_text(
        "platform: generic\nreadings:\n  a:\n    recognise: {columns: [X]}\n    rows:\n"
        "      - {table: nonesuch}\n      - {table: staff, fields: {nme: X}}\n",
        encoding="utf-8",
    )
    assert len(anonkit.check_mapping(path).faults) == 2
