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
_LONGEST_KEPT = 24
_VOWEL = re.compile(r"[aeiouy]")
_CODELIKE = re.compile(r"^[bcdfghjklmnpqrstvwxz]{3,}$")


def name_weight(word: Word) -> float:
    """Weight of a word as a first or only name, from its shape and the lists."""
    # Numbers and long rows of letters are hardly met again, and would fill the memory.
    if word.shape == "number":
        return -5.0
    is_kept = len(word.key) <= _LONGEST_KEPT
    return (_weight if is_kept else _weight.__wrapped__)(word.key, word.shape, word.opens)


class _Look(NamedTuple):
    """All of a word that its weight depends on."""

    key: str
    shape: str
    opens: bool


@lru_cache(maxsize=50_000)
def _weight(key: str, shape: str, opens: bool) -> float:
    words = lexicon()
    word = _Look(key, shape, opens)
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
    words = lexicon()
    if english:
        return -0.5 if forename and len(word.key) > 2 else -4.0
    if forename:
        if word.key in words.named_words:
            return 1.0
        return 3.0 if len(word.key) > 4 else (1.75 if len(word.key) > 3 else 1.0)
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
        closes = note.text[word.end : word.end + 1] in ("", "\n", ",", ";", ")")
        is_first = lexicon().is_forename(previous.key) and not lexicon().is_known(previous.key)
        if word.surface in ("P", "S", "A", "O") and closes and is_first:
            return previous.shape == "capital"
        return (
            word.surface.isupper() and word.surface not in ("I", "A", "S", "O", "P", "R", "L")
        ) or (word.surface.isupper() and note.text[word.end : word.end + 1] == ".")
    words = lexicon()
    if word.key in ("jr", "sr", "jnr", "snr"):
        return word.is_capital == previous.is_capital
    if (
        word.key in cues.LABELS
        or (
            word.key in cues.CREDENTIALS
            and not (word.shape == "lower" and word.key in cues.PARTICLES)
        )
        or (word.key in words.function_words and word.key not in cues.PARTICLES)
    ):
        return False
    if word.is_capital:
        return _continues_in_capitals(note, previous, word)
    if word.key in cues.PARTICLES:
        is_inside = previous.is_capital or previous.key in cues.PARTICLES
        return is_inside and _leads_to_capital(note, word)
    return previous.shape == "lower" and _is_lower_surname(word, previous)


def _continues_in_capitals(note: Note, previous: Word, word: Word) -> bool:
    """Whether a capital behind a name belongs to it: a surname, a new word, a word among small ones."""
    words = lexicon()
    if words.is_clinical(word.key):
        # An eponym is a surname behind a first name: "Marcus Bell".
        is_named = words.is_forename(previous.key) and not words.is_known(previous.key)
        return is_named and words.is_surname(word.key) and word.shape == previous.shape == "capital"
    if previous.shape == "lower" and previous.key in cues.PARTICLES:
        return True
    if not words.is_english(word.key):
        return word.shape != "upper" or previous.shape == "upper" or len(word.key) > 4
    after = note.word(word.index + 1)
    if after is not None and after.key in cues.ORG_HEADS and after.is_capital:
        return False
    is_surname = words.is_surname(word.key) or words.is_forename(word.key)
    if word.shape == previous.shape == "capital":
        return is_surname or _stands_among_small(note, previous, word)
    is_shouted = word.shape == previous.shape == "upper" and words.is_forename(previous.key)
    closes = after is None or bool(after.gap.strip(" "))
    return is_shouted and is_surname and closes and not words.is_known(previous.key)


def _stands_among_small(note: Note, previous: Word, word: Word) -> bool:
    """Whether a capital word behind a first name is its surname: "Terry Yellow Tail came"."""
    words = lexicon()
    key = word.key
    is_first = words.is_forename(previous.key) and not words.is_known(previous.key)
    if not is_first or word.gap != " " or key in _CALENDAR or key in cues.ORG_HEADS:
        return False
    if key in cues.SPEECH_AFTER | cues.SPEECH_BEFORE | cues.RELATIONS | cues.TITLES:
        return False
    after = note.word(word.index + 1)
    return after is None or after.gap != " " or after.surface.islower()


def _leads_to_capital(note: Note, particle: Word) -> bool:
    """Whether particles lead on to a capital: "Marianne de la Tour"."""
    word: Word | None = particle
    for _ in range(3):
        word = note.word(word.index + 1) if word is not None else None
        if word is None or word.gap not in (" ", "'"):
            return False
        if word.is_capital:
            return True
        if word.key not in cues.PARTICLES:
            return False
    return False


def _is_lower_surname(word: Word, previous: Word) -> bool:
    words = lexicon()
    if words.is_known(word.key) or len(word.key) < 3:
        return False
    if words.is_surname(word.key):
        return True
    is_first = words.is_forename(previous.key) and not words.is_known(previous.key)
    is_worded = bool(_VOWEL.search(word.key)) and len(word.key) > 4
    return is_first and is_worded and word.gap == " " and not words.is_forename(word.key)


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
