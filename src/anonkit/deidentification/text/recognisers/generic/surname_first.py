"""Names with the surname first: "DOE, JANE Q", "Begay, T.", "(Two Bulls, Rita)"."""

from __future__ import annotations

import re

from anonkit.deidentification.text.findings import CONTEXT
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_PART = r"[A-Z][^\W\d_]*(?:['-][^\W\d_]+)*"
_HEADS = (
    r"(?:(?<=\A)|(?<=\n)|(?<=[(:=#|/] )|(?<=[(:=#|/])|(?<=\b[Pp]t )|(?<=\b[Cc]c )|(?<=\b[Rr]e ))"
)


_NUMBERS = frozenset(
    ("one", "two", "three", "four", "many", "white", "black", "red", "little", "big")
)


class SurnameFirst(PatternRecogniser):
    """A surname, a comma and a first name or initial, behind a label or at the head of a line."""

    name = "surname_first"
    entity = "PERSON"
    score = CONTEXT
    patterns = (
        re.compile(
            rf"{_HEADS}(?!(?:Pt|Re|Cc|Dr|Mr|Ms|Mrs|PT|RE|CC)\b)"
            rf"(?P<id>(?P<last>{_PART}(?:[ ]{_PART})?),[ ](?P<first>{_PART})"
            r"(?:[ ][A-Z](?:\.|\b)(?![\w'/]))?)"
        ),
        re.compile(rf"{_HEADS}(?P<id>(?P<last>{_PART}),[ ](?P<initial>[A-Z])\.(?:[ ]?[A-Z]\.)?)"),
        re.compile(
            rf"(?:(?<=\A)|(?<=\n)|(?<=\n\*)|(?<=\n- )|(?<=\n\* ))(?P<id>(?P<last>{_PART}),[ ]"
            r"(?P<initial>[A-KM-QS-Z]))(?=[ ](?:[a-z]|\d|-|\$)|\n|\Z)"
        ),
        re.compile(
            r"(?<![\w'-])(?P<id>(?P<last>[A-Z][A-Z'-]+),[ ](?P<first>[A-Z][A-Z'-]+)(?:[ ][A-Z](?![\w'/]))?)"
            r"(?![\w'-])"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """The last name is borne or new, the first is borne and no word."""
        words = lexicon()
        lasts = [fold(p) for p in match.group("last").split(" ")]
        if any(self._is_plain(key) for key in lasts):
            return False
        borne = words.is_surname(lasts[-1]) or not words.is_known(lasts[-1])
        if "initial" in match.groupdict():
            return borne and len(lasts[-1]) > 1
        first = fold(match.group("first"))
        is_thing = words.is_clinical(first) and not words.is_surname(lasts[-1])
        is_first = words.is_forename(first) and not (words.is_english(first) or is_thing)
        return is_first and (borne or len(lasts) == 2)

    @staticmethod
    def _is_plain(key: str) -> bool:
        words = lexicon()
        is_label = key in cues.LABELS | cues.RELATIONS | cues.CREDENTIALS | cues.TITLES
        is_thing = words.is_clinical(key) and not words.is_surname(key)
        is_small = key in words.function_words and not words.is_surname(key)
        return is_label or is_thing or (is_small and key not in _NUMBERS)
