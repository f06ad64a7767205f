"""Why a cell of a release is empty: told before it was made so, and counted over what goes out."""

import pandas as pd
import pytest

from anonkit.deidentification import load_policy
from anonkit.deidentification.missing_reasons import (
    RowsTold,
    counted_reasons,
    failed_keys,
    joined_reasons,
    reasons_for,
)
from anonkit.deidentification.told_precision import precision_by_field

OPERATORS = load_policy("uk-training").operators["treatments"]
BEFORE = pd.DataFrame(
    {
        "row_key": ["a", "b", "c", "d"],
        "treated_at": ["2024-01-01", None, "2024-02-01", "2024-03-01"],
        "product": ["Restylane", None, None, "Juvederm"],
        "family": ["dermal filler", "dermal filler", "review", "dermal filler"],
    },
    dtype="str",
)
TOLD = pd.DataFrame(
    {
        "case": ["C-B", "C-B", "C-C", "C-D"],
        "row": ["treatments-1", "treatments-2", "treatments-1", "treatments-1"],
        "visit": ["1", None, "1", "1"],
        "when": ["first visit", None, "first visit", "first visit"],
        "treated_at": ["first visit", None, "first visit", "first visit"],
        "product": ["Restylane", None, None, None],
        "family": ["dermal filler", "dermal filler", "review", "dermal filler"],
    },
    dtype="str",
)
ASIDES = pd.DataFrame(
    {
        "row_key": ["b"],
        "client_key": ["x"],
        "table": ["treatments"],
        "field": ["treated_at"],
        "value": ["31/02/2024"],
        "reason": ["no such day"],
    }
)


def reasons():
    rows = RowsTold("treatments", BEFORE, TOLD, OPERATORS, "treated_at")
    return {"treatments": reasons_for(rows, failed_keys(ASIDES, "treatments"))}


def test_each_empty_cell_has_its_reason():
    """Set aside, never recorded, not applicable to a review, taken out while telling."""
    counts = counted_reasons({"treatments": TOLD}, reasons())
    assert counts == {
        "treatments.visit": {"not_applicable": 1},
        "treatments.when": {"failed_validation": 1},
        "treatments.treated_at": {"failed_validation": 1},
        "treatments.product": {"never_recorded": 1, "suppressed": 1, "not_applicable": 1},
    }


def test_what_is_emptied_after_telling_is_suppressed_and_rows_that_went_do_not_count():
    """The gate takes cells and rows; the order of rows does not matter."""
    later = TOLD.iloc[[3, 0]].reset_index(drop=True)
    later.loc[1, "product"] = None
    counts = counted_reasons({"treatments": later}, reasons())
    assert counts == {"treatments.product": {"suppressed": 2}}


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_partitions_make_no_difference(cut):
    """Counted over parts is counted over the whole."""
    whole = reasons()["treatments"]
    parts = [{"treatments": whole.iloc[:cut]}, {"treatments": whole.iloc[cut:]}, {}]
    tables = {"treatments": TOLD}
    assert counted_reasons(tables, joined_reasons(parts)) == counted_reasons(tables, reasons())


def test_the_best_record_of_a_person_tells_the_case():
    """Two records of one client: the case says what either has."""
    clients = pd.DataFrame({"case": ["C-B", "C-B", "C-C"], "sex": [1, 0, 1]})
    cases = pd.DataFrame({"case": ["C-B", "C-C"], "sex": ["female", None]})
    assert counted_reasons({"cases": cases}, {"clients": clients}) == {
        "cases.sex": {"never_recorded": 1}
    }


def test_nothing_empty_is_nothing_counted():
    """A full table has no reasons."""
    full = TOLD.iloc[[0]].reset_index(drop=True)
    assert counted_reasons({"treatments": full}, {}) == {}


def test_precision_tells_the_level_and_not_how_many_people_it_was_for():
    """The words of the levels, without counts."""
    words = {
        "age": "age: in bands of ten years for 24, in bands of twenty years for 3",
        "course time": "course time by week for 24 cases; some visits left out of 2 cases",
    }
    told = precision_by_field(load_policy("uk-training"), words)
    assert told["cases.age_band"] == "age: in bands of ten years, in bands of twenty years"
    assert told["treatments.when"] == told["notes.written_at"] == "course time by week"
    assert not any(char.isdigit() for said in told.values() for char in said)
