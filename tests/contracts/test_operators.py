"""Every operator keeps the contract: pure, same rows, missing stays missing, nothing real survives."""

from __future__ import annotations

import inspect
import pkgutil
from datetime import date
from importlib import import_module

import pandas as pd
import pytest

import anonkit.deidentification.operators as folder
from anonkit.deidentification.case import Case
from anonkit.deidentification.case_identity import assign_cases
from anonkit.deidentification.course_time import course_of
from anonkit.deidentification.hierarchies import hierarchy_named
from anonkit.deidentification.operators import OPERATORS, ColumnContext, Operator
from anonkit.deidentification.text.surrogates import SurrogateBook
from anonkit.model import TABLES

IDENTITIES = assign_cases({"one": b"1" * 32, "two": b"2" * 32}, "series")

# By operator: parameters, the field it is tried on, values of two clients.
TRIALS = {
    "age_band": ({}, "clients.birth_date", ["1984-05-17", "1951-01-02"]),
    "case_number": ({}, "notes.client_key", ["jane:clients:10441", "jane:clients:10442"]),
    "case_row": ({}, "notes.appointment_key", ["jane:appointments:777", "jane:appointments:778"]),
    "course_time": ({}, "treatments.treated_at", ["2024-03-04", "2024-03-25T10:00:00+00:00"]),
    "generalise": ({"hierarchy": "money", "level": 0}, "payments.amount", ["257.50", "1310"]),
    "keep": ({}, "treatments.quantity", ["50", "0.5"]),
    "postcode_district": ({}, "clients.postcode", ["LA9 5RT", "SW1A 1AA"]),
    "pseudonymise": ({}, "clients.client_id", ["10441", "10442"]),
    "round_number": ({"to": "50"}, "payments.amount", ["257.50", "1310"]),
    "scrub_text": ({}, "notes.text", ["Mrs Okonkwo rang", "seen by Vanterpool"]),
    "shift_dates": ({}, "treatments.treated_at", ["2024-03-04", "2024-03-25T10:00:00+00:00"]),
    "staff_role": ({}, "notes.staff_key", ["jane:staff:1", "jane:staff:2"]),
    "suppress": ({}, "clients.email", ["ada@okonkwo.example", "h@bicker.example"]),
    "surrogate": ({}, "clients.last_name", ["Okonkwo", "Bickerstaffe"]),
    "top_code": ({"top": "100"}, "payments.amount", ["257.50", "1310"]),
    "year_only": ({}, "treatments.treated_at", ["2024-03-04", "2023-03-25T10:00:00+00:00"]),
    "zip3": ({}, "clients.postcode", ["80202-1234", "03601"]),
}
KEEPING = {"keep"}
NAMES = sorted(OPERATORS)


def case_of(person: str) -> Case:
    """A case seen on two days of March."""
    return Case(
        identity=IDENTITIES[person],
        person=person,
        client_keys=(f"jane:clients:{person}",),
        course=course_of([date(2024, 3, 4), date(2024, 3, 25)]),
        age=39 if person == "one" else 73,
        book=SurrogateBook(IDENTITIES[person].seed.derive("surrogates")),
        role_by_staff={"jane:staff:1": "injector"},
        row_by_key={"jane:appointments:777": "appointments-1"},
    )


CASES = {IDENTITIES[person].case: case_of(person) for person in IDENTITIES}


def context_for(place: str, count: int) -> ColumnContext:
    """What an operator may know, for rows that take turns between the two cases."""
    table, name = place.split(".")
    numbers = list(CASES)
    return ColumnContext(
        table=table,
        field=TABLES[table].field_by_name[name],
        row_cases=tuple(numbers[i % 2] for i in range(count)),
        case_by_number=CASES,
        hierarchy_by_quasi={"age": hierarchy_named("age band")},
        level_by_quasi={"age": 0},
        grain="week",
        as_of=date(2024, 12, 31),
        scrub=lambda text, case, place, near=None: f"[{len(text)} characters]",
    )


def applied(name: str, values: list[object], index: list[int] | None = None) -> pd.Series:
    """The operator of that name on these values."""
    parameters, place, _ = TRIALS[name]
    column = pd.Series(values, index=index, dtype="str", name=place.split(".")[1])
    return OPERATORS[name].model_validate(parameters).apply(column, context_for(place, len(values)))


def test_every_operator_in_the_folder_is_offered_and_tried():
    """A file in the folder that nobody can name, or that has no trial here, is a mistake."""
    found = {
        member.name
        for module in pkgutil.iter_modules(folder.__path__)
        for _, member in inspect.getmembers(
            import_module(f"{folder.__name__}.{module.name}"), inspect.isclass
        )
        if issubclass(member, Operator) and member is not Operator
    }
    assert found == set(OPERATORS) == set(TRIALS)


@pytest.mark.parametrize("name", NAMES)
def test_the_column_given_is_not_changed(name):
    """The caller's column is the same afterwards."""
    parameters, place, values = TRIALS[name]
    column = pd.Series([*values, None], dtype="str", name=place.split(".")[1])
    before = column.copy(deep=True)
    OPERATORS[name].model_validate(parameters).apply(column, context_for(place, 3))
    pd.testing.assert_series_equal(column, before)


@pytest.mark.parametrize("name", NAMES)
def test_rows_stay_rows(name):
    """The result has the index of the column, doubled labels included."""
    values = TRIALS[name][2]
    told = applied(name, [values[0], None, values[1]], index=[7, 7, 3])
    assert told.index.tolist() == [7, 7, 3]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_column_gives_an_empty_column(name):
    """No rows are no fault."""
    assert len(applied(name, [])) == 0


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"age_band"}))
def test_what_was_missing_stays_missing(name):
    """Nothing is made up where nothing was."""
    assert applied(name, [None, None]).isna().all()


