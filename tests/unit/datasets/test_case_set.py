"""A case tells its person, what was known, and its course visit by visit."""

import json

import pytest

from anonkit.datasets import CaseSet, build_cases, released_tables
from tests.unit.datasets.released import made_cases, released


def cases_of(rows, partition_count=1):
    return build_cases(released_tables(released(rows, partition_count)))


def one(**tables):
    rows = {name: [{"case": "C-AAAAA", **row} for row in held] for name, held in tables.items()}
    return cases_of(rows)[0]


def test_cases_come_in_the_order_of_their_numbers():
    """The list depends on case numbers only."""
    numbers = [case["case"] for case in cases_of(made_cases(12))]
    assert numbers == sorted(numbers)
    assert len(numbers) == 12


@pytest.mark.parametrize("partition_count", [2, 7])
def test_partitions_make_no_difference(partition_count):
    """However the rows are spread, the cases are the same."""
    rows = made_cases(9)
    assert cases_of(rows, partition_count) == cases_of(rows, 1)


def test_the_order_of_rows_at_the_source_makes_no_difference():
    """Rows come sorted by case, visit and row, so nothing of the source's order remains."""
    rows = made_cases(5)
    turned = {name: held[::-1] for name, held in rows.items()}
    assert cases_of(turned) == cases_of(rows)


def test_a_case_needs_no_column_but_its_number():
    """Where a policy took everything, the case still stands."""
    assert one(cases=[{}]) == {
        "case": "C-AAAAA",
        "title": "A course of 0 visits",
        "person": {"name": "Unnamed"},
        "themes": {"procedures": [], "products": [], "complications": [], "sites": []},
        "course": {"visits": 0},
        "history": {},
        "visits": [],
    }


def test_what_happened_between_visits_is_no_visit():
    """The count and the title tell the visits there are; who came most often is told as the tables tell it."""
    case = one(
        appointments=[
            {"visit": "1", "when": "first visit"},
            {"visit": "2", "when": "+2 weeks"},
        ],
        prescriptions=[{"when": "between visits 1 and 2", "medicine": "aciclovir"}],
    )
    assert len(case["visits"]) == 3
    assert case["course"]["visits"] == 2
    assert case["title"] == "A course of 2 visits"


def test_what_was_at_no_visit_stands_where_its_time_says():
    """Elsewhere before, farthest first; between visits between them; each time apart; what does not say comes last."""
    case = one(
        appointments=[
            {"visit": "1", "when": "first visit"},
            {"visit": "2", "when": "+2 weeks"},
            {"visit": "3", "when": "visit 3"},
            {"when": "+1 week", "status": "cancelled"},
            {"when": "after the last visit", "status": "booked"},
        ],
        treatments=[
            {"when": "3 months before the first visit", "place": "elsewhere", "family": "facial"},
            {
                "when": "about 2 years before the first visit",
                "place": "elsewhere",
                "family": "peel",
            },
        ],
        prescriptions=[
            {"when": "between visits 2 and 3", "medicine": "aciclovir"},
            {"when": "between visits 1 and 2", "medicine": "ibuprofen"},
        ],
    )
    assert [visit["label"] for visit in case["visits"]] == [
        "about 2 years before the first visit",
        "3 months before the first visit",
        "first visit",
        "+1 week",
        "between visits 1 and 2",
        "+2 weeks",
        "between visits 2 and 3",
        "visit 3",
        "after the last visit",
    ]
    assert [len(visit.get("prescriptions", ())) for visit in case["visits"]] == [0, 0, 0, 0, 1, 0, 1, 0, 0]  # fmt: skip
    places = [visit["place"] for visit in case["visits"]]
    assert places == sorted(places)


def test_years_put_what_was_elsewhere_in_its_place():
    """Where only years are told, an earlier year comes before the visits of later ones."""
    case = one(
        appointments=[{"visit": "1", "when": "2021"}, {"visit": "2", "when": "2023"}],
        treatments=[
            {"when": "2022", "place": "elsewhere"},
            {"when": "2016", "place": "elsewhere"},
            {"when": "2023", "place": "elsewhere"},
        ],
    )
    assert [visit["when"] for visit in case["visits"]] == ["2016", "2021", "2022", "2023", "2023"]
    assert [visit["visit"] for visit in case["visits"]] == [None, 1, None, 2, None]


def test_visits_are_in_order_and_hold_their_rows():
    """Ten comes after two; what has no visit comes last."""
    case = one(
        treatments=[
            {"visit": "10", "when": "+3 months", "family": "facial"},
            {"visit": "2", "when": "+2 weeks", "family": "facial"},
            {"family": "other"},
        ],
        notes=[{"visit": "2", "when": "+2 weeks", "text": "well"}],
    )
    assert [(visit["visit"], visit.get("when")) for visit in case["visits"]] == [
        (2, "+2 weeks"),
        (10, "+3 months"),
        (None, None),
    ]
    assert case["visits"][0]["notes"] == [{"text": "well"}]


