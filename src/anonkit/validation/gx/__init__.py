"""The only folder that knows Great Expectations."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.validation.gx.cleaning import RuleResult as RuleResult
    from anonkit.validation.gx.context import SAFE_RESULT as SAFE_RESULT
    from anonkit.validation.gx.context import ephemeral_context as ephemeral_context
    from anonkit.validation.gx.loader import build_suite as build_suite
    from anonkit.validation.gx.loader import check_suite as check_suite
    from anonkit.validation.gx.run import run_suite as run_suite

_HOME_BY_NAME = {
    "run_suite": "run",
    "RuleResult": "cleaning",
    "build_suite": "loader",
    "check_suite": "loader",
    "SAFE_RESULT": "context",
    "ephemeral_context": "context",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module(f"{__name__}.importing").import_without_grammar()
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
