"""First names with the letter of a surname, as diaries hold them: "Hope T rang", "grace b's card"."""

from __future__ import annotations

import re

from anonkit.deidentification.text.findings import CONTEXT
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_FIRST = r"(?<![\w.'@-])(?P<first>[^\W\d_]{3,14})"
_LETTER = r"(?P<letter>[A-Za-z](?:-[A-Za-z])?|Mc[A-Z]|Mac[A-Z]|O'[A-Z])"
_ENDS = re.compile(r"^(?:\.?[ ]*(?:[,;:()\n\u2013\u2014]|-[ ]|\Z)|\.[ ]|'s\b)")
_NEXT = re.compile(r"^\.?[ ](?P<next>[^\W\d_][\w']*)")
_BEFORE = re.compile(r"([^\W\d_]+)[ ]$")
_SIDES = frozenset("lrxw")
"""Letters that stand for a side, a number of times, or "with"."""
_GRAMMAR = frozenset("aiouynbcvk")
"""Letters that are words in hurried notes: "a", "I", "u", "n", "b", "c", "v", "k"."""
_LETTERED = words_of(
    "vit vits hep type grade stage class plan phase vial arm group zone site mum dad bay"
)
"""What else a letter stands behind."""
_COMES = words_of(
    "from at here in back for is was has cancelled canceled cxl'd cxld cx'd re dna'd on still also not "
    "turned left picked will would can can't didn't doesn't said says"
)


class LetteredName(PatternRecogniser):
    """A first name and one letter, where something is said of them or nothing else can be meant."""

    name = "lettered_name"
    entity = "PERSON"
    score = CONTEXT
    patterns = (re.compile(rf"{_FIRST}[ ]{_LETTER}(?![\w@/+=%])(?![ ]?\d)(?:(?='s)|(?!'))"),)

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """A borne name that is no word of the clinic; one that is a word needs somebody's deed."""
        words = lexicon()
        key, letter = fold(match.group("first")), match.group("letter")
        if (
            key in _LETTERED
            or not words.is_forename(key)
            or words.is_clinical(key)
            or key in words.function_words
        ):
            return False
        if key in cues.LABELS | cues.RELATIONS | cues.TITLES or key in cues.ORG_HEADS:
            return False
        is_double = len(letter) > 1
        if not is_double and letter.lower() in _SIDES:
            return False
        tail = note.text[match.end() : match.end() + 24]
        if letter.islower() and not is_double and letter in _GRAMMAR:
            return self._is_owner(tail) or (not words.is_known(key) and bool(_ENDS.match(tail)))
        is_done = self._acts(tail) or self._is_owner(tail) or self._is_told(note, match)
        if words.is_known(key):
            is_cased = match.group("first")[0].isupper() == letter[0].isupper()
            return is_cased and (is_done or is_double)
        return is_done or is_double or bool(_ENDS.match(tail))

    @staticmethod
    def _is_owner(tail: str) -> bool:
        return tail.startswith("'s")

    @staticmethod
    def _acts(tail: str) -> bool:
        """Whether what people do follows."""
        match = _NEXT.match(tail)
        return match is not None and fold(match.group("next")) in cues.TELLING | _COMES

    @staticmethod
    def _is_told(note: Note, match: re.Match[str]) -> bool:
        """Whether a word of telling or of kin stands before."""
        before = _BEFORE.search(note.text[max(0, match.start() - 16) : match.start()])
        if before is None:
            return False
        key = fold(before.group(1))
        return key in cues.SPEECH_BEFORE | cues.RELATIONS and key not in ("with", "w", "by", "per")
