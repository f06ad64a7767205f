"""Made-up people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from anonkit.deidentification.text.lexicons.nicknames import short_forms
from anonkit.deidentification.text.lexicons.words import read_list
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice

_PACKAGE = "anonkit.deidentification.text.surrogates"
_LEXICONS = "anonkit.deidentification.text.lexicons"
NEUTRAL = "neutral"


@dataclass(frozen=True, slots=True)
class MadeUpPerson:
    """A person who does not exist."""

    first: str
    last: str
    nickname: str
    middle: str
    gender: str
    """female, male or either."""

    @property
    def full(self) -> str:
        """First and last name."""
        return f"{self.first} {self.last}"


@cache
def _pools() -> dict[tuple[str, str], tuple[str, ...]]:
    pools: dict[tuple[str, str], tuple[str, ...]] = {}
    for line in read_list(_PACKAGE, "data/people.txt"):
        culture, kind, names = line.split("\t")
        pools[culture, kind] = tuple(names.split())
    return pools


@cache
def _gender_by_name() -> dict[str, str]:
    return {
        name: gender
        for gender in ("female", "male")
        for name in read_list(_LEXICONS, f"data/forenames_{gender}.txt")
    }


def gender_of(first_name: str) -> str | None:
    """The gender whose name it is, where only one bears it."""
    return _gender_by_name().get(fold(first_name))


def cultures() -> tuple[str, ...]:
    """The cultures whose names can be kept."""
    return tuple(sorted({culture for culture, _ in _pools()} - {NEUTRAL}))


@cache
def made_up_names() -> frozenset[str]:
    """Every single name that a made-up person may bear, folded."""
    return frozenset(fold(name) for names in _pools().values() for name in names)


def make_person(
    choice: KeyedChoice,
    owner: str,
    gender: str | None,
    culture: str | None,
    is_taken: frozenset[str],
) -> MadeUpPerson:
    """The made-up person of an owner; no name of theirs, alone or whole, is in `is_taken`."""
    kind = gender if gender in ("female", "male") else "either"
    people = culture if culture in cultures() else NEUTRAL
    if people != NEUTRAL and kind == "either":
        kind = ("female", "male")[choice.number(2, "gender", owner)]
    firsts = _pools()[people, kind]
    lasts = _pools()[people, "last"]
    first, last = next(_free_pairs(choice, owner, firsts, lasts, is_taken))
    middle = choice.pick(_free(firsts, is_taken), "middle", owner)
    shorts = [s for s in short_forms(fold(first)) if s not in is_taken and len(s) > 2]
    nickname = choice.pick(shorts, "nickname", owner).capitalize() if shorts else first
    return MadeUpPerson(first, last, nickname, middle, kind)


def _free_pairs(
    choice: KeyedChoice,
    owner: str,
    firsts: tuple[str, ...],
    lasts: tuple[str, ...],
    is_taken: frozenset[str],
) -> Iterator[tuple[str, str]]:
    at_first = choice.number(len(firsts), "first", owner)
    at_last = choice.number(len(lasts), "last", owner)
    free_firsts = _free(_turned(firsts, at_first), is_taken)
    free_lasts = _free(_turned(lasts, at_last), is_taken)
    for last in free_lasts:
        for first in free_firsts:
            if fold(f"{first} {last}") not in is_taken:
                yield first, last
    # Every pair is somebody's name: a doubled surname is nobody's in the export.
    yield free_firsts[0], f"{free_lasts[0]}-{free_lasts[1 % len(free_lasts)]}"


def _free(names: tuple[str, ...], is_taken: frozenset[str]) -> list[str]:
    return [name for name in names if fold(name) not in is_taken] or [*names]


def _turned(names: tuple[str, ...], start: int) -> tuple[str, ...]:
    return names[start:] + names[:start]
