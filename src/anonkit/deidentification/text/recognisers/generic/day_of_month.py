"""Days of a month without the month: "the 14th", "by 21st"."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.date_words import ORDINAL_DAY, ORDINAL_WORD

_AFTER = (
    r"(?=[ ]?(?:$|[.,;:!?)\n@/&+\u2013\u2014]|-[ ]|"
    r"(?:at|and|or|to|for|if|but|is|was|with|w/|so|as|when|then|she|he|they|we|i|pls|please|am|pm|"
    r"morning|afternoon|evening|eve|from|in|on|by|re|because|bc|cos|instead|onwards?|works|ok|"
    r"latest|not|no|only|now|unless|before|after|until|till|same|pt|"
    r"w|due|also|just|it|the|her|his|my|"
    r"would|will|can|could|has|had|lunch|early|late|via|per|both|would've|\d)\b))"
)
_SPEAKS_OF_AGE = re.compile(r"(?:\b(?:her|his|my|their|your)|turning|turned)[ ]$", re.IGNORECASE)


class DayOfMonth(PatternRecogniser):
    """An ordinal day after "the" or a word that expects a date."""

    name = "day_of_month"
    entity = "DATE"
    patterns = (
        re.compile(rf"\bthe[ ](?P<id>{ORDINAL_DAY}){_AFTER}", re.IGNORECASE),
        re.compile(
            r"\b(?:on|by|til|till|until|since|from|for|before|after|b4|back|"
            rf"booked|again|due|appt|w/e|w/c|wc|we|between|and|to|or|&)[ ](?P<id>{ORDINAL_DAY}"
            rf"){_AFTER}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:on|by|till|until|since|from|before|after|for)[ ]the[ ](?P<id>{ORDINAL_WORD}"
            rf"){_AFTER}",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<id>{ORDINAL_DAY})(?=[ ](?:@[ ]?|at[ ])?\d{{1,2}}(?:[:.]\d\d|[ap]m|[ ][ap]m))",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:^|(?<=\n))[ ]*(?P<id>{ORDINAL_DAY})(?=[ ]?[:\u2013-])", re.IGNORECASE),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Birthdays, sessions and floors are counted with ordinals too."""
        before = note.text[max(0, match.start("id") - 12) : match.start("id")]
        after = note.text[match.end("id") : match.end("id") + 14]
        if _SPEAKS_OF_AGE.search(before):
            return False
        is_word = match.group("id")[0].isalpha()
        if is_word and match.group("id").lower() in ("first", "second", "third", "fourth"):
            return False
        return not re.match(
            r"(?i)[ ](?:to|of|and)?[ ]?(?:birthday|anniversary|floor|session|"
            r"time|tx|treatment|visit|attempt|syringe|vial|toe|finger|rib|"
            r"grade|edition|century)",
            after,
        )
