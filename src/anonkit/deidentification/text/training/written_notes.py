"""Notes written by hand for training, each identifier marked where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from anonkit.deidentification.text.training.slots import Piece

_PACKAGE = "anonkit.deidentification.text.training"
_BETWEEN = re.compile(r"^----[ \t]*$", re.MULTILINE)
_MARK = re.compile(r"\[\[(?P<kind>[A-Z]+)\|(?P<surface>[^\[\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class HandWritten:
    """A note as somebody typed it, in pieces."""

    jurisdiction: str
    pieces: tuple[Piece, ...]

    @property
    def names_nobody(self) -> bool:
        """Whether nothing in it is marked."""
        return all(kind is None for _, kind in self.pieces)


@cache
def hand_written(jurisdiction: str) -> tuple[HandWritten, ...]:
    """Every note written for a country, in the order of files and places."""
    folder = files(_PACKAGE) / "written"
    names = sorted(e.name for e in folder.iterdir() if e.name.startswith(f"{jurisdiction}_"))
    texts = [(folder / name).read_text(encoding="utf-8") for name in names]
    notes = (note.strip("\n") for text in texts for note in _BETWEEN.split(text))
    return tuple(HandWritten(jurisdiction, tuple(pieces_of(n))) for n in notes if n.strip())


@cache
def surfaces(jurisdiction: str, kind: str) -> tuple[str, ...]:
    """What the notes of a country mark as one kind, each as often as it is marked."""
    notes = hand_written(jurisdiction)
    return tuple(text for note in notes for text, marked in note.pieces if marked == kind)


def pieces_of(marked: str) -> list[Piece]:
    """A text with `[[KIND|surface]]` marks as pieces."""
    pieces: list[Piece] = []
    end = 0
    for mark in _MARK.finditer(marked):
        if mark.start() > end:
            pieces.append((marked[end : mark.start()], None))
        pieces.append((mark["surface"], mark["kind"]))
        end = mark.end()
    return [*pieces, (marked[end:], None)] if end < len(marked) else pieces
