"""Tables that nobody has described: what their columns seem to hold, and a mapping to start from."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.connectors.drafting.checking import faults_of as faults_of
    from anonkit.connectors.drafting.drafts import Draft as Draft
    from anonkit.connectors.drafting.drafts import draft_tables as draft_tables
    from anonkit.connectors.drafting.profiles import ColumnProfile as ColumnProfile
    from anonkit.connectors.drafting.profiles import Profile as Profile
    from anonkit.connectors.drafting.profiles import profile as profile

_HOME_BY_NAME = {
    "profile": "profiles",
    "Profile": "profiles",
    "ColumnProfile": "profiles",
    "Draft": "drafts",
    "draft_tables": "drafts",
    "faults_of": "checking",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
