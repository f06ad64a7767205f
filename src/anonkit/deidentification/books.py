"""Made-up names: one book a case, from the case's secret."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from anonkit.deidentification.case import NameBook
from anonkit.deidentification.case_identity import CaseIdentity
from anonkit.deidentification.context import ReleaseContext
from anonkit.deidentification.known_people import KnownPeople
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.prepared import BookMaker
from anonkit.deidentification.text import (
    SurrogateBook,
    introduce_people,
    made_up_names,
    related_names,
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONG_ENOUGH = 6
"""From this length on a name one letter off would be taken for the real one."""


def book_maker(policy: Policy, context: ReleaseContext) -> BookMaker:
    """What makes a case's book of made-up names."""

    def make(identity: CaseIdentity, known: KnownPeople) -> NameBook:
        book = SurrogateBook(
            identity.seed.derive("surrogates"),
            forbidden_names=context.forbidden_names | names_too_close(known),
            day_offset=identity.seed.day_offset(),
            locale=policy.locale,
            keep_culture=policy.surrogates.culture == "keep",
        )
        introduce_people(book, known.values)
        return book

    return make


def names_too_close(known: KnownPeople) -> frozenset[str]:
    """Single names that nobody made up for this case may bear: those of its people, and the like."""
    own = {
        word.casefold()
        for value in known.values
        if value.entity == "PERSON"
        for word in _WORD.findall(value.value)
        if len(word) > 1
    }
    # Who is made up as Bella must not be an Isabella: the made-up name would be her own short one.
    forms = {form for word in own for form in related_names(word)}
    near = (name for word in sorted(own) if len(word) >= _LONG_ENOUGH for name in _near(word))
    return frozenset(own | forms).union(near)


@lru_cache(maxsize=8192)
def _near(word: str) -> tuple[str, ...]:
    """The made-up names that are at most one letter off; a case's people are asked for more than once."""
    return tuple(
        name
        for length in (len(word) - 1, len(word), len(word) + 1)
        for name in _made_up_by_length().get(length, ())
        if OSA.distance(name, word, score_cutoff=1) <= 1
    )


@cache
def _made_up_by_length() -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for name in sorted(made_up_names()):
        found.setdefault(len(name), []).append(name)
    return found
