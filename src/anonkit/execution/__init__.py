"""Where partition functions run."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.execution.base import Executor as Executor
    from anonkit.execution.local import LocalExecutor as LocalExecutor
    from anonkit.execution.registry import EXECUTOR_NAMES as EXECUTOR_NAMES
    from anonkit.execution.registry import executor_named as executor_named

_HOME_BY_NAME = {
    "Executor": "base",
    "LocalExecutor": "local",
    "EXECUTOR_NAMES": "registry",
    "executor_named": "registry",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
