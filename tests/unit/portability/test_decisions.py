"""The decision sheet: what it points at, and how a filled-in one is read."""

from __future__ import annotations

import re

import pytest

from anonkit.errors import SettingsError
from anonkit.portability.basis import MISFILED, Basis
from anonkit.portability.decisions import (
    Action,
    Decision,
    decision_sheet,
    decisions_from_csv,
    sheet_to_csv,
)
from anonkit.portability.held import ClientRecord, RecordRow
from anonkit.portability.names_of_others import (
    known_name_pattern,
    others_in,
    speaks_of_others,
    without_names,
)
from anonkit.portability.passages import passages_to_html
from tests.unit.portability.a_client import a_context, a_record


def test_the_sheet_points_at_notes_that_name_others():
    """A note that names a relative and a doctor is flagged with the number of places."""
    lines = [line for line in decision_sheet(a_record()) if line.table == "notes"]
    assert [(line.field, line.why, line.count, line.proposed) for line in lines] == [
        ("text", "names somebody else", 1, "other-people")
    ]


def test_health_professionals_are_no_others():
    """The GP is shown; only the husband is to be decided on."""
    lines = [line for line in decision_sheet(a_record()) if line.table == "contacts"]
    [husband] = {line.tag for line in lines}
    kinds = {row.get("tag"): row.get("kind") for row in a_record().rows["contacts"]}
    assert kinds[husband] != "gp"


def test_the_sheet_points_at_what_waits():
    """Each row in quarantine has its line."""
    lines = [line for line in decision_sheet(a_record()) if line.why == "waits in quarantine"]
    assert [(line.table, line.field) for line in lines] == [("treatments", "")]


@pytest.mark.parametrize(
    ("text", "why", "proposed"),
    [
        ("Disclosed self-harm last year", "may cause harm", {"art15": "serious-harm", "hipaa": "endangers-life"}),
        ("Her solicitor rang", "speaks of lawyers", {"art15": "legal-privilege", "hipaa": "legal-proceeding"}),
    ],
)  # fmt: skip
def test_grounds_are_proposed_where_a_basis_knows_them(text, why, proposed):
    """A ground is only proposed; transfer knows none but the client's wish."""
    for basis in Basis:
        row = RecordRow("notes-1", "notes", {"text": text, "tag": "notes#a"})
        record = ClientRecord(basis, "k", {"notes": (row,)})
        [line] = decision_sheet(record)
        assert line.why.startswith(why)
        assert line.proposed == proposed.get(basis.value, "")


def test_the_passages_show_what_the_sheet_points_at():
    """The page has the words, the grounds, and how to decide."""
    record = a_record()
    text = passages_to_html(record, decision_sheet(record), a_context())
    for words in ("Her husband Tom drove", "not-theirs", "serious-harm", "the date does not exist"):
        assert words in text
    assert "<b>keen" not in text


def test_a_row_of_somebody_else_is_taken_out_and_counted():
    """It is withheld as another person's, whatever the field that was flagged."""
    tag = next(row.get("tag") for row in a_record().rows["notes"])
    decision = Decision(tag, "notes", "text", Action.NOT_THEIRS, MISFILED, "Dr A")
    record = a_record(decisions=[decision])
    assert tag not in {row.get("tag") for row in record.rows["notes"]}
    assert ("notes", "", MISFILED, 1) in {
        (each.table, each.field, each.ground, each.count) for each in record.withheld
    }


def test_the_sheet_holds_no_value():
    """Lines name rows by tag; no name, key or text of the record stands in them."""
    text = sheet_to_csv(decision_sheet(a_record()))
    assert "contacts#" in text
    for value in ("Tom", "Nair", "Beaumont", "jane:", "07700"):
        assert value not in text


def test_an_untouched_sheet_is_refused():
    """Every line is decided by a person, or nothing goes out."""
    with pytest.raises(SettingsError, match="decision must be one of"):
        decisions_from_csv(sheet_to_csv(decision_sheet(a_record())), Basis.ART15)


HEAD = "tag,table,field,why,count,decision,ground,decided_by\r\n"


@pytest.mark.parametrize(
    "line",
    [
        "notes#a,notes,text,x,1,maybe,,",
        "notes#a,notes,text,x,1,withhold,,Dr A",
        "notes#a,notes,text,x,1,withhold,other-people,",
        "notes#a,notes,text,x,1,withhold,psychotherapy-notes,Dr A",
        "notes#a,nonsense,text,x,1,include,,Dr A",
        "notes#a,notes,nonsense,x,1,include,,Dr A",
        "notes#a,notes,text,x,1,include,,",
        "notes#a,notes,text,x,1,withhold,serious-harm,Ann",
        "notes#a,notes,,x,1,redact,other-people,Dr A",
    ],
)
def test_a_wrong_line_is_refused_by_number(line):
    """An unknown decision, a ground of another law, or nobody who decided: the line is named."""
    with pytest.raises(SettingsError, match="line 3"):
        decisions_from_csv(f"{HEAD}notes#b,notes,text,x,1,include,,Dr A\r\n{line}\r\n", Basis.ART15)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Her husband Tom came", ["Tom"]),
        ("with her sister, Ann Lee, today", ["Ann Lee"]),
        ("Spoke to Dr Nair", ["Nair"]),
        ("Mrs Smith, not on record", []),
        ("nair cream used", ["nair"]),
        ("Her husband is a pilot", []),
        ("Lucy's husband Tom; Lucy well", ["Tom"]),
        ("Restylane Lyft to cheeks", []),
    ],
)
def test_names_of_others_are_found(text, found):
    """Known names and names after a word of kinship are found; the client's own are not."""
    spans = others_in(text, known_name_pattern(["Mrs Priya Nair"]), frozenset({"lucy"}))
    assert [text[start:end] for start, end in spans] == found


@pytest.mark.parametrize(
    ("text", "speaks"),
    [("her mother is ill", True), ("Mother's Day voucher", False), ("lips", False)],
)
def test_talk_of_a_relative_is_noticed(text, speaks):
    """A relative without a name still is somebody else."""
    assert speaks_of_others(text) is speaks


def test_covering_leaves_the_rest_as_it_was():
    """Only the named places change."""
    assert re.sub(r"\[.*?\]", "_", without_names("a Tom b Ann c", [(2, 5), (8, 11)])) == "a _ b _ c"
