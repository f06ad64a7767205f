"""Where somebody lives without a street's usual last word: units, house names, routes, grids."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_CAPITAL = r"[A-Z][\w'-]*"
_HOUSE = (
    r"(?:House|Hall|Court|Ct|Lodge|Cottages?|Villas?|Mansions?|Towers?|Tower|Heights|Point|Place|"
    r"Barns?|Farm|Mills?|Maltings|Wharf|Quay|Works|Gardens|Terrace|Buildings?|Chambers|Manor|Grange|"
    r"Park|Residences?|Apartments|Apts|Condos|Commons|Village|Run|Pointe|Landing|Estates?|Rise|View|"
    r"Hill|Est|Estate|Acres|Meadows|Ranch|Ridge|Crossing|Springs|Shores|Oaks|Pines|Woods|Yard|Square|Loft|Lofts|Halls|Flats|Mews|Priory|Abbey|Arcade|Parade)"
)
_UNIT = (
    r"(?:(?i:flat|apt\.?|apartment|penthouse|bldg\.?|building|block|villa|plot|cabin|caravan|berth|"
    r"pitch|unit|suite|ste\.?|rm\.?|room|trailer|lot|studio)[ ]?\#?[ ]?(?:\d{1,4}[A-Za-z]?|[A-Z]\d?|\d/\d))"
)
_HOME_WORD = (
    r"(?:Rectory|Vicarage|Schoolhouse|School House|Manse|Parsonage|Deanery|Gatehouse|Gate House|"
    r"Lighthouse|Toll ?[Hh]ouse|Forge|Bakehouse|Bakery|Coach House|Farmhouse|Post Office|Station House|"
    r"Mill House|Dairy|Granary|Oast(?: House)?|Barn|Stables|Maltings|Smithy|Brewhouse|Almshouses?|"
    r"Boathouse|Boat House|Croft|Bothy|Steading|Byre|Lodge|Chapel|Cottage|Hayloft|Police House|Tithe Barn)"
)
# Words that begin the names of houses and streets in Welsh, Gaelic, Cornish, Spanish and French.
_FOREIGN_HOUSE = (
    r"(?:T[yŷ]|Tigh|Taigh|Bryn|Plas|Hafod|Llys|Nant|Cae|Pen-?y|Rhos|Chy|Casa|Villa|Hacienda)"
)
_FOREIGN_STREET = (
    r"(?:Heol|Ffordd|Stryd|L[oô]n|Clos|Rhodfa|Maes|Cwrt|Parc|Trem|Calle|Camino|Avenida|Paseo|Rue|"
    r"Calzada|Avenue|Rua|Via)"
)
_SMALL = r"(?:y|yr|an|na|nan|a'|de|del|de la|las|los|le|la|du|des|el)"
_DIRECTION = r"(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\.?"
_TYPE = (
    r"(?:St|Street|Ave?|Avenue|Rd|Road|Pl|Place|Ct|Court|Dr|Drive|Ln|Lane|Ter|Terrace|Blvd|Way|Pkwy|"
    r"Cir|Sq|Hwy)"
)
_NOT_HOUSE = words_of(
    "ordinary inkey first second last next same scan image section question stage phase session area zone"
)


class Dwelling(PatternRecogniser):
    """Units in a named building, floors, houses by name, routes with boxes, streets by number."""

    name = "dwelling"
    entity = "ADDRESS"
    patterns = (
        re.compile(
            rf"(?<![\w-]){_UNIT},?[ ](?:\#\d{{1,5}}[A-Za-z]?,?[ ])?"
            rf"(?P<house>(?:The[ ])?{_CAPITAL}(?:[ ]{_CAPITAL}){{0,3}})"
        ),
        re.compile(
            r"(?<![\w-])(?P<id>(?i:ground|first|second|third|fourth|fifth|top|upper|lower|garden|basement|attic)"
            r"[ ](?i:floor|flat)(?:[ ][Ff]lat)?,[ ]\d{1,4}[A-Za-z]?[ ][A-Z][^,.;\n]{3,40}?)(?=[,.;\n]|$)"
        ),
        re.compile(
            r"(?<![\w-])(?i:rt|rte|route|rr|r\.r\.|hc|star rte|star route|rural route|highway contract)\.?[ ]?"
            r"\d{1,3},?[ ](?i:po )?(?i:box)[ ]\#?\d{1,5}[A-Za-z]?\b"
        ),
        re.compile(
            rf"(?<![\w-])(?:\d{{1,5}}[A-Za-z]?[ ])?(?:{_DIRECTION}[ ])?\d{{1,3}}(?:st|nd|rd|th)[ ]"
            rf"{_TYPE}\b(?:[ ]{_DIRECTION}(?!\w))?(?:,?[ ]{_UNIT})?"
        ),
        re.compile(
            rf"(?<![\w.$-])(?P<grid>\d{{2,5}})[ ]{_DIRECTION}[ ]{_CAPITAL}(?:[ ]{_CAPITAL})?"
            rf"(?:[ ]{_DIRECTION}(?!\w))?(?:,?[ ]{_UNIT})?"
        ),
        re.compile(
            rf"(?<![\w.$-])\d{{1,4}}[A-Za-z]?,?[ ]The[ ](?P<the>{_CAPITAL})(?![\w'-]|[ ][A-Z])"
        ),
        re.compile(r"(?<![\w.$-])\d{1,5}[ ](?:Avenue|Street|Calle)[ ]of[ ](?:the[ ])?[A-Z]\w+"),
        re.compile(
            rf"(?<![\w.$-])\d{{2,5}}[ ]{_CAPITAL}(?:[ ]{_CAPITAL})?,?[ ]"
            r"(?:\#|(?:Apt|Unit|Ste)\.?[ ])[ ]?\d{1,4}[A-Z]?\b"
        ),
        re.compile(
            r"(?i:\b(?:address|addr|addy|lives? (?:now )?at|living at|moved to|mail(?:ed)? to|ship to|send to|"
            r"sent to|post(?:ed)? to|deliver to)(?: is| now|:)? )"
            rf"(?P<id>\d{{1,5}}[A-Za-z]?[ ](?:{_DIRECTION}[ ])?(?P<bare>{_CAPITAL})(?:[ ]{_CAPITAL})?)(?![\w'-])"
        ),
        re.compile(
            r"(?i)\b(?P<id>(?:flat|rooms?|apt|apartment|studio|bedsit|maisonette)[ ](?:over|above|behind|below|"
            r"under|next to|at the back of)[ ](?:the[ ])?[^,.;:\d\n]{3,30},[ ]\d{1,4}[a-z]?[ ](?:[a-z'.-]+[ ]){1,3}"
            r"(?:street|road|lane|avenue|close|drive|way|terrace|hill|place|square|row|parade|st|rd|ln|ave))\b"
        ),
        re.compile(
            rf"(?<![\w.$/-])(?P<id>\d{{2,5}}[ ]{_DIRECTION}[ ]\d{{1,3}}(?:st|nd|rd|th))(?![\w-])"
        ),
        re.compile(
            rf"\b(?:on|at|near|off|by|to|past)[ ](?P<id>{_DIRECTION}[ ]\d{{1,3}}(?:st|nd|rd|th))(?![\w-])"
        ),
        re.compile(
            r"(?<![\w.$/-])(?P<id>(?P<block>\d{1,3}[05]0[ ](?:North|South|East|West)))(?![\w'-])"
        ),
        re.compile(
            r"(?i:\b(?:address|addr|addy|lives?|living|moved|mail(?:ed)?|ship|send|sent|deliver)(?: now)?"
            r"(?: at| to|:| is)? )(?P<id>(?:(?:lot|unit|apt|space|spc|trlr|#)[ ]?\w{1,4},?[ ])?"
            r"\d{2,5}[ ][nsew]\.?[ ][a-z]{4,}(?:[ ][a-z]{4,})?)(?![\w'-])"
        ),
        re.compile(
            r"(?i:\b(?:resident|nursing home|care home|assisted living|memory care|snf|rest home)\b)"
            r"[^.;\n]{0,40}?[(,][ ]?(?P<id>(?i:rm|room|apt|bed)[ .#]{1,2}\d{1,4}[A-Za-z]?)(?![\w/-])"
        ),
        re.compile(r"(?<![\w-])PMB[ ]\#?\d{1,5}\b"),
        re.compile(r"(?<![\w.$-])\d{1,5}[ ][NSEW]\.?[ ]\d{2,5}[ ][NSEW]\b"),
        re.compile(
            rf"(?<![\w-])(?P<foreign>(?:\d{{1,4}}[A-Za-z]?,?[ ])?{_FOREIGN_HOUSE}"
            rf"(?:[ ]{_SMALL})?[ ]{_CAPITAL}(?:[ ]{_SMALL}[ ]{_CAPITAL})?)"
        ),
        re.compile(
            rf"(?<![\w-])\d{{1,4}}[A-Za-z]?,?[ ]{_FOREIGN_STREET}(?:[ ]{_SMALL})?[ ]{_CAPITAL}"
            rf"(?:[ ]{_CAPITAL})?|(?<![\w-])(?:Heol|Ffordd|Stryd|Calle|Avenida)(?:[ ]{_SMALL})?[ ]{_CAPITAL}"
        ),
        re.compile(
            rf"\b(?P<id>(?P<home>(?:(?<=\bthe[ ])|(?<=\bold[ ])|The[ ])(?:(?:Old|New|Upper|Lower|Little)[ ])*"
            rf"{_HOME_WORD}))(?![\w'-]|[ ](?:{_CAPITAL}|Road|Lane))"
        ),
        re.compile(
            rf"(?<![\w-])The[ ](?:(?:Old|New|Upper|Lower|Little)[ ])+{_HOME_WORD}(?![\w'-])"
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """A room with a person in it, or a house that is a common noun, is none."""
        groups = match.groupdict()
        if groups.get("bare"):
            return not _is_clinical(groups["bare"])
        if groups.get("the"):
            return not _is_clinical(groups["the"]) and fold(groups["the"]) not in _NOT_HOUSE
        if groups.get("grid"):
            return note.jurisdiction == "us" and not _is_clinical(match.group().split()[2])
        if groups.get("block"):
            return note.jurisdiction == "us"
        if groups.get("house"):
            return self._is_house(match)
        if groups.get("home"):
            return (
                _PLACED.search(note.text[max(0, match.start() - 40) : match.start("id")])
                is not None
            )
        if groups.get("foreign"):
            return not _is_clinical(match.group("foreign").split()[-1])
        return True

    @staticmethod
    def _is_house(match: re.Match[str]) -> bool:
        words = match.group("house").split()
        if fold(words[0]).rstrip(".") in cues.TITLES | _NOT_HOUSE:
            return False
        if re.fullmatch(_HOUSE, words[-1]):
            return len(words) > 1
        kind = match.group().lower()
        is_home = re.match(r"flat|ap|penth|bldg|villa|cabin|caravan|berth", kind) is not None
        return is_home and not _is_clinical(words[0])


def _is_clinical(surface: str) -> bool:
    return lexicon().is_clinical(fold(surface))


_PLACED = re.compile(
    r"(?i)\b(?:liv(?:es?|ing)|address|post(?:ed)?|mail|send|sent|deliver(?:y|ed)?|mov(?:ed|es|ing)|house|"
    r"home|old|now|keys|visit|stay(?:s|ing)?|drop(?:ped)?|collect|from|at)\b[^.;\n]{0,24}$"
)
