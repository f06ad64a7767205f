"""Choosing cases that teach: by what a release would tell of them, and by nothing else."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.datasets.choosing.case_file import CaseFile as CaseFile
    from anonkit.datasets.choosing.case_file import read_case_file as read_case_file
    from anonkit.datasets.choosing.choice import Choice as Choice
    from anonkit.datasets.choosing.choice import ChoiceRequest as ChoiceRequest
    from anonkit.datasets.choosing.choice import choose as choose
    from anonkit.datasets.choosing.expression import parse_expression as parse_expression
    from anonkit.datasets.choosing.features import CaseFeatures as CaseFeatures
    from anonkit.datasets.choosing.features import case_features as case_features
    from anonkit.datasets.choosing.kinds import KINDS as KINDS
    from anonkit.datasets.choosing.value import TeachingValue as TeachingValue
    from anonkit.datasets.choosing.value import teaching_value as teaching_value
    from anonkit.datasets.choosing.words import WORDS as WORDS

_HOME_BY_NAME = {
    "CaseFile": "case_file",
    "read_case_file": "case_file",
    "Choice": "choice",
    "ChoiceRequest": "choice",
    "choose": "choice",
    "parse_expression": "expression",
    "CaseFeatures": "features",
    "case_features": "features",
    "KINDS": "kinds",
    "TeachingValue": "value",
    "teaching_value": "value",
    "WORDS": "words",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
