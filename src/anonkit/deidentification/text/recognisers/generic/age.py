"""Ages over 89, in figures or words, and years that show one."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_OLD = r"(?:9\d|1[01]\d|120)"
_WORD = (
    r"(?:ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"(?:a|one)[ -]hundred(?:[ -](?:and[ -])?(?:one|two|three|four|"
    r"five|six|seven|eight|nine|ten))?)"
)
_UNIT = (
    r"(?:[ -]?(?:y[/.]?o\b|yrs?\b(?:[ -]?old)?|years?(?:[ -]|\b)?(?:old|"
    r"of age|young)|yof\b|yom\b|y\b(?=[ ,.]|$)))"
)


_KIN = (
    r"(?:(?:great|step|god)-?)*(?:grand)?(?:mother|father|mum|mom|dad|ma|pa|parent|aunt|auntie|uncle|"
    r"son|daughter|child|sister|brother|gran|granny|nan|nana|cousin|husband|wife|partner|neighbour|"
    r"neighbor|friend)"
)


class Age(PatternRecogniser):
    """Any statement of an age of ninety or more."""

    name = "age"
    entity = "AGE"
    patterns = (
        re.compile(
            rf"\b(?:passed(?: away)?|died|dead|lived|made it|got)[ ](?:at|to|aged?)[ ](?:age[ ]|the age of[ ])?"
            rf"(?P<id>{_OLD}|{_WORD})\b",
            re.IGNORECASE,
        ),
        re.compile(rf"(?<![\w.,/$\u00a3-])(?P<id>{_OLD}){_UNIT}", re.IGNORECASE),
        re.compile(
            rf"(?<![\w.,/$\u00a3-])(?P<id>{_OLD})[ ]?(?:[FM]|female|male|lady|"
            r"woman|man|gentleman)\b(?!/)"
        ),
        re.compile(rf"\b[FM](?P<id>{_OLD})\b"),
        re.compile(
            rf"\b{_KIN}(?:,? \(|, |[ ])(?P<id>{_OLD})(?=[),.;]|[ ][a-z]{{3,}}|$)", re.IGNORECASE
        ),
        re.compile(rf"\b{_KIN}(?:,? \(|, )(?P<id>{_WORD})(?=[),.;]|$)", re.IGNORECASE),
        re.compile(rf"(?P<named>[^\W\d_]{{2,}})(?:,? \(|, )(?P<id>{_OLD})(?=\)|,[ ]|\.(?!\d)|$)"),
        re.compile(
            r"\b(?:aged?|age of|age is|turn(?:s|ed|ing)|she'?s|he'?s|she is|"
            r"he is|i'?m|who is|now|nearly|almost|is|was|mum|mom|dad|gran|"
            r"nan|nana|grandma|grandad|grandpa|to be)[ :,(]{1,3}(?:now[ "
            rf"]|only[ ]|over[ ]|about[ ]|a[ ])?(?P<id>{_OLD})(?![\d.%/:]|[ "
            r"]?(?:ml|u\b|units?|mg|kg|lb|%|mmhg|days?|min|x|weeks?|wks?|shots|"
            r"pulses|j\b|hz|nm|mins|minutes|degrees|over))",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<id>{_OLD})(?:th|st|nd|rd)[ ](?:birthday|bday|b-day|year)", re.IGNORECASE
        ),
        re.compile(rf"\b(?P<id>{_WORD})(?:{_UNIT}|[ -]years?[ -](?:old|young))", re.IGNORECASE),
        re.compile(
            r"\b(?:aged?|turn(?:s|ed|ing)|she'?s|he'?s|she is|he is|is|was)[ "
            rf"](?:now[ ])?(?P<id>{_WORD})(?![ ](?:units?|ml|pounds|dollars|"
            r"percent|per|minutes|days|euros|quid|times|degrees))\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:at|age|patient|lady|gentleman|man|woman)[ ,]{1,2}(?P<id>ninety[ "
            r"-](?:one|two|three|four|five|six|seven|eight|nine))(?![ ](?:units?|"
            r"percent|per|minutes|degrees|quid|pounds|dollars))\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:shy of|pushing|spry|sprightly|young|grand old age of|ripe old age of|reached|reaches|hit)[ ]"
            rf"(?P<id>{_OLD}|{_WORD})(?![\w%.:/]\d|\w)(?![ ]?(?:units?|ml|mg|mm|degrees|lines|shots|percent))",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:dob|born|birth|b\.)\b[^()\n]{4,48}\((?:age[d]?[ ])?(?P<id>9\d|1[01]\d)\)",
            re.IGNORECASE,
        ),
        re.compile(
            rf"(?<=[a-z]),?[ ](?P<id>{_WORD})(?=,[ ](?:a|is|was|came|comes|who|here|from|in|with|lives|walks|"
            r"retired|widow|dropped|attended|seen|and|her|his|still|very|sharp|accompanied|wants|brought)\b)",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?<=[a-z], )(?P<id>ninety-(?:one|two|three|four|five|six|seven|eight|nine))(?=,)",
            re.IGNORECASE,
        ),
        re.compile(r"\b(?P<id>nonagenarian|centenarian|supercentenarian)s?\b", re.IGNORECASE),
        re.compile(
            r"\b(?:in|into)[ ](?:her|his|their|my)[ ](?:early[ -]|mid[ -]|"
            r"late[ -])?(?P<id>nineties|90'?s)\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:born|b\.|birth year|yob|dob)[ :]{0,2}(?:in[ ])?(?P<id>1[89][0-2]\d|"
            r"193[0-4])\b(?![/.-]\d)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?:patient|client|member|married|widowed)[ ](?:here[ ])?since[ "
            r"](?P<id>19[0-3]\d|194[0-4])\b",
            re.IGNORECASE,
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """After a bare word only where it is a name; never before a unit."""
        after = note.text[match.end("id") : match.end("id") + 8]
        if re.match(r"(?i)[ ]?(?:units?|mg|ml|u\b|mm|%|nm|weeks?|days?|min)", after):
            return False
        if match.group("id") in ("101", "111") and match.end("id") == match.end():
            before = note.text[max(0, match.start("id") - 8) : match.start("id")]
            if re.search(r"(?i)\bnow[ :,(]{1,3}$", before):
                return False
        named = match.groupdict().get("named")
        return named is None or (named[0].isupper() and lexicon().is_forename(fold(named)))
