"""Who did something, named at the end of brackets: "(bloods x1, Honey)", "(typed from letter, Rhona)"."""

from __future__ import annotations

import re

from anonkit.deidentification.text.findings import CONTEXT
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser


class BracketedName(PatternRecogniser):
    """A first name alone in brackets, or behind the last comma in them."""

    name = "bracketed_name"
    entity = "PERSON"
    score = CONTEXT
    patterns = (
        re.compile(r"\([^()\n]{2,90},[ ](?P<id>[A-Z][^\W\d_'-]{1,14})\)"),
        re.compile(r"\((?P<id>[A-Z][^\W\d_'-]{2,14})\)"),
        re.compile(
            r"[(,;][ ]?(?:by|w/|with|per|tech|inj|injector|nurse|staff)[ :]{1,2}(?P<id>[A-Z][^\W\d_'-]{1,14})\)"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """A first name; one that is also a word of the clinic only behind a comma."""
        words = lexicon()
        key = fold(match.group("id"))
        if not match.group("id")[1:].islower() or key in words.function_words or key in cues.LABELS:
            return False
        if words.is_clinical(key) or (words.is_english(key) and not words.is_forename(key)):
            return "," in match.group() and words.is_forename(key)
        return words.is_forename(key)
