"""Procedure families: what a clinic calls a treatment, in the words that all clinics share."""

from __future__ import annotations

import re
from functools import lru_cache

from anonkit.connectors.values.context import ParseContext

_BOTULINUM = (
    r"botox|botulin|dysport|azzalure|bocouture|xeomin|jeuveau|daxxify|letybo|alluzience|relfydess|toxin|"
    r"anti-?wrinkle|frown|crow'?s|forehead lines|masseter|bruxism|nefertiti|lip flip|gummy smile"
)
_DERMAL = (
    r"fill(?:er|ers|ing)\b|juv[eé]derm|restylane|belotero|teosyal|\brha\b|voluma|volbella|revanesse|"
    r"tear[ -]trough|\bcheeks?\b|nose reshap|rhinoplast|\blips?\b|jaw|\bchin\b|hyaluronic"
)
_WORDS_BY_FAMILY: tuple[tuple[str, str], ...] = (
    (
        "filler dissolving",
        r"dissolv\w*(?! .*chin)(?=.*fill)|fill\w* dissolv|hyaluronidase|hyalase|hylenex|vitrase",
    ),
    (
        "fat dissolving",
        r"chin dissolv|fat[ -]dissolv|deoxychol|kybella|aqualyx|lemon bottle|lipolysis|desofluid",
    ),
    ("hyperhidrosis", r"hyperhidrosis|sweat"),
    ("mole and lesion removal", r"\bmole|lesion|skin tag|wart|milia|cryo(?:pen|therapy)"),
    ("laser hair removal", r"hair removal|hair reduction|epilat"),
    ("hair restoration", r"hair (?:restor|loss|growth|transplant)|scalp"),
    ("vein treatment", r"\bvein|sclerotherapy|telangiect"),
    ("microneedling", r"micro-?needling|derma-?pen|skin-?pen|derma-?roller"),
    ("radiofrequency", r"\brf\b|radio-?frequency|morpheus|thermage|profound"),
    ("ultrasound", r"hifu|ulthera|ultherapy|ultrasound|sofwave|ultraformer"),
    ("thread lift", r"\bthread|\bpdo\b|silhouette"),
    ("platelet-rich plasma", r"\bprp\b|\bprf\b|platelet|vampire"),
    (
        "skin booster",
        r"profhilo|skin-?booster|booster|volite|skinvive|polynucleotide|plinest|sunekos|seventy hyal|vital\b",
    ),
    ("biostimulator", r"sculptra|radiesse|ellans|harmonyca|bio-?stimulat|lanluma"),
    ("botulinum toxin", _BOTULINUM),
    ("dermal filler", _DERMAL),
    ("chemical peel", r"\bpeel|obagi|\btca\b|vi peel"),
    ("laser skin", r"\bipl\b|\bbbl\b|photofacial|laser|fraxel|co2|nd:? ?yag|pico|tattoo"),
    ("light therapy", r"\bled\b|light therapy|phototherapy|dermalux"),
    (
        "body contouring",
        r"contour|cool-?sculpt|emsculpt|cellulite|cryolipo|body\b.*(?:sculpt|shap)",
    ),
    ("weight management", r"weight|semaglutide|tirzepatide|wegovy|mounjaro|ozempic|\bglp\b"),
    ("permanent make-up", r"micro-?blading|permanent make|tattooed brow"),
    ("facial", r"facial|hydra|dermaplan|microderm|cleanse"),
    ("review", r"review|follow[ -]?up|top[ -]?up|check[ -]?up"),
    ("consultation", r"consult|assessment|patch test"),
    ("product sale", r"\bretail|product|cream|serum|spf\b|sunscreen"),
)
_PATTERNS = tuple((family, re.compile(words, re.IGNORECASE)) for family, words in _WORDS_BY_FAMILY)


@lru_cache(maxsize=16384)
def family_of(text: str) -> str | None:
    """The procedure family a service, procedure or product belongs to; ``None`` for an empty text."""
    if not text.strip():
        return None
    return next((family for family, pattern in _PATTERNS if pattern.search(text)), "other")


def parse_family(text: str, context: ParseContext) -> str | None:  # noqa: ARG001 - the shape of every parser
    """The procedure family by the words in it."""
    return family_of(text)
