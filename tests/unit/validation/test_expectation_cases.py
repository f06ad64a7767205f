"""Every expectation of every suite has a row that fails it and one that passes."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

import pytest

from anonkit.model import TABLES
from anonkit.validation import Suites, load_suites
from anonkit.validation.bundle import canonical_bundle
from anonkit.validation.facts import ClinicFacts
from anonkit.validation.findings import find_in_bundle
from tests.unit.validation.expectation_cases import BundleBuilder, Case, cases_of

PLATFORMS = ("jane", "wix")
SUITES = load_suites(platforms=PLATFORMS)
GUARDED = [(suite.table, suite.platform) for suite in SUITES.suites]


@cache
def found_by_case(table: str, platform: str | None) -> dict[tuple[int, str], set[tuple[str, str]]]:
    """For each case and for its passing and failing row, the codes and fields that were found."""
    by_clinic: defaultdict[ClinicFacts, list[Case]] = defaultdict(list)
    for case in cases_of(table, platform):
        by_clinic[case.clinic].append(case)
    suites = Suites(tuple(s for s in SUITES.for_table(table) if s.platform == platform))
    found: dict[tuple[int, str], set[tuple[str, str]]] = {}
    for clinic, cases in by_clinic.items():
        builder = BundleBuilder()
        places: dict[int, tuple[int, str]] = {}
        for case in cases:
            for mark, changes in (("passes", case.passes), ("fails", case.fails)):
                places[builder.add(case, changes, mark)] = (case.number, mark)
        for key in places.values():
            found[key] = set()
        for finding in find_in_bundle(canonical_bundle(builder.bundle()), suites, clinic, [table]):
            if finding.position in places:
                found[places[finding.position]].add((finding.code, finding.field))
    return found


ALL_CASES = [
    case_and
    for table, platform in GUARDED
    for case_and in ((c, platform) for c in cases_of(table, platform))
]


@pytest.mark.parametrize(
    ("case", "platform"), ALL_CASES, ids=lambda value: getattr(value, "name", str(value))
)
def test_a_rule_finds_the_row_that_fails_and_not_the_one_that_passes(
    case: Case, platform: str | None
) -> None:
    """The failing row bears the rule's code and field; the passing row does not."""
    found = found_by_case(case.table, platform)
    assert (case.code, case.field) in found[case.number, "fails"]
    assert (case.code, case.field) not in found[case.number, "passes"]


@pytest.mark.parametrize(("table", "platform"), GUARDED)
def test_every_rule_of_a_suite_has_a_case(table: str, platform: str | None) -> None:
    """As many cases as rules for each code and field, so that no rule goes untried."""
    (suite,) = (s for s in SUITES.for_table(table) if s.platform == platform)
    rules = sorted((rule.code, rule.field) for rule in suite.rules)
    assert sorted((case.code, case.field) for case in cases_of(table, platform)) == rules


def test_every_canonical_table_has_a_suite() -> None:
    """No table goes unguarded."""
    assert {table for table, platform in GUARDED if platform is None} == set(TABLES)
