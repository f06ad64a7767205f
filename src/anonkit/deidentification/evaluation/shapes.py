"""What a stretch of text looks like and what stands around it, without telling any of it."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import fold

_BEFORE = re.compile(r"([^\W\d_][\w'’-]*|\d+)([^\w\n]*)\Z")
_AFTER = re.compile(r"^([^\w\n]*)([^\W\d_][\w'’-]*|\d+)")
_LINE_END = re.compile(r"\s*\n\s*")
_REACH = 40
_LONGEST = 60


def shape_of(surface: str) -> str:
    """The surface with X for capitals, x for small letters, 9 for digits and ↵ for a line's end."""
    shape = "".join(
        "9" if c.isdigit() else "X" if c.isupper() else "x" if c.isalpha() else c for c in surface
    )
    shape = _LINE_END.sub("↵", shape)
    return shape if len(shape) <= _LONGEST else shape[: _LONGEST - 1] + "…"


def surroundings(text: str, start: int, end: int) -> str:
    """The kinds of word before and after a stretch: "after a kin word, before a verb of people"."""
    return f"{_before(text[max(0, start - _REACH) : start])}, {_after(text[end : end + _REACH])}"


def _before(text: str) -> str:
    if not text.strip():
        return "opens a line" if "\n" in text else "opens the note"
    match = _BEFORE.search(text)
    if match is None:
        return "opens a line" if text.rstrip(" ").endswith("\n") else "after a sign"
    return "after " + _kind_of_word(match.group(1), match.group(2), cues.SPEECH_BEFORE)


def _after(text: str) -> str:
    if not text.strip(" .,;:!?)\"'"):
        return "ends a line" if "\n" in text else "ends the note"
    match = _AFTER.search(text)
    if match is None:
        return "ends a line" if "\n" in text else "before a sign"
    return "before " + _kind_of_word(match.group(2), match.group(1), cues.SPEECH_AFTER)


def _kind_of_word(word: str, gap: str, verbs: frozenset[str]) -> str:
    """A class of words, told from closed lists; never the word itself."""
    key, known = fold(word), lexicon()
    stop = ". ; : " if gap.strip(" '\"") else ""
    if stop and gap.strip()[:1] in ".;:!?•*(":
        return "a stop"
    if key.isdigit():
        return "a number"
    for name, words in (
        ("a kin or role word", cues.RELATIONS),
        ("a title", cues.TITLES),
        ("a verb of people", verbs),
        ("a small word", known.function_words),
    ):
        if key in words:
            return name
    if known.is_clinical(key):
        return "a clinical word"
    if known.is_english(key):
        return "a plain word"
    return "a capital word" if word[0].isupper() else "an unknown word"
