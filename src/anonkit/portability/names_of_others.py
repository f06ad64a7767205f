"""Finds the names of other people in prose, for a person to decide about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_KIN = (
    "husband|wife|partner|fiance|fiancé|fiancee|fiancée|boyfriend|girlfriend|son|daughter|mother|mum|mom|"
    "father|dad|sister|brother|aunt|uncle|niece|nephew|cousin|grandmother|grandfather|nan|friend|flatmate|"
    "neighbour|neighbor|colleague|boss|employer|ex"
)
_AFTER_KIN = re.compile(
    rf"\b(?i:{_KIN})\b(?:[ ,]+(?i:called|named|is|was))?[ ,]+(?P<name>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
)
_KIN_WORD = re.compile(rf"\b(?:her|his|their|the client's|patient's) (?:{_KIN})\b", re.IGNORECASE)
_SHORTEST_NAME = 3
_TITLES = frozenset({"mrs", "miss", "prof", "professor", "doctor", "nurse", "sister"})


def known_name_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for whole names and their parts; ``None`` where there is nothing to look for."""
    parts = {
        part
        for name in names
        for part in (name.strip(), *name.split())
        if len(part) >= _SHORTEST_NAME and part.lower() not in _TITLES
    }
    if not parts:
        return None
    longest_first = sorted(parts, key=lambda part: (-len(part), part))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def others_in(
    text: str, known: re.Pattern[str] | None, own: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """The places where somebody else is named; `own` are the client's own names, in lower case."""
    found = [match.span() for match in known.finditer(text)] if known else []
    found += [match.span("name") for match in _AFTER_KIN.finditer(text)]
    last_end = 0
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= last_end and text[start:end].lower() not in own:
            last_end = end
            yield start, end


def speaks_of_others(text: str) -> bool:
    """Whether the text speaks of a relative or friend, named or not."""
    return _KIN_WORD.search(text) is not None


def without_names(
    text: str, spans: Iterable[tuple[int, int]], mark: str = "[name withheld]"
) -> str:
    """The text with these places covered."""
    pieces, position = [], 0
    for start, end in spans:
        pieces += [text[position:start], mark]
        position = end
    return "".join([*pieces, text[position:]])
