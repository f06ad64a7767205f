"""Marked notes: a text and the places of its identifiers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anonkit.deidentification.evaluation.kinds import hint_for, kind_of
from anonkit.errors import SettingsError

_MARK = re.compile(r"\[\[([A-Z][A-Z_]*)\|(.+?)\]\]", re.DOTALL)
_BROKEN = re.compile(r"\[\[\w+\|")

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class MarkedNote:
    """A note with the places of its identifiers."""

    number: int
    """Its place in the file, from 1; an id may itself be a client's number."""
    text: str = field(repr=False)
    spans: tuple[Span, ...]
    record: Mapping[str, object] = field(default_factory=dict, repr=False)
    is_test_data: bool = False
    """Whether all people in it are invented, so that its words may be shown."""


def read_marked(row: Mapping[str, Any], number: int = 1) -> MarkedNote:
    """A marked note from its row.

    Either `text` with [[TYPE|surface]] marks, or `full_text` with `spans` of `entity_type`,
    `start_position` and `end_position`; with it, where given, `record` and `test_data`.
    """
    if "full_text" in row:
        text = str(row["full_text"])
        spans = _given_spans(text, row.get("spans") or (), number)
    else:
        text, spans = _inline_marks(str(row["text"] or ""), number)
    return MarkedNote(
        number, text, spans, row.get("record") or {}, is_test_data=row.get("test_data") is True
    )


def _inline_marks(marked: str, number: int) -> tuple[str, tuple[Span, ...]]:
    pieces: list[str] = []
    spans: list[Span] = []
    end = length = 0
    for match in _MARK.finditer(marked):
        kind = kind_of(match.group(1))
        if kind is None:
            raise SettingsError(
                f"Note {number} marks a kind that does not exist: {match.group(1)}."
                + hint_for(match.group(1))
            )
        lead = marked[end : match.start()]
        length += len(lead)
        surface = match.group(2)
        spans.append((length, length + len(surface), kind))
        length += len(surface)
        pieces += [lead, surface]
        end = match.end()
    pieces.append(marked[end:])
    text = "".join(pieces)
    if _BROKEN.search(text):
        raise SettingsError(
            f"Note {number} has a mark that is not closed or not well formed; "
            "write it as [[TYPE|surface]], TYPE in capitals."
        )
    return text, tuple(spans)


def _given_spans(text: str, given: Any, number: int) -> tuple[Span, ...]:
    spans: list[Span] = []
    for span in given:
        try:
            start, end = int(span["start_position"]), int(span["end_position"])
            name = str(span["entity_type"])
        except (KeyError, TypeError, ValueError):
            start, end, name = 0, 0, ""
        if not 0 <= start < end <= len(text):
            raise SettingsError(
                f"Note {number} has a span without a kind or outside its text; "
                "each has entity_type, start_position and end_position."
            )
        # A kind we have no word for stays under its own name, so that it is counted and seen.
        spans.append((start, end, kind_of(name) or name))
    return tuple(sorted(spans))
