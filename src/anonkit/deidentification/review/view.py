"""A text beside what is told of it, in pieces that a page can colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from anonkit.deidentification.review.events import Decision
from anonkit.deidentification.review.queue import FINDING, MISS
from anonkit.deidentification.review.read_text import ReadText

PLAIN, FACT, MARKED = "plain", "fact", "marked"
WINDOW = 1_500
"""Characters shown on each side of the place in question; a longer text is shown whole on request."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text as read, and what stands in its place."""

    start: int
    text: str = field(repr=False)
    told: str = field(repr=False)
    kind: str = PLAIN
    item: str = ""
    entity: str = ""
    hint: str = ""
    """Who found it and on what evidence."""
    decision: str = ""

    def as_dict(self) -> dict[str, Any]:
        """For a page."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class NoteView:
    """The pieces of one text, or of the part around a place."""

    pieces: tuple[Piece, ...] = field(repr=False)
    before_cut: int = 0
    """Characters that are not shown at the beginning."""
    after_cut: int = 0

    def as_dict(self) -> dict[str, Any]:
        """For a page."""
        return {
            "pieces": [piece.as_dict() for piece in self.pieces],
            "before_cut": self.before_cut,
            "after_cut": self.after_cut,
        }


def note_view(
    text: str,
    read: ReadText,
    decisions: Mapping[str, Decision],
    around: tuple[int, int] | None = None,
) -> NoteView:
    """The text and what is told of it as decided so far; `around` is the place in question."""
    first, last = _shown(text, around)
    pieces, end = [], first
    for place in _places(text, read, decisions):
        start = max(place.start, end)
        stop = place.start + len(place.text)
        if stop <= first or start >= last or stop <= end:
            continue
        if start > end:
            pieces.append(_plain(text, end, start))
        pieces.append(place)
        end = stop
    if end < last:
        pieces.append(_plain(text, end, last))
    return NoteView(tuple(pieces), first, len(text) - max(last, end))


def _shown(text: str, around: tuple[int, int] | None) -> tuple[int, int]:
    if around is None or len(text) <= 3 * WINDOW:
        return 0, len(text)
    return max(0, around[0] - WINDOW), min(len(text), around[1] + WINDOW)


def _plain(text: str, start: int, end: int) -> Piece:
    return Piece(start, text[start:end], text[start:end])


def _places(text: str, read: ReadText, decisions: Mapping[str, Decision]) -> list[Piece]:
    """Everything in the text that is more than plain, in order; marks go over what they overlap."""
    found = [_span_piece(text, read.digest, span, decisions) for span in read.spans]
    found += [_miss_piece(text, read.digest, miss, decisions) for miss in read.misses]
    known = {piece.item for piece in found}
    marks = [
        Piece(
            d.start,
            text[d.start : d.end],
            f"[{d.entity}]",
            MARKED,
            d.item,
            d.entity,
            "marked by hand",
            d.decision,
        )
        for d in decisions.values()
        if d.text == read.digest and d.item not in known
    ]
    taken = [(mark.start, mark.start + len(mark.text)) for mark in marks]
    rest = [
        piece
        for piece in found
        if not any(
            piece.start < end and start < piece.start + len(piece.text) for start, end in taken
        )
    ]
    return sorted([*rest, *marks], key=lambda piece: piece.start)


def _span_piece(text: str, digest: str, span: Any, decisions: Mapping[str, Decision]) -> Piece:
    item = f"{digest}:{span.start}:{span.end}"
    surface, decided = text[span.start : span.end], decisions.get(item)
    is_kept = decided is not None and not decided.is_careful
    hint = f"{span.recogniser}, by {span.evidence}, score {span.score:.2f}"
    if span.is_ruled_by_policy:
        kind = span.entity.split(":")[1]
        return Piece(span.start, surface, span.told, FACT, "", kind, "told as the policy says")
    told = surface if is_kept else span.told
    said = decided.decision if decided else ""
    return Piece(span.start, surface, told, FINDING, item, span.entity, hint, said)


def _miss_piece(text: str, digest: str, miss: Any, decisions: Mapping[str, Decision]) -> Piece:
    item = f"{digest}:{miss.start}:{miss.end}"
    surface, decided = text[miss.start : miss.end], decisions.get(item)
    is_out = decided is not None and decided.is_careful
    told = f"[{decided.entity or miss.entity}]" if decided is not None and is_out else surface
    said = decided.decision if decided else ""
    return Piece(miss.start, surface, told, MISS, item, miss.entity, miss.reason, said)
