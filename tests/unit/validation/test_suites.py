"""Suites are loaded whole or not at all."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from anonkit.errors import ValidationError
from anonkit.model import canonical_frame
from anonkit.validation import ClinicFacts, load_suites, validate_bundle

SHIPPED = Path(__file__).parents[3] / "expectations"
CLINIC = ClinicFacts("uk", adults_only=True, as_of=date(2026, 6, 30))
LOCATION = {"row_key": "wix:locations:1", "tag": "locations#a", "name": "Example Clinic"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped suites that a test may spoil."""
    shutil.copytree(SHIPPED, tmp_path / "expectations")
    return tmp_path / "expectations"


def spoil(folder: Path, **changes: Any) -> None:
    """Changes the second expectation of the suite for locations."""
    path = folder / "canonical" / "locations.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["expectations"][1] |= changes
    path.write_text(json.dumps(content), encoding="utf-8")


def validate(folder: Path) -> None:
    """Runs the suites of the folder over one sound location."""
    validate_bundle(
        {"locations": canonical_frame("locations", [LOCATION])}, load_suites(folder), CLINIC
    )


META = {"code": "malformed-key", "message": "words", "field": "row_key"}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"type": "expect_text_to_mtach"}, "no expectation is called expect_text_to_mtach"),
        ({"kwargs": {"column": "row_key"}}, "does not take these kwargs"),
        (
            {"kwargs": {"column": "row_key", "pattern": ".", "mostly_": 1}},
            "does not take these kwargs",
        ),
        ({"kwargs": {"column": "no_such_column", "pattern": "."}}, "no column no_such_column"),
        ({"severity": "fatal"}, "severity is one of"),
        ({"severity": "warning"}, "a warning empties a field"),
        ({"meta": META | {"code": "Not Kebab"}}, "kebab case"),
        ({"meta": META | {"field": "no_such_field"}}, "no field no_such_field"),
        ({"meta": META | {"only": "france"}}, "only and unless"),
        ({"meta": META | {"colour": "red"}}, "meta may hold"),
        ({"extra": 1}, "nothing else"),
    ],
)
def test_a_fault_in_a_suite_stops_everything_and_is_named(
    folder: Path, changes: dict[str, Any], words: str
) -> None:
    """The error names the file and the position; nothing is judged by the rest of the suite."""
    spoil(folder, **changes)
    with pytest.raises(ValidationError, match=words) as raised:
        validate(folder)
    assert str(raised.value).startswith("canonical/locations.json, expectation 2")


def test_the_same_expectation_twice_is_refused(folder: Path) -> None:
    """Great Expectations would keep one of the two without a word."""
    path = folder / "canonical" / "locations.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["expectations"].append(content["expectations"][0])
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(ValidationError, match="the same as expectation 1"):
        validate(folder)


@pytest.mark.parametrize("text", ["{", "[]", '{"name": "x", "expectations": []}'])
def test_a_file_that_is_no_suite_is_refused(folder: Path, text: str) -> None:
    """A broken or empty file is never a suite that finds nothing."""
    (folder / "canonical" / "locations.json").write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError, match=r"canonical/locations\.json"):
        load_suites(folder)


def test_a_table_without_a_suite_is_refused(folder: Path) -> None:
    """Every canonical table is guarded."""
    (folder / "canonical" / "notes.json").unlink()
    with pytest.raises(ValidationError, match="no suite for notes"):
        load_suites(folder)


def test_a_suite_for_no_table_is_refused(folder: Path) -> None:
    """A misspelt file name would guard nothing."""
    shutil.copy(folder / "canonical" / "notes.json", folder / "canonical" / "noets.json")
    with pytest.raises(ValidationError, match="no canonical table"):
        load_suites(folder)


def test_an_expectation_that_names_no_rows_is_refused(folder: Path) -> None:
    """An aggregate can fail, yet nobody could be quarantined for it."""
    spoil(
        folder,
        type="expect_column_distinct_values_to_be_in_set",
        kwargs={"column": "name", "value_set": ["Another"]},
    )
    with pytest.raises(ValidationError, match="without naming rows"):
        validate(folder)


def test_an_expectation_that_cannot_be_run_lets_nothing_through(folder: Path) -> None:
    """The error gives the exception's class and never its text."""
    spoil(folder, type="expect_fact_to_hold", kwargs={"fact": "_no_such_fact"})
    with pytest.raises(
        ValidationError, match=r"expectation 2 .*could not be run \(KeyError\)"
    ) as raised:
        validate(folder)
    assert "_no_such_fact" not in str(raised.value)


def test_a_built_in_expectation_may_be_used(folder: Path) -> None:
    """Whoever knows Great Expectations can write suites with its own map expectations."""
    spoil(
        folder,
        type="expect_column_values_to_match_regex",
        kwargs={"column": "name", "regex": "^Example"},
    )
    validate(folder)


def test_rules_follow_the_jurisdiction_and_the_clinics_settings() -> None:
    """`only` and `unless` decide which rules are asked at all."""
    rules = [
        rule for suite in load_suites().suites for rule in suite.rules if rule.only or rule.unless
    ]
    assert {rule.only for rule in rules} >= {"uk", "us", "adults_only"}
    adults, all_ages = CLINIC, ClinicFacts("us", adults_only=False, as_of=CLINIC.as_of)
    assert {r.applies_to(adults) for r in rules if r.only == "adults_only"} == {True}
    assert {r.applies_to(all_ages) for r in rules if r.only == "adults_only"} == {False}
    assert {r.applies_to(all_ages) for r in rules if r.unless == "adults_only"} == {True}
    assert {r.applies_to(all_ages) for r in rules if r.only == "uk"} == {False}
