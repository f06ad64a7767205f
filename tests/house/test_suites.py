"""The shipped suites hold together with the canonical record and its vocabularies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from anonkit.model import TABLES, FieldType
from anonkit.validation import Rule, Suite, load_suites

FOLDER = Path(__file__).parents[2] / "expectations"
PLATFORMS = tuple(sorted(path.name for path in (FOLDER / "platforms").iterdir()))
SUITES = load_suites(platforms=PLATFORMS)
CANONICAL = [suite for suite in SUITES.suites if suite.platform is None]
RULES = [(suite, rule) for suite in SUITES.suites for rule in suite.rules]


def rules_for(suite: Suite, field: str, *types: str) -> list[Rule]:
    """The rules of these types that name the field."""
    return [rule for rule in suite.rules if rule.field == field and rule.type in types]


@pytest.mark.parametrize("suite", CANONICAL, ids=lambda suite: suite.table)
def test_closed_vocabularies_are_those_of_the_record(suite: Suite) -> None:
    """A word added to a vocabulary is added to the suite, and to no other place."""
    for field in TABLES[suite.table].fields:
        if field.choices:
            (rule,) = (
                r
                for r in rules_for(suite, field.name, "expect_word_from_list")
                if r.code == "unknown-word"
            )
            assert tuple(rule.kwargs["words"]) == field.choices, field.name


@pytest.mark.parametrize("suite", CANONICAL, ids=lambda suite: suite.table)
def test_a_required_field_is_demanded_and_nothing_else_is(suite: Suite) -> None:
    """A row is held for a missing value only where the record says that it cannot be used without."""
    presence = [
        r
        for r in suite.rules
        if r.type == "expect_value_to_be_present" and r.severity == "critical"
    ]
    required = {
        f.name for f in TABLES[suite.table].all_fields if f.required and f.name != "client_key"
    }
    assert {rule.field for rule in presence} == required


FORM_OF = {
    FieldType.PARTIAL_DATE: "expect_canonical_date",
    FieldType.DATE_TIME: "expect_canonical_time",
    FieldType.INTEGER: "expect_canonical_number",
    FieldType.DECIMAL: "expect_canonical_number",
    FieldType.BOOLEAN: "expect_word_from_list",
    FieldType.LIST: "expect_canonical_json",
    FieldType.JSON: "expect_canonical_json",
}


@pytest.mark.parametrize("suite", CANONICAL, ids=lambda suite: suite.table)
def test_every_typed_field_is_held_to_its_form(suite: Suite) -> None:
    """What the record declares as a date, a number or a list is checked to be one."""
    for field in TABLES[suite.table].fields:
        if field.type in FORM_OF:
            assert rules_for(suite, field.name, FORM_OF[field.type]), field.name


@pytest.mark.parametrize("suite", CANONICAL, ids=lambda suite: suite.table)
def test_a_row_without_its_client_never_passes(suite: Suite) -> None:
    """Every table about clients asks whether the client is known, and holds the row if not."""
    held = {rule.code for rule in suite.rules if rule.severity == "critical"}
    assert {"missing-key", "duplicate-key", "duplicate-row", "malformed-key"} <= held
    is_child = "client_key" in TABLES[suite.table].field_by_name
    assert ("unknown-client" in held) == is_child


def test_one_code_and_field_has_one_severity_within_a_table() -> None:
    """Reports and quarantine lists would otherwise say two things of one finding."""
    severities: dict[tuple[str, str, str], set[str]] = {}
    for suite, rule in RULES:
        severities.setdefault((suite.table, rule.code, rule.field), set()).add(rule.severity)
    assert [key for key, found in severities.items() if len(found) > 1] == []


def test_messages_are_words_for_people() -> None:
    """Short, without a full stop, never with a placeholder that a value could fill."""
    messages = {rule.message for _, rule in RULES}
    assert [
        m for m in messages if not 10 < len(m) < 120 or m.endswith(".") or "{" in m or "%" in m
    ] == []


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.json")), ids=lambda path: path.stem)
def test_suite_files_are_in_the_engines_own_format(path: Path) -> None:
    """Anybody who knows Great Expectations can open them; ids would keep a suite from being added twice."""
    content = json.loads(path.read_text(encoding="utf-8"))
    assert set(content) == {"name", "expectations", "meta"}
    assert all(
        set(entry) == {"type", "kwargs", "meta", "severity"} for entry in content["expectations"]
    )
    folder = "canonical" if path.parent.name == "canonical" else path.parent.name
    assert content["name"] == f"{folder}.{path.stem}"


def test_a_missing_optional_value_never_holds_a_row() -> None:
    """An absent value of an optional field is counted or warned of, never critical."""
    absences = ("expect_present_where", "expect_present_with", "expect_one_of")
    assert [
        rule.code for _, rule in RULES if rule.type in absences and rule.severity == "critical"
    ] == []
