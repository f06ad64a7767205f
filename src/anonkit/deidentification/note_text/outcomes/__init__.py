"""Outcomes told in notes: complications found as data, with certainty, scored, and counted as rates."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.note_text.outcomes.complication import (
        complication_kinds as complication_kinds,
    )
    from anonkit.deidentification.note_text.outcomes.complication import kind_of as kind_of
    from anonkit.deidentification.note_text.outcomes.finder import OutcomeFinding as OutcomeFinding
    from anonkit.deidentification.note_text.outcomes.finder import find_outcomes as find_outcomes
    from anonkit.deidentification.note_text.outcomes.rates import (
        ComplicationRate as ComplicationRate,
    )
    from anonkit.deidentification.note_text.outcomes.rates import FinderScore as FinderScore
    from anonkit.deidentification.note_text.outcomes.rates import (
        complication_rates as complication_rates,
    )
    from anonkit.deidentification.note_text.outcomes.rates import finder_score as finder_score
    from anonkit.deidentification.note_text.outcomes.rates import outcome_kind as outcome_kind
    from anonkit.deidentification.note_text.outcomes.rates import wilson_interval as wilson_interval

_HOME_BY_NAME = {
    "complication_kinds": "complication",
    "kind_of": "complication",
    "OutcomeFinding": "finder",
    "find_outcomes": "finder",
    "ComplicationRate": "rates",
    "FinderScore": "rates",
    "complication_rates": "rates",
    "finder_score": "rates",
    "outcome_kind": "rates",
    "wilson_interval": "rates",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
