"""A note written by hand, told of other people, firms and places.

The sentence stays; who and where is drawn anew, so that the network learns the company a name keeps
and not the name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import fold
from anonkit.deidentification.text.training import dates, numbers, places
from anonkit.deidentification.text.training.names import draw_name
from anonkit.deidentification.text.training.slots import Piece
from anonkit.deidentification.text.training.written_notes import surfaces

_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLE = re.compile(r"\b([A-Za-z]{2,9})\.?\s*$")
_AS_WRITTEN = 0.3
"""The share of notes that stay as they were written."""
_PLAY_ON_WORDS = 0.65
"""How often a name that is a word stays, since its note may play on it."""
_LONGEST_INITIALS = 3


def recast(pieces: tuple[Piece, ...], jurisdiction: str, draw: Random) -> list[Piece]:
    """The pieces with other surfaces of the same kinds; what is not marked stays."""
    if draw.random() < _AS_WRITTEN:
        return list(pieces)
    cast = _Cast(draw, jurisdiction)
    made: list[Piece] = []
    before = ""
    for text, kind in pieces:
        made.append((cast.another(text, kind, before) if kind else text, kind))
        before = text
    return made


@dataclass
class _Cast:
    draw: Random
    jurisdiction: str
    names: dict[str, str] = field(default_factory=dict)
    """Who is called what instead: the same word means the same person throughout."""

    def another(self, text: str, kind: str, before: str) -> str:
        """Something else of that kind, written like the text."""
        if kind == "PERSON":
            return self._person(text, before)
        maker = _MAKERS.get(kind)
        chance = self.draw.random()
        if chance < _STAYS.get(kind, 0.4):
            return text
        if maker is not None and chance > _MADE_ABOVE:
            return _cased_like(text, maker(self.draw, self.jurisdiction))
        if kind in _DIGITS_ALONE:
            return other_digits(text, self.draw)
        return self._from_the_notes(text, kind)

    def _from_the_notes(self, text: str, kind: str) -> str:
        """What another note has of this kind; for dates and codes only what has the same shape."""
        found = self.draw.choice(surfaces(self.jurisdiction, kind))
        if kind in _SHAPED and _shape(found) != _shape(text):
            return other_digits(text, self.draw) if kind != "DATE" else text
        return _cased_like(text, found) if kind in _WORDED else found

    def _person(self, text: str, before: str) -> str:
        words = list(_NAME.finditer(text))
        made, end = [], 0
        for place, word in enumerate(words):
            made += [text[end : word.start()], self._name(word.group(), place, words, text, before)]
            end = word.end()
        return "".join([*made, text[end:]])

    def _name(
        self, word: str, place: int, words: list[re.Match[str]], text: str, before: str
    ) -> str:
        key = fold(word)
        if key not in self.names:
            self.names[key] = self._drawn(word, _is_last(place, words, text, before))
        return _cased_like(word, self.names[key])

    def _drawn(self, word: str, is_last: bool) -> str:
        key = fold(word)
        if key in cues.PARTICLES:
            return word
        if len(word) == 1 or (word.isupper() and len(word) <= _LONGEST_INITIALS):
            return "".join(self.draw.choice("ABCDEFGHIJKLMNOPRSTUVWYZ") for _ in word)
        if lexicon().is_english(key) and self.draw.random() < _PLAY_ON_WORDS:
            return word
        name = draw_name(self.draw, self.jurisdiction)
        return name.last if is_last else name.first


def _is_last(place: int, words: list[re.Match[str]], text: str, before: str) -> bool:
    """Whether a word of a name is the family's."""
    if len(words) == 1:
        title = _TITLE.search(before)
        return title is not None and fold(title[1]) in cues.TITLES
    is_reversed = text[words[0].end() : words[0].end() + 1] == ","
    return place == 0 if is_reversed else place == len(words) - 1


def other_digits(text: str, draw: Random) -> str:
    """The text with other digits and, in codes, other capitals."""
    has_digits = any(c.isdigit() for c in text)
    return "".join(
        str(draw.randrange(10))
        if c.isdigit()
        else draw.choice("ABCDEFGHJKLMNPRSTUVWXYZ")
        if has_digits and c.isascii() and c.isupper() and draw.random() < 0.5
        else c
        for c in text
    )


def _shape(text: str) -> str:
    return re.sub(r"[A-Za-z]+", "a", re.sub(r"\d+", "0", text))


def _cased_like(model: str, text: str) -> str:
    if model.islower():
        return text.lower()
    if model.isupper() and len(model) > 1:
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


def _postcode(draw: Random, _: str) -> str:
    return numbers.postcode(draw)


def _zip_code(draw: Random, _: str) -> str:
    return numbers.zip_code(draw)


def _workplace(draw: Random, jurisdiction: str) -> str:
    heads = draw.choice(
        ("work_heads", "clinic_heads", "school_heads", "venue_heads", "eatery_heads")
    )
    return places.firm(draw, jurisdiction, heads)


Maker = Callable[[Random, str], str]
_MAKERS: dict[str, Maker] = {
    "ORG": _workplace,
    "CITY": places.town,
    "ADDRESS": places.street,
    "PHONE": numbers.phone,
    "POSTCODE": _postcode,
    "ZIP": _zip_code,
    "VEHICLE": numbers.plate,
    "DATE": dates.date,
}
_STAYS = {"DATE": 0.4, "ORG": 0.3, "CITY": 0.25, "ADDRESS": 0.3, "OTHER": 0.6, "AGE": 0.5}
_MADE_ABOVE = 0.8
_DIGITS_ALONE = frozenset({"PHONE", "POSTCODE", "ZIP", "VEHICLE", "DEVICE", "ID"})
_SHAPED = frozenset({"DATE", "AGE"})
_WORDED = frozenset({"ORG", "CITY", "ADDRESS"})
