"""Reads notes in which what is to be found is marked: ``[[kind: words|surface]]``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

_CASES = Path(__file__).parents[3] / "cases"
_MARK = re.compile(r"\[\[(?P<kind>[^:|\]]+)(?:: (?P<words>[^|]*))?\|(?P<surface>.*?)\]\]")


@dataclass(frozen=True)
class Mark:
    """One marked place of the plain text."""

    kind: str
    words: str
    start: int
    end: int


def marked_notes(file):
    """The plain text of each note with its marks."""
    lines = (_CASES / file).read_text(encoding="utf-8").splitlines()
    return [_read(json.loads(line)["text"]) for line in lines]


def _read(text):
    plain, marks, end = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[end : match.start()]
        start = len(plain)
        plain += match["surface"]
        marks.append(Mark(match["kind"], match["words"] or "", start, len(plain)))
        end = match.end()
    return plain + text[end:], marks
