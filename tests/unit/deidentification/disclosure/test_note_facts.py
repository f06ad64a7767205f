"""Facts in notes are read by a plain reader of their own and join the quasi-identifiers."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.disclosure import facts_in_notes

CASES = pd.DataFrame(
    {"case": ["C-1", "C-2"], "age_band": ["35-44", "45-54"], "year": ["2024", None]}
)
READ = [
    ("38-year-old lady", {"note_age": "38"}),
    ("a 38yo, aged 38", {"note_age": "38"}),
    ("in her late thirties", {"note_age": "30s"}),
    ("41 F, first toxin", {"note_age": "41"}),
    ("just turned 50", {"note_age": "50"}),
    ("lip filler. 77y, teacher", {"note_age": "77"}),
    ("77 yrs; retired", {"note_age": "77"}),
    ("61 y.o. here for review", {"note_age": "61"}),
    ("a 52-year lady, and a 48 woman", {"note_age": "48 · 52"}),
    ("pt 41/F (new)", {"note_age": "41"}),
    ("ahead of her 60th birthday", {"note_age": "60"}),
    ("at the age of 29", {"note_age": "29"}),
    ("smoked for 12 y, toxin every 10y.", {}),
    ("20 units each side, 30 mg", {}),
    ("age 35-44", {}),
    ("seen in 2019 and 2024", {"note_year": "2019"}),
    ("2000 units and 2019 mg", {}),
    ("back in March, or on a Tuesday", {"note_month": "Mar", "note_weekday": "tues"}),
    ("May need a top up. She may march on.", {}),
    ("since May", {"note_month": "May"}),
    ("referred by April Whitlock, and her aunt June came", {}),
    ("[aged 50-59] lady", {"note_age": "50-59"}),
    ("last summer, before Christmas", {"note_season": "christmas · summer"}),
    ("lives in Leeds", {"note_place": "leeds"}),
    ("mild bruising, 20 units, review in 2 weeks", {}),
]


@pytest.mark.parametrize(("text", "facts"), READ, ids=[text for text, _ in READ])
def test_a_fact_is_read(text: str, facts: dict[str, str]) -> None:
    """Each fact that the case's own row does not tell already becomes a value of its column."""
    texts = pd.DataFrame({"case": ["C-1"], "text": [text]})
    found = facts_in_notes(texts, CASES, places=["Leeds", "York"])
    row = found.frame.set_index("case").loc["C-1"].dropna().to_dict()
    assert row == facts
    assert set(found.columns) == set(facts)


def test_every_case_has_a_row() -> None:
    """Cases without notes are there, with nothing told."""
    texts = pd.DataFrame({"case": ["C-1", "C-9"], "text": [None, "age 40"]})
    found = facts_in_notes(texts, CASES)
    assert found.frame["case"].tolist() == ["C-1", "C-2"]
    assert found.columns == ()
