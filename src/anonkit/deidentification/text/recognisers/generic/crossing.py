"""Corners of two streets, and streets named without their last word."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser
from anonkit.deidentification.text.recognisers.date_words import MONTHS, WEEKDAYS

_NTH = r"\d{1,3}(?:st|nd|rd|th)(?:[ ](?:St|Ave?))?"
_NAMED = r"[A-Z][a-z][\w'-]+(?:[ ][A-Z][\w'-]+)?"
_AND = r"[ ]?(?:&|\+|/|[ ]and[ ]|[ ]n[ ])[ ]?"
_BUILDING = (
    r"(?:house|home|place|apartment|apt|condo|flat|office|shop|store|branch|clinic|salon|restaurant|"
    r"bakery|deli|bar|cafe|pharmacy|chemist|church|market|gym|spa|location|station|studio|school|"
    r"mosque|temple|warehouse|garage|garden|property|bungalow|trailer|duplex|townhouse|unit|lives?|"
    r"living|lived|parked|parking|parks?|walgreens|cvs|rite aid|target|walmart|costco|"
    r"kroger|publix|safeway|starbucks|"
    r"labcorp|quest|boots|superdrug|tesco|lidl|aldi|asda|greggs|costa|optometrist|dentist)"
)
_NOT_STREET = (
    frozenset(MONTHS)
    | frozenset(WEEKDAYS)
    | frozenset(m[:3] for m in (*MONTHS, *WEEKDAYS))
    | words_of(
        "instagram facebook insta tiktok whatsapp zoom facetime google youtube messenger teams snapchat "
        "twitter reddit christmas easter eid sundays saturdays fridays mondays nhs hrt accutane roaccutane "
        "ozempic wegovy mounjaro warfarin metformin sertraline finance credit deposit hold leave file "
        "friday request arrival review exam examination palpation smiling pt patient her his my our both "
        "left right upper lower"
    )
)


class Crossing(PatternRecogniser):
    """Two streets that meet, or one after a building that stands "on" it."""

    name = "crossing"
    entity = "ADDRESS"
    patterns = (
        re.compile(
            rf"\b(?:at|on|near|off|by|past|corner of|corner|lives|live|to|in)[ ]"
            rf"(?P<id>(?P<one>{_NTH}){_AND}(?P<two>{_NAMED}))"
        ),
        re.compile(rf"(?<![\w-])(?P<id>(?P<two>{_NAMED}){_AND}(?P<one>{_NTH}))(?![\w])"),
        re.compile(
            rf"(?i:\b(?:corner of|intersection of|cross streets?(?: are| is)?|junction of)[: ]+)"
            rf"(?P<id>(?P<one>{_NAMED}|{_NTH}){_AND}(?P<two>{_NAMED}|{_NTH}))"
        ),
        re.compile(
            rf"(?i:(?:\b{_BUILDING}|(?<=\w)'s)[ ](?:is[ ]|was[ ]|are[ ])?(?:on|off)[ ])(?P<id>(?P<two>{_NAMED}))"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """Months, weekdays, media and medicines are no streets."""
        for name in (match.groupdict().get("one"), match.group("two")):
            if name is None or name[0].isdigit():
                continue
            words = [fold(w) for w in re.findall(r"[^\W\d_]+", name)]
            if words[0] in _NOT_STREET or words[0] in cues.TITLES:
                return False
            if any(lexicon().is_clinical(w) for w in words):
                return False
        return True
