"""Made-up names for the net."""

from __future__ import annotations

import re

from anonkit.deidentification.text.surrogates.keyed import KeyedChoice
from anonkit.deidentification.text.surrogates.people import MadeUpPerson

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_PART = 3


def online_name(choice: KeyedChoice, key: str, made: MadeUpPerson) -> str:
    """A handle of the made-up person, with the parts that the folded handle has."""
    words = _WORD.findall(key)
    separator = re.search(r"[._-]", key)
    length = len(re.sub(r"\D", "", key))
    number = choice.digits(min(length, 4), "handle", key) if length else ""
    if len(words) > 1 and separator:
        # A surname that was cut off stays so.
        last = made.last[: max(_SHORTEST_PART, len(words[1]))]
        return f"{made.first}{separator.group()}{last}{number}".lower()
    return f"{made.first}_{number or choice.digits(2, 'handle', key)}".lower()
