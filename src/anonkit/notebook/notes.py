"""A note of a review, as it is told; beside it, on request, as it was written."""

from __future__ import annotations

from anonkit.deidentification.review import NoteView
from anonkit.notebook.revealing import reveal_allowed
from anonkit.pages import note_display
from anonkit.workflows.reviewing import Review


class ShownNote:
    """One note with its places marked."""

    def __init__(self, view: NoteView, *, shows_before: bool) -> None:
        self._view = view
        self._shows_before = shows_before

    def __repr__(self) -> str:
        return "".join(piece.told for piece in self._view.pieces)

    def _repr_html_(self) -> str:
        pieces = [piece.as_dict() for piece in self._view.pieces]
        return str(note_display(pieces, shows_before=self._shows_before))


def note(review: Review, item_id: str, *, before: bool = False) -> ShownNote | None:
    """The text of an item as it is told; `before` shows it as written too, and is audited."""
    view = review.view(review.item_by_id[item_id])
    if view is None:
        return None
    if before:
        reveal_allowed()
        review.audit("reveal", {"texts": 1, "reason": "review"})
    return ShownNote(view, shows_before=before)
