"""The decision sheet: what it points at, and how a filled-in one is read."""

from __future__ import annotations

import re

import pytest

from anonkit.errors import SettingsError
from anonkit.portability.basis import Basis
from anonkit.portability.decisions import Action, decision_sheet, decisions_from_csv, sheet_to_csv
from anonkit.portability.names_of_others import (
    known_name_pattern,
    others_in,
    speaks_of_others,
    without_names,
)
from tests.unit.portability.a_client import a_record


def test_the_sheet_points_at_notes_that_name_others():
    """A note that names a relative and a doctor is flagged with the number of places."""
    lines = [line for line in decision_sheet(a_record()) if line.table == "notes"]
    assert [(line.field, line.why, line.count) for line in lines] == [
        ("text", "names somebody else", 2)
    ]


def test_the_sheet_holds_no_value():
    """Lines name rows by tag; no name, key or text of the record stands in them."""
    text = sheet_to_csv(decision_sheet(a_record()))
    assert "contacts#" in text
    for value in ("Tom", "Nair", "Beaumont", "jane:", "07700"):
        assert value not in text


def test_an_untouched_sheet_includes_everything():
    """The sheet as written decides nothing away."""
    decisions = decisions_from_csv(sheet_to_csv(decision_sheet(a_record())), Basis.ART15)
    assert decisions
    assert {decision.action for decision in decisions} == {Action.INCLUDE}


HEAD = "tag,table,field,why,count,decision,ground,decided_by\r\n"


@pytest.mark.parametrize(
    "line",
    [
        "notes#a,notes,text,x,1,maybe,,",
        "notes#a,notes,text,x,1,withhold,,Dr A",
        "notes#a,notes,text,x,1,withhold,other-people,",
        "notes#a,notes,text,x,1,withhold,psychotherapy-notes,Dr A",
        "notes#a,nonsense,text,x,1,include,,",
        "notes#a,notes,nonsense,x,1,include,,",
    ],
)
def test_a_wrong_line_is_refused_by_number(line):
    """An unknown decision, a ground of another law, or nobody who decided: the line is named."""
    with pytest.raises(SettingsError, match="line 3"):
        decisions_from_csv(f"{HEAD}notes#b,notes,text,x,1,include,,\r\n{line}\r\n", Basis.ART15)


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
