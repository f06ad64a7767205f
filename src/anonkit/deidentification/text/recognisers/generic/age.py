"""Ages over 89, in figures or words, and years that show one."""

from __future__ import annotations

import re

from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_OLD = r"(?:9\d|1[01]\d|120)"
_WORD = (
    r"(?:ninety(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?|"
    r"(?:a|one)[ -]hundred(?:[ -](?:and[ -])?(?:one|two|three|four|five|six|seven|eight|nine|ten))?)"
)
_UNIT = r"(?:[ -]?(?:y[/.]?o\b|yrs?\b(?:[ -]?old)?|years?(?:[ -]|\b)?(?:old|of age|young)|yof\b|yom\b|y\b(?=[ ,.]|$)))"


class Age(PatternRecogniser):
    """Any statement of an age of ninety or more."""

    name = "age"
    entity = "AGE"
    patterns = (
        re.compile(rf"(?<![\w.,/$\u00a3-])(?P<id>{_OLD}){_UNIT}", re.I),
        re.compile(rf"(?<![\w.,/$\u00a3-])(?P<id>{_OLD})[ ]?(?:[FM]|female|male|lady|woman|man|gentleman)\b(?!/)"),
        re.compile(rf"\b[FM](?P<id>{_OLD})\b"),
        re.compile(rf"\b(?:aged?|age of|age is|turn(?:s|ed|ing)|she'?s|he'?s|she is|he is|i'?m|who is|now|nearly|almost|is|was|mum|mom|dad|gran|nan|nana|grandma|grandad|grandpa|to be)[ :,(]{{1,3}}(?:now[ ]|only[ ]|over[ ]|about[ ]|a[ ])?(?P<id>{_OLD})(?![\d.%/:]|[ ]?(?:ml|u\b|units?|mg|kg|lb|%|mmhg|days?|min|x|weeks?|wks?|shots|pulses|j\b|hz|nm|mins|minutes|degrees|over))", re.I),
        re.compile(rf"\b(?P<id>{_OLD})(?:th|st|nd|rd)[ ](?:birthday|bday|b-day|year)", re.I),
        re.compile(rf"\b(?P<id>{_WORD})(?:{_UNIT}|[ -]years?[ -](?:old|young))", re.I),
        re.compile(rf"\b(?:aged?|turn(?:s|ed|ing)|she'?s|he'?s|she is|he is|is|was)[ ](?:now[ ])?(?P<id>{_WORD})(?![ ](?:units?|ml|pounds|dollars|percent|per|minutes|days|euros|quid|times|degrees))\b", re.I),
        re.compile(r"\b(?:at|age|patient|lady|gentleman|man|woman)[ ,]{1,2}(?P<id>ninety[ -](?:one|two|three|four|five|six|seven|eight|nine))(?![ ](?:units?|percent|per|minutes|degrees|quid|pounds|dollars))\b", re.I),
        re.compile(r"\b(?P<id>nonagenarian|centenarian|supercentenarian)s?\b", re.I),
        re.compile(r"\b(?:in|into)[ ](?:her|his|their|my)[ ](?:early[ -]|mid[ -]|late[ -])?(?P<id>nineties|90'?s)\b", re.I),
        re.compile(r"\b(?:born|b\.|birth year|yob|dob)[ :]{0,2}(?:in[ ])?(?P<id>1[89][0-2]\d|193[0-4])\b(?![/.-]\d)", re.I),
        re.compile(r"\b(?:patient|client|member|married|widowed)[ ](?:here[ ])?since[ ](?P<id>19[0-3]\d|194[0-4])\b", re.I),
    )
