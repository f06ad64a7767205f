"""The report counts what happened, says what to do, and needs nothing from elsewhere."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from anonkit.validation import BundleSummary, TableCount, Tally, ValidationReport, load_suites
from anonkit.validation.advice import advice_for

DAY = date(2026, 6, 30)


def tally(table: str = "notes", count: int = 2, examples: tuple[str, ...] = ("notes#b",)) -> Tally:
    """A warning about one field."""
    return Tally(
        table, "future-date", "written_at", "warning", "lies in the future", count, examples
    )


def summary(table: str, rows: int, held: int, *tallies: Tally) -> BundleSummary:
    """The summary of one table."""
    return BundleSummary((TableCount(table, rows, rows - held, held),), tallies)


def test_partitions_are_added_up() -> None:
    """Counts are sums, examples the first few tags."""
    report = ValidationReport.of(
        [
            summary("notes", 10, 1, tally(examples=("notes#d", "notes#b"))),
            summary("notes", 5, 0, tally(count=1, examples=("notes#a", "notes#c"))),
        ],
        DAY,
    )
    (table,) = report.tables
    assert (table.rows, table.passed, table.quarantined, table.warnings, table.infos) == (
        15,
        14,
        1,
        3,
        0,
    )
    assert table.tallies[0].examples == ("notes#a", "notes#b", "notes#c")
    assert report.reasons == {"future-date": 3}


def test_the_clinics_own_tables_are_counted_once() -> None:
    """They come with every partition."""
    report = ValidationReport.of(
        [summary("staff", 4, 1, tally("staff")), summary("staff", 4, 1, tally("staff"))], DAY
    )
    assert (report.rows, report.quarantined, report.warnings) == (4, 1, 2)


def test_the_page_stands_alone() -> None:
    """No script, style, picture or link from elsewhere; every count is on it."""
    page = ValidationReport.of([summary("notes", 1234, 1, tally(count=56))], DAY).to_html(
        "A <b> Clinic"
    )
    assert "1,234" in page
    assert ">56<" in page
    assert "A &lt;b&gt; Clinic" in page
    assert not re.findall(r"""(?:src|href)=["'](?!#|data:)""", page)
    HTMLParser().feed(page)


def test_an_empty_clinic_has_a_page_too() -> None:
    """Nothing to show is said, not an error."""
    assert "Nothing was found" in ValidationReport.of([], DAY).to_html()


@pytest.mark.parametrize(
    ("passed", "rows", "said"), [(9999, 10000, "99.9 %"), (1, 1000000, "0.1 %"), (3, 3, "100 %")]
)
def test_a_share_is_whole_only_where_it_is(passed: int, rows: int, said: str) -> None:
    """One waiting row in a million is never shown as all rows passed."""
    page = ValidationReport.of([summary("notes", rows, rows - passed)], DAY).to_html()
    assert said in page


def test_every_rule_has_advice() -> None:
    """Nobody is left with a code and no next step."""
    rules = [rule for suite in load_suites().suites for rule in suite.rules]
    assert all(len(advice_for(rule.code, rule.severity)) > 20 for rule in rules)


def test_the_json_holds_what_the_page_shows() -> None:
    """Programs read the same counts."""
    found = ValidationReport.of([summary("notes", 3, 1, tally())], DAY).to_json()
    assert found["as_of"] == "2026-06-30"
    assert found["tables"][0]["reasons"][0] == {
        "code": "future-date",
        "field": "written_at",
        "severity": "warning",
        "message": "lies in the future",
        "count": 2,
        "examples": ["notes#b"],
    }
