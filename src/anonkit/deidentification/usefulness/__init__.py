"""What a release can still answer: what was lost, what moved, and the clinic's own questions on both."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.usefulness.distributions import MarginalChange as MarginalChange
    from anonkit.deidentification.usefulness.distributions import PairChange as PairChange
    from anonkit.deidentification.usefulness.distributions import cramers_v as cramers_v
    from anonkit.deidentification.usefulness.distributions import (
        marginal_changes as marginal_changes,
    )
    from anonkit.deidentification.usefulness.distributions import pair_changes as pair_changes
    from anonkit.deidentification.usefulness.loss import InformationLoss as InformationLoss
    from anonkit.deidentification.usefulness.loss import information_loss as information_loss
    from anonkit.deidentification.usefulness.measured import (
        ReleaseUsefulness as ReleaseUsefulness,
    )
    from anonkit.deidentification.usefulness.measured import (
        release_usefulness as release_usefulness,
    )
    from anonkit.deidentification.usefulness.questions import Answer as Answer
    from anonkit.deidentification.usefulness.questions import Share as Share
    from anonkit.deidentification.usefulness.questions import clinic_questions as clinic_questions
    from anonkit.deidentification.usefulness.teaching_fields import NOT_USEFUL as NOT_USEFUL
    from anonkit.deidentification.usefulness.teaching_fields import (
        TEACHING_FIELDS as TEACHING_FIELDS,
    )
    from anonkit.deidentification.usefulness.teaching_fields import LostFields as LostFields
    from anonkit.deidentification.usefulness.teaching_fields import lost_fields as lost_fields

_HOME_BY_NAME = {
    "MarginalChange": "distributions",
    "PairChange": "distributions",
    "cramers_v": "distributions",
    "marginal_changes": "distributions",
    "pair_changes": "distributions",
    "InformationLoss": "loss",
    "information_loss": "loss",
    "NOT_USEFUL": "teaching_fields",
    "TEACHING_FIELDS": "teaching_fields",
    "LostFields": "teaching_fields",
    "lost_fields": "teaching_fields",
    "Answer": "questions",
    "Share": "questions",
    "clinic_questions": "questions",
    "ReleaseUsefulness": "measured",
    "release_usefulness": "measured",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
