"""Looks for the original identifiers in a finished release; shares no code with what it checks."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.leak_check.check import check_contents as check_contents
    from anonkit.deidentification.leak_check.check import check_for_leaks as check_for_leaks
    from anonkit.deidentification.leak_check.collect import (
        collect_identifiers as collect_identifiers,
    )
    from anonkit.deidentification.leak_check.collect import identifiers_in as identifiers_in
    from anonkit.deidentification.leak_check.earlier import EarlierChecks as EarlierChecks
    from anonkit.deidentification.leak_check.index import IdentifierIndex as IdentifierIndex
    from anonkit.deidentification.leak_check.report import Leak as Leak
    from anonkit.deidentification.leak_check.report import LeakReport as LeakReport
    from anonkit.deidentification.leak_check.rows import without_leaks as without_leaks
    from anonkit.deidentification.leak_check.search import Searcher as Searcher

_HOME_BY_NAME = {
    "check_contents": "check",
    "check_for_leaks": "check",
    "collect_identifiers": "collect",
    "identifiers_in": "collect",
    "EarlierChecks": "earlier",
    "IdentifierIndex": "index",
    "Leak": "report",
    "LeakReport": "report",
    "Searcher": "search",
    "without_leaks": "rows",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
