"""Surrogates: made-up values that stay the same for one owner within one series."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from anonkit.deidentification.text.lexicons.nicknames import related_names
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.recent import Recent
from anonkit.deidentification.text.recognisers.date_words import MONTHS
from anonkit.deidentification.text.surrogates import numbers, places
from anonkit.deidentification.text.surrogates.date_form import shift_written
from anonkit.deidentification.text.surrogates.feasts import shift_feast
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice
from anonkit.deidentification.text.surrogates.name_writing import STRANGER, NameWriter, PartOf
from anonkit.deidentification.text.surrogates.online import online_name
from anonkit.deidentification.text.surrogates.people import (
    MadeUpPerson,
    culture_of,
    gender_of,
    gender_of_names,
    make_person,
)
from anonkit.deidentification.text.surrogates.shapes import like_case

_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"[.,;:)>\]'\"!?]+$")
_SHORTEST_SPELLED = 3
_MOST_ATTEMPTS = 8
_MOST_PEOPLE = 4096
"""Made-up people kept at hand; any other is made up again, alike."""
_MOST_DECIDED = 100_000
_Traits = tuple[str | None, str | None]
"""Gender and culture."""


@cache
def _as_one(gender: str | None, culture: str | None) -> _Traits:
    """One pair for all who share both: a file has many people and few kinds of them."""
    return gender, culture


class SurrogateBook:
    """Gives every value its stand-in; the seed and the owner decide it, nothing else does."""

    def __init__(
        self,
        seed: bytes,
        forbidden_names: Iterable[str] = frozenset(),
        day_offset: int | None = None,
        locale: str = "en_GB",
        *,
        keep_culture: bool = False,
    ) -> None:
        self._choice = KeyedChoice(seed)
        self._forbidden = frozenset(fold(name) for name in forbidden_names)
        self._day_offset = day_offset
        self.locale = locale
        self._keeps_culture = keep_culture
        self._decided: dict[str, _Traits] = {}
        self._people: Recent[str, MadeUpPerson] = Recent(_MOST_PEOPLE)
        self._names: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def __repr__(self) -> str:
        """Shows no seed and no name."""
        return f"SurrogateBook(locale={self.locale!r})"

    def person(
        self, owner: str, gender: str | None = None, culture: str | None = None
    ) -> MadeUpPerson:
        """The made-up person that stands for an owner; the first call decides gender and culture."""
        held = self._people.get(owner)
        if held is None:
            traits = self._decided.get(owner) or self._decide(owner, gender, culture)
            held = make_person(self._choice, owner, *traits, self._forbidden)
            self._people.put(owner, held)
        return held

    def _decide(self, owner: str, gender: str | None, culture: str | None) -> _Traits:
        """Gender and culture, kept; the person can be made up of them again at any time."""
        names, surnames = self._names.get(owner, ((), ()))
        gender = gender or gender_of_names(names)
        if self._keeps_culture:
            culture = culture or culture_of((*names, *surnames))
        if len(self._decided) < _MOST_DECIDED:
            self._decided[owner] = _as_one(gender, culture)
            self._names.pop(owner, None)
        return gender, culture

    def introduce(self, owner: str, names: Iterable[str], surnames: Iterable[str] = ()) -> None:
        """Says under which real names an owner goes, before the person is made up.

        Where nothing better is known they tell the gender, and the culture if that is kept.
        """
        if owner not in self._names and owner not in self._decided:
            self._names[owner] = (tuple(names), tuple(surnames))

    def stranger(self, key: str, gender: str | None = None, attempt: int = 0) -> MadeUpPerson:
        """The made-up person whose names stand for a folded word; none of them is the word."""
        own = {key, *related_names(key)}
        culture = culture_of((key,)) if self._keeps_culture else None
        for number in range(attempt, attempt + _MOST_ATTEMPTS):
            owner = f"{STRANGER}/{key}" + (f"/{number}" if number else "")
            made = self.person(owner, gender or gender_of(key), culture)
            if own.isdisjoint(fold(n) for n in (made.first, made.last, made.nickname)):
                break
        return made

    def days(self, owner: str) -> int:
        """By how many days an owner's dates move: whole weeks, never none, half a year at most."""
        if self._day_offset is not None:
            return self._day_offset
        weeks = 1 + self._choice.number(26, "weeks", owner)
        return 7 * weeks * (1 if self._choice.number(2, "direction", owner) else -1)

    def surrogate(
        self,
        entity: str,
        surface: str,
        owner: str | None = None,
        part_of: PartOf | None = None,
        before: str = "",
    ) -> str:
        """What to write in place of a surface.

        `part_of` tells whose name a word of it is, `before` is the text right before it.
        """
        whose = owner or STRANGER
        if entity == "PERSON":
            return NameWriter(self, owner, part_of, self._forbidden, before).write(surface)
        if entity == "DATE":
            return self._date(surface, whose)
        if entity in ("AGE", "OTHER"):
            return _coarse(entity, surface)
        if entity in ("EMAIL", "HANDLE", "URL"):
            ending = _ENDING.search(surface)
            core = surface[: ending.start()] if ending and ending.start() else surface
            return self._online(entity, core, owner, part_of) + surface[len(core) :]
        if entity == "ORG":
            return places.organisation(self._choice, surface, whose, self._surname)
        return self._coded(entity, surface, whose)

    def _coded(self, entity: str, surface: str, owner: str) -> str:
        choice = self._choice
        if entity == "PHONE":
            return numbers.phone(choice, surface, owner, self.locale)
        if entity == "POSTCODE":
            return numbers.postcode(choice, surface, owner)
        if entity == "ZIP":
            return numbers.zip_code(choice, surface, owner)
        if entity == "VEHICLE":
            return numbers.vehicle(choice, surface, owner)
        if entity == "CITY":
            return places.town(choice, surface, owner, self.locale)
        if entity == "ADDRESS":
            return places.address(choice, surface, owner)
        return numbers.identifier(choice, surface, owner, self.locale)

    def _date(self, surface: str, owner: str) -> str:
        days = self.days(owner)
        month_first = self.locale == "en_US"
        moved = shift_written(surface, days, month_first) or shift_feast(surface, days, month_first)
        if moved is not None and moved.casefold() != surface.casefold():
            return moved
        if moved is not None and re.fullmatch(r"[^\W\d_]+\.?", surface):
            # A month alone that the shift leaves in place still has to change.
            further = shift_written(surface, 35 if days > 0 else -35, month_first)
            return further or moved
        if moved is not None:
            return moved
        month = MONTHS[self._choice.number(12, "month", owner, fold(surface))].capitalize()
        return like_case(surface, f"mid {month}")

    def _surname(self, word: str) -> str:
        return like_case(word, self.stranger(fold(word)).last)

    def _online(self, entity: str, surface: str, owner: str | None, part_of: PartOf | None) -> str:
        if entity == "URL":
            return numbers.web_address(self._choice, surface, owner or STRANGER)
        key = fold(surface).lstrip("@ ")
        spelled = _spelled_owner(key, part_of)
        if entity == "EMAIL":
            made = self.person(owner or spelled or f"{STRANGER}/{key}")
            return f"{made.first}.{made.last}@example.com".lower()
        made = self.person(spelled or f"{STRANGER}/handle/{key}")

        def is_whole(word: str) -> bool:
            return part_of is not None and (part_of(word) or ("", ""))[1] == "last"

        at = "@" if "@" in surface[:2] else ""
        return at + like_case(surface, online_name(self._choice, key, made, is_whole))


def _spelled_owner(key: str, part_of: PartOf | None) -> str | None:
    """Whose name an e-mail address or a handle spells, if a known person's."""
    for word in _WORD.findall(key.split("@", maxsplit=1)[0]):
        told = part_of(word) if part_of and len(word) >= _SHORTEST_SPELLED else None
        if told is not None and told[1] != "initials":
            return told[0]
    return None


def _coarse(entity: str, surface: str) -> str:
    if entity == "OTHER":
        return "well known locally"
    if re.fullmatch(r"1[89]\d\d", surface):
        return "over 90 years ago"
    return "90+"
