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
)


class Postcode(PatternRecogniser):
    """Full postcodes in any case and spacing, and districts in the context of a place."""

    name = "postcode"
    entity = "POSTCODE"
    patterns = (
        re.compile(rf"(?<![\w]){_OUT}[ ]{{0,2}}\d[ABD-HJLNP-UW-Z]{{2}}(?![\w])", re.IGNORECASE),
        re.compile(rf"(?<![\w.]){_OUT}(?![\w]|[-./]\d)"),
        re.compile(r"(?<![\w])GIR[ ]?0AA(?!\w)", re.IGNORECASE),
        re.compile(rf"\bpost ?code[ :]{{1,3}}(?:is[ ])?(?P<id>{_OUT})\b", re.IGNORECASE),
    )

    def accepts(self, note: Note, match: re.Match[str]) -> bool:
        """The area must exist; a lone district needs a place word before it."""
        surface = match.group(match.lastgroup or 0).upper()
        area = re.match(r"[A-Z]+", surface)
        if area is None or (area.group() not in _AREAS and surface[:3] != "GIR"):
            return False
        if (re.search(r"\d[A-Z]{2}$", surface) and len(surface) > 4) or match.lastgroup:
            return True
        before = note.text[max(0, match.start() - 20) : match.start()]
        return (
            surface not in _NEVER
            and bool(_PLACE_BEFORE.search(before))
            and note.jurisdiction == "uk"
        )
