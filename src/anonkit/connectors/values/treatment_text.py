"""A treatment written as one text, in its parts: product, quantity, unit, site, side, lot.

Only what stands in closed lists or says itself what it is counts as certain; the rest stays in the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from anonkit.connectors.values.context import ParseContext

_PRODUCTS = (
    "Alluzience Aqualyx Azzalure Belkyra Belotero Bocouture Botox Daxxify Dysport Ellanse Harmonyca "
    "Hyalase Hylenex Jeuveau Kybella Letybo Lumi|Eyes Nuceiva Plinest Profhilo Radiesse Relfydess Restylane "
    "Revanesse Revolax RHA|1 RHA|2 RHA|3 RHA|4 Sculptra Skinvive Stylage Sunekos Teosyal Volbella Volift "
    "Vollure Volite Voluma Volux Xeomin Juvederm Juvéderm"
)
_NAME_BY_FOLDED = {
    name.replace("|", " ").casefold(): name.replace("|", " ") for name in _PRODUCTS.split()
}
_PRODUCT = re.compile(
    r"\b("
    + "|".join(re.escape(name) for name in sorted(_NAME_BY_FOLDED, key=len, reverse=True))
    + r")\b",
    re.IGNORECASE,
)
_QUANTITY = re.compile(
    r"(?<![\w.])(\d{1,4}(?:\.\d{1,2})?) ?(units?|iu|u|ml|mls|syringes?|vials?|mg|threads?|passes|pass)\b(?!/)",
    re.IGNORECASE,
)
_UNITS = {
    "u": "units", "iu": "units", "unit": "units", "units": "units", "ml": "ml", "mls": "ml", "mg": "mg",
    "syringe": "syringes", "syringes": "syringes", "vial": "vials", "vials": "vials",
    "thread": "threads", "threads": "threads", "pass": "passes", "passes": "passes",
}  # fmt: skip
_SITES = (
    "glabella|frontalis|forehead|crow's feet|periorbital|masseters?|mentalis|platysma|bunny lines|lip flip|"
    "lips?|upper lip|lower lip|cheeks?|malar|chin|jawline|jaw|temples?|tear troughs?|nasolabial folds?|"
    "marionette lines?|nose|neck|d[ée]collet[ée]|hands?|axillae?|underarms?|scalp|full face|face|brows?"
)
_SITE = re.compile(rf"\b({_SITES})\b", re.IGNORECASE)
_SIDE = re.compile(r"\b(left|right|both|bilateral|bilaterally|midline)\b", re.IGNORECASE)
_LOT = re.compile(
    r"\b(?:lot|batch)(?: ?(?:no\.?|number|#))?[ :#.]*([A-Z]?[A-Z0-9-]*\d[A-Z0-9-]{2,15})\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"\b(?:not?|never|declin\w+|discuss\w*|advis\w+|consider\w*|plan\w*|quote\w*|next time|previous\w*|"
    r"elsewhere|allerg\w+)\b",
    re.IGNORECASE,
)
Certainty = Literal["certain", "possible"]


@dataclass(frozen=True)
class TreatmentParts:
    """What a text says of one treatment; ``None`` where it does not say it clearly."""

    product: str | None = None
    quantity: str | None = None
    unit: str | None = None
    site: str | None = None
    side: str | None = None
    lot: str | None = None
    certainty: Certainty = "possible"
    """*possible* where several products or quantities stand there, or where it may not have been done."""


_NOTHING = TreatmentParts()


def treatment_parts(text: str) -> TreatmentParts:
    """The parts of a treatment's text."""
    products = list(
        dict.fromkeys(_NAME_BY_FOLDED[found.casefold()] for found in _PRODUCT.findall(text))
    )
    quantities = _QUANTITY.findall(text)
    sites = list(dict.fromkeys(found.casefold() for found in _SITE.findall(text)))
    lots = list(dict.fromkeys(_LOT.findall(text)))
    is_one = len(products) <= 1 and len(quantities) <= 1 and len(lots) <= 1
    rest = _LOT.sub(" ", text)
    is_certain = is_one and bool(products or quantities) and not _NOT_DONE.search(rest)
    side = _SIDE.search(text)
    return TreatmentParts(
        product=products[0] if len(products) == 1 else None,
        quantity=quantities[0][0] if len(quantities) == 1 else None,
        unit=_UNITS[quantities[0][1].casefold()] if len(quantities) == 1 else None,
        site=", ".join(sites) or None,
        side=_side(side[1]) if side else None,
        lot=lots[0].upper() if len(lots) == 1 else None,
        certainty="certain" if is_certain else "possible",
    )


def parse_treatment_product(text: str, context: ParseContext) -> str | None:
    """The product, where the text is certain of it."""
    return _certain(text, "product", context)


def parse_treatment_quantity(text: str, context: ParseContext) -> str | None:
    """How much, where the text is certain of it."""
    return _certain(text, "quantity", context)


def parse_treatment_unit(text: str, context: ParseContext) -> str | None:
    """The unit of the quantity, where the text is certain of it."""
    return _certain(text, "unit", context)


def parse_treatment_site(text: str, context: ParseContext) -> str | None:
    """Where on the body, where the text is certain of it."""
    return _certain(text, "site", context)


def parse_treatment_side(text: str, context: ParseContext) -> str | None:
    """Left, right, both or midline, where the text is certain of it."""
    return _certain(text, "side", context)


def parse_treatment_lot(text: str, context: ParseContext) -> str | None:
    """The lot or batch number, where the text is certain of it."""
    return _certain(text, "lot", context)


def parse_treatment_certainty(text: str, context: ParseContext) -> str | None:  # noqa: ARG001 - the shape of every parser
    """*certain* where the parts were taken, *possible* where some stand there and were left in the text."""
    found = treatment_parts(text)
    return found.certainty if found != _NOTHING else None


def _certain(text: str, part: str, context: ParseContext) -> str | None:
    found = treatment_parts(text)
    if found.certainty == "certain":
        value: str | None = getattr(found, part)
        return value
    if getattr(found, part):
        context.note("treatment-not-certain")
    return None


def _side(word: str) -> str:
    folded = word.casefold()
    return "both" if folded.startswith("bilateral") else folded
