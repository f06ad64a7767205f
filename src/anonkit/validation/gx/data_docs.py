"""Great Expectations' own Data Docs, made from counts: no row, value or example goes in.

The pages load styles and scripts from the network when they are opened, and without it they are bare;
our own report needs nothing. So they are written only when asked for.
"""

from __future__ import annotations

from copy import copy
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from great_expectations.core import (
    ExpectationSuite,
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
    RunIdentifier,
)
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)

from anonkit.validation.gx.context import ephemeral_context
from anonkit.validation.gx.loader import build_suite
from anonkit.validation.report import TableReport, ValidationReport
from anonkit.validation.suites import Suite, Suites


def write_data_docs(report: ValidationReport, suites: Suites, folder: Path) -> Path:
    """Writes the site and gives its first page."""
    context = ephemeral_context()
    context.add_data_docs_site(
        "local",
        {
            "class_name": "SiteBuilder",
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(folder.resolve()),
            },
        },
    )
    run = RunIdentifier(run_name="anonkit", run_time=datetime.combine(report.as_of, time(), UTC))
    for table in report.tables:
        for suite in suites.for_table(table.table):
            _store(context, suite, table, run)
    context.build_data_docs(site_names=["local"])
    return folder / "index.html"


def _store(context: Any, suite: Suite, table: TableReport, run: RunIdentifier) -> None:
    # Copies: the store gives each expectation an id, and one with an id cannot be used again.
    expectations = [copy(expectation) for expectation in build_suite(suite).expectations]
    built = ExpectationSuite(name=suite.name, expectations=expectations)
    context.suites.add(built)
    counts = {(t.code, t.field, t.message): t.count for t in table.tallies}
    results = [
        _result(
            expectation.configuration,
            counts.get((rule.code, rule.field, rule.message), 0),
            table.rows,
        )
        for expectation, rule in zip(built.expectations, suite.rules, strict=True)
    ]
    held = sum(1 for result in results if result.success)
    outcome = ExpectationSuiteValidationResult(
        success=held == len(results),
        results=results,
        suite_name=suite.name,
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": held,
            "unsuccessful_expectations": len(results) - held,
            "success_percent": 100 * held / len(results),
        },
        meta={"run_id": run.to_json_dict()},
    )
    key = ValidationResultIdentifier(ExpectationSuiteIdentifier(suite.name), run, suite.table)
    context.validation_results_store.set(key, outcome)


def _result(configuration: Any, failing: int, rows: int) -> ExpectationValidationResult:
    return ExpectationValidationResult(
        success=failing == 0,
        expectation_config=configuration,
        result={
            "element_count": rows,
            "unexpected_count": failing,
            "unexpected_percent": 100 * failing / rows if rows else 0.0,
        },
        exception_info={
            "raised_exception": False,
            "exception_message": None,
            "exception_traceback": None,
        },
    )
