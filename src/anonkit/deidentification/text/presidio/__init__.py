"""Presidio, both ways: its recognisers as ours, ours as its own, its model as one vote."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.presidio.adapters import from_presidio as from_presidio
    from anonkit.deidentification.text.presidio.adapters import to_presidio as to_presidio
    from anonkit.deidentification.text.presidio.model import ModelVotes as ModelVotes
    from anonkit.deidentification.text.presidio.model import model_votes as model_votes
    from anonkit.deidentification.text.presidio.operators import (
        PlaceholderOperator as PlaceholderOperator,
    )
    from anonkit.deidentification.text.presidio.operators import (
        SurrogateOperator as SurrogateOperator,
    )

_HOME_BY_NAME = {
    "from_presidio": "adapters",
    "to_presidio": "adapters",
    "ModelVotes": "model",
    "model_votes": "model",
    "PlaceholderOperator": "operators",
    "SurrogateOperator": "operators",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
