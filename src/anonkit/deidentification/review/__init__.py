"""What a person looks at before a release, what they decide, and what was learnt from it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.review.agreement import Agreement as Agreement
    from anonkit.deidentification.review.agreement import agreement_of as agreement_of
    from anonkit.deidentification.review.candidates import possible_misses as possible_misses
    from anonkit.deidentification.review.decisions import ReviewDecisions as ReviewDecisions
    from anonkit.deidentification.review.decisions import folded as folded
    from anonkit.deidentification.review.decisions import text_digest as text_digest
    from anonkit.deidentification.review.events import DECISIONS as DECISIONS
    from anonkit.deidentification.review.events import Decision as Decision
    from anonkit.deidentification.review.events import Standing as Standing
    from anonkit.deidentification.review.events import decided_rows as decided_rows
    from anonkit.deidentification.review.events import merged as merged
    from anonkit.deidentification.review.events import standing as standing
    from anonkit.deidentification.review.learning import Learnt as Learnt
    from anonkit.deidentification.review.learning import Score as Score
    from anonkit.deidentification.review.learning import learnt_from as learnt_from
    from anonkit.deidentification.review.open_items import OpenItems as OpenItems
    from anonkit.deidentification.review.queue import Item as Item
    from anonkit.deidentification.review.queue import review_queue as review_queue
    from anonkit.deidentification.review.queue import riskiest as riskiest
    from anonkit.deidentification.review.read_text import ReadText as ReadText
    from anonkit.deidentification.review.read_text import ToldSpan as ToldSpan
    from anonkit.deidentification.review.view import NoteView as NoteView
    from anonkit.deidentification.review.view import note_view as note_view

_HOME_BY_NAME = {
    "Agreement": "agreement",
    "agreement_of": "agreement",
    "possible_misses": "candidates",
    "ReviewDecisions": "decisions",
    "folded": "decisions",
    "text_digest": "decisions",
    "DECISIONS": "events",
    "Decision": "events",
    "Standing": "events",
    "decided_rows": "events",
    "merged": "events",
    "standing": "events",
    "Learnt": "learning",
    "Score": "learning",
    "learnt_from": "learning",
    "OpenItems": "open_items",
    "Item": "queue",
    "review_queue": "queue",
    "riskiest": "queue",
    "ReadText": "read_text",
    "ToldSpan": "read_text",
    "NoteView": "view",
    "note_view": "view",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
