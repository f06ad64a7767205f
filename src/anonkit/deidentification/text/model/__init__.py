"""Our own detection model: its network, its weights, its vote."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.text.model.votes import OwnModel as OwnModel
    from anonkit.deidentification.text.model.votes import own_votes as own_votes

_HOME_BY_NAME = {
    "OwnModel": "votes",
    "own_votes": "votes",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
