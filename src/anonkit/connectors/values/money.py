"""Money and numbers to plain decimal text; precision is kept."""

from __future__ import annotations

import re

from anonkit.connectors.values.context import ParseContext

_CURRENCY_BY_SIGN = {"£": "GBP", "$": "USD", "€": "EUR"}
_SIGNS = re.compile(r"[£$€]|\b(?:GBP|USD|EUR|CAD|AUD)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+")
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d+,\d{1,2}")


def parse_money(text: str, context: ParseContext) -> str:
    """The amount as decimal text: ``$1,234.50``, ``(12.00)``, ``-£3``, ``1.234,50 €``."""
    found = decimal_of(text)
    if found is None:
        context.note("unparsed-number")
        return text.strip()
    return found


def parse_integer(text: str, context: ParseContext) -> str:
    """A whole number as text; the text as found where it is none."""
    found = decimal_of(text)
    if found is None or not re.fullmatch(r"-?\d+(?:\.0+)?", found):
        context.note("unparsed-number")
        return text.strip()
    return found.split(".")[0]


def parse_currency(text: str, context: ParseContext) -> str | None:
    """The ISO code of the sign or code in an amount; the clinic's own currency where none stands."""
    if sign := _SIGNS.search(text):
        return _CURRENCY_BY_SIGN.get(sign[0], sign[0].upper())
    return {"GB": "GBP", "US": "USD"}.get(context.country)


def decimal_of(text: str) -> str | None:
    """Digits with an optional minus and point, or ``None``."""
    found = _SIGNS.sub("", text.strip().lstrip("'")).replace("\u2212", "-").replace("\xa0", "")
    found = found.replace(" ", "")
    negative = (
        (found.startswith("(") and found.endswith(")"))
        or found.startswith("-")
        or found.endswith("-")
    )
    digits = found.strip("()-+")
    if _ENGLISH.fullmatch(digits):
        plain = digits.replace(",", "").rstrip(".")
    elif _CONTINENTAL.fullmatch(digits):
        plain = digits.replace(".", "").replace(",", ".")
    else:
        return None
    plain = "0" + plain if plain.startswith(".") else plain
    return f"-{plain}" if negative and plain.strip("0.") else plain
