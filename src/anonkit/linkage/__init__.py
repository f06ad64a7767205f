"""One person, many rows."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.linkage.code_map import extended_code_map as extended_code_map
    from anonkit.linkage.exact import LINK_COLUMNS as LINK_COLUMNS
    from anonkit.linkage.exact import resolve_persons as resolve_persons
    from anonkit.linkage.pairs import Pair as Pair
    from anonkit.linkage.pairs import likely_pairs as likely_pairs

_HOME_BY_NAME = {
    "LINK_COLUMNS": "exact",
    "resolve_persons": "exact",
    "extended_code_map": "code_map",
    "Pair": "pairs",
    "likely_pairs": "pairs",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