def test_a_row_says_when_only_where_it_differs():
    """A late entry keeps its own time beside the visit's."""
    case = one(
        treatments=[{"visit": "1", "when": "first visit", "family": "facial"}],
        notes=[{"visit": "1", "when": "+2 weeks", "text": "late entry"}],
    )
    assert case["visits"][0]["when"] == "first visit"
    assert case["visits"][0]["notes"] == [{"when": "+2 weeks", "text": "late entry"}]


def test_a_date_that_says_what_the_visit_says_is_told_once():
    """The course time of a visit is not said again in each of its rows, or twice in one row."""
    case = one(
        notes=[
            {"row": "notes-1", "visit": "1", "when": "first visit", "written_at": "first visit"},
            {"row": "notes-2", "visit": "1", "when": "first visit", "written_at": "+1 week"},
        ],
        feedback=[{"when": "+1 week", "given_at": "+1 week", "text": "c"}],
    )
    assert case["visits"][0]["notes"] == [
        {"row": "notes-1"},
        {"row": "notes-2", "written_at": "+1 week"},
    ]
    assert case["feedback"] == [{"when": "+1 week", "text": "c"}]


def test_visits_of_one_year_are_told_apart_by_number():
    """Where the policy tells years only, a visit has its number, and the weeks where they are told."""
    case = one(
        cases=[{"intervals": '["2 weeks", null]'}],
        treatments=[
            {"visit": "1", "when": "2023"},
            {"visit": "2", "when": "2023"},
            {"visit": "3", "when": "2024"},
            {"when": "2023"},
        ],
    )
    assert [(visit["label"], visit.get("since_last")) for visit in case["visits"]] == [
        ("visit 1, 2023", None),
        ("visit 2, 2023", "2 weeks"),
        ("2023", None),
        ("visit 3, 2024", None),
    ]
    assert "intervals" not in case["person"]


def test_the_title_does_not_give_away_the_course():
    """A title tells what the course began with, not how it went on."""
    case = one(
        treatments=[
            {"visit": "1", "family": "dermal filler"},
            {"visit": "2", "family": "filler dissolving"},
        ]
    )
    assert case["title"] == "Dermal filler, 2 visits"
    assert case["themes"]["procedures"] == ["dermal filler", "filler dissolving"]


def test_themes_come_from_rows_where_the_table_of_cases_has_none():
    """Treatments elsewhere are no theme, and a good result is no complication."""
    case = one(
        treatments=[
            {"family": "facial", "product": "Serum", "site": "cheek", "place": "here"},
            {"family": "thread lift", "place": "elsewhere"},
        ],
        outcomes=[
            {"kind": "complication", "what": "bruise"},
            {"kind": "adverse event", "what": "rash"},
            {"kind": "result", "what": "smoother"},
        ],
    )
    assert case["themes"] == {
        "procedures": ["facial"],
        "products": ["Serum"],
        "complications": ["bruise", "rash"],
        "sites": ["cheek"],
    }


def test_the_made_up_name_goes_before_the_names_of_client_rows():
    """Several records of one person make one made-up person."""
    case = one(
        cases=[{"made_up_name": "Edie Fenwick", "age_band": "35–44"}],
        clients=[
            {"first_name": "Edie", "last_name": "Fenwick", "sex": "female"},
            {"language": "Welsh"},
        ],
    )
    person = case["person"]
    assert person["name"] == "Edie Fenwick"
    assert (person["age_band"], person["sex"], person["language"]) == ("35–44", "female", "Welsh")


def test_missing_values_are_left_out_and_lists_are_lists():
    """JSON text becomes JSON; decimals keep their digits; what is not there is not there."""
    case = one(
        treatments=[
            {"visit": "1", "quantity": "1.50", "lot": None, "device_settings": '{"fluence": "18"}'}
        ],
        outcomes=[{"visit": "1", "kind": "result", "onset_days": "3"}],
        clients=[{"labels": '["VIP"]'}],
    )
    assert case["visits"][0]["treatments"] == [
        {"quantity": "1.50", "device_settings": {"fluence": "18"}}
    ]
    assert case["visits"][0]["outcomes"] == [{"kind": "result", "onset_days": 3}]
    assert case["person"]["labels"] == ["VIP"]


def test_a_banded_number_stays_what_the_policy_made_of_it():
    """A column whose values a policy coarsened is shown as it is."""
    case = one(outcomes=[{"visit": "1", "kind": "result", "onset_days": "under a week"}])
    assert case["visits"][0]["outcomes"][0]["onset_days"] == "under a week"


def test_json_lines_bear_the_mark_and_give_the_cases_back():
    """A line is a whole case with the mark before it."""
    cases = CaseSet(tuple(cases_of(made_cases(3))))
    lines = [json.loads(line) for line in cases.json_lines(anonkit="release").decode().splitlines()]
    assert [line.pop("anonkit") for line in lines] == ["release"] * 3
    assert lines == list(cases)


def test_identified_records_are_refused():
    """Only what the release gate let through has tables to release."""
    from anonkit.model import DeidentifiedRecords, as_reader

    with pytest.raises(TypeError, match="release gate"):
        released_tables(DeidentifiedRecords(as_reader(released())))