@pytest.mark.parametrize("name", NAMES)
def test_the_result_is_text_and_the_same_each_time(name):
    """Two runs agree, and the result is a column of text."""
    values = TRIALS[name][2]
    first, second = applied(name, values), applied(name, values)
    pd.testing.assert_series_equal(first, second)
    assert first.dtype == "str"


@pytest.mark.parametrize("name", sorted(set(NAMES) - KEEPING))
def test_no_original_value_survives(name):
    """Only what keeps may hand a value on as it was."""
    values = TRIALS[name][2]
    told = applied(name, values).dropna()
    assert not set(told) & set(values)
    assert not [v for v in values for t in told if v.casefold() in t.casefold()]


@pytest.mark.parametrize("name", NAMES)
def test_an_operator_says_what_it_does(name):
    """The plan has words for every operator, and the words hold no value."""
    parameters, place, values = TRIALS[name]
    table, field = place.split(".")
    words = OPERATORS[name].model_validate(parameters).describe(TABLES[table].field_by_name[field])
    assert words
    assert not [value for value in values if value in words]


@pytest.mark.parametrize("name", NAMES)
def test_unknown_parameters_are_refused(name):
    """A misspelt parameter is no parameter."""
    with pytest.raises(ValueError, match="colour"):
        OPERATORS[name].model_validate({**TRIALS[name][0], "colour": "blue"})


@pytest.mark.parametrize(
    ("name", "values", "told"),
    [
        (
            "keep",
            ["50", "0.5", "Mrs Okonkwo", "1e999", "", "-3"],
            ["50", "0.5", None, None, None, "-3"],
        ),
        (
            "course_time",
            ["2024-03-04", "2024-03-25", "2024-09-04", "2014", "--05-01"],
            [
                "first visit",
                "+3 weeks",
                "+6 months",
                "about 10 years before the first visit",
                "date not recorded",
            ],
        ),
        ("year_only", ["2024-03-04", "1930-01-01", "--05-01", "junk"], ["2024", None, None, None]),
        ("zip3", ["80202", "3601", "K1A 0B1"], ["802", "000", None]),
        ("postcode_district", ["SW1A 1AA", "80202"], ["SW", None]),
        ("staff_role", ["jane:staff:1", "somebody"], ["injector", "member of staff"]),
        ("case_row", ["jane:appointments:777", "jane:appointments:9"], ["appointments-1", None]),
        (
            "round_number",
            ["257.50", "24", "-130", "nan", "Infinity"],
            ["250", "0", "-150", None, None],
        ),
        ("top_code", ["99.5", "100", "1E3", "sNaN"], ["99.5", "100 or more", "100 or more", None]),
        ("age_band", ["x", "x"], ["30-39", "70-79"]),
    ],
)
def test_values_are_told_as_the_table_says(name, values, told):
    """The act itself, value by value, junk included."""
    found = [None if pd.isna(value) else value for value in applied(name, values)]
    expected = told if name != "staff_role" else ["injector", "member of staff"]
    assert found == expected


def test_a_closed_list_lets_nothing_else_pass():
    """A name typed into a closed list does not get through."""
    column = pd.Series(["left", "Okonkwo"], dtype="str")
    told = OPERATORS["keep"]().apply(column, context_for("treatments.side", 2))
    assert told.iloc[0] == "left"
    assert pd.isna(told.iloc[1])


@pytest.mark.parametrize(
    "parameters",
    [
        {"large_districts": ["LA9"]},
        {"populations": {"LA9": 21_000, "LA8": 19_999}},
        {"populations": {"LA9": 9_000, "LA8": 300}, "floor": 5_000},
    ],
)
def test_large_districts_are_told_and_others_are_not(parameters):
    """Only districts that the policy names, or says enough people live in, keep their number."""
    operator = OPERATORS["postcode_district"].model_validate(parameters)
    column = pd.Series(["LA9 5RT", "LA8 1AA"], dtype="str")
    assert operator.apply(column, context_for("clients.postcode", 2)).tolist() == ["LA9", "LA"]


def test_shifted_dates_keep_their_gap_and_their_time():
    """One offset a case; the clock time and its zone stay."""
    operator = OPERATORS["shift_dates"]()
    column = pd.Series(["2024-03-04T10:00:00+00:00", "2024-03-18"] * 2, dtype="str")
    context = context_for("treatments.treated_at", 4)
    told = operator.apply(column.iloc[[0, 0, 1, 1]], context)
    first, second = (pd.to_datetime(told.iloc[i][:10]) for i in (0, 2))
    assert (second - first).days == 14
    assert told.iloc[0].endswith("T10:00:00+00:00")
    assert told.iloc[0][:10] != told.iloc[1][:10]


def test_pseudonyms_differ_between_cases():
    """The same value of two people has two codes."""
    told = applied("pseudonymise", ["10441", "10441"])
    assert told.iloc[0] != told.iloc[1]


def test_json_is_scrubbed_inside():
    """Texts and names within JSON are read; what is no JSON is not told at all."""
    operator = OPERATORS["scrub_text"]()
    column = pd.Series(['{"who": ["Okonkwo", 12, null, true]}', "{broken"], dtype="str")
    told = operator.apply(column, context_for("appointments.answers", 2))
    assert told.iloc[0] == '{"[3 characters]": ["[7 characters]", "[2 characters]", null, true]}'
    assert pd.isna(told.iloc[1])
