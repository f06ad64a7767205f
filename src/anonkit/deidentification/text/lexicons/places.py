"""The gazetteer: towns and neighbourhoods by their folded words."""

from __future__ import annotations

from functools import cache

from anonkit.deidentification.text.lexicons.words import lexicon, read_list

_PACKAGE = "anonkit.deidentification.text.lexicons"
_FILES = {
    "uk": ("data/places_uk.txt", "data/places_more.txt"),
    "us": ("data/places_us.txt", "data/places_more.txt"),
}


class Gazetteer:
    """Which sequences of words are places, home places apart from those of the other country."""

    def __init__(self, jurisdiction: str) -> None:
        home = {p for name in _FILES[jurisdiction] for p in read_list(_PACKAGE, name)}
        away = set(read_list(_PACKAGE, "data/places_world.txt"))
        self._home = frozenset(_key(p) for p in home)
        self._away = frozenset(_key(p) for p in away)
        self.longest = max(len(p) for p in self._home)
        self._starts = frozenset(p[0] for p in self._home | self._away)

    def begins(self, key: str) -> bool:
        """Whether a place begins with that word."""
        return key in self._starts

    def is_place(self, words: tuple[str, ...]) -> bool:
        """Whether these folded words are a place."""
        return words in self._home or words in self._away

    def is_home(self, words: tuple[str, ...]) -> bool:
        """Whether they are a place of this country."""
        return words in self._home

    def is_plain(self, words: tuple[str, ...]) -> bool:
        """Whether they are a place and nothing else: no word, no name."""
        if len(words) > 1:
            return True
        known = lexicon()
        key = words[0]
        return not (known.is_known(key) or known.is_forename(key) or known.is_surname(key))


def _key(place: str) -> tuple[str, ...]:
    return tuple(place.replace("-", " ").replace(".", "").split())


@cache
def gazetteer(jurisdiction: str) -> Gazetteer:
    """The gazetteer of a jurisdiction."""
    return Gazetteer(jurisdiction)
