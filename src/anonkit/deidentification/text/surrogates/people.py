"""Made-up people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from anonkit.deidentification.text.lexicons.nicknames import short_forms
from anonkit.deidentification.text.lexicons.words import read_list
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice

_PACKAGE = "anonkit.deidentification.text.surrogates"
_LEXICONS = "anonkit.deidentification.text.lexicons"
NEUTRAL = "neutral"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHORTEST_STEM = 3
_GENDER_BY_TITLE = {"mr": "male", "mrs": "female", "ms": "female", "miss": "female"}


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
    genders: dict[str, set[str]] = {}
    for (_, kind), names in _pools().items():
        if kind in ("female", "male"):
            for name in names:
                genders.setdefault(fold(name), set()).add(kind)
    found = {name: next(iter(kinds)) for name, kinds in genders.items() if len(kinds) == 1}
    for gender in ("female", "male"):
        found.update((n, gender) for n in read_list(_LEXICONS, f"data/forenames_{gender}.txt"))
    return found


def gender_of(first_name: str) -> str | None:
    """The gender whose name it is, where only one bears it."""
    return _gender_by_name().get(fold(first_name))


def gender_of_names(names: Iterable[str]) -> str | None:
    """The gender that a title or the first telling first name among full or single names shows."""
    for name in names:
        words = [fold(w) for w in _WORD.findall(name)]
        for word in words[:1]:
            told = _GENDER_BY_TITLE.get(word) or gender_of(word)
            if told is not None:
                return told
        if len(words) > 1 and words[0] not in _GENDER_BY_TITLE and "," in name:
            told = gender_of(words[1])
            if told is not None:
                return told
    return None


def culture_of(names: Iterable[str]) -> str | None:
    """The culture that most of the names' words are known to belong to, if any do."""
    votes: Counter[str] = Counter()
    for name in names:
        for word in _WORD.findall(name):
            culture = _culture_of_word(fold(word))
            if culture != NEUTRAL:
                votes[culture] += 1
    return min(votes, key=lambda c: (-votes[c], c)) if votes else None


@lru_cache(maxsize=8192)
def _culture_of_word(key: str) -> str:
    by_name, by_ending = _cultures_of_names()
    for word in (key, *key.split("-")):
        if word in by_name:
            return by_name[word]
    for ending, culture in by_ending:
        if len(key) >= len(ending) + _SHORTEST_STEM and key.endswith(ending):
            return culture
    return NEUTRAL


@cache
def _cultures_of_names() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """By name, and by ending from the longest: the one culture it speaks for, or none of all."""
    of_name: dict[str, set[str]] = {}
    endings: list[tuple[str, str]] = []
    for (culture, _), names in _pools().items():
        for name in names:
            of_name.setdefault(fold(name), set()).add(culture)
    for line in read_list(_PACKAGE, "data/cultures.txt"):
        culture, kind, listed_names = line.split("\t")
        for name in listed_names.split():
            if kind == "ending":
                endings.append((name, culture))
            else:
                of_name.setdefault(fold(name), set()).add(culture)
    only = {name: next(iter(found)) for name, found in of_name.items() if len(found) == 1}
    return only, tuple(sorted(endings, key=lambda e: (-len(e[0]), e)))


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
