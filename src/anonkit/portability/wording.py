"""Values in words a client reads: dates, lists, labels."""

from __future__ import annotations

import json
import re

from anonkit.model import TABLES, FieldType, PartialDate

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DATE_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})")
_LABELS = {
    "birth_date": "Date of birth",
    "member_since": "Client since",
    "address_line_1": "Address",
    "address_line_2": "Address, second line",
    "other_emails": "Further e-mail addresses",
    "other_phones": "Further phone numbers",
    "email": "E-mail",
    "mobile_phone": "Mobile phone",
    "national_id": "Government number",
    "client_id": "Client number",
    "client_number": "Second client number",
    "skin_type": "Skin type (Fitzpatrick)",
    "lot": "Lot number",
    "expiry": "Lot expires",
    "onset_days": "Days after the treatment",
    "action": "What was done",
    "what": "What",
    "ip_address": "IP address",
    "stated_at": "Stated on",
    "answered_at": "Answered on",
    "resolved_at": "Resolved on",
    "signed_at": "Signed",
    "starts_at": "When",
    "ends_at": "Until",
    "paid_at": "When",
    "sent_at": "When",
    "given_at": "When",
    "seen_at": "When",
    "disclosed_at": "When",
    "as_of": "As of",
    "source_status": "In the source's words",
    "original_name": "Name at the clinic",
    "is_active": "Still there",
    "own_client_key": "Their own record as a client",
    "known_by": "Known from",
    "payer": "Paid by",
    "is_image_only": "Scan without text",
    "cookie_id": "Cookie",
    "service_family": "Kind of treatment",
    "other_client_key": "Who the other client is",
    "family": "Kind of treatment",
    "duration": "Minutes",
}
_WORDS = {"gp": "GP", "sms": "text message", "email": "e-mail"}
_KNOWN_BY = {"field": "an entry of its own", "note": "words in a note"}
_PURPOSES = {
    "care": "treatment",
    "training": "training of staff",
    "service_improvement": "improving the service",
    "photo_training": "photographs for training",
    "photo_promotion": "photographs for promotion",
    "marketing_email": "marketing by e-mail",
    "marketing_sms": "marketing by text message",
    "marketing_post": "marketing by post",
    "research": "research",
}


def label_of(name: str) -> str:
    """What a field is called on the page."""
    return _LABELS.get(name) or name.replace("_", " ").capitalize()


def in_words(table: str, name: str, value: str, jurisdiction: str) -> str:
    """A value as the page shows it; one that is not of its field's type as found."""
    type_ = TABLES[table].field_by_name[name].type
    if not value:
        return ""
    if type_ in (FieldType.PARTIAL_DATE, FieldType.DATE_TIME):
        return moment_in_words(value, jurisdiction)
    if type_ is FieldType.BOOLEAN:
        return {"true": "yes", "false": "no"}.get(value, value)
    if type_ in (FieldType.LIST, FieldType.JSON):
        return _parsed(value)
    if name == "purpose" and table == "consents":
        return _PURPOSES.get(value, value)
    if name == "known_by":
        return _KNOWN_BY.get(value, value)
    return _WORDS.get(value, value)


def _parsed(value: str) -> str:
    try:
        parsed = json.loads(value)
    except ValueError:
        return value
    if isinstance(parsed, list):
        return ", ".join(map(str, parsed))
    if isinstance(parsed, dict):
        return "; ".join(f"{name}: {each}" for name, each in parsed.items())
    return str(parsed)


def moment_in_words(value: str, jurisdiction: str) -> str:
    """A date or time in the country's way; anything else as found."""
    found = _DATE_TIME.match(value)
    try:
        day = PartialDate.parse(found[1] if found else value)
    except ValueError:
        return value
    return date_in_words(day, jurisdiction) + (f", {found[2]}" if found else "")


def date_in_words(day: PartialDate, jurisdiction: str) -> str:
    """``4 March 2024`` or ``March 4, 2024``; parts that are not known are left out."""
    month = _MONTHS[day.month - 1] if day.month else ""
    if jurisdiction == "us" and day.day and day.year:
        return f"{month} {day.day}, {day.year}"
    return " ".join(str(part) for part in (day.day, month, day.year) if part)


def count_in_words(count: int, one: str, many: str = "") -> str:
    """``1 photo``, ``3 photos``."""
    return f"{count} {one if count == 1 else many or one + 's'}"
