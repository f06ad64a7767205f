"""A few of a clinic's cases: only they go through the gate, and everybody hides them."""

import pandas as pd

from anonkit.deidentification import alone_among_everybody, load_policy
from anonkit.deidentification.chosen_cases import OnlyCases
from anonkit.model import DeidentifiedRecords, as_reader

POLICY = load_policy("uk-training")


class Reader:
    partition_count = 1
    tables = ("cases", "treatments", "products")

    def read(self, table, partition, columns=None):
        del partition, columns
        if table == "products":
            return pd.DataFrame({"name": ["Azzalure"]})
        return pd.DataFrame({"case": ["C-1", "C-2", "C-3"], "visit": ["1", "1", "1"]})


def test_only_the_chosen_cases_can_be_read():
    """Rows of other cases are not there, whatever columns are asked for; the clinic's tables are whole."""
    only = OnlyCases(as_reader(DeidentifiedRecords(Reader())), {"C-1", "C-3"})
    assert only.read("treatments", 0)["case"].tolist() == ["C-1", "C-3"]
    assert only.read("treatments", 0, ["visit"]).columns.tolist() == ["visit"]
    assert only.read("products", 0)["name"].tolist() == ["Azzalure"]


def courses(alone, alike):
    """Treatments of people who are alone with their course, and of people who are not."""
    rows = []
    for number in range(alone + alike):
        what = [f"family {number}"] * 4 if number < alone else ["facial"] * 4
        for visit, family in enumerate(what, start=1):
            when = "first visit" if visit == 1 else f"+{4 * visit} weeks"
            rows.append((f"C-{number:02}", str(visit), when, family))
    treatments = pd.DataFrame(rows, columns=["case", "visit", "when", "family"], dtype="str")
    cases = pd.DataFrame({"case": sorted(set(treatments["case"]))}, dtype="str")
    return {"cases": cases, "treatments": treatments}


def test_a_choice_may_not_gather_those_who_stand_alone():
    """Two of sixty alone pass in a whole clinic; in a choice of ten with both in it they do not."""
    tables = courses(alone=2, alike=58)
    counted = {case: case for case in tables["cases"]["case"]}
    chosen = [f"C-{number:02}" for number in range(10)]
    assert alone_among_everybody(tables, POLICY, counted, None, list(counted)) == frozenset()
    assert alone_among_everybody(tables, POLICY, counted, None, chosen) == {"C-00", "C-01"}
    assert alone_among_everybody(tables, POLICY, counted, None, chosen[2:]) == frozenset()
