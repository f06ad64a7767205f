"""What words are known to be: names, places, ordinary English, clinical terms."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.lexicons.nicknames import related_names as related_names
    from anonkit.deidentification.text.lexicons.nicknames import short_forms as short_forms
    from anonkit.deidentification.text.lexicons.words import Lexicon as Lexicon
    from anonkit.deidentification.text.lexicons.words import lexicon as lexicon

_HOME_BY_NAME = {
    "Lexicon": "words",
    "lexicon": "words",
    "related_names": "nicknames",
    "short_forms": "nicknames",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
