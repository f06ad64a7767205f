"""A case in stages: no outcome stands in the clear, and nothing of the case is lost."""

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.datasets import build_cases, released_tables, render_index
from anonkit.datasets.teaching import read_teaching, stage_cases
from anonkit.errors import SettingsError
from tests.unit.datasets.released import made_cases, made_facts, released

CASES = build_cases(released_tables(released(made_cases(12))))
OCCLUSION = next(case for case in CASES if "vascular occlusion" in case["themes"]["complications"])
ROWS = ("appointments", "treatments", "outcomes", "notes", "prescriptions", "photos")


def told_outcomes(cases):
    """What each outcome was, and what was done about it."""
    rows = [row for case in cases for visit in case["visits"] for row in visit.get("outcomes", [])]
    return {row[name].lower() for row in rows for name in ("what", "action") if name in row}


def unpacked(text):
    return json.loads(base64.b64decode(text))


def staged(case=OCCLUSION, text=""):
    found = stage_cases(CASES, read_teaching(text))
    return next(one for one in found if one.clear["case"] == case["case"])


def of_case(content):
    return f"cases:\n  {OCCLUSION['case']}:\n    {content}\n"


def test_no_outcome_stands_in_the_source_of_the_page():
    """Not in a title, a filter, a list, a picture's name or anywhere else."""
    page = render_index(CASES, made_facts()).lower()
    assert len(told_outcomes(CASES)) > 6
    assert [words for words in told_outcomes(CASES) if words in page] == []


def test_the_clear_part_ends_before_the_treatment():
    """History and what was seen on arrival; products and notes of the treatment are packed."""
    clear = json.dumps(staged().clear).lower()
    assert "cold sores" in clear
    assert "lip augmentation" in clear
    for words in ("kysse", "blanching", "hyalase", "livedo", "after, full face"):
        assert words not in clear


def test_what_was_done_elsewhere_before_is_no_treatment_of_ours():
    """It is told at the assessment; an outcome of our first visit hides that visit's outcome, not its treatment."""
    rows = released(
        {
            "cases": [{"case": "C-1", "made_up_name": "Edie Crowhurst"}],
            "treatments": [
                {"case": "C-1", "when": "8 months before the first visit", "place": "elsewhere", "family": "dermal filler", "product": "Juvederm"},
                {"case": "C-1", "visit": "1", "when": "first visit", "family": "dermal filler", "product": "Teosyal"},
            ],
            "outcomes": [
                {"case": "C-1", "visit": "1", "when": "first visit", "kind": "complication", "what": "haematoma"}
            ],
        }
    )  # fmt: skip
    (case,) = stage_cases(build_cases(released_tables(rows)), read_teaching(""))
    assert case.clear["is_treated"]
    assert "Juvederm" in json.dumps(case.clear["before"])
    assert [row["product"] for row in case.treatment["visits"][0]["treatments"]] == ["Teosyal"]
    assert "haematoma" not in json.dumps([case.clear, case.treatment])


def test_nothing_of_the_case_is_lost():
    """The packed outcome holds the case as it was; the page's form holds text only."""
    page = staged().to_page()
    assert unpacked(page["outcome"])["case"] == OCCLUSION
    treatment = unpacked(page["treatment"])["visits"]
    assert [row["product"] for row in treatment[0]["treatments"]] == ["Restylane Kysse"]
    assert "appointments" not in treatment[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_a_row_is_told_at_one_stage_only(case):
    """What arrival showed is not shown again with the treatment."""
    one = staged(case)
    seen = [
        (table, json.dumps(row))
        for visit in [*one.clear["before"], *one.treatment["visits"]]
        for table in ROWS
        for row in visit.get(table, [])
    ]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("content", "hidden"),
    [
        ("objectives: [Know a vascular  Occlusion]", "occlusion"),
        ("themes: [vascular occlusion]", "occlusion"),
        ("title: The vascular occlusion", "occlusion"),
        ("stages: {history: Fears eyelid ptosis.}", "eyelid ptosis"),
        ("questions: [{question: 'What of vascular occlusion?'}]", "occlusion"),
        ("questions: [{question: What, options: [a, vascular occlusion]}]", "occlusion"),
        ("questions: [{question: What, answer: Because}]", "because"),
        ("questions: [{question: Why then, stage: discussion}]", "why then"),
        ("pitfalls: [Haste makes waste]", "haste"),
        ("stages: {treatment: By cannula}", "cannula"),
        ("stages: {discussion: Talk of it}", "talk of it"),
    ],
)
def test_what_a_trainer_wrote_waits_where_it_gives_the_outcome_away(content, hidden):
    """It is told after the reveal, whatever part it was written in; answers and pitfalls always are."""
    one = staged(text=of_case(content))
    assert hidden not in json.dumps(one.clear).lower()
    assert hidden in json.dumps([one.treatment, one.outcome]).lower().replace("  ", " ")


@pytest.mark.parametrize(
    "text",
    ["title: Vascular occlusion", "objectives: [see eyelid ptosis]", "themes: [eyelid ptosis]"],
)
def test_a_text_for_the_whole_set_may_not_give_it_away(text):
    """It stands above every case, so it is refused with its place."""
    with pytest.raises(SettingsError, match="of the whole set"):
        stage_cases(CASES, read_teaching(text))


def test_the_trainer_may_say_where_what_happened_begins():
    """By the number of a visit; one that is not told is refused."""
    assert staged().outcome["turn"] == 1
    assert staged(text=of_case("happened_from: 3")).outcome["turn"] == 2
    with pytest.raises(SettingsError, match="names a visit"):
        staged(text=of_case("happened_from: 40"))


WORDS = st.text(st.sampled_from("abcd é<&\"'"), min_size=4, max_size=12).filter(
    lambda text: len(" ".join(text.split())) >= 4
)


@given(st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 2))
def test_no_outcome_is_ever_in_the_clear(outcomes, place):
    """Whatever an outcome is called and wherever else those words stand in the case."""
    said = " ".join(outcomes[0].split())
    visits = [
        {"visit": n + 1, "label": f"v{n}", "place": 0.0, "treatments": [{"family": f"x {said} y"}]}
        for n in range(3)
    ]
    visits[place]["outcomes"] = [{"kind": "complication", "what": what} for what in outcomes]
    case = {
        "case": "C-2",
        "title": f"After {said}",
        "person": {"name": "Ann", "alert": said.upper()},
        "themes": {},
        "course": {"visits": 3},
        "history": {"conditions": [{"name": f"had {said}"}]},
        "visits": visits,
    }
    [one] = stage_cases([case], read_teaching(None))
    clear = json.dumps(one.clear, ensure_ascii=False).casefold()
    assert json.dumps(said, ensure_ascii=False).strip('"').casefold() not in clear


def test_a_made_up_name_that_is_a_word_of_outcomes_stays():
    """Ms Burns keeps her name where somebody's outcome is a burn."""
    case = {
        **OCCLUSION,
        "person": {"name": "Ada Vascular Occlusion", "alert": "had a vascular occlusion before"},
    }
    [one] = stage_cases([case], read_teaching(None))
    assert one.clear["person"] == {"name": "Ada Vascular Occlusion"}
