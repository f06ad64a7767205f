"""How well identifiers are found in marked notes, and a page that shows it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.evaluation.detection import Evaluation as Evaluation
    from anonkit.deidentification.evaluation.detection import (
        evaluate_detection as evaluate_detection,
    )
    from anonkit.deidentification.evaluation.detection import examine as examine
    from anonkit.deidentification.evaluation.kinds import DIRECT as DIRECT
    from anonkit.deidentification.evaluation.marks import MarkedNote as MarkedNote
    from anonkit.deidentification.evaluation.marks import read_marked as read_marked
    from anonkit.deidentification.evaluation.page import evaluation_page as evaluation_page
    from anonkit.deidentification.evaluation.resampling import Interval as Interval
    from anonkit.deidentification.evaluation.scores import DetectionScores as DetectionScores
    from anonkit.deidentification.evaluation.scores import KindScore as KindScore
    from anonkit.deidentification.evaluation.scores import score as score
    from anonkit.deidentification.evaluation.shapes import shape_of as shape_of
    from anonkit.deidentification.evaluation.tally import Stretch as Stretch

_HOME_BY_NAME = {
    "Evaluation": "detection",
    "evaluate_detection": "detection",
    "examine": "detection",
    "DIRECT": "kinds",
    "MarkedNote": "marks",
    "read_marked": "marks",
    "evaluation_page": "page",
    "Interval": "resampling",
    "DetectionScores": "scores",
    "KindScore": "scores",
    "score": "scores",
    "shape_of": "shapes",
    "Stretch": "tally",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
