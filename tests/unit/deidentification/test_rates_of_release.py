"""Rates that a release may tell, and how its report shows them."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.rates_of_release import told_rates

CASES = [f"C-{n}" for n in range(6)]
COUNTED = {case: f"p{n}" for n, case in enumerate(CASES)}


def tables(bruised=5, burnt=2):
    """Six cases with two treatments each; so many bruised, as a note or a field says."""
    words = ["bruising, lip"] * bruised + ["burn"] * burnt
    return {
        "treatments": pd.DataFrame({"case": CASES * 2, "place": "here"}),
        "outcomes": pd.DataFrame(
            {
                "case": [*CASES[:bruised], *CASES[:burnt]],
                "kind": "complication",
                "what": words,
                "known_by": ["note", *["field"] * (len(words) - 1)],
            }
        ),
    }


def test_kinds_that_fewer_than_k_people_had_are_not_told():
    """Two who were burnt are fewer than five; the five who were bruised are told."""
    (rate,) = told_rates(tables(), COUNTED, 5)
    assert (rate.kind, rate.treatments, rate.recorded, rate.in_notes) == ("bruising", 12, 4, 1)


def test_people_are_counted_not_cases():
    """Two cases that may be one person count once."""
    counted = {**COUNTED, "C-1": "p0"}
    assert told_rates(tables(), counted, 5) == ()


@pytest.mark.parametrize("table", ["treatments", "outcomes"])
def test_without_a_table_there_is_no_rate(table):
    """A policy that tells no treatments or no outcomes tells no rate."""
    left = {name: frame for name, frame in tables().items() if name != table}
    assert told_rates(left, COUNTED, 1) == ()
    assert told_rates({**tables(), table: tables()[table][["case"]]}, COUNTED, 1) == ()
