"""Places somebody says they live in or near, and the town between a street and its postcode."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_NAME = r"[A-Z][a-z][\w'-]*(?:[ -][A-Z][\w'-]+){0,2}"
_STREET = (
    r"(?:road|rd|street|st|lane|ln|avenue|ave|close|drive|way|terrace|crescent|place|grove|gardens)"
)


class ToldPlace(PatternRecogniser):
    """A name after "where do you live?" or "lives out past", a town in small letters before a postcode."""

    name = "told_place"
    entity = "CITY"
    patterns = (
        re.compile(
            r"(?i:\b(?:where (?:do you|does she|does he|do they) live|where are you (?:based|from)|home ?town|"
            rf"live where)[?: ]{{1,3}})(?P<id>{_NAME})"
        ),
        re.compile(
            r"(?i:\b(?:lives?|living|farms?)\b[ ]?[\"']?(?:[a-z]+[ ]){0,2}(?:past|beyond|outside|out by|down by|up by|"
            rf"north of|south of|east of|west of)[ ])(?P<id>{_NAME})"
        ),
        re.compile(
            rf"(?i)\b\d{{1,4}}[a-z]?[ ](?:[a-z'-]+[ ]){{1,3}}{_STREET},?[ ]"
            r"(?P<id>[a-z]{3,}(?:[ -][a-z]{2,}){0,2}),?[ ]"
            r"(?=[a-z]{1,2}\d[a-z\d]?[ ]?\d[a-z]{2}\b)"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """Words of the clinic name no place."""
        return not lexicon().is_clinical(fold(match.group("id").split()[0]))
