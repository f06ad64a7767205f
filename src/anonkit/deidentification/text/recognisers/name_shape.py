"""How much a word by itself looks like part of a person's name."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_CALENDAR = words_of(
    "monday tuesday wednesday thursday friday saturday sunday january "
    "february march july "
    "september october november december"
)
_OPENINGS = words_of(
    "love hi hello hey hiya dear thanks thank cheers regards hope best kind many off told "
    "she he they lot"
)
_CODELIKE = re.compile(r"^[bcdfghjklmnpqrstvwxz]{3,}$")


def name_weight(word: Word) -> float:
    """Weight of a word as a first or only name, from its shape and the lists."""
    return _weight(_Look(word.key, word.shape, word.opens))


class _Look(NamedTuple):
    """All of a word that its weight depends on."""

    key: str
    shape: str
    opens: bool


@lru_cache(maxsize=50_000)
def _weight(word: _Look) -> float:
    words = lexicon()
    key = word.key
    if word.shape == "number" or len(key) < 2 or key in cues.TITLES:
        return -5.0
    is_relation = key in cues.RELATIONS and not (words.is_forename(key) and word.shape != "lower")
    if key in _CALENDAR or key in _OPENINGS or is_relation or key in cues.LABELS:
        return -5.0
    if key in words.function_words or key in cues.CREDENTIALS:
        return -5.0 if word.shape != "capital" or key not in words.forenames else -1.0
    if _is_compound(key):
        return -5.0
    forename = words.is_forename(key) or _hyphenated(key)
    if words.is_clinical(key):
        return (_eponym_weight(word) if forename else -1.0) if word.shape == "capital" else -4.0
    english = words.is_english(key)
    if word.shape == "lower":
        return _lower_weight(word, forename, english)
    if word.shape == "upper":
        return _upper_weight(word, forename, english)
    return _capital_weight(word, forename, english)


def _eponym_weight(word: _Look) -> float:
    return -0.5 if word.opens else 0.5


def _capital_weight(word: _Look, forename: bool, english: bool) -> float:
    surname = lexicon().is_surname(word.key)
    if forename and not english:
        return 3.0
    if english:
        if word.opens:
            return 0.0 if forename else (-0.5 if surname else -2.0)
        return 1.5 if forename else (0.5 if surname else 0.0)
    unknown = 1.75 if surname else 1.5
    return unknown - (0.5 if word.opens else 0.0)


def _lower_weight(word: _Look, forename: bool, english: bool) -> float:
    if english:
        return -0.5 if forename and len(word.key) > 2 else -4.0
    if forename:
        return 1.75 if len(word.key) > 3 else 1.0
    if lexicon().is_surname(word.key) and len(word.key) > 3:
        return 0.5
    return -0.75 if len(word.key) > 3 and not _CODELIKE.match(word.key) else -2.0


def _upper_weight(word: _Look, forename: bool, english: bool) -> float:
    if english:
        return 0.0 if forename else -2.0
    if forename and len(word.key) > 3:
        return 1.75
    if lexicon().is_surname(word.key) and len(word.key) > 4:
        return 1.0
    return -1.0 if len(word.key) <= 5 else 0.5


_TAILS = words_of(
    "red pink brown blue white green black gold grey gray purple coloured colored like smooth shaped "
    "style type effect tipped free based proof wise auth op tox treat mell joint toed friendly "
    "style styled level grade plane lines line cut edge edged safe ready only related induced "
    "facing fitting led made fold length thick thin soft hard dry wet hot cold warm cool"
)


def _is_compound(key: str) -> bool:
    """Whether a hyphen makes a plain word of what might be a name: "robin-red", "pre-auth"."""
    head, _, tail = key.rpartition("-")
    return bool(head) and (tail in _TAILS or head in ("pre", "post", "non", "anti", "peri", "self"))


def _hyphenated(key: str) -> bool:
    parts = key.split("-")
    return len(parts) == 2 and all(len(p) > 1 and lexicon().is_forename(p) for p in parts)


_JOIN = re.compile(r"^(?: |-|\. ?| \(?\"| '|\"? \"|\" |' |\") ?$")


def continues_name(note: Note, previous: Word, word: Word) -> bool:
    """Whether a word goes on with the name that the one before it belongs to."""
    gap = word.gap
    if previous.possessive or not _JOIN.match(gap):
        return False
    if "." in gap and len(previous.key) > 1 and previous.key not in ("st", "jr"):
        return False
    if len(word.key) == 1:
        return (
            word.surface.isupper() and word.surface not in ("I", "A", "S", "O", "P", "R", "L")
        ) or (word.surface.isupper() and note.text[word.end : word.end + 1] == ".")
    words = lexicon()
    if word.key in cues.CREDENTIALS or (
        word.key in words.function_words and word.key not in cues.PARTICLES
    ):
        return False
    if word.is_capital:
        if words.is_clinical(word.key):
            # An eponym is a surname behind a first name: "Marcus Bell".
            is_named = words.is_forename(previous.key) and not words.is_known(previous.key)
            return (
                is_named
                and words.is_surname(word.key)
                and word.shape == previous.shape == "capital"
            )
        if words.is_english(word.key):
            after = note.word(word.index + 1)
            is_surname = words.is_surname(word.key) or words.is_forename(word.key)
            headed = after is not None and after.key in cues.ORG_HEADS and after.is_capital
            return is_surname and word.shape == previous.shape == "capital" and not headed
        return word.shape != "upper" or previous.shape == "upper" or len(word.key) > 4
    if word.key in cues.PARTICLES:
        after = note.word(word.index + 1)
        return after is not None and after.gap == " " and after.is_capital and previous.is_capital
    return previous.shape == "lower" and _is_lower_surname(word)


def _is_lower_surname(word: Word) -> bool:
    words = lexicon()
    return words.is_surname(word.key) and not words.is_known(word.key) and len(word.key) > 2


def name_end(note: Note, first: Word) -> Word:
    """The last word of the name that begins with a word."""
    last = first
    for _ in range(5):
        after = note.word(last.index + 1)
        if after is None or "\n" in after.gap or not continues_name(note, last, after):
            break
        last = after
    while last.index > first.index and last.key in cues.PARTICLES and last.shape == "lower":
        last = note.words[last.index - 1]
    return last
