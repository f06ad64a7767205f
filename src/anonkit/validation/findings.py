"""Which rule fails for which row of a bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from anonkit.validation.context_columns import with_context
from anonkit.validation.facts import ClinicFacts
from anonkit.validation.gx import check_suite, run_suite
from anonkit.validation.suites import Suite, Suites

UNKNOWN_CLIENT = "unknown-client"


@dataclass(frozen=True)
class Finding:
    """One rule that fails for one row; the row is named by its position in the table's frame."""

    table: str
    position: int
    code: str
    field: str
    severity: str
    message: str

    @property
    def reason(self) -> dict[str, str]:
        """What quarantine keeps of it."""
        return {
            "code": self.code,
            "field": self.field,
            "severity": self.severity,
            "message": self.message,
        }


def find_in_bundle(
    bundle: Mapping[str, pd.DataFrame], suites: Suites, clinic: ClinicFacts, tables: Iterable[str]
) -> tuple[Finding, ...]:
    """Every finding in these tables of a canonical bundle, in the order of tables and suites."""
    for suite in suites.suites:
        check_suite(suite)
    found: list[Finding] = []
    for table in tables:
        if bundle[table].empty:
            continue
        frame = with_context(table, bundle, clinic)
        for suite in suites.for_table(table):
            found += _findings(suite, frame, clinic)
    return tuple(dict.fromkeys(found))


def _findings(suite: Suite, frame: pd.DataFrame, clinic: ClinicFacts) -> list[Finding]:
    guarded = frame
    if suite.platform is not None:
        guarded = frame[frame["platform"].fillna(clinic.platform or "") == suite.platform]
    places = guarded.index.tolist()
    return [
        Finding(
            suite.table,
            places[position],
            result.rule.code,
            result.rule.field,
            result.rule.severity,
            result.rule.message,
        )
        for result in run_suite(suite, guarded, clinic)
        for position in result.failing
    ]
