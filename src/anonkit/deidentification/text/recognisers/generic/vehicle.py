"""Number plates and vehicle identification numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

_CAR = re.compile(
    r"\b(?:plates?|reg|registration|number ?plate|tag|car|van|parks?|parked|parking|drives|driving|"
    r"vehicle|bmw|audi|ford|mini|tesla|range rover|rover|jeep|truck|suv|mercedes|merc|honda|toyota|"
    r"nissan|vw|golf|porsche|lexus|chevy|kia|permit|licen[cs]e plate|bay)\b[^.\n]{0,40}$",
    re.IGNORECASE,
)
_PLATE_BEFORE = re.compile(r"\b(?:plates?|reg|registration|tag)\b[ .:#(is]{0,6}$", re.IGNORECASE)
_PARKED = re.compile(r"[^.\n]{0,12}\b(?:bay|car ?park|parked|outside|driveway)\b", re.IGNORECASE)
_HYPHENED = re.compile(r"[A-Z]{3}-(?!B12)[A-Z][0-9]{2}", re.IGNORECASE)
"""The plates of several US states, unlike any code of a chart but the vitamin."""
_MEASURE = re.compile(r"\d+ ?(?:NM|MM|MS|ML|CM|MJ|HZ|MG|IU|SU|J|U|W)", re.IGNORECASE)


def _speaks_of_car(note: Note) -> bool:
    return note.may_match(_CAR) or note.may_match(_PLATE_BEFORE)


class Vehicle(PatternRecogniser):
    """UK plates by shape; other plates where a car is spoken of; VINs."""

    name = "vehicle"
    entity = "VEHICLE"
    patterns = (
        re.compile(r"(?<![\w-])[A-Z]{2}[0-9]{2}[ -]?[A-Z]{3}(?![\w-])"),
        re.compile(
            r"(?i)(?<![\w-])(?P<shape>[A-Z]{2}[0-9]{2}[ -]?[A-Z]{3}|[A-Z]{3}[ -]?[A-Z][0-9]{2})"
            r"(?![\w-])"
        ),
        re.compile(
            r"(?<![\w-])(?P<vin>(?=[A-HJ-NPR-Z0-9]*\d)(?=[A-HJ-NPR-Z0-9]*[A-Z])[A-HJ-NPR-Z0-"
            r"9]{17})(?![\w-])"
        ),
        re.compile(
            r"(?i)(?<![\w-])(?P<any>[A-Z]{1,3}[ -]?\d{1,4}[ -]?[A-Z]{0,3}|"
            r"\d{1,4}[ -]?[A-Z]{1,3}[ -]?\d{0,4}|[A-Z]{2,8}\d{1,4})(?![\w-])"
        ),
    )

    def find(self, note: Note) -> Iterator[Finding]:
        """As by any expression; the loosest are only looked for where a car is spoken of."""
        yield from self._found(note, self.patterns if _speaks_of_car(note) else self.patterns[:-1])

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """Loose shapes count only right after words for a car or its plate."""
        before = note.text[max(0, match.start() - 50) : match.start()]
        surface = match.group()
        if _MEASURE.fullmatch(surface):
            return False
        if match.lastgroup == "shape":
            is_parked = bool(_PARKED.match(note.text, match.end()))
            return is_parked or bool(_CAR.search(before)) or bool(_HYPHENED.fullmatch(surface))
        if match.lastgroup != "any":
            return True
        length = sum(c.isalnum() for c in surface)
        if length < 4 or not any(map(str.isdigit, surface)) or not any(map(str.isalpha, surface)):
            return False
        if _PLATE_BEFORE.search(before):
            return True
        return length >= 5 and surface.upper() == surface and bool(_CAR.search(before))
