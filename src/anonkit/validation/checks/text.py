"""Text that is not what it seems: formulas, control characters, garbled encodings, placeholders."""

from __future__ import annotations

import re

# A bullet ("- bruised"), a handle ("@clinic"), a phone number and a negative amount are none.
_FORMULA = re.compile(
    r"[\t\r ]*(?:=\s*[A-Za-z(+\-\"'0-9@]|@[A-Za-z.]+\("
    r"|[+\-](?:[A-Za-z.]+\(|[@=(]|cmd\b|\d+\s*[+\-*/^]\s*[A-Za-z(]))"
)
# Joiners and direction marks stay allowed: names in several scripts need them.
_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f"
    r"\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
# UTF-8 that was read as Windows-1252: a lead byte's letter and a trail byte's sign, or the mark of a lost letter.
_GARBLED = re.compile(
    "\ufffd|\u00e2\u20ac|[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e"
    "\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
_PLACEHOLDER = re.compile(
    r"anon|anonymous|asdf|cash customer|delete|do not use|dummy|n/a|na|nil|no ?name|none|null|qwerty"
    r"|tba|tbc|tbd|test|test (?:client|patient)|tester|testing|unknown|walk[- ]?in|xxx|[\W_]+|(\w)\1{2,}"
)


def holds_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text; a phone number or a negative amount is none."""
    return _FORMULA.match(text) is not None


def holds_control_characters(text: str) -> bool:
    """Whether it holds characters that nobody typed: controls, zero-width, direction overrides."""
    return _CONTROL.search(text) is not None


def is_garbled(text: str) -> bool:
    """Whether the text looks as if it had been read in the wrong encoding."""
    return _GARBLED.search(text) is not None


def is_placeholder(text: str) -> bool:
    """Whether somebody typed it to get past a required box; a surname may look like one all the same."""
    return _PLACEHOLDER.fullmatch(text.strip().casefold()) is not None
