"""The kinds of complication, read from their list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from anonkit.deidentification.note_text.statements import TermList, plain_note

_FILE = Path(__file__).parent / "data" / "complications.yaml"


@dataclass(frozen=True)
class Complication:
    """One kind, the words for it, and how bad it is by nature."""

    kind: str
    terms: TermList = field(repr=False)
    severity: str | None
    """``severe`` for what is never mild; ``None`` where the note decides."""


@cache
def complications() -> Mapping[str, Complication]:
    """The kinds that ship, in the order of their list."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            kind: Complication(kind, TermList.from_data(one), one.get("severity") or None)
            for kind, one in data.items()
        }
    )


def complication_kinds() -> tuple[str, ...]:
    """The names of the kinds."""
    return tuple(complications())


def kind_of(words: str) -> str | None:
    """The kind that a recorded outcome's own words speak of; ``None`` for what the list lacks."""
    note = plain_note(words)
    found = [
        (term.start, -term.end, kind)
        for kind, one in complications().items()
        for term in one.terms.find(note)
    ]
    return min(found)[2] if found else None
