"""The kinds of identifier in marked notes: ours, and what other corpora call them."""

from __future__ import annotations

from difflib import get_close_matches

from anonkit.deidentification.text.findings import ENTITIES

DIRECT = frozenset(ENTITIES) - {"DATE", "AGE", "CITY", "ORG", "OTHER"}
"""The kinds that name a person by themselves."""

_OURS_BY_THEIRS = {
    "PATIENT": "PERSON",
    "DOCTOR": "PERSON",
    "GPE": "CITY",
    "LOCATION": "CITY",
    "ORGANIZATION": "ORG",
    "ORGANISATION": "ORG",
    "HOSPITAL": "ORG",
    "DATE_TIME": "DATE",
    "PHONE_NUMBER": "PHONE",
    "EMAIL_ADDRESS": "EMAIL",
    "STREET_ADDRESS": "ADDRESS",
    "ZIP_CODE": "ZIP",
    "UK_POSTCODE": "POSTCODE",
    "DOMAIN_NAME": "URL",
    "IP_ADDRESS": "URL",
    "CREDIT_CARD": "ID",
    "IBAN_CODE": "ID",
    "US_SSN": "ID",
    "US_DRIVER_LICENSE": "ID",
    "US_PASSPORT": "ID",
    "UK_NHS": "ID",
    "MEDICALRECORD": "ID",
    "USERNAME": "HANDLE",
}


def kind_of(name: str) -> str | None:
    """Our kind for a kind's name, or None where we have none."""
    return name if name in ENTITIES else _OURS_BY_THEIRS.get(name)


def hint_for(name: str) -> str:
    """A word on what the kind could have been."""
    close = get_close_matches(name, ENTITIES, n=1)
    return f" Did you mean {close[0]}?" if close else f" The kinds are {', '.join(ENTITIES)}."
