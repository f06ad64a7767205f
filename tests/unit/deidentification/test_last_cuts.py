"""The last cuts: what still points at somebody goes, words before visits and visits before people."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification import Evidence, Tables, load_policy
from anonkit.deidentification.disclosure import facts_in_notes, without_facts
from anonkit.deidentification.extremes import longest_visits, rare_visits
from anonkit.deidentification.last_cuts import LastCuts, without_standing_out
from anonkit.deidentification.release_gate import cases_that_stand_out, measure_release
from anonkit.deidentification.told_tables import told_visits
from tests.unit.deidentification.release import case_number, release_tables

POLICY = load_policy("uk-training")
PEOPLE = 12


def evidence_of(people: int = PEOPLE) -> Evidence:
    """Everybody counts as themselves; towns of the records are known."""
    counted = {case_number(n): f"p{n}" for n in range(people)}
    return Evidence(
        "own-staff", counted_as=counted, places=frozenset({"Leeds"}), people_before=people
    )


def people_of(people: int = PEOPLE, ages: dict[int, int] | None = None) -> pd.DataFrame:
    """What the records say of the people in `release_tables`."""
    numbers = range(people)
    return pd.DataFrame(
        {
            "case": [case_number(n) for n in numbers],
            "person": [f"p{n}" for n in numbers],
            "age": [str((ages or {}).get(n, 34 if n * 2 >= people else 44)) for n in numbers],
            "sex": "female",
            "skin_type": "II",
            "complications": "[]",
        },
        dtype="str",
    )


def cut(tables: dict[str, pd.DataFrame], people: int = PEOPLE) -> LastCuts:
    """The last cuts, with the gate's own measures holding afterwards."""
    evidence = evidence_of(people)
    cuts = without_standing_out(tables, POLICY, evidence, people_of(people))
    assert cases_that_stand_out(cuts.tables, POLICY, evidence) == {}
    assert measure_release(cuts.tables, POLICY, evidence).passed
    return cuts


def test_what_points_at_nobody_stays_as_it_is() -> None:
    """A release that holds loses nothing."""
    tables = release_tables(PEOPLE)
    cuts = cut(tables)
    assert cuts.classes is None
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(cuts.tables[name], frame)


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("A 38-year-old teacher from Leeds.", "A [age] teacher from [place]."),
        ("Seen in 2019, last summer, on a Tuesday.", "Seen in [year], [season], on a [weekday]."),
    ],
)
def test_a_fact_goes_from_the_note_and_not_the_case(said: str, left: str) -> None:
    """Whoever stands out by a fact in a note alone stays, without the fact."""
    cuts = cut(release_tables(PEOPLE, notes={2: said}))
    assert len(cuts.tables["cases"]) == PEOPLE
    assert cuts.tables["notes"].loc[2, "text"] == left


def test_labels_are_chosen_anew_before_somebody_goes() -> None:
    """A class that lost a member is told with another; the case table says it, and so does the choice."""
    tables = release_tables(PEOPLE)
    tables["cases"].loc[:3, "age_band"] = "18-29"
    cuts = cut(tables)
    assert len(cuts.tables["cases"]) == PEOPLE
    assert cuts.classes is not None
    told = cuts.tables["cases"].set_index("case")["age_band"]
    assert dict(cuts.classes.label_by_quasi["age"]) == told.to_dict()


def treated(tables: dict[str, pd.DataFrame], rows: list[tuple[int, str, str, str]]) -> None:
    """Adds treatments: case, visit, family and product."""
    more = [
        {
            "case": case_number(case),
            "row": f"treatments-{visit}",
            "visit": visit,
            "when": f"+{int(visit) * 3} weeks",
            "treated_at": f"+{int(visit) * 3} weeks",
            "family": family,
            "product": product,
        }
        for case, visit, family, product in rows
    ]
    tables["treatments"] = pd.concat(
        [tables["treatments"].assign(product="Botox"), pd.DataFrame(more)], ignore_index=True
    )


