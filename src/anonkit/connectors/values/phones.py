"""Phone numbers to E.164."""

from __future__ import annotations

import re
from functools import lru_cache

import phonenumbers

from anonkit.connectors.values.context import ParseContext


def parse_phone(text: str, context: ParseContext) -> str:
    """The number in E.164; as found, less the escapes of spreadsheets, where it is none."""
    found = text.strip().lstrip("'\\`=").strip('"').strip()
    number = e164(found, context.country)
    if number is None:
        context.note("unparsed-phone")
        return found
    return number


_FIRST_DIGIT = re.compile(r"[^\d+]*[1-9]")
"""What may begin with a country code without its plus: no code begins with 0."""


@lru_cache(maxsize=65536)
def e164(text: str, country: str) -> str | None:
    """The number in E.164, read with the clinic's country; ``None`` where none is possible.

    A number that is valid comes before one that only has a possible length: some exports write the
    country code without its plus, and made-up numbers are possible without being valid.
    """
    number = _number(text, country)
    is_valid = number is not None and phonenumbers.is_valid_number(number)
    if not is_valid and _FIRST_DIGIT.match(text):
        with_plus = _number(f"+{text}", country)
        is_better = number is None or not phonenumbers.is_possible_number(number)
        if with_plus is not None and (is_better or phonenumbers.is_valid_number(with_plus)):
            number = with_plus
    if number is None or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _number(text: str, country: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
