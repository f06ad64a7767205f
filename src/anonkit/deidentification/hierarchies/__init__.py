"""The steps by which values are coarsened, as data and small functions."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.hierarchies.ages import age_band as age_band
    from anonkit.deidentification.hierarchies.ages import exact_age as exact_age
    from anonkit.deidentification.hierarchies.base import ANY as ANY
    from anonkit.deidentification.hierarchies.base import Hierarchy as Hierarchy
    from anonkit.deidentification.hierarchies.base import SteppedHierarchy as SteppedHierarchy
    from anonkit.deidentification.hierarchies.numbers import count_band as count_band
    from anonkit.deidentification.hierarchies.numbers import money_band as money_band
    from anonkit.deidentification.hierarchies.postcodes import allowed_zip3 as allowed_zip3
    from anonkit.deidentification.hierarchies.postcodes import area_of as area_of
    from anonkit.deidentification.hierarchies.postcodes import district_of as district_of
    from anonkit.deidentification.hierarchies.postcodes import nation_of as nation_of
    from anonkit.deidentification.hierarchies.postcodes import zip3_of as zip3_of
    from anonkit.deidentification.hierarchies.registry import (
        available_hierarchies as available_hierarchies,
    )
    from anonkit.deidentification.hierarchies.registry import hierarchy_named as hierarchy_named
    from anonkit.deidentification.hierarchies.time import year_of as year_of

_HOME_BY_NAME = {
    "ANY": "base",
    "Hierarchy": "base",
    "SteppedHierarchy": "base",
    "available_hierarchies": "registry",
    "hierarchy_named": "registry",
    "age_band": "ages",
    "exact_age": "ages",
    "allowed_zip3": "postcodes",
    "area_of": "postcodes",
    "district_of": "postcodes",
    "nation_of": "postcodes",
    "zip3_of": "postcodes",
    "money_band": "numbers",
    "count_band": "numbers",
    "year_of": "time",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
