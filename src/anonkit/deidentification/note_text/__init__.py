"""Texts of a case, told as the policy tells the tables."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.note_text.facts import Fact as Fact
    from anonkit.deidentification.note_text.facts import find_facts as find_facts
    from anonkit.deidentification.note_text.scrubber import NoteScrubber as NoteScrubber
    from anonkit.deidentification.note_text.scrubber import TextToRead as TextToRead
    from anonkit.deidentification.note_text.telling import Teller as Teller

_HOME_BY_NAME = {
    "Fact": "facts",
    "find_facts": "facts",
    "Teller": "telling",
    "NoteScrubber": "scrubber",
    "TextToRead": "scrubber",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
