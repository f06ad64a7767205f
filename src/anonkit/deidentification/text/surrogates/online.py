"""Made-up names for the net."""

from __future__ import annotations

import re
from collections.abc import Callable

from anonkit.deidentification.text.surrogates.keyed import KeyedChoice
from anonkit.deidentification.text.surrogates.people import MadeUpPerson

_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_PART = 3


def online_name(
    choice: KeyedChoice, key: str, made: MadeUpPerson, is_whole: Callable[[str], bool]
) -> str:
    """A handle of the made-up person, with the parts that the folded handle has.

    A surname of which `is_whole` does not hold was cut off, and is again.
    """
    words = _WORD.findall(key)
    separator = re.search(r"[._-]", key)
    length = len(re.sub(r"\D", "", key))
    number = choice.digits(min(length, 4), "handle", key) if length else ""
    if len(words) > 1 and separator:
        length = len(made.last) if is_whole(words[1]) else len(words[1])
        last = made.last[: max(_SHORTEST_PART, length)]
        return f"{made.first}{separator.group()}{last}{number}".lower()
    return f"{made.first}_{number or choice.digits(2, 'handle', key)}".lower()
