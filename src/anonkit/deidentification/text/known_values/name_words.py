"""The words of a recorded name, and which part of it each is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import fold

_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", re.UNICODE)
NAME_TITLES = cues.STRONG_TITLES | {"sister", "nurse", "matron", "sir", "lady", "drs", "midwife"}
"""What stands before a name and is no part of it."""
_UNTITLED = cues.CREDENTIALS - {"ma", "do", "la", "le"}
_MARKED_ROLE = words_of("laser reception desk")


def part_of_name(value: KnownValue, words: Sequence[str], position: int) -> str:
    """Which part of a whole name a word of it is."""
    if value.part:
        return {"preferred": "short"}.get(value.part, value.part)
    after_comma = fold(value.value).partition(",")[2].strip(" .")
    if after_comma and after_comma not in cues.CREDENTIALS and len(words) > 1:
        return "last" if position == 0 else "first"
    has_title = fold(value.value).split(" ")[0].strip(".") in NAME_TITLES
    if len(words) == 1:
        return "last" if has_title else "first"
    return "first" if position == 0 else "last"


@lru_cache(maxsize=4096)
def name_words(name: str) -> tuple[str, ...]:
    """The words of a name that identify: no titles, credentials, particles or roles."""
    bare = re.sub(r"\([^)]*\)", lambda m: m.group() if _is_nick(m.group()) else " ", name)
    words = [fold(w).replace("’", "'") for w in _NAME_WORD.findall(bare)]
    kept = [
        w
        for place, w in enumerate(words)
        if not (w in NAME_TITLES and place == 0 and len(words) > 1)
        and w not in _UNTITLED
        and w not in cues.PARTICLES
        and len(w) > 1
    ]
    return tuple(kept or [w for w in words if len(w) > 1][:1])


def _is_nick(bracketed: str) -> bool:
    return fold(bracketed.strip("()")) not in _MARKED_ROLE and lexicon().is_forename(
        fold(bracketed.strip("()"))
    )
