"""Whether a model's vote for a name stands on nothing but its own guess."""

from __future__ import annotations

from collections.abc import Sequence

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word
from anonkit.deidentification.text.recognisers.person_context import (
    is_deed,
    left_evidence,
    right_evidence,
)

_LEADS_TO_PLACE = words_of("in from at to near of nr via around outside off live lives living")
_SPEAKS = 1.5
"""How much the words around must say for an ordinary word to pass as a name."""
_LEAST_SHOUTED = 0.7
"""How likely a name in capitals must be that is in no list; most such are short forms."""
_SURE_PLACE = 0.78
"""From here a place is believed though nothing leads to it."""
_LEAST_LONE = 0.6
"""How likely a firm of one word must be where its case says nothing."""


def is_idle_vote(note: Note, entity: str, score: float, words: Sequence[Word]) -> bool:
    """Whether the words have no look of a name, and nothing around them speaks of a person."""
    if not words:
        return True
    if entity == "PERSON":
        return _is_idle_person(note, score, words)
    if entity == "OTHER" and (len(words) == 1 or any(lexicon().is_clinical(w.key) for w in words)):
        return True
    if entity in ("CITY", "ADDRESS"):
        return score < _SURE_PLACE and _is_idle_place(note, words)
    if entity in ("ORG", "HANDLE") and len(words) == 1:
        return words[0].shape in ("upper", "lower") and score < _LEAST_LONE
    return False


def _is_idle_place(note: Note, words: Sequence[Word]) -> bool:
    """Whether ordinary words in small letters stand where no place is led up to."""
    known = lexicon()
    before = note.word(words[0].index - 1)
    is_led = before is not None and before.key in _LEADS_TO_PLACE and words[0].gap == " "
    is_plain = all(w.shape == "lower" and known.is_known(w.key) for w in words)
    return not is_led and (is_plain or all(known.is_clinical(w.key) for w in words))


def _is_idle_person(note: Note, score: float, words: Sequence[Word]) -> bool:
    if len(words) > 1:
        return _is_phrase(words)
    word = words[0]
    if is_deed(note, word):
        return True
    if not _looks_plain(word, score):
        return False
    return left_evidence(note, word) + right_evidence(note, word) < _SPEAKS


def _looks_plain(word: Word, score: float) -> bool:
    """Whether case and lists show no name: a word in small letters or in capitals, a short form."""
    known = lexicon()
    if word.shape not in ("lower", "upper"):
        return False
    if known.is_known(word.key):
        return True
    is_borne = known.is_forename(word.key) or known.is_surname(word.key)
    return not is_borne and (word.shape == "lower" or score < _LEAST_SHOUTED)


def _is_phrase(words: Sequence[Word]) -> bool:
    """Whether an ordinary word in small letters ends it: "abt cost"."""
    known = lexicon()
    first, last = words[0], words[-1]
    if all(w.shape == "upper" and known.is_known(w.key) for w in words):
        return not any(known.is_forename(w.key) for w in words)
    ends_plain = last.shape == "lower" and known.is_known(last.key)
    is_named = known.is_forename(first.key) and not known.is_known(first.key)
    return ends_plain and not is_named and first.key not in cues.TITLES | cues.RELATIONS
