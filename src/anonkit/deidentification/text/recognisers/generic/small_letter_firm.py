"""Practices, clinics and shops in notes that know no capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_HEADS = words_of(
    "practice surgery clinic aesthetics hospital infirmary hospice pharmacy chemist dental "
    "dermatology medicine medspa spa salon academy college university school primary nursery "
    "opticians vets solicitors brewery bakery garage hotel pub theatre museum library estates "
    "logistics motors ltd llp llc inc rooms bank union council dairy bar farm studio gym "
    "insurance studios barbers florist florists cafe restaurant"
)
_PLACED = re.compile(
    r"(?i)(?:\b(?:at|via|from|works?(?: for)?|employer|gp|pcp|surgery|soon after|seen|lips done|"
    r"had \w+|after|dentist|gdp|dr [a-z]?\.? ?[a-z'-]+,)|@|,)[ :]{1,2}(?:the )?$"
)
_AMPERSAND = re.compile(
    r"(?i)(?:\b(?:at|via|from|after|works?(?: for| at)?|employer|for)|@)[ ](?P<id>[a-z][a-z'-]{2,}[ ]"
    r"&[ ][a-z][a-z'-]{2,}(?:[ ](?:ltd|llp|llc|inc|co|sons))?)"
)
_OFFICE = re.compile(
    r"(?i)\b(?P<id>dr\.?[ ](?:[a-z]\.?[ ])?[a-z][a-z'\u2019-]+?'?s'?[ ]"
    r"(?:office|surgery|practice|clinic|rooms|place|medspa|spa))\b"
)
_DOCTORS_FIRM = re.compile(
    r"(?i)\b(?P<id>dr\.?[ ](?!(?:to|and|at|in|on|for)\b)[a-z][a-z'-]+(?:[ ][a-z][a-z'-]+)?[ ]"
    r"(?:aesthetics|clinics?|cosmetics|skin clinic|medspa|dermatology))\b"
)
_PLAIN = words_of(
    "best general private local other another previous last first own new old same nearest nhs "
    "medical family high primary secondary common good normal usual standard clinical our my her "
    "his their the a an this that any some each every dental skin laser beauty hair nail day "
    "walk-in out-of-hours emergency gp after before during from at in on to for of and or with "
    "nose face neck head arms legs hands feet back chest lips eyes ears home work friday monday "
    "waiting consulting treatment operating aware seen left right full open night busy training"
)


class SmallLetterFirm:
    """Firms such as "viaduct practice", "bloom & brow", "dr hill's office", where a place is expected."""

    name = "small_letter_firm"
    entity = "ORG"

    def find(self, note: Note) -> Iterator[Finding]:
        """Every such name."""
        for word in note.words:
            if word.key in _HEADS and word.gap == " " and word.shape in ("lower", "upper"):
                yield from self._headed(note, word)
        for pattern in (_OFFICE, _DOCTORS_FIRM):
            for match in note.matches(pattern):
                yield self._finding(*match.span("id"))
        for match in note.matches(_AMPERSAND):
            if self._is_firm(match.group("id")):
                yield self._finding(*match.span("id"))

    def _headed(self, note: Note, head: Word) -> Iterator[Finding]:
        run: list[Word] = []
        current = head
        while (before := note.word(current.index - 1)) is not None and len(run) < 4:
            is_joined = current.gap in (" ", " & ") and not before.possessive
            if not is_joined or before.shape == "number" or _ends_run(before):
                break
            run.insert(0, before)
            current = before
        if not run or all(w.key in _PLAIN or lexicon().is_clinical(w.key) for w in run):
            return
        if not _PLACED.search(note.text[max(0, run[0].start - 40) : run[0].start]):
            return
        last = head
        after = note.word(head.index + 1)
        if after is not None and after.gap == " " and after.key in _HEADS:
            last = after
        yield self._finding(run[0].start, last.end)

    @staticmethod
    def _is_firm(surface: str) -> bool:
        left, right = (part.strip().lower() for part in surface.split("&", 1))
        words = lexicon()
        plain = left in words.function_words or left in _PLAIN or words.is_clinical(left)
        return not plain and right.split()[0] not in words.function_words

    def _finding(self, start: int, end: int) -> Finding:
        return Finding(start, end, self.entity, self.name, CONTEXT, "context")


def _ends_run(word: Word) -> bool:
    """Whether a word cannot belong to a firm's name."""
    if word.key in ("of", "the"):
        return True
    words = lexicon()
    is_verb = word.key in cues.SPEECH_AFTER | cues.SPEECH_BEFORE
    return word.key in words.function_words or is_verb or word.key in ("gp", "works", "pcp", "dr")
