"""Days that have a name: public holidays and the feasts of many religions."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.date_words import FEAST

_NO_FEAST = words_of(
    "rest treatment same next first last each every open study pay training clinic surgery"
)
_WORDS = words_of("carnival epiphany yule tet holi onam obon pongal eid")


_AROUND = r"(?:[ ](?:eve|weekend|wknd|w/e|week|wk|monday|morning|night|holidays?))?"


class Feast(PatternRecogniser):
    """A named day, with its year where there is one."""

    name = "feast"
    entity = "DATE"
    patterns = (
        re.compile(
            rf"(?<![\w-])(?:{FEAST}){_AROUND}(?:[ ,]{{1,2}}(?:(?:19|20)\d\d|'\d\d))?(?![\w])",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?:the[ ])?(?:4th|fourth)[ ]of[ ]july\b", re.IGNORECASE),
        re.compile(
            r"\b(?:after|before|until|till|til|by|since|past|around)[ ](?P<id>(?P<named>[A-Z][\w']+)"
            r"(?:[ ][A-Z][\w']+)?[ ](?:Day|Eve|Night|Sunday|Weekend))(?!\w)"
        ),
        re.compile(
            r"\b(?:[Tt]he|over|for|on|after|before|until|till|by)[ ](?P<id>Fourth)(?=[ ]?(?:[.,;:)\n]|weekend|wknd|$))"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Names of feasts that are also words need their capital."""
        surface = match.group()
        named = match.groupdict().get("named")
        if named is not None:
            return fold(named) not in _NO_FEAST and not lexicon().is_clinical(fold(named))
        after = note.text[match.end() : match.end() + 10]
        if re.match(r"(?i)[ ](?:tree|card|offer|jumper|cactus|island|promo|hours)", after):
            return False
        return surface.lower() not in _WORDS or surface[0].isupper()
