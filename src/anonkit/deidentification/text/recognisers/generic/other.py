"""What singles a person out without naming them: offices held, prizes, fame."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_OFFICE = (
    r"(?:mayor(?:ess)?|deputy mayor|lord lieutenant|high sheriff|mp|"
    r"msp|councillor|senator|congress(?:man|woman)|"
    r"representative|governor|attorney general|district attorney|da|"
    r"judge|magistrate|bishop|archdeacon|dean|canon|"
    r"bursar|vice[- ]chancellor|provost|head ?(?:teacher|master|mistress)|principal|superintendent|"
    r"chief constable|fire chief|police chief|sheriff|captain|skipper|"
    r"head coach|goalkeeper|striker|"
    r"coroner|ambassador|consul|chief executive|ceo|founder|chair(?:man|woman|person)?|president|"
    r"weather (?:girl|man|anchor|presenter)|news ?reader|anchor|presenter|"
    r"host|drummer|lead singer|bassist|"
    r"town crier|pearly queen|organist|lollipop lady|postmistress|"
    r"postmaster|harbour ?master|lifeboat cox(?:swain)?)"
)
_PRIZE = (
    r"(?:miss|mr|mrs|ms)[ ][A-Z][a-z]+(?:[ ][A-Z][a-z]+)?(?:[ ](?:(?:19|20)\d\d|'\d\d))|"
    r"(?:won|winner of|runner-?up (?:in|on)|finalist (?:in|on)|contestant "
    r"on|appeared on|was on|starred in|star of|plays?[ ]\w+ (?:in|"
    r"on)|season \d+ of|voice of)[ ]"
    r"(?:the[ ])?(?:[A-Z][\w'&-]*(?:[ ](?:of|the|on|and|to|in)[ ]|[ ])?){1,6}(?:(?:19|20)\d\d)?|"
    r"(?:olympic|paralympic|commonwealth|world|european|national|state|"
    r"county|british|grand|reserve)[ ](?:[a-z]+[ ]){0,2}(?:champion|"
    r"medal(?:l?ist)?|gold|silver|bronze|record holder|finalist)\b[^.,;)\n]{0,30}|"
    r"(?:[a-z]+[ ])?(?:queen|king|princess)[ ]of[ ](?:the[ ])?(?:'\d\d|"
    r"(?:19|20)\d\d|[A-Z][\w ]{2,20})|"
    r"(?:obe|mbe|cbe|bafta|emmy|oscar|grammy|pulitzer|booker|nobel)[ "
    r"](?:winner|winning|nominated|nominee|holder)"
)


_WHOSE = re.compile(r"(?:Her|His|My|Our|Their|The|A|An|One|Old|New|Ex) [a-z-]+$")


class SinglingOut(PatternRecogniser):
    """Offices with the place they belong to, prizes and appearances."""

    name = "singling_out"
    entity = "OTHER"
    score = 0.7
    patterns = (
        re.compile(
            r"\b(?P<id>(?:current[ ]|former[ ]|ex-|first[ ](?:female[ ])?|"
            rf"only[ ]|local[ ]|deputy[ ]|youngest[ ])?(?i:{_OFFICE})[ ](?:of|for|"
            r"at|on|in)[ ](?:the[ ])?[A-Z][\w'&-]*(?:[ ](?:[A-Z][\w'&-]*|of|"
            r"the|and))*)"
        ),
        re.compile(
            r"(?i:\b(?:she|he|who|i|they)(?:'s| is| was|'m| am| are)[ ](?:the[ "
            r"]|a[ ])?)(?P<id>(?:current|former|serving|sitting|reigning)[ "
            rf"]{_OFFICE})\b",
            re.IGNORECASE,
        ),
        re.compile(
            r"(?i:\bwhere (?:i am|i'm|she is|she's|he is|he's) the[ ])(?P<id>(?:[a-z]+[ "
            r"]){0,2}[A-Z]?[a-z]+)(?=[ ]?[).,;]|$)"
        ),
        re.compile(rf"\b(?P<id>{_PRIZE})"),
        re.compile(
            r"\b(?P<id>(?:[A-Z][\w'-]+[ ]){1,4}(?:semi-?)?(?:finalist|winner|"
            r"contestant|runner-up|champion|housemate|medallist|medalist)(?:[ "
            r",]{1,2}(?:(?:19|20)\d\d|'\d\d))?)"
        ),
        re.compile(
            r"(?i)\b(?P<id>(?:first|only|youngest|oldest)[ ](?:ever[ ])?(?:[a-z]+[ "
            r"])?(?:woman|man|female|male|person|girl|boy|black|asian|muslim|"
            r"sikh|hindu|jewish|gay|lesbian|trans|deaf|blind)[ ](?:[a-z]+[ "
            r"])?to[ ][^.,;()\n]{4,60}(?:,[ ](?:19|20)\d\d)?)"
        ),
        re.compile(r"\b(?P<id>Channel \d{1,2} [a-z]+(?: [a-z]+)?)\b"),
        re.compile(
            r"(?i)\b(?P<id>(?:recorded |the )?voice (?:on|of) the [A-Z]?[\w "
            r"]{3,30}?)(?=[ ]?(?:so\b|[).,;]|$|\n))"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """A leading "the" is no part of it; drugs and devices win no prizes, nor does "her housemate"."""
        if _WHOSE.match(match.group("id")):
            return False
        return len(match.group("id")) > 6
