"""Judges canonical rows by suites of expectations; wrong rows wait in quarantine with their reasons."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.validation.bundle import WAITS_WITH_CLIENT as WAITS_WITH_CLIENT
    from anonkit.validation.bundle import validate_bundle as validate_bundle
    from anonkit.validation.facts import ClinicFacts as ClinicFacts
    from anonkit.validation.gx.data_docs import write_data_docs as write_data_docs
    from anonkit.validation.quarantine import QUARANTINE_COLUMNS as QUARANTINE_COLUMNS
    from anonkit.validation.quarantine import ReasonCount as ReasonCount
    from anonkit.validation.quarantine import encode_reasons as encode_reasons
    from anonkit.validation.quarantine import merge_reasons as merge_reasons
    from anonkit.validation.quarantine import read_mended as read_mended
    from anonkit.validation.quarantine import rows_to_mend as rows_to_mend
    from anonkit.validation.quarantine import summarise_quarantine as summarise_quarantine
    from anonkit.validation.report import TableReport as TableReport
    from anonkit.validation.report import ValidationReport as ValidationReport
    from anonkit.validation.suites import Rule as Rule
    from anonkit.validation.suites import Suite as Suite
    from anonkit.validation.suites import Suites as Suites
    from anonkit.validation.suites import load_suites as load_suites
    from anonkit.validation.verdict import ASIDES_COLUMNS as ASIDES_COLUMNS
    from anonkit.validation.verdict import BundleSummary as BundleSummary
    from anonkit.validation.verdict import BundleVerdict as BundleVerdict
    from anonkit.validation.verdict import TableCount as TableCount
    from anonkit.validation.verdict import Tally as Tally

_HOME_BY_NAME = {
    "validate_bundle": "bundle",
    "WAITS_WITH_CLIENT": "bundle",
    "ClinicFacts": "facts",
    "Suites": "suites",
    "Suite": "suites",
    "Rule": "suites",
    "load_suites": "suites",
    "BundleVerdict": "verdict",
    "BundleSummary": "verdict",
    "TableCount": "verdict",
    "Tally": "verdict",
    "ASIDES_COLUMNS": "verdict",
    "QUARANTINE_COLUMNS": "quarantine",
    "ReasonCount": "quarantine",
    "encode_reasons": "quarantine",
    "merge_reasons": "quarantine",
    "read_mended": "quarantine",
    "rows_to_mend": "quarantine",
    "summarise_quarantine": "quarantine",
    "ValidationReport": "report",
    "TableReport": "report",
    "write_data_docs": "gx.data_docs",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
