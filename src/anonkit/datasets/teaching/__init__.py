"""What a trainer writes beside the cases, and how a case is told so that its outcome stays hidden."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.datasets.teaching.layer import CaseTeaching as CaseTeaching
    from anonkit.datasets.teaching.layer import Teaching as Teaching
    from anonkit.datasets.teaching.places import WrittenText as WrittenText
    from anonkit.datasets.teaching.places import written_texts as written_texts
    from anonkit.datasets.teaching.reading import read_teaching as read_teaching
    from anonkit.datasets.teaching.reading import teaching_for as teaching_for
    from anonkit.datasets.teaching.staging import StagedCase as StagedCase
    from anonkit.datasets.teaching.staging import stage_cases as stage_cases

_HOME_BY_NAME = {
    "CaseTeaching": "layer",
    "Teaching": "layer",
    "WrittenText": "places",
    "written_texts": "places",
    "read_teaching": "reading",
    "teaching_for": "reading",
    "StagedCase": "staging",
    "stage_cases": "staging",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
