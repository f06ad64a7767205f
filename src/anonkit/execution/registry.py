"""From a name to an executor."""

from __future__ import annotations

from anonkit.errors import SettingsError
from anonkit.execution.base import Executor
from anonkit.execution.local import LocalExecutor

EXECUTOR_NAMES: tuple[str, ...] = ("local",)


def executor_named(name: str = "local", workers: int = 1) -> Executor:
    """The executor of this name; an unknown one ends with the names there are."""
    if name == "local":
        return LocalExecutor(workers)
    raise SettingsError(f"no engine named {name!r}; there are: {', '.join(EXECUTOR_NAMES)}")
