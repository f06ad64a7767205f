"""A policy's tables over made-up rows: what is told, what is sealed, and what an audience holds already."""

import pandas as pd

from anonkit.datasets import write_dataset
from anonkit.deidentification import load_policy
from anonkit.deidentification.service_rows import joined_rows
from anonkit.workflows.service_tables import service_tables
from tests.unit.datasets.released import made_cases, made_facts, released

POLICY = load_policy("us-service-improvement")


def services(more=0):
    """Treatments of two families at three sites, a complication now and then; no other rows."""
    rows = []
    for n in range(120 + more):
        family = ("dermal filler", "botulinum toxin")[n % 2]
        rows.append(
            {
                "person": f"p{n}",
                "family": family,
                "kind": "injectables",
                "site": "chin" if n in (3, 5) else ("lips", "cheeks")[n % 3 % 2],
                "product": "any",
                "complication": "yes" if n % 9 == 0 else "no",
                "age": ("18-29", "30-39", "40-49")[n % 3],
                **dict.fromkeys(("month", "quarter", "year", "sex", "skin_type", "role"), "x"),
                "practitioner": "s1",
                "price": 100,
            }
        )
    return joined_rows([{**joined_rows([_none()]), "treatments": pd.DataFrame(rows, dtype=object)}])


def _none():
    from anonkit.deidentification.tabulation.dimensions import DIMENSIONS

    return {kind: pd.DataFrame() for kind in DIMENSIONS}


def made(rows, releases, release="r"):
    return service_tables(rows, POLICY, "own-staff", "own staff", releases, release)


def test_tables_are_told_or_refused_with_a_reason(tmp_path):
    """Two tables of treatments are told; those of rows that are not there are refused with a count."""
    found = made(services(), tmp_path)
    assert [table.name for table in found.tables] == [
        "complications-by-family-and-site",
        "treatments-by-age",
    ]
    assert found.refused["no-shows-by-month"] == "0 people, and a table needs at least 5"
    assert found.sealed["audits"]["treatments"]["determined"] == 0


def test_rare_labels_stand_together_as_other(tmp_path):
    """A site that two people had is no label of its own."""
    (table, _) = made(services(), tmp_path).tables
    assert "chin" not in set(table.frame["site"])
    assert "other" in set(table.frame["site"])


def test_the_recipient_is_not_told_how_many_cells_are_small(tmp_path):
    """How many cells were left out for their own sake, and how many for others', is sealed."""
    found = made(services(), tmp_path)
    assert "primary" in str(found.sealed)
    assert "primary" not in str(found.to_dict())
    assert "secondary" not in str(found.to_dict())


def test_what_the_audience_holds_is_read_from_its_releases(tmp_path):
    """Two more people since an earlier release: the sums that differ by two are not told again."""
    first = made(services(), tmp_path)
    write_dataset(
        released(made_cases(3)),
        tmp_path / "first",
        facts=made_facts(release="first", audience="own-staff"),
        report_html="",
        report_json={},
        photos={},
        count_tables=first.tables,
    )
    again = made(services(2), tmp_path, "second")
    assert again.sealed["earlier_releases"] == ["first"]
    for table in again.tables:
        (whole,) = table.frame[(table.frame[list(table.labels)] == "all").all(axis=1)]["count"]
        assert whole == "*"
    assert made(services(2), tmp_path, "first").sealed["earlier_releases"] == []
