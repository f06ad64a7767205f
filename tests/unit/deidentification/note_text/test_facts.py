"""Facts that narrow down who somebody is are found; what a trainer learns from is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.note_text import find_facts

KINDS = frozenset(
    {
        "age",
        "month",
        "birth",
        "year",
        "lot",
        "price",
        "family",
        "weekday",
        "season",
        "clock_time",
        "place",
        "occupation",
    }
)


def found(text, *kinds):
    """The facts in a text, as kind and surface."""
    return {(f.kind, text[f.start : f.end]) for f in find_facts(text, frozenset(kinds) or KINDS)}


@pytest.mark.parametrize(
    ("text", "kind", "surface"),
    [
        ("52 yo lady", "age", "52 yo"),
        ("lip filler. 77y, teacher", "age", "77y"),
        ("a 47-year-old", "age", "47-year-old"),
        ("47F, fitz II", "age", "47F"),
        ("Aged 19.", "age", "Aged 19"),
        ("Age: 63", "age", "Age: 63"),
        ("turned 40 and", "age", "turned 40"),
        ("her 50th birthday", "age", "50th birthday"),
        ("in her late 30s", "age", "her late 30s"),
        ("born 1984", "birth", "born 1984"),
        ("DOB: 1984", "birth", "DOB: 1984"),
        ("lives w/ gran (94)", "age", "gran (94"),
        ("Grandmother, 95, healed badly", "age", "Grandmother, 95"),
        ("rebook March", "month", "March"),
        ("back in june", "month", "june"),
        ("Dentist is May.", "month", "May"),
        ("wants done b4 eid", "season", "eid"),
        ("exp 04/2025. 32g", "lot", "exp 04/2025"),
        ("#C88X/03/2022. block", "lot", "/03/2022"),
        ("filler in 2015", "year", "2015"),
        ("since the 90s", "year", "90s"),
        ("batch C3456A", "lot", "batch C3456A"),
        ("in date to 11/2025. Bolus", "lot", "in date to 11/2025"),
        ("use by 01/2025; total", "lot", "use by 01/2025"),
        ("Profhilo (x 02/2024). 1 ml", "lot", "(x 02/2024)"),
        ("glabella 41 (07/2023). Emla", "lot", " (07/2023)"),
        ("LOT# 88-XK2", "lot", "LOT# 88-XK2"),
        ("paid £350", "price", "£350"),
        ("$1,200.00 today", "price", "$1,200.00"),
        ("owes 80 quid", "price", "80 quid"),
        ("mum of two", "family", "mum of two"),
        ("has three kids", "family", "has three kids"),
        ("recently divorced", "family", "recently divorced"),
        ("her daughter's wedding", "family", "daughter's wedding"),
        ("see her Thursday", "weekday", "Thursday"),
        ("next tues", "weekday", "tues"),
        ("on Sun at the market", "weekday", "Sun"),
        ("last summer", "season", "summer"),
        ("in the fall", "season", "the fall"),
        ("at 6.15pm", "clock_time", "6.15pm"),
        ("rang at 14:30", "clock_time", "14:30"),
        ("hol in Turkey", "place", "Turkey"),
        ("moved from Ohio", "place", "Ohio"),
        ("works as a primary school teacher", "occupation", "school teacher"),
        ("she is a barrister", "occupation", "barrister"),
    ],
)
def test_a_fact_is_found(text, kind, surface):
    """Each kind in the ways clinics write it."""
    assert (kind, surface) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Azzalure 50u to glabella, 0.5ml per side",
        "1927 nm, 2000 mJ, 3 passes at 15 J",
        "lidocaine 1:100,000 with adrenaline",
        "SPF 50, sun exposure advised against",
        "needle 30G 13mm; cannula 25G 50mm",
        "review in 2 weeks, sooner if bruising",
        "score 4/10, VAS 7",
        "lots of swelling, a lot better",
        "Fitzpatrick III, Glogau 2",
        "the nurse called her back",
        "asked to may massage gently and march on",
        "spoke at length about risks",
        "10 units per point, 5 points",
        "falls asleep on her side",
        "May need a second session; may march on",
        "son says 2 weeks of swelling, mum 3 weeks later",
    ],
)
def test_clinical_words_are_left_alone(text):
    """Doses, settings, scales and advice hold no such fact."""
    assert found(text) == set()


@pytest.mark.parametrize(("text", "number"), [("aged 47", 47), ("in 2015", 2015)])
def test_a_fact_tells_its_number(text, number):
    """Ages and years can be coarsened because their number is known."""
    assert [fact.number for fact in find_facts(text, KINDS)] == [number]


def test_only_the_kinds_asked_for_are_found():
    """What the policy keeps is not looked for."""
    assert found("aged 47, paid £350 last summer", "price") == {("price", "£350")}


@given(st.text(max_size=200))
def test_any_text_is_borne(text):
    """Facts lie within the text and are never empty."""
    for fact in find_facts(text, KINDS):
        assert 0 <= fact.start < fact.end <= len(text)
