"""Surrogates: made-up values that stay the same for one owner within one series."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from anonkit.deidentification.text.lexicons.cues import PARTICLES, STRONG_TITLES
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.lexicons.words import lexicon
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.recognisers.date_words import MONTHS
from anonkit.deidentification.text.surrogates import numbers, places
from anonkit.deidentification.text.surrogates.date_form import shift_written
from anonkit.deidentification.text.surrogates.feasts import shift_feast
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice
from anonkit.deidentification.text.surrogates.people import (
    MadeUpPerson,
    gender_of,
    make_person,
)
from anonkit.deidentification.text.surrogates.shapes import like_case

_NAME_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STRANGER = "stranger"
_JOINING = words_of("of and or the at in from with to for")

NamePart = tuple[str, str]
"""Whose name a word is, and which part: first, last, short, middle or initials."""


class SurrogateBook:
    """Gives every value its stand-in; the seed and the owner decide it, nothing else does."""

    def __init__(
        self,
        seed: bytes,
        forbidden_names: Iterable[str] = frozenset(),
        day_offset: int | None = None,
        locale: str = "en_GB",
    ) -> None:
        self._choice = KeyedChoice(seed)
        self._forbidden = frozenset(fold(name) for name in forbidden_names)
        self._day_offset = day_offset
        self.locale = locale
        self._people: dict[str, MadeUpPerson] = {}

    def __repr__(self) -> str:
        """Shows no seed and no name."""
        return f"SurrogateBook(locale={self.locale!r})"

    def person(
        self, owner: str, gender: str | None = None, culture: str | None = None
    ) -> MadeUpPerson:
        """The made-up person that stands for an owner; the first call decides gender and culture."""
        held = self._people.get(owner)
        if held is None:
            held = make_person(self._choice, owner, gender, culture, self._forbidden)
            if len(self._people) < 100_000:
                self._people[owner] = held
        return held

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
        part_of: Callable[[str], NamePart | None] | None = None,
    ) -> str:
        """What to write in place of a surface; `part_of` tells whose name a word of it is."""
        whose = owner or _STRANGER
        if entity == "PERSON":
            return self._name(surface, owner, part_of)
        if entity == "DATE":
            return self._date(surface, whose)
        if entity == "EMAIL":
            return self._email(surface, owner)
        if entity in ("AGE", "OTHER"):
            return _coarse(entity, surface)
        return self._coded(entity, surface, whose)

    def _coded(self, entity: str, surface: str, owner: str) -> str:
        choice = self._choice
        if entity == "PHONE":
            return numbers.phone(choice, surface, owner, self.locale)
        if entity == "POSTCODE":
            return numbers.postcode(choice, surface, owner)
        if entity == "ZIP":
            return numbers.zip_code(choice, surface, owner)
        if entity == "URL":
            return numbers.web_address(choice, surface, owner)
        if entity == "VEHICLE":
            return numbers.vehicle(choice, surface, owner)
        if entity == "CITY":
            return places.town(choice, surface, owner, self.locale)
        if entity == "ORG":
            return places.organisation(choice, surface, owner)
        if entity == "ADDRESS":
            return places.address(choice, surface, owner)
        if entity == "HANDLE":
            return self._handle(surface, owner)
        return numbers.identifier(choice, surface, owner, self.locale)

    def _name(
        self,
        surface: str,
        owner: str | None,
        part_of: Callable[[str], NamePart | None] | None,
    ) -> str:
        if re.fullmatch(r"(?:[^\W\d_][-. ·,]+){2,}[^\W\d_]\.?", surface):
            return self._spelled(surface, owner, part_of)
        tokens = [
            t
            for t in _NAME_TOKEN.findall(surface)
            if len(t) == 1 or fold(t) not in PARTICLES | _JOINING
        ]
        has_title = len(tokens) > 1 and fold(tokens[0]) in STRONG_TITLES
        tokens = tokens[has_title:]
        position = {"count": 0}

        def stand_in(match: re.Match[str]) -> str:
            token = match.group()
            key = fold(token)
            is_title = has_title and position["count"] == 0 and key in STRONG_TITLES
            if key in _JOINING or is_title:
                return token
            if key in PARTICLES and len(tokens) > 1 and token.islower():
                return ""
            place = position["count"]
            position["count"] += 1
            return self._name_token(token, owner, part_of, place, len(tokens))

        return re.sub(r" {2,}", " ", _NAME_TOKEN.sub(stand_in, surface)).strip()

    def _name_token(
        self,
        token: str,
        owner: str | None,
        part_of: Callable[[str], NamePart | None] | None,
        place: int,
        count: int,
    ) -> str:
        key = fold(token).replace("’", "'")
        told = part_of(key) if part_of else None
        if told is None and len(key) > 1 and not self._is_initials(token):
            return like_case(token, self._stranger_token(key, place, count))
        whose, part = told or (owner or f"{_STRANGER}/{key}", "initials")
        made = self.person(whose, self._gender(key, part))
        if len(key) == 1 or part == "initials":
            return like_case(token, self._initials(made, token, place, count))
        name = {"last": made.last, "short": made.nickname, "middle": made.middle}
        return like_case(token, name.get(part, made.first))

    @staticmethod
    def _gender(key: str, part: str) -> str | None:
        return gender_of(key) if part in ("first", "short") else None

    @staticmethod
    def _is_initials(token: str) -> bool:
        bare = token.replace("-", "")
        return bare.isupper() and len(bare) <= 3 and not lexicon().is_forename(fold(bare))

    @staticmethod
    def _initials(made: MadeUpPerson, token: str, place: int, count: int) -> str:
        letters = [made.first[0], made.last[0], made.middle[0], made.nickname[0]]
        if len(token) == 1:
            is_last = count > 1 and place == count - 1
            return letters[1] if is_last else letters[2 if place == 1 else 0]
        bare = [c for c in token if c.isalpha()]
        order = letters if len(bare) <= 2 else [letters[0], letters[2], letters[1], letters[3]]
        supply = iter(order)
        return "".join(next(supply, "X") if c.isalpha() else c for c in token)

    def _stranger_token(self, key: str, place: int, count: int) -> str:
        """A stranger's name word for word: the same word is the same surrogate in a series."""
        made = self.person(f"{_STRANGER}/{key}", gender_of(key))
        words = lexicon()
        is_last = count > 1 and place == count - 1
        surname_like = words.is_surname(key) and not words.is_forename(key)
        if "-" in key and surname_like is False and not words.is_forename(key):
            surname_like = not words.is_forename(key.split("-", maxsplit=1)[0])
        return made.last if is_last or surname_like else made.first

    def _spelled(
        self,
        surface: str,
        owner: str | None,
        part_of: Callable[[str], NamePart | None] | None,
    ) -> str:
        letters = re.sub(r"[\W\d_]", "", surface)
        if len(letters) <= 3:
            made = self.person(owner or f"{_STRANGER}/{fold(letters)}")
            supply = iter(
                [made.first[0], made.middle[0], made.last[0]]
                if len(letters) == 3
                else [made.first[0], made.last[0]]
            )
            return re.sub(r"[^\W\d_]", lambda m: like_case(m.group(), next(supply, "X")), surface)
        name = self._name_token(letters, owner, part_of, 0, 1)
        separator = re.sub(r"[^\W\d_]", "", surface)[:1] or "-"
        return separator.join(like_case(letters[0], c) for c in name)

    def _date(self, surface: str, owner: str) -> str:
        days = self.days(owner)
        month_first = self.locale == "en_US"
        moved = shift_written(surface, days, month_first) or shift_feast(surface, days)
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

    def _email(self, surface: str, owner: str | None) -> str:
        made = self.person(owner or f"{_STRANGER}/{fold(surface)}")
        return f"{made.first}.{made.last}@example.com".lower()

    def _handle(self, surface: str, owner: str) -> str:
        made = self.person(f"{owner}/handle/{fold(surface)}")
        number = self._choice.number(90, "handle", owner, surface) + 10
        return ("@" if surface.startswith("@") else "") + f"{made.first}_{number}".lower()


def _coarse(entity: str, surface: str) -> str:
    if entity == "OTHER":
        return "well known locally"
    if re.fullmatch(r"1[89]\d\d", surface):
        return "over 90 years ago"
    return "90+"
