"""What a resource becomes: canonical rows, and the files that came inside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from anonkit.portability.incoming.reading import Reading


@dataclass(frozen=True)
class Made:
    """One canonical row out of a resource, and the file that came inside it."""

    table: str
    row: dict[str, str]
    content: bytes | None = None
    staff: object = None
    """The reference to whoever did it."""


Maker = Callable[[dict[str, Any], Reading], Iterator[Made]]


def note_row(title: str, text: str, written_at: str) -> dict[str, str]:
    """A clinical note."""
    return {"kind": "clinical", "title": title, "text": text, "written_at": written_at}
