"""What a rule does to a column; one operator a file."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.operators.age_band import AgeBand as AgeBand
    from anonkit.deidentification.operators.base import ColumnContext as ColumnContext
    from anonkit.deidentification.operators.base import Operator as Operator
    from anonkit.deidentification.operators.base import Scrubber as Scrubber
    from anonkit.deidentification.operators.generalise import Generalise as Generalise
    from anonkit.deidentification.operators.keep import Keep as Keep
    from anonkit.deidentification.operators.registry import OPERATORS as OPERATORS
    from anonkit.deidentification.operators.scrub_text import ScrubText as ScrubText
    from anonkit.deidentification.operators.staff_role import UNKNOWN_ROLE as UNKNOWN_ROLE
    from anonkit.deidentification.operators.suppress import Suppress as Suppress
    from anonkit.deidentification.operators.year_only import told_year as told_year

_HOME_BY_NAME = {
    "ColumnContext": "base",
    "Operator": "base",
    "Scrubber": "base",
    "OPERATORS": "registry",
    "Keep": "keep",
    "Suppress": "suppress",
    "Generalise": "generalise",
    "UNKNOWN_ROLE": "staff_role",
    "told_year": "year_only",
    "ScrubText": "scrub_text",
    "AgeBand": "age_band",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
