"""From a hierarchy's name to the hierarchy."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache

from anonkit.deidentification.hierarchies.ages import AGE, AGE_BANDS
from anonkit.deidentification.hierarchies.base import SteppedHierarchy
from anonkit.deidentification.hierarchies.categories import category_files, category_hierarchy
from anonkit.deidentification.hierarchies.numbers import COUNT, MONEY
from anonkit.deidentification.hierarchies.postcodes import UK_DISTRICT, UK_POSTCODE, US_ZIP
from anonkit.deidentification.hierarchies.time import CALENDAR, CALENDAR_YEAR
from anonkit.errors import PolicyError

_BUILT_IN: tuple[SteppedHierarchy, ...] = (
    AGE,
    AGE_BANDS,
    UK_POSTCODE,
    UK_DISTRICT,
    US_ZIP,
    COUNT,
    MONEY,
    CALENDAR,
    CALENDAR_YEAR,
)


@cache
def available_hierarchies() -> Mapping[str, SteppedHierarchy]:
    """Every hierarchy by name: those of code and those of data."""
    from_data = tuple(category_hierarchy(name) for name in category_files())
    return {hierarchy.name: hierarchy for hierarchy in _BUILT_IN + from_data}


def hierarchy_named(name: str) -> SteppedHierarchy:
    """The hierarchy of that name; `PolicyError` with a suggestion where there is none."""
    found = available_hierarchies()
    if name not in found:
        close = get_close_matches(name, found, n=1)
        hint = f"; did you mean {close[0]}?" if close else "."
        raise PolicyError(
            f"no hierarchy is called {name}{hint} There are: {', '.join(sorted(found))}."
        )
    return found[name]
