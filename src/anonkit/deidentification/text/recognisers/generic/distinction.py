"""What makes one person the only one: firsts, titles of a year, public roles, faces of adverts."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_END = (
    r"(?=[ ]?(?:[.,;:()\n\"!?]|/[ ]|\s-\s|\b(?:so|and (?:wants?|has|is|was|will|would|says|needs?)|"
    r"but|who|which|hence|therefore|thus)\b|\Z))"
)
_OF_A_YEAR = r"(?:this|last|next|the current|the \d{4}|(?:19|20)\d\d'?s?)"
_HONOUR = (
    r"(?:queen|king|princess|prince|bard|herald|champion|winner|runner[- ]up|finalist|medall?ist|laureate|"
    r"mayor(?:ess)?|sheriff|president|captain|chair(?:man|woman|person)?|grand marshal|marshal|ambassador|"
    r"mascot|poster (?:girl|boy|child)|cover (?:girl|star|model)|star|headliner|contestant|guest judge|"
    r"santa|father christmas|dame|carnival queen|rose|maid of honou?r|drum major|valedictorian|"
    r"homecoming \w+|prom \w+|record holder|top scorer|player of the (?:year|season)|"
    r"(?:teacher|nurse|citizen|volunteer|sportswoman|sportsman|woman|man|farmer|chef) of the year)"
)
_MEDIA = (
    r"(?:newscaster|news ?reader|news anchor|anchor(?:man|woman)?|weather ?(?:man|girl|woman|lady|presenter|"
    r"forecaster)|meteorologist|presenter|broadcaster|dj|disc jockey|radio host|talk show host|host|"
    r"commentator|pundit|columnist|agony aunt|food critic|reporter|correspondent|announcer|voice|face|"
    r"singer|drummer|guitarist|bassist|frontman|frontwoman|actor|actress|dancer|stuntman|stuntwoman|"
    r"influencer|vlogger|youtuber|podcaster|author|novelist|poet|comedian|magician|wrestler|jockey|"
    r"goalkeeper|striker|quarterback|linebacker|kicker|coach|manager|conductor|organist|soloist|"
    r"ballerina|puppeteer|lady|guy|man|woman|girl|one|kid|mum|dad|mom|couple)"
)
_OUTLET = (
    r"(?:show|programme|program|channel|station|radio|tv|telly|television|news|newspaper|paper|magazine|"
    r"podcast|series|soap|sitcom|film|movie|musical|band|orchestra|opera|ballet|choir|team|squad|club|"
    r"league|side|circus|commercials?|adverts?|ads|billboards?|campaign|poster|posters|calendar|album|"
    r"documentary|competition|pageant|tour|theatre company|bench|diocese|cathedral|parade|panto(?:mime)?)"
)
_RANK = r"(?:first|only|sole|youngest|oldest|longest[- ]serving|last|one and only)"
_WHO = (
    r"(?:woman|man|female|male|girl|boy|black|asian|muslim|sikh|hindu|jewish|chinese|polish|somali|hispanic|"
    r"latina|latino|native|navajo|gay|lesbian|trans|deaf|blind|disabled|ever|openly \w+|lady)"
)
_OFFICE = (
    r"(?:archdeacon|bishop|dean|canon|vicar|rabbi|imam|judge|magistrate|coroner|bailiff|sheriff|constable|"
    r"commissioner|fire chief|fire captain|firefighter|police chief|captain|pilot|coxswain|astronaut|"
    r"surgeon|professor|head ?teacher|headmaster|headmistress|principal|superintendent|chancellor|provost|"
    r"mayor|councillor|senator|representative|governor|mp|msp|lord lieutenant|lord[- ]lieutenant|"
    r"high sheriff|chief constable|postmistress|postmaster|harbour ?master|lighthouse keeper|blacksmith|"
    r"farrier|thatcher|bell ?ringer|town crier|mace[- ]bearer|beadle|verger|curator|conductor|referee|"
    r"umpire|jockey|umpire|ranger|marshal|undertaker|embalmer|taxidermist|head of [a-z ]{3,30}|"
    r"member of [a-z ]{3,30}|owner of [a-z ]{3,30})"
)
_HERE = (
    r"(?:(?:the|this|our|her|his|my)[ ])?(?:[a-z]+[ ])?(?:county|state|town|city|country|region|diocese|"
    r"village|world|uk|us|area|borough|parish|island|island'?s|valley|district|nation|tribe|regiment|"
    r"force|service|department|navy|army|league|sport|profession|coast|history)"
)


_POST = (
    r"(?:president|vice[- ]president|leader|chair(?:man|woman|person)?|head|captain|secretary|treasurer|"
    r"director|conductor|warden|commodore|grand master|moderator|principal|superintendent|organist|"
    r"concertmaster|section leader|chief|editor|founder)"
)
_OUTLET_LETTERS = r"(?:ITV|BBC|STV|Sky|S4C|RTE|UTV|CNN|NBC|ABC|CBS|Fox|PBS|NPR|ESPN|Univision|Telemundo|[KW][A-Z]{3})"


class Distinction(PatternRecogniser):
    """Words that single a person out in their town, read to the end of the clause."""

    name = "distinction"
    entity = "OTHER"
    score = 0.75
    patterns = (
        re.compile(
            rf"(?i)\b(?P<id>{_RANK}[ ](?:[a-z-]+[ ]){{0,3}}?{_OFFICE}[ ](?:of|in|at|for|on|from|to)[ ]"
            rf"[^.,;:()\n\"]{{2,60}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>{_RANK}[ ](?:{_WHO}[ ]){{1,2}}{_OFFICE}[^.,;:()\n\"]{{0,50}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>(?:first|only|sole|youngest|oldest)[ ](?:{_WHO}[ ]){{0,2}}[a-z-]{{3,}}"
            rf"(?:[ ][a-z-]{{3,}})?[ ](?:in|of|on|from)[ ]{_HERE}){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>{_OF_A_YEAR}(?:'?s)?[ ](?:[a-z'-]+[ ]){{0,4}}?{_HONOUR}[^.,;:()\n\"]{{0,40}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>{_MEDIA}[ ](?:of|on|for|in|at|from|with|behind)[ ](?:the|a|an|our|local|some|[a-z]+'s)[ ]"
            rf"(?:[a-z0-9'-]+[ ]){{0,5}}?{_OUTLET})\b"
        ),
        re.compile(
            r"(?i)\b(?P<id>(?:deputy[ ]|vice[ ]|former[ ]|current[ ]|serving[ ]|retired[ ]|ex-)?(?:lord[- ]lieutenant|"
            r"high sheriff|chief constable|mayor(?:ess)?|town crier|county coroner|state senator|"
            r"district attorney|county judge|police commissioner|poet laureate|fire chief|police chief)[ ]"
            rf"(?:of|for|in)[ ](?:the[ ])?[^.,;:()\n\"]{{3,40}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?P<id>(?:runner[- ]up|finalist|semi-?finalist|contestant|winner|crowned|came (?:second|third)|"
            rf"got to the final|(?:two|three|four|five|\d)[- ]times? winner)[ ](?:in|on|of|at|as)[ ]"
            rf"[^.,;:()\n\"]{{3,50}}?){_END}"
        ),
        re.compile(
            rf"(?i)\b(?:i am|i'm|she is|she's|he is|he's|who is|who's|now|was)[ ](?:the|our|their)[ ]"
            rf"(?P<id>(?:[a-z-]+[ ])?{_POST}[ ]of[ ](?:the|our)[ ][^.,;:()\n\"]{{4,60}}?){_END}"
        ),
        re.compile(
            rf"(?i)(?:^|, |\(|; )(?P<id>(?:outgoing |incoming |former |deputy )?"
            rf"(?:leader|president|captain|conductor|chair)"
            rf"[ ]of[ ]the[ ][^.,;:()\n\"]{{8,70}}?){_END}"
        ),
        re.compile(
            rf"(?i)\bthe[ ](?P<id>(?:[a-z]+[ ])?[a-z]+'s[ ]{_RANK}[ ](?:{_WHO}[ ]){{1,2}}[a-z -]{{3,30}}?){_END}"
        ),
        re.compile(
            r"\b(?P<id>(?:[Ff]ormer|[Ee]x-?|[Rr]eigning|[Cc]urrent)[ ]?(?:Miss|Mr|Ms|Mrs)[ ][A-Z][a-z]+"
            r"(?:[ ][A-Z][a-z]+){0,2})(?![\w-])(?=[ ]?(?:[.,;:()\n]|and|who|\Z))"
        ),
        re.compile(rf"\b(?P<id>{_OUTLET_LETTERS}[ ](?:[a-z]+[ ]){{0,3}}(?i:{_MEDIA}))(?![\w-])"),
        re.compile(
            r"\b(?P<id>(?:regular |weekly |daily |own |monthly )?(?:[a-z]+[ ])?"
            r"(?:slot|column|segment|hour|show)[ ]on[ ]"
            r"(?:the[ ])?[A-Z][\w'-]+(?:[ ][A-Z][\w'-]+){0,3})(?![\w-])"
        ),
        re.compile(
            r"\b(?P<id>(?:Miss|Mr|Mrs|Ms|Little Miss|Miss Teen|Junior Miss)[ ](?:[A-Z][a-z]+[ ]){1,3}"
            r"(?:(?:19|20)\d\d|'\d\d))\b"
        ),
        re.compile(
            r"(?i)\b(?P<id>(?:former|ex-?|retired)[ ]?(?:backup|backing|lead|principal|professional|pro|olympic|"
            r"international|premier league|nfl|nba|mlb|nhl|ufc|wwe|west end|broadway)[ ][a-z]+"
            rf"[^.,;:()\n\"]{{0,40}}?){_END}"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:  # noqa: ARG002
        """A clause with a word of the clinic speaks of a treatment, and a short one of nobody."""
        words = [fold(w) for w in re.findall(r"[^\W\d_]{4,}", match.group("id"))]
        clinical = sum(lexicon().is_clinical(w) and not lexicon().is_english(w) for w in words)
        return len(words) > 1 and clinical == 0 and _TREATMENT.search(match.group("id")) is None


_TREATMENT = re.compile(
    r"(?i)\b(?:session|treatment|visit|side|syringe|vial|dose|appointment|appt|area|time|option|thing|concern|"
    r"allerg\w+|product|filler|tox|botox|laser|scar|photo|month|week|year old|day|bruise|issue|problem)\b"
)
