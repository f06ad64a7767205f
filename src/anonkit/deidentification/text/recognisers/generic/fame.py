"""What the public knows somebody for: appearances, records, titles, firsts."""

from __future__ import annotations

import re

from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_END = r"(?=[ ]?(?:[.,;:()\n]|/[ ]|\s-\s|\Z))"
_ACT = (
    r"(?:sang|sings?|sung|singing|danced?|dances|performed|performs|played?|plays|acted|acts|starred|stars|"
    r"appear(?:ed|s)|reads?|present(?:ed|s)|host(?:ed|s)|commentat(?:ed|es)|compet(?:ed|es)|rode|"
    r"rides|rac(?:ed|es)|swam|swims|boxed|fought|skat(?:ed|es)|conducted|conducts|carried|carries|"
    r"lit|modelled|models|won|wins|holds?|held|set|broke|judged|judges|captain(?:ed|s)|walked|"
    r"represented|opened|voiced|voices|wrote|writes|drums|designed)"
)
_STAGE = (
    r"(?:television|tv|telly|radio|bbc|itv|channel (?:four|five|\d)|sky|netflix|hbo|film|films|movie|"
    r"broadway|west end|opera|ballet|concert|proms|coronation|jubilee|royal|queen|king|palace|"
    r"parliament|inauguration|super ?bowl|world cup|world series|olympics?|olympic|paralympics?|"
    r"commonwealth games|wimbledon|grand national|grand prix|derby|rodeo|festival|glastonbury|"
    r"eurovision|oscars?|grammys?|baftas?|emmys?|brits|pageant|parade|marathon|championships?|"
    r"tournament|medal|trophy|title|record|torch|flag|crown|broadcast|bulletin|weather forecast|"
    r"the weather|the news|headlines|soap|sitcom|talent show|bake off|strictly|the voice|idol|"
    r"big brother|love island|halftime|half-time|national anthem|state fair|county fair|"
    r"first team|national team|for england|for scotland|for wales|for ireland|for great britain|"
    r"for team gb|for team usa|musical|panto(?:mime)?|tribute(?: act| band| show)?|stage show|cabaret)"
)
_OFFICE = (
    r"(?:mayor(?:ess)?|sheriff|senator|congress(?:man|woman)|governor|judge|coroner|bishop|dean|"
    r"chief|captain|pilot|surgeon|professor|head ?(?:teacher|master|mistress)|principal|provost|"
    r"ambassador|commissioner|superintendent|chair(?:man|woman|person)?|president|director|conductor|"
    r"editor|referee|umpire|jockey|astronaut|champion|winner|medallist|medalist|farrier|firefighter|"
    r"pathologist|commander|officer|marshal|ranger|blacksmith|bell-?ringer|town crier)"
)
_RANK = r"(?:first|only|youngest|oldest|last|longest[- ]serving|reigning|former|current|serving)"
_KNOWN_FOR = (
    r"(?:fame|famous|celebrity|recogni[sz]ed|well[- ]known|known locally|household name|"
    r"claim to fame|in the public eye|vip|public figure|you may know (?:her|him|them))"
)


class Fame(PatternRecogniser):
    """Public appearances and honours in ordinary words, and what follows "known for"."""

    name = "fame"
    entity = "OTHER"
    score = 0.85
    patterns = (
        re.compile(
            rf"(?i)\b(?P<id>{_ACT}[ ](?=[^.,;:()\n]{{0,60}}\b{_STAGE}\b)[^.,;:()\n]{{3,80}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>{_RANK}[ ](?:ever[ ]|female[ ]|woman[ ]|male[ ]|black[ ]|asian[ ]|deaf[ ]|"
            rf"blind[ ])?(?:[a-z-]+[ ]){{0,2}}{_OFFICE}[ ](?:in|of|at|for|from)[ ]"
            rf"[^.,;:()\n]{{2,50}}?){_END}"
        ),
        re.compile(rf"(?i)\b(?P<id>mayor(?:ess)?[ ]of[ ][a-z' -]{{2,30}}(?:(?:19|20)\d\d)?){_END}"),
        re.compile(
            r"(?i)\b(?P<id>(?:(?:two|three|four|five|six|\d+)[- ]times?|world|european|national|state|"
            r"county|regional|british|olympic|paralympic|reigning|former)[ ](?:[a-z-]+[ ]){0,3}"
            rf"(?:champion|record[- ]holder|medall?ist|title[- ]holder|queen|finalist)[^.,;:()\n]{{0,40}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>(?:the[ ])?(?:voice|face|star|host|presenter|anchor|drummer|singer)[ ]"
            rf"(?:of|on|behind)[ ](?:the[ ]|a[ ])?(?=[^.,;:()\n]{{0,40}}\b(?:{_STAGE}|campaign|show|"
            rf"station|advert|ads|band|series)\b)[^.,;:()\n]{{2,50}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b{_KNOWN_FOR}\b[a-z ]{{0,24}}(?::|[ ][-\u2013\u2014]|[ ](?:for|as))[ ]"
            rf"(?P<id>[^.;:()\n/]{{4,90}}?)(?=[ ]?(?:[.;()\n]|/[ ]|\Z))"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """A tense verb alone is no fame: lasers and scars are read, set and held too."""
        return len(match.group("id")) > 8
