"""No client's value leaves validation except in quarantine and asides, which are stored encrypted."""

from __future__ import annotations

from datetime import date

import pytest

from anonkit.errors import ValidationError
from anonkit.model import TABLES, FieldType, canonical_frame
from anonkit.validation import (
    ClinicFacts,
    Rule,
    Suite,
    Suites,
    ValidationReport,
    load_suites,
    validate_bundle,
)
from anonkit.validation.gx import run_suite

CLINIC = ClinicFacts("uk", adults_only=True, as_of=date(2026, 6, 30))
CANARY = "Zanzibarqueen"


def canary_bundle() -> dict[str, object]:
    """Every text of every table is a canary, so nearly every rule fails."""
    bundle = {}
    for table, schema in TABLES.items():
        row = {
            field.name: f"{CANARY} {field.name}" if field.type is FieldType.TEXT else f"{CANARY}"
            for field in schema.fields
        }
        row |= {"row_key": f"wix:{table}:{CANARY}", "tag": f"{table}#abcdefghjkmn"}
        if "client_key" in row:
            row["client_key"] = f"wix:clients:{CANARY}"
        bundle[table] = canonical_frame(table, [row])
    return bundle


def test_reports_summaries_and_prints_hold_no_canary(capfd: pytest.CaptureFixture[str]) -> None:
    """Counts, codes and tags only."""
    verdict = validate_bundle(canary_bundle(), load_suites(platforms=("jane", "wix")), CLINIC)
    report = ValidationReport.of([verdict.summary], CLINIC.as_of)
    assert report.quarantined > 10
    said = [
        repr(verdict.summary),
        repr(report.to_json()),
        report.to_html("Example Clinic"),
        *capfd.readouterr(),
    ]
    assert [text for text in said if CANARY in text] == []
    assert not any(CANARY in reasons for reasons in verdict.quarantined["reasons"])


def test_a_rule_result_holds_positions_only() -> None:
    """Neither the values nor the index labels of failing rows."""
    suite = next(s for s in load_suites().suites if s.table == "locations")
    frame = canonical_frame(
        "locations", [{"row_key": CANARY, "name": f"={CANARY}()", "time_zone": CANARY}]
    )
    facts = {
        "_is_first_copy": "true",
        "_has_own_key": "true",
        "_regions": "GB",
        "_as_of": "2026-06-30",
    }
    results = run_suite(suite, frame.assign(**facts), CLINIC)
    assert any(result.failing == (0,) for result in results)
    assert CANARY not in repr(results)


BUILT_INS = [
    ("expect_column_max_to_be_between", {"column": "name", "max_value": 1}),
    ("expect_column_mean_to_be_between", {"column": "name", "max_value": 1}),
    ("expect_column_most_common_value_to_be_in_set", {"column": "name", "value_set": ["x"]}),
]


@pytest.mark.parametrize(("type_", "kwargs"), BUILT_INS)
def test_aggregates_that_would_show_a_value_are_refused_without_showing_it(
    type_: str, kwargs: dict[str, object], capfd: pytest.CaptureFixture[str]
) -> None:
    """Their results and exceptions hold values; the error that comes out does not."""
    rule = Rule(type_, kwargs, "info", "aggregate", "an aggregate", "name")
    suites = Suites((Suite("x", "x.json", "locations", None, (rule,)),))
    frame = canonical_frame("locations", [{"row_key": "wix:locations:1", "name": CANARY}])
    with pytest.raises(ValidationError) as raised:
        validate_bundle({"locations": frame}, suites, CLINIC)
    assert CANARY not in "".join([str(raised.value), *capfd.readouterr()])
    assert raised.value.__cause__ is None


def test_a_failing_check_names_its_class_only() -> None:
    """An exception inside a check may repeat the value it choked on."""
    rule = Rule("expect_canonical_json", {"column": "name"}, "info", "a-code", "words", "name")
    unit = Rule(
        "expect_text_to_match",
        {"column": "name", "pattern": "("},
        "info",
        "b-code",
        "words",
        "name",
    )
    suites = Suites((Suite("x", "x.json", "locations", None, (rule, unit)),))
    frame = canonical_frame("locations", [{"row_key": "wix:locations:1", "name": CANARY}])
    with pytest.raises(ValidationError, match=r"could not be run \(error\)") as raised:
        validate_bundle({"locations": frame}, suites, CLINIC)
    assert CANARY not in str(raised.value)
