"""What finds identifiers in text: one class a file, found by folder."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.recognisers.base import (
        PatternRecogniser as PatternRecogniser,
    )
    from anonkit.deidentification.text.recognisers.base import Recogniser as Recogniser
    from anonkit.deidentification.text.recognisers.registry import (
        all_recognisers as all_recognisers,
    )
    from anonkit.deidentification.text.recognisers.registry import (
        recognisers_for as recognisers_for,
    )

_HOME_BY_NAME = {
    "PatternRecogniser": "base",
    "Recogniser": "base",
    "all_recognisers": "registry",
    "recognisers_for": "registry",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
