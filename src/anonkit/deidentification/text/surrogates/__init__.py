"""Made-up values in place of real ones, the same for one person throughout."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.surrogates.book import SurrogateBook as SurrogateBook
    from anonkit.deidentification.text.surrogates.introductions import (
        introduce_people as introduce_people,
    )
    from anonkit.deidentification.text.surrogates.people import MadeUpPerson as MadeUpPerson
    from anonkit.deidentification.text.surrogates.people import culture_of as culture_of
    from anonkit.deidentification.text.surrogates.people import made_up_names as made_up_names

_HOME_BY_NAME = {
    "SurrogateBook": "book",
    "introduce_people": "introductions",
    "MadeUpPerson": "people",
    "culture_of": "people",
    "made_up_names": "people",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
