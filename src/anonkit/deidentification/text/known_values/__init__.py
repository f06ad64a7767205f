"""A client's own identifiers, looked for in their notes."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.known_values.harvest import harvest_record as harvest_record
    from anonkit.deidentification.text.known_values.known import KnownValues as KnownValues
    from anonkit.deidentification.text.known_values.values import KnownValue as KnownValue

_HOME_BY_NAME = {"harvest_record": "harvest", "KnownValues": "known", "KnownValue": "values"}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
