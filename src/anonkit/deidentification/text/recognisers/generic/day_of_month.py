"""Days of a month without the month: "the 14th", "by 21st"."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.date_words import (
    MONTH,
    ORDINAL_DAY,
    ORDINAL_WORD,
    YEAR_WORDS,
)

_AFTER = (
    r"(?=[ ]?(?:$|[.,;:!?)\n@/&+\u2013\u2014]|-[ ]|"
    r"(?:at|and|or|to|for|if|but|is|was|with|w/|so|as|when|then|she|he|they|we|i|pls|please|am|pm|"
    r"morning|afternoon|evening|eve|from|in|on|by|re|because|bc|cos|instead|onwards?|works|ok|"
    r"latest|not|no|only|now|unless|before|after|until|till|same|pt|"
    r"w|due|also|just|it|the|her|his|my|"
    r"would|will|can|could|has|had|lunch|early|late|via|per|both|would've|\d)\b))"
)
_MONTH_COUNTED = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"1st|2nd|3rd|[4-9]th|1[0-2]th)"
)
_YEAR_SHORT = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|oh[ -][a-z]+)"
)
_SPEAKS_OF_AGE = re.compile(r"(?:\b(?:her|his|my|their|your)|turning|turned)[ ]$", re.IGNORECASE)


_COUNTED = re.compile(
    r"(?:\b(?:every|another|this|that|a|an|each|about|almost|nearly|reached|hit|below|above|at)|centile|"
    r"\b(?:session|visit|tx|treatment|bday|birthday|anniversary))[ ]$",
    re.IGNORECASE,
)


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
        re.compile(
            rf"\b(?:rv|r/v|review|f/u|fu|appt|back|tca|rtc|seen|see|next|due|call|ring|rang|op|booked|in|off|"
            rf"photos?|clinic|bloods|wedding|party|hols?|flight|viva|exam|match|race|gig|shoot)[ ](?P<id>{ORDINAL_DAY})"
            r"(?=[ ]?(?:$|[.,;!?)\n]))",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<=[a-z] )(?P<id>(?P<late>[12][0-9](?:st|nd|rd|th)|3[01]st|30th))(?=[ ]?(?:$|[.,;!?)\n]|"
            r"so\b|if\b|and\b|or\b|but\b|w/|with\b|@|at\b|pls\b|please\b|ok\b|-[ ]))",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:out|back|away|leaving|leaves|fly(?:ing|s)?|flies|home)[ ](?:on[ ])?the[ ]"
            rf"(?P<id>(?P<counted>{ORDINAL_WORD}))(?=[ ]?(?:$|[.,;)\n]))",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?:on|by|since|until|till)[ ]the[ ](?P<id>{ORDINAL_DAY})"
            r"(?=[ ](?!training|filling|morning)[a-z]+ing\b)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"{MONTH}[ ](?:the[ ])?{ORDINAL_WORD}[ ](?:to|till|until|through|and)[ ]the[ ]"
            rf"(?P<id>(?P<closing>{ORDINAL_WORD}))\b",
            re.IGNORECASE,
        ),
        re.compile(rf"(?:^|(?<=\n))[ ]*(?P<id>{ORDINAL_DAY})(?=[ ]?[:\u2013-])", re.IGNORECASE),
        re.compile(
            rf"(?<!\w)(?P<id>(?P<numbered>(?:{ORDINAL_WORD}|{ORDINAL_DAY})[ ]of[ ]the[ ]{_MONTH_COUNTED}"
            rf"(?:,?[ ](?:of[ ])?(?:{YEAR_WORDS}|(?:19|20)\d\d|'?\d\d|{_YEAR_SHORT})|(?=[ ]?(?:$|[.,;:)\n])))))(?!\w)",
            re.IGNORECASE,
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Birthdays, sessions and floors are counted with ordinals too."""
        before = note.text[max(0, match.start("id") - 12) : match.start("id")]
        after = note.text[match.end("id") : match.end("id") + 14]
        if _SPEAKS_OF_AGE.search(before):
            return False
        if match.re.groupindex.keys() & {"counted", "closing", "numbered"}:
            return True
        if "late" in match.re.groupindex and _COUNTED.search(before):
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
