"""Plates of any wording: chosen letters, plates right after a car, plates in a list, tails of VINs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.note import Note, fold
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_CAR = (
    r"(?:car|van|truck|lorry|suv|jeep|taxi|cab|uber|lyft|rental|hire car|minivan|pickup|motorbike|"
    r"motorcycle|moped|scooter|trailer|motorhome|camper|caravan|vehicle|plates?|reg|tag|registration|"
    r"bmw|audi|ford|mini|tesla|range rover|land rover|rover|defender|discovery|evoque|mercedes|merc|benz|"
    r"honda|toyota|nissan|vw|volkswagen|golf|polo|passat|porsche|lexus|volvo|skoda|seat|peugeot|renault|"
    r"citroen|fiat|vauxhall|corsa|astra|fiesta|focus|qashqai|juke|clio|yaris|hyundai|kia|mazda|subaru|"
    r"suzuki|jaguar|bentley|ferrari|lamborghini|maserati|aston|saab|dacia|chevy|chevrolet|gmc|dodge|ram|"
    r"tahoe|suburban|silverado|mustang|camaro|corvette|cadillac|escalade|buick|lincoln|navigator|"
    r"chrysler|acura|infiniti|civic|accord|camry|corolla|prius|rav4|highlander|tacoma|tundra|wrangler|"
    r"rivian|f-?150|wagon|sedan|coupe|hatchback|convertible|cabrio(?:let)?|limo|beetle|outback|forester|"
    r"bronco|malibu|impala|altima|sentra|pathfinder|elantra|sonata|tucson|sorento|telluride|sprinter|"
    r"berlingo|kangoo|micra|cayenne|macan|boxster)"
)
_RIGHT_AFTER_CAR = re.compile(rf"(?i)\b{_CAR}s?[ ]?[,(\"':-]?[ ]?[\"']?$")
_LISTS_PLATES = re.compile(r"(?i)\b(?:(?:number )?plates|regs|parking (?:list|permits?|bays?))\b")
_MEASURE = re.compile(
    r"(?i)\d+ ?(?:nm|mm|ms|ml|cm|mj|hz|mg|iu|su|j|u|w|am|pm|k|x|yrs?|hrs?|mins?|wks?)"
)
_SAYS = re.compile(r"(?i)\b(?:says|reads|said|is)\b|[:=\"']")
# The years of UK plates since 2001: 02-30 from March, 51-80 from September.
_UK_ANY_CASE = r"(?i:(?P<uk>[a-hj-pr-y][a-z](?:0[2-9]|[12]\d|30|5[1-9]|[67]\d|80)[ ]?(?P<letters>[a-hj-pr-z]{3})))"


class Plate(PatternRecogniser):
    """What is written on a car, where the words around speak of one."""

    name = "plate"
    entity = "VEHICLE"
    patterns = (
        re.compile(
            r"(?i:\b(?:plate|tag|number ?plate|reg(?:istration)?)[ ](?:no\.?[ ]|number[ ])?"
            r"(?:is[ ]|says[ ]|reads[ ]|said[ ]|=[ ]?|:[ ]?)?)[\"']?"
            r"(?P<id>(?P<vanity>[A-Z]{4,8}|[A-Z]{2,5}[ ][A-Z]{2,4}))(?![\w'-])"
        ),
        re.compile(
            r"(?i:\bvin\b[^.\n]{0,40}?\b(?:ends?|ending|last (?:\d|\w+))[ :]{1,2}(?:in |with )?)"
            r"(?P<id>(?=[A-Z]*\d)[A-Z0-9]{4,8})(?!\w)"
        ),
        re.compile(
            r"(?<![\w-])(?P<id>(?P<loose>[A-Z0-9]{1,7}(?:[ -][A-Z0-9]{1,5})?))(?=[ ]?[,.;)\"'\n(]|[ ](?![A-Z0-9])|$)"
        ),
        re.compile(rf"(?<![\w-]){_UK_ANY_CASE}(?![\w-])"),
    )

    def find(self, note: Note) -> Iterator[Finding]:
        """As by any expression; loose shapes are only looked for where a car is spoken of."""
        spoken_of = note.may_match(_RIGHT_AFTER_CAR) or note.may_match(_LISTS_PLATES)
        loose = self.patterns[2]
        yield from self._found(note, [p for p in self.patterns if spoken_of or p is not loose])

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Loose shapes count right after a car, or at the end of a line in a list of plates."""
        groups = match.groupdict()
        if groups.get("vanity"):
            return _is_chosen(note, match)
        if groups.get("uk"):
            letters = fold(match.group("letters"))
            return not (
                lexicon().is_known(letters) or letters in ("mls", "hrs", "wks", "yrs", "mgs")
            )
        if groups.get("loose"):
            return _is_code(match.group("id")) and _stands_for_car(note, match)
        return True


def _is_code(code: str) -> bool:
    length = sum(c.isalnum() for c in code)
    mixed = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
    return mixed and 4 <= length <= 8 and _MEASURE.fullmatch(code) is None


def _stands_for_car(note: Note, match: re.Match[str]) -> bool:
    before = note.text[max(0, match.start() - 24) : match.start()]
    if _RIGHT_AFTER_CAR.search(before):
        return True
    ends_line = note.text[match.end() : match.end() + 1] in ("", "\n")
    is_item = re.search(r"(?:-|:|,)[ ]{1,2}$", before) is not None
    return ends_line and is_item and _LISTS_PLATES.search(note.text, 0, match.start()) is not None


def _is_chosen(note: Note, match: re.Match[str]) -> bool:
    """Whether letters alone are what a plate says; in shouted notes any word might follow."""
    label = note.text[match.start() : match.start("vanity")]
    is_new = not lexicon().is_known(fold(match.group("vanity")))
    return not any(c.isupper() for c in label[1:]) and (_SAYS.search(label) is not None or is_new)
