"""A piece of a file that is searched by itself, and how its place is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from anonkit.model import TABLES

_OURS = "case row visit when made_up_name cases visits treatments notes person title files path name size"
_LABELS = frozenset(name for table in TABLES.values() for name in table.column_names) | frozenset(
    TABLES
)
_LABELS |= frozenset(_OURS.split())
_NAME_LIKE = re.compile(r"[^\W\d_][^\d_\n]{1,40}")

IsCase = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Passage:
    """Text with its place, its case where it has one, and how places inside it are told."""

    text: str
    place: str = ""
    case: str | None = None
    by_line: bool = False
    """Whether places are lines and columns of a file; else characters of a cell."""
    is_number: bool = False
    """Whether the text is a figure, in which short runs of digits mean nothing."""
    is_row: bool = False
    """Whether it is several cells side by side, searched for full names only."""
    made_up_for: str | None = None
    """The case for which this text is an invented name."""


def label(name: object, number: int, what: str) -> str:
    """A column's or key's name where it is one of ours; else its number, since it could be a value."""
    text = str(name)
    return f"{what} {text}" if text in _LABELS else f"{what} number {number}"


def joined(*parts: str) -> str:
    """Parts of a place, from the outside in."""
    return ", ".join(part for part in parts if part)


def row_passage(cells: Iterable[object], place: str) -> Passage | None:
    """The name-like cells of a row side by side: a first name and a last name may stand in two columns."""
    texts = [cell for cell in cells if isinstance(cell, str) and _NAME_LIKE.fullmatch(cell)]
    return Passage(" | ".join(texts), place, is_row=True) if len(texts) > 1 else None


def place_in(passage: Passage, start: int) -> str:
    """Where in its file a character of the passage stands."""
    if passage.is_row:
        return passage.place
    if not passage.by_line:
        return joined(passage.place, f"character {start + 1}")
    line = passage.text.count("\n", 0, start) + 1
    column = start - (passage.text.rfind("\n", 0, start) + 1) + 1
    return joined(passage.place, f"line {line}", f"column {column}")
