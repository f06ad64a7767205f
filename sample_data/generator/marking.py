"""Marks on identifying words while a note is made, so that each one is known afterwards."""

import re

_ENTITIES = [
    "PERSON", "DATE", "AGE", "PHONE", "EMAIL", "ADDRESS", "POSTCODE", "ZIP", "CITY", "ORG", "ID",
    "HANDLE", "URL", "VEHICLE", "OTHER",
]  # fmt: skip
# Private-use signs: no letter case, no word, so nothing that dresses a note touches them.
_OPEN, _CLOSE, _FIRST = "\ue000", "\ue001", 0xE100
_MARK = re.compile(f"{_OPEN}(.)(.*?){_CLOSE}", re.DOTALL)


def mark(entity: str, value: str) -> str:
    """The value with its marks; nothing for an empty value."""
    return f"{_OPEN}{chr(_FIRST + _ENTITIES.index(entity))}{value}{_CLOSE}" if value else ""


def plain_text(marked: str) -> str:
    """The note without marks."""
    return _MARK.sub(lambda found: found[2], marked)


def gold_text(marked: str) -> str:
    """The note with each identifying word as `[[ENTITY|words]]`."""
    return _MARK.sub(lambda found: f"[[{_ENTITIES[ord(found[1]) - _FIRST]}|{found[2]}]]", marked)
