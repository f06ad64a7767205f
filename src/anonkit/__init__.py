"""anonkit: records migration, de-identification and portable patient exports for clinics."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.errors import AnonkitError as AnonkitError

_HOME_BY_NAME = {
    "AnonkitError": "errors",
}
__all__ = list(_HOME_BY_NAME)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
