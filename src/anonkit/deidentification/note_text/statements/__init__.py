"""What a clause says of a word in it: stated, denied, of somebody else, or only possible."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.deidentification.note_text.statements.plain import PlainNote as PlainNote
    from anonkit.deidentification.note_text.statements.plain import plain_note as plain_note
    from anonkit.deidentification.note_text.statements.reading import Reading as Reading
    from anonkit.deidentification.note_text.statements.reading import (
        read_statement as read_statement,
    )
    from anonkit.deidentification.note_text.statements.status import Certainty as Certainty
    from anonkit.deidentification.note_text.statements.status import Status as Status
    from anonkit.deidentification.note_text.statements.terms import Term as Term
    from anonkit.deidentification.note_text.statements.terms import TermList as TermList

_HOME_BY_NAME = {
    "PlainNote": "plain",
    "plain_note": "plain",
    "Reading": "reading",
    "read_statement": "reading",
    "Certainty": "status",
    "Status": "status",
    "Term": "terms",
    "TermList": "terms",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
