"""Figures that a clinic writes all day and a model may take for somebody's number."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note

_CLOCK = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_CODE = re.compile(r"[A-Za-z]?\d{2,6}[A-Za-z]?(?:\.\w{1,4})?(?:-?(?:LT|RT|[2-9]\d))?")
_LABEL = re.compile(
    r"(?i)\b(?:cpt|hcpcs|icd(?:-?\d{1,2})?(?:-cm)?|cdt|opcs|snomed|ndc|lot|batch)\b"
    r"\W{0,3}(?:codes?\W{0,3}|no\W{0,3})?(?:[a-z]?\d{2,6}[a-z]?[,/+& ]{1,3}){0,4}$"
)
_BEFORE = 40


def is_clinic_figure(note: Note, start: int, end: int) -> bool:
    """Whether a stretch is the hour that opens a line, or a code of treatment, billing or a batch."""
    surface = note.text[start:end]
    before = note.text[max(0, start - _BEFORE) : start]
    opens_line = not before.rpartition("\n")[2].strip()
    if opens_line and _CLOCK.fullmatch(surface) and note.text[end : end + 1] in (" ", ":", "-"):
        return True
    return bool(_CODE.fullmatch(surface) and _LABEL.search(before))
