"""Pictures, made safe to look at."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.photos.metadata import UnreadablePicture as UnreadablePicture
    from anonkit.deidentification.photos.metadata import strip_metadata as strip_metadata

_HOME_BY_NAME = {
    "strip_metadata": "metadata",
    "UnreadablePicture": "metadata",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