def test_what_hardly_anybody_had_is_not_told() -> None:
    """The visits of a rare procedure go, and the cases stay with their others."""
    tables = release_tables(PEOPLE)
    rows = [(n, "2", "thread lift" if n < 3 else "dermal filler", "Radiesse") for n in range(9)]
    treated(tables, rows)
    visits = told_visits(tables, evidence_of().counted_as)
    assert set(rare_visits(visits, 5)) == {case_number(n) for n in range(3)}
    cuts = cut(tables)
    families = cuts.tables["treatments"]["family"]
    assert "thread lift" not in set(families)
    assert (families == "dermal filler").sum() == 6
    assert len(cuts.tables["cases"]) == PEOPLE


def test_a_rare_product_goes_from_the_list_and_the_notes_too() -> None:
    """One who had what nobody else had would be found by a search for it."""
    tables = release_tables(PEOPLE, notes={1: "Radiesse 1.5 ml today, settled."})
    treated(
        tables, [(n, "2", "dermal filler", "Radiesse" if n == 1 else "Volift") for n in range(8)]
    )
    tables["cases"]["products"] = [json.dumps(["Botox", "Radiesse"])] * PEOPLE
    cuts = cut(tables)
    assert "Radiesse" not in set(cuts.tables["treatments"]["product"].dropna())
    assert json.loads(cuts.tables["cases"].loc[1, "products"]) == ["Botox", "another dermal filler"]
    assert cuts.tables["notes"].loc[1, "text"] == "[product] 1.5 ml today, settled."


def test_no_course_is_longer_than_k_people_have_it() -> None:
    """The last visits of the longest course go."""
    tables = release_tables(PEOPLE)
    rows = [(0, str(visit), "botulinum toxin", "Botox") for visit in range(2, 7)]
    treated(tables, rows)
    counted_as = evidence_of().counted_as
    assert longest_visits(told_visits(tables, counted_as), 5) == {case_number(0): tuple("23456")}
    assert longest_visits(told_visits(cut(tables).tables, counted_as), 5) == {}


FACTS = st.lists(
    st.sampled_from(
        ["38yo", "in her late forties", "2019", "March", "Tuesday", "last summer", "Leeds", "aged 52",
         "50th birthday", "lip filler", "0.5 ml", "Easter", "61 F.", "May", "since May", "\n", ", ", "77y."]
    ),
    max_size=8,
)  # fmt: skip


@given(FACTS, st.sampled_from(["", "40-49", "march 2019", "leeds 38"]))
def test_no_fact_is_read_where_it_was_taken_out(words: list[str], told: str) -> None:
    """The reader that would find it finds nothing beyond the case's own row."""
    text = without_facts(" ".join(words), told, ["Leeds"])
    cases = pd.DataFrame({"case": ["C-1"], "own": [told]})
    found = facts_in_notes(pd.DataFrame({"case": ["C-1"], "text": [text]}), cases, ["Leeds"])
    assert found.columns == ()


def test_courses_are_cut_further_while_an_intruder_finds_more_than_is_allowed() -> None:
    """One of forty alone is little enough, unless whoever tries the release finds that it is not."""
    many = 40
    tables = release_tables(many)
    treated(tables, [(n, "2", "botulinum toxin", "Botox") for n in range(many)])
    alone = tables["treatments"].index[
        (tables["treatments"]["case"] == case_number(0)) & (tables["treatments"]["visit"] == "2")
    ]
    tables["treatments"].loc[alone, ["when", "treated_at"]] = "+40 weeks"

    def is_told(tables: Tables) -> bool:
        return "+40 weeks" in set(tables["treatments"]["when"])

    assert is_told(cut(tables, many).tables)
    asked: list[bool] = []

    def withstands(tables: Tables) -> bool:
        asked.append(is_told(tables))
        return not asked[-1]

    evidence = evidence_of(many)
    cuts = without_standing_out(tables, POLICY, evidence, people_of(many), withstands)
    assert asked[0] and not asked[-1]
    assert len(cuts.tables["cases"]) == many
    assert measure_release(cuts.tables, POLICY, evidence).unicity == 0


def test_cutting_ends_where_nothing_helps() -> None:
    """An intruder who finds somebody whatever is cut is left to the gate."""
    tables = release_tables(PEOPLE)
    tried: list[Tables] = []

    def never(tables: Tables) -> bool:
        tried.append(tables)
        return False

    cuts = without_standing_out(tables, POLICY, evidence_of(), people_of(), never)
    assert len(tried) == 5
    assert len(cuts.tables["cases"]) == PEOPLE
