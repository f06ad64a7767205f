"""A note before and after, with every place that was replaced; who found it shows on hover and on focus."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup

from anonkit.pages.displays.framing import fragment, scroll_box

_CLASS_BY_KIND = {"finding": "found", "possible miss": "miss", "fact": "fact", "marked": "marked"}


def note_display(pieces: Iterable[Mapping[str, Any]], *, shows_before: bool = False) -> Markup:
    """The text as it is told; with `shows_before` also as it was written, side by side.

    A piece has `text`, `told`, `kind` (plain, finding, possible miss, fact, marked), `entity`, `hint`
    and `decision`.
    """
    held = list(pieces)
    sides = [("After", "told")]
    if shows_before:
        sides.insert(0, ("Before", "text"))
    columns = [
        Markup(
            '<section aria-label="{title}"><p class="side">{title}</p><p>{text}</p></section>'
        ).format(title=title, text=Markup("").join(_piece(piece, side) for piece in held))
        for title, side in sides
    ]
    body = scroll_box(Markup("").join(columns), "the text", classes="note")
    return fragment("note before and after" if shows_before else "note", [body])


def _piece(piece: Mapping[str, Any], side: str) -> Markup:
    kind = piece.get("kind", "plain")
    if kind not in _CLASS_BY_KIND:
        return Markup("{}").format(piece[side])
    decision = piece.get("decision", "")
    classes = _CLASS_BY_KIND[kind] + (" ordinary" if decision in ("ordinary", "allowed") else "")
    said = f"{piece.get('entity', '')}: {piece.get('hint', '')}" + (
        f"; {decision}" if decision else ""
    )
    return Markup(
        '<mark class="place {}" tabindex="0" title="{}" aria-label="{}">{}</mark>'
    ).format(classes, said, f"{piece[side]}, {said}", piece[side])
