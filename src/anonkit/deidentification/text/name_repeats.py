"""A name proved once in a note is a name wherever the note writes it, though one letter slipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from anonkit.deidentification.text.findings import CONTEXT, Finding
from anonkit.deidentification.text.lexicons import cues, lexicon, related_names
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word, fold
from anonkit.deidentification.text.recognisers.eponym import is_eponym
from anonkit.deidentification.text.recognisers.person_context import (
    is_deed,
    left_evidence,
    right_evidence,
)

_PARTS = re.compile(r"[^\W\d_]{4,}")
_MOST_NAMES = 64
_SAID_OF_PEOPLE = words_of(
    "got still already never always also just currently usually often rarely tips tipped hates loves "
    "can cannot must should knows keeps kept tried tries gets goes went had hopes plans starts"
)
_PROVED = ("context", "record", "pattern")


def repeated_names(note: Note, findings: Sequence[Finding]) -> Iterator[Finding]:
    """Further places of the names that stand in the findings."""
    proved = _proved_names(note, findings)
    if not proved:
        return
    covered = bytearray(len(note.text) + 1)
    for finding in findings:
        covered[finding.start : finding.end] = b"\x01" * (finding.end - finding.start)
    for word in note.words:
        if word.shape == "number" or len(word.key) < 3 or covered[word.start]:
            continue
        key = _same_name(word.key, proved)
        if key is not None and _is_name_here(note, word, is_exact=key == word.key):
            yield replace(proved[key], start=word.start, end=word.end)


def _proved_names(note: Note, findings: Sequence[Finding]) -> dict[str, Finding]:
    """Folded words of people found for certain, each with what its repetition would report."""
    proved: dict[str, Finding] = {}
    for finding in findings:
        if finding.entity == "PERSON" and finding.score >= CONTEXT and finding.evidence in _PROVED:
            for word in note.words_in(finding.start, finding.end):
                if _may_repeat(word):
                    proved.setdefault(word.key, _report(finding))
        elif finding.entity in ("EMAIL", "HANDLE"):
            for key in _spelled_in(note.text[finding.start : finding.end]):
                proved.setdefault(key, replace(_report(finding), entity="PERSON", owner=None))
        if len(proved) > _MOST_NAMES:
            break
    return proved


def _report(finding: Finding) -> Finding:
    return replace(
        finding, recogniser="name_repeats", score=CONTEXT, evidence="context", surrogate=None
    )


def _may_repeat(word: Word) -> bool:
    words = lexicon()
    if len(word.key) < 3 or word.shape == "number" or word.key in cues.PARTICLES | cues.CREDENTIALS:
        return False
    if word.key in words.function_words or word.key in cues.TITLES:
        return False
    return word.is_capital or not words.is_known(word.key) or words.is_forename(word.key)


def _spelled_in(address: str) -> Iterator[str]:
    """First names that the part of an address before the @, or a handle, spells."""
    words = lexicon()
    for part in _PARTS.findall(fold(address.lstrip("@").partition("@")[0])):
        if words.is_forename(part) and not words.is_clinical(part):
            yield part


def _same_name(key: str, proved: dict[str, Finding]) -> str | None:
    if key in proved:
        return key
    if key[-1] == "s" and key[:-1] in proved:
        return key[:-1]
    if lexicon().is_known(key):
        return None
    for name in proved:
        is_close = len(key) > 4 and abs(len(name) - len(key)) <= 1 and key[0] == name[0]
        if is_close and not lexicon().is_known(name) and OSA.distance(key, name) == 1:
            return name
    return next((n for n in related_names(key) if n in proved), None)


def _is_name_here(note: Note, word: Word, is_exact: bool) -> bool:
    """Whether a word that is also a word of the language stands for the person here."""
    words = lexicon()
    if is_eponym(note, word) or is_deed(note, word):
        return False
    if not words.is_known(word.key):
        return True
    if not is_exact and not word.is_capital:
        return False
    evidence = left_evidence(note, word) + right_evidence(note, word)
    if words.is_clinical(word.key):
        return word.is_capital and evidence >= 1.5
    if word.shape in ("lower", "upper"):
        return evidence >= 1.5
    return not word.opens or evidence >= 1.0 or _closes(note, word) or _goes_on(note, word)


def _goes_on(note: Note, word: Word) -> bool:
    """Whether what is said of a person follows: "Dot got that", "Dawn still smoking"."""
    after = note.word(word.index + 1)
    return after is not None and after.gap == " " and after.key in _SAID_OF_PEOPLE


def _closes(note: Note, word: Word) -> bool:
    """Whether nothing of the same sentence follows."""
    after = note.word(word.index + 1)
    return after is None or after.gap.strip(" ") != ""
