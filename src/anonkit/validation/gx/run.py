"""Runs a suite over one frame."""

from __future__ import annotations

from typing import Any

import pandas as pd
from great_expectations.validator.v1_validator import Validator

from anonkit.errors import ValidationError
from anonkit.validation.facts import ClinicFacts
from anonkit.validation.gx.cleaning import RuleResult, clean_result
from anonkit.validation.gx.context import SAFE_RESULT, batch_definition
from anonkit.validation.gx.loader import POSITION, build_suite
from anonkit.validation.suites import Rule, Suite


def run_suite(suite: Suite, frame: pd.DataFrame, clinic: ClinicFacts) -> tuple[RuleResult, ...]:
    """The outcome of every rule that applies to this clinic, in the suite's order; positions, never values."""
    positions = tuple(
        place
        for place, rule in enumerate(suite.rules)
        if rule.applies_to(clinic) and _can_fail(rule, frame)
    )
    if not positions or frame.empty:
        return ()
    # The index becomes the row's position, which is what results name.
    rows = {"dataframe": frame.reset_index(drop=True)}
    validator = Validator(batch_definition(), SAFE_RESULT, rows)
    results = validator.validate_expectation_suite(build_suite(suite, positions)).results
    if len(results) != len(positions):
        raise ValidationError(
            f"{suite.file}: {len(positions)} rules were asked and {len(results)} answered"
        )
    in_order = sorted(results, key=_position)
    return tuple(clean_result(result, suite, len(frame)) for result in in_order)


def _position(result: Any) -> int:
    return int(result.expectation_config.meta[POSITION])


def _can_fail(rule: Rule, frame: pd.DataFrame) -> bool:
    """Whether there is anything to judge; most platforms fill few columns, and asking costs time.

    Only what is plain from the column named is left out; every other rule is asked.
    """
    column = rule.kwargs.get("column", rule.kwargs.get("fact"))
    if not isinstance(column, str) or column not in frame:
        return True
    if rule.type == "expect_fact_to_hold":
        return bool((frame[column] == "false").any())
    if rule.type in _JUDGES_ABSENCE:
        return True
    return bool(frame[column].notna().any())


_JUDGES_ABSENCE = frozenset(
    (
        "expect_value_to_be_present",
        "expect_present_where",
        "expect_present_with",
        "expect_column_values_to_not_be_null",
        "expect_column_values_to_be_null",
    )
)
