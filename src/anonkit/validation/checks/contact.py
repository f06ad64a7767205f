"""Plausible e-mail addresses, phone numbers, postcodes, government numbers and network addresses."""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import phonenumbers

_EMAIL = re.compile(
    r"[^\s@,;:<>()\[\]\\\"]{1,64}@(?=.{4,253}$)"
    r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,63})"
)
# The grammar of UK postcodes: which letters may stand where; see BS 7666 and docs/validation.md.
_POSTCODE = re.compile(
    r"(?:"
    r"(?:[A-PR-UWYZ](?:\d[\dA-HJKPSTUW]?|[A-HK-Y]\d[\dABEHMNPRV-Y]?)) ?\d[ABD-HJLNP-UW-Z]{2}"
    r"|GIR ?0AA|BF1 ?\d[ABD-HJLNP-UW-Z]{2}|XX\d{1,2} ?\d[ABD-HJLNP-UW-Z]{2}|SAN ?TA1|ZZ99 ?3[VW]Z"
    r")"
)
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_KINDS = (
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.VOIP,
    phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
    phonenumbers.PhoneNumberType.UAN,
)


def is_email(text: str) -> bool:
    """Whether it could be delivered to: one at sign, a domain with a dot, no spaces or double dots."""
    local, _, domain = text.partition("@")
    if ".." in text or local.startswith(".") or local.endswith(".") or domain.endswith("."):
        return False
    return _EMAIL.fullmatch(text) is not None


@lru_cache(maxsize=65536)
def is_phone(text: str, regions: tuple[str, ...]) -> bool:
    """Whether it has a length and form possible in one of these regions, or anywhere if it starts with +."""
    if re.search(r"[^\W\d]", re.sub(r"(?i)\s*(?:ext|x)\.?\s*\d{1,6}$", "", text)):
        return False
    return any(_is_possible(text, region) for region in regions or ("ZZ",))


def _is_possible(text: str, region: str) -> bool:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return False
    # By kind: over all kinds together a length counts as possible that only some short service number has.
    reasons = (
        phonenumbers.is_possible_number_for_type_with_reason(number, kind) for kind in _KINDS
    )
    return any(reason == phonenumbers.ValidationResult.IS_POSSIBLE for reason in reasons)


def is_uk_postcode(text: str) -> bool:
    """Whether the grammar of UK postcodes allows it; it need not be in use."""
    return _POSTCODE.fullmatch(text.strip().upper()) is not None


def is_zip_code(text: str) -> bool:
    """Whether it is five digits, or nine with a hyphen."""
    return _ZIP.fullmatch(text.strip()) is not None


def is_nhs_number(text: str) -> bool:
    """Whether ten digits carry the right check digit (weights 10 to 2, modulo 11)."""
    digits = re.sub(r"[\s-]", "", text)
    if not re.fullmatch(r"\d{10}", digits):
        return False
    check = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return check != 10 and check % 11 == int(digits[9])


def is_social_security_number(text: str) -> bool:
    """Whether nine digits fall in areas, groups and serials that are issued."""
    found = re.fullmatch(r"(\d{3})[- ]?(\d{2})[- ]?(\d{4})", text.strip())
    if found is None:
        return False
    area, group, serial = found.groups()
    return area not in ("000", "666") and area < "900" and group != "00" and serial != "0000"


def is_ip_address(text: str) -> bool:
    """Whether it is an IPv4 or IPv6 address."""
    try:
        ipaddress.ip_address(text.strip())
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def is_time_zone(text: str) -> bool:
    """Whether the IANA data base knows the zone."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
