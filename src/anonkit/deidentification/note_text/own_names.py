"""The client's own names where they stand as names, though they be ordinary words.

Free text of unknown origin is read with more doubt; a case's notes are known to be about this very
client, so a capital in mid-sentence, the head of a note or a lone word after a dash is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from anonkit.deidentification.note_text.quick_look import may_hold

_SHORTEST = 3
_ALSO_VERBS = frozenset({"will", "may", "mark", "hope", "bill", "sue", "rob", "pat", "chase"})
"""Names that are commoner as verbs: only where they stand as names."""
_HEAD = r"^\W*(?:(?:[SOAP]|re|hx|note)\s*[-:)]\s*)?"
_AFTER_HEAD = r"(?=\s*(?:[+&,.:/]|\d|-\s|\b[a-z]\b|$))"
_AFTER_DASH = r"(?<=\s[-–—]\s)"
_MID_SENTENCE = r"(?<=[a-z0-9,;)\]] )"


def find_own_names(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where one of these names stands as a name, and then wherever that word stands."""
    lowered = text.lower()
    for name in dict.fromkeys(names):
        if len(name) >= _SHORTEST and may_hold(lowered, (name,)):
            found = [m.span("name") for p in _patterns(name) for m in p.finditer(text)]
            yield from found
            if found and name.casefold() not in _ALSO_VERBS:
                yield from (match.span() for match in _anywhere(name).finditer(text))


@lru_cache(maxsize=4096)
def _anywhere(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w|-[a-z])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    word = rf"(?P<name>{re.escape(name)})(?:'s|’s)?(?!\w|-[a-z])"
    capital = rf"(?P<name>{re.escape(name[0].upper())}(?i:{re.escape(name[1:])}))(?!\w|-[a-z])"
    return (
        re.compile(_HEAD + word + _AFTER_HEAD, re.IGNORECASE),
        re.compile(_AFTER_DASH + word + r"(?=\s*(?:[.,;:/\n]|$))", re.IGNORECASE),
        re.compile(_MID_SENTENCE + capital),
    )
