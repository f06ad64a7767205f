"""Writes a made-up name in the form of the name it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from itertools import pairwise
from typing import Protocol

from anonkit.deidentification.text.lexicons.nicknames import related_names, short_forms
from anonkit.deidentification.text.lexicons.words import lexicon
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.surrogates.name_form import (
    ANY,
    DROPPED,
    KEPT,
    LAST,
    NameWord,
    gender_before,
    read_name,
    without_invisible,
)
from anonkit.deidentification.text.surrogates.people import MadeUpPerson, gender_of
from anonkit.deidentification.text.surrogates.shapes import like_case

STRANGER = "stranger"
_SPELLED = re.compile(r"(?:[^\W\d_][-. ·,]+){2,}[^\W\d_]\.?")
_OPENS_SURNAMES = ("al-", "el-", "ben-", "o'", "d'", "mc")
_MOST_ATTEMPTS = 8

NamePart = tuple[str, str]
"""Whose name a word is, and which part: first, last, short, middle or initials."""
PartOf = Callable[[str], NamePart | None]


class People(Protocol):
    """Gives made-up people."""

    def person(
        self, owner: str, gender: str | None = None, culture: str | None = None
    ) -> MadeUpPerson:
        """The made-up person that stands for an owner."""
        ...

    def stranger(self, key: str, gender: str | None = None, attempt: int = 0) -> MadeUpPerson:
        """The made-up person whose names stand for a word that is nobody's known name."""
        ...


class NameWriter:
    """One surface's way from a name to a made-up name."""

    def __init__(
        self,
        people: People,
        owner: str | None,
        part_of: PartOf | None,
        is_taken: Collection[str],
        before: str = "",
    ) -> None:
        self._people = people
        self._owner = owner
        self._part_of = part_of or (lambda _: None)
        self._is_taken = is_taken
        self._before = before
        self._gender: str | None = None

    def write(self, surface: str) -> str:
        """The made-up name: same parts, same order, same case."""
        plain = without_invisible(surface)
        if _SPELLED.fullmatch(plain):
            return self._spelled(plain)
        self._gender = gender_before(self._before, plain)
        words = read_name(plain, self._before, lambda key: self._part_of(key) is not None)
        made = ""
        for attempt in range(_MOST_ATTEMPTS):
            by_start = {w.start: self._stand_in(w, attempt) for w in words}
            if not self._is_somebody([by_start[w.start] for w in words if w.role != KEPT]):
                made = _put(plain, words, by_start)
                break
            made = _put(plain, words, by_start)
        return made

    def _is_somebody(self, names: list[str]) -> bool:
        """Whether two made-up names side by side are the whole name of a real person."""
        return any(fold(f"{a} {b}") in self._is_taken for a, b in pairwise(n for n in names if n))

    def _stand_in(self, word: NameWord, attempt: int) -> str:
        if word.role == KEPT:
            return word.text
        return "" if word.role == DROPPED else self._name(word, attempt)

    def _name(self, word: NameWord, attempt: int) -> str:
        told = self._part_of(word.key)
        is_letters = len(word.key) == 1 or _is_initials(word)
        if told is None and not is_letters:
            return like_case(word.text, self._of_stranger(word, attempt))
        whose, part = told or (self._owner, "initials")
        if whose is None:
            made = self._people.stranger(word.key)
        else:
            made = self._people.person(whose, self._gender_of(word, part))
        if is_letters or part == "initials":
            return like_case(word.text, _initials(made, word))
        return like_case(word.text, _part_of_name(made, part, word))

    def _gender_of(self, word: NameWord, part: str) -> str | None:
        """The gender that a known person's name tells, or the word before it where it is theirs."""
        if part not in ("first", "short"):
            # "Husband Robert" before the client's surname says nothing of the client.
            return self._gender if word.role == LAST and word.count == 1 else None
        return gender_of(word.key) or self._gender

    def _of_stranger(self, word: NameWord, attempt: int) -> str:
        """A stranger's name word for word: the same word is the same surrogate in a series."""
        words, key = lexicon(), word.key
        surname_like = words.is_surname(key) and not words.is_forename(key)
        if "-" in key and not surname_like and not words.is_forename(key):
            surname_like = not words.is_forename(key.split("-", maxsplit=1)[0])
        surname_like = surname_like or (
            key.startswith(_OPENS_SURNAMES) and not words.is_forename(key)
        )
        if word.role == LAST or (word.role == ANY and surname_like):
            return self._people.stranger(key, self._gender, attempt).last
        full = _only_full_name(key)
        gender = gender_of(key) or gender_of(full or "") or self._gender
        if full is not None:
            return self._people.stranger(full, gender, attempt).nickname
        return self._people.stranger(key, gender, attempt).first

    def _spelled(self, surface: str) -> str:
        letters = re.sub(r"[\W\d_]", "", surface)
        if len(letters) <= 3:
            whose = self._owner
            made = self._people.person(whose) if whose else self._people.stranger(fold(letters))
            supply = iter(
                [made.first[0], made.middle[0], made.last[0]]
                if len(letters) == 3
                else [made.first[0], made.last[0]]
            )
            return re.sub(r"[^\W\d_]", lambda m: like_case(m.group(), next(supply, "X")), surface)
        name = self._name(NameWord(0, len(letters), letters, fold(letters)), 0)
        separator = re.sub(r"[^\W\d_]", "", surface)[:1] or "-"
        return separator.join(like_case(letters[0], c) for c in name)


def _part_of_name(made: MadeUpPerson, part: str, word: NameWord) -> str:
    if part in ("first", "short") and word.role == LAST and word.count == 1:
        # "Ms Grace": whatever else the word is, after a title it is a surname.
        part = "last"
    name = {"last": made.last, "short": made.nickname, "middle": made.middle}
    return name.get(part, made.first)


def _put(surface: str, words: list[NameWord], by_start: dict[int, str]) -> str:
    pieces: list[str] = []
    end = 0
    for word in words:
        pieces += [surface[end : word.start], by_start[word.start]]
        end = word.end
    return re.sub(r" {2,}", " ", "".join([*pieces, surface[end:]])).strip()


def _only_full_name(key: str) -> str | None:
    """The name of which a word can only be the short form."""
    if short_forms(key):
        return None
    full = [name for name in related_names(key) if key in short_forms(name)]
    return full[0] if len(full) == 1 else None


def _is_initials(word: NameWord) -> bool:
    bare = word.text.replace("-", "")
    if not bare.isupper() or len(bare) > 3:
        return False
    words = lexicon()
    is_surname = word.role == LAST and words.is_surname(word.key)
    return not is_surname and not words.is_forename(fold(bare))


def _initials(made: MadeUpPerson, word: NameWord) -> str:
    letters = [made.first[0], made.last[0], made.middle[0], made.nickname[0]]
    if len(word.text) == 1:
        is_last = word.count > 1 and word.place == word.count - 1 and word.role == LAST
        return letters[1] if is_last else letters[2 if word.place == 1 and word.count > 2 else 0]
    bare = [c for c in word.text if c.isalpha()]
    order = letters if len(bare) <= 2 else [letters[0], letters[2], letters[1], letters[3]]
    supply = iter(order)
    return "".join(next(supply, "X") if c.isalpha() else c for c in word.text)
