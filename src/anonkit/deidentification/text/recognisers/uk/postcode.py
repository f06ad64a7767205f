"""UK postcodes, whole, and outward halves where the words around speak of a place."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note
from anonkit.deidentification.text.recognisers.base import PatternRecogniser

# The postcode areas of the United Kingdom and the Crown dependencies (public fact, Royal Mail).
_AREAS = words_of(
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR "
    "CT CV CW DA DD DE DG DH DL DN DT "
    "DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD "
    "LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK "
    "SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV XX YO ZE ZZ "
    "QQ QX VX"
)
_OUT = r"[A-Z]{1,2}\d[A-Z\d]?"
_PLACE_BEFORE = re.compile(
    r"(?:\b(?:in|near|from|round|around|to|of|at|lives|live|living|"
    r"moved|area|postcode|post code|pc|"
    r"outward|address|based|over in|by)[ :(]{1,3}|,[ ]|[a-z][ ]\()$",
    re.IGNORECASE,
)
_NEVER = frozenset(
    {"B12", "B6", "B3", "B1", "B2", "M22", "S1", "L1", "L2", "L3", "L4", "L5", "N2", "E1"}
    | {"N95", "E45", "S2", "S3", "S4", "S5"}
)
# CO2, ER2 or KT1 before a figure with its unit, or before what it is said of, is a device and no place.
_DEVICE_AFTER = re.compile(
    r"[ ,:-]{1,2}(?:\d+(?:[.,]\d+)?[ ]?(?:m?j\b|m?w\b|watts?\b|ms\b|hz\b|[mn]m\b|%)|"
    r"laser|fraction|resurfac|ablati|peel|pass(?:es)?\b|pen\b|handpiece|settings?\b|energy|gas\b)",
    re.IGNORECASE,
)
_SMALL_BEFORE = (
    r"(?:\b(?:in|near|nr|round|around|moved to|lives?|living|area|based in|over in|"
    r"post ?code|pc|outward)[ :]{1,3}(?:is |starts |begins |in )?)"
)


_SECTOR_BEFORE = re.compile(
    r"(?:(?i:\b(?:in|near|nr|from|at|lives|living|area|post ?code|pc|address|starts|begins)[ :]{1,3})|"
    r",[ ]|[A-Z][a-z]{2,}[ ]|^|\n)$"
)


class Postcode(PatternRecogniser):
    """Full postcodes in any case and spacing, and districts in the context of a place."""

    name = "postcode"
    entity = "POSTCODE"
    patterns = (
        re.compile(rf"(?<![\w]){_OUT}[ ]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?![\w])", re.IGNORECASE),
        re.compile(rf"(?<![\w.]){_OUT}(?![\w]|[-./]\d)"),
        re.compile(
            rf"(?<![\w.])(?P<sector>{_OUT}[ ]\d)(?=(?:-?(?:something|ish|xx)|[ ]?\?)|[.,;)\n]|$)"
        ),
        re.compile(
            rf"(?i:{_SMALL_BEFORE})(?P<id>(?P<small>[a-z]{{1,2}}\d[a-z\d]?))(?![\w]|[-./]\d|[ ]?\d)"
        ),
        re.compile(r"(?<![\w])GIR[ ]?0AA(?!\w)", re.IGNORECASE),
        re.compile(
            rf"\bpost ?code[ :]{{1,3}}(?:is[ ])?(?:starts |begins )?(?P<id>{_OUT}(?: \d)?)\b",
            re.IGNORECASE,
        ),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """The area must exist; a lone district needs a place word before it."""
        surface = match.group("id" if "id" in match.re.groupindex else 0).upper()
        area = re.match(r"[A-Z]+", surface)
        if area is None or (area.group() not in _AREAS and surface[:3] != "GIR"):
            return False
        is_device = _DEVICE_AFTER.match(note.text, match.end()) is not None
        if "small" in match.re.groupindex:
            return not is_device and surface not in _NEVER and note.jurisdiction == "uk"
        if (re.search(r"\d[A-Z]{2}$", surface) and len(surface) > 4) or match.lastgroup == "id":
            return True
        before = note.text[max(0, match.start() - 20) : match.start()]
        if "sector" in match.re.groupindex:
            return _SECTOR_BEFORE.search(before) is not None
        return (
            not is_device
            and surface not in _NEVER
            and bool(_PLACE_BEFORE.search(before))
            and note.jurisdiction == "uk"
        )
