"""Reads what a record says of a client into known values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.lexicons.cues import ORG_HEADS
from anonkit.deidentification.text.note import fold

_EMAIL = re.compile(r"^\S+@\S+\.\S+$")
_PHONE = re.compile(r"^[+(]?\d[\d\s().-]{7,}\d$")
_DATE = re.compile(r"^\d{4}-\d{2}-\d{2}")
_CODE = re.compile(r"^(?=\S*\d)[A-Za-z0-9][\w/.-]{4,}$")

# Key fragments, the first that fits decides: entity, role.
_MEANING_BY_FRAGMENT: tuple[tuple[str, str, str], ...] = (
    ("emergency_contact_name", "PERSON", "relative"),
    ("emergency_contact_phone", "PHONE", "relative"),
    ("practitioner", "PERSON", "staff"),
    ("provider", "PERSON", "staff"),
    ("injector", "PERSON", "staff"),
    ("author", "PERSON", "staff"),
    ("first_name", "PERSON", "client"),
    ("middle_name", "PERSON", "client"),
    ("last_name", "PERSON", "client"),
    ("preferred_name", "PERSON", "client"),
    ("maiden", "PERSON", "client"),
    ("previous_name", "PERSON", "client"),
    ("known_as", "PERSON", "client"),
    ("alias", "PERSON", "client"),
    ("employer", "ORG", "client"),
    ("school", "ORG", "client"),
    ("insurer", "ORG", "client"),
    ("clinic", "ORG", "clinic"),
    ("pharmacy", "ORG", "client"),
    ("email", "EMAIL", "client"),
    ("mobile", "PHONE", "client"),
    ("phone", "PHONE", "client"),
    ("fax", "PHONE", "client"),
    ("tel", "PHONE", "client"),
    ("dob", "DATE", "client"),
    ("birth", "DATE", "client"),
    ("postcode", "POSTCODE", "client"),
    ("zip", "ZIP", "client"),
    ("address", "ADDRESS", "client"),
    ("street", "ADDRESS", "client"),
    ("city", "CITY", "client"),
    ("town", "CITY", "client"),
    ("county", "CITY", "client"),
    ("instagram", "HANDLE", "client"),
    ("handle", "HANDLE", "client"),
    ("vehicle", "VEHICLE", "client"),
    ("plate", "VEHICLE", "client"),
    ("nhs", "ID", "client"),
    ("ssn", "ID", "client"),
    ("mrn", "ID", "client"),
    ("insurance_name", "ORG", "client"),
    ("member", "ID", "client"),
    ("policy", "ID", "client"),
    ("licen", "ID", "client"),
    ("passport", "ID", "client"),
    ("_id", "ID", "client"),
    ("contact_name", "PERSON", "relative"),
    ("next_of_kin", "PERSON", "relative"),
    ("spouse", "PERSON", "relative"),
    ("partner", "PERSON", "relative"),
    ("name", "PERSON", "client"),
)
_PART_BY_FRAGMENT = (
    ("first", "first"),
    ("middle", "first"),
    ("preferred", "preferred"),
    ("known_as", "preferred"),
    ("alias", "preferred"),
    ("last", "last"),
    ("maiden", "last"),
)
_GP_KEYS = ("gp", "pcp", "doctor", "referr", "physician", "consultant")
_PERSON_KEYS = ("client", "patient", "customer", "guest", "person", "surname", "forename", "who")
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:,? [^\W\d_][\w'’.-]*){0,4}")
_PLAIN = ("", "plain")
_DOCTOR = ("", "doctor")
_PLAIN_KEYS = ("occupation", "state", "country", "gender", "sex", "pronoun", "language", "title")


def harvest_record(record: Mapping[str, object], owner: str) -> tuple[KnownValue, ...]:
    """Every identifier in a record; people other than the client get owners of their own."""
    found: list[KnownValue] = []
    for key, raw in record.items():
        if raw is None or isinstance(raw, (dict, list)) or raw != raw:  # noqa: PLR0124
            continue
        value = str(raw).strip()
        if value:
            found.extend(_values(fold(str(key)), value, owner))
    return tuple(dict.fromkeys(found))


def _values(key: str, value: str, owner: str) -> Iterator[KnownValue]:
    meaning = _meaning(key)
    if meaning == _PLAIN:
        return
    if meaning == _DOCTOR:
        yield from _doctor(key, value, owner)
        return
    if meaning is not None:
        entity, role = meaning
        yield KnownValue(value, entity, _owner(owner, role, key), role, _part(key))
        return
    shaped = _entity_by_shape(value)
    if shaped is None and _NAME.fullmatch(value) and any(word in key for word in _PERSON_KEYS):
        shaped = "PERSON"
    if shaped:
        yield KnownValue(value, shaped, owner, "client")


@lru_cache(maxsize=1024)
def _meaning(key: str) -> tuple[str, str] | None:
    """Entity and role of what a key holds; None where only its shape can tell."""
    if any(fragment in key for fragment in _PLAIN_KEYS):
        return _PLAIN
    if key.startswith(_GP_KEYS):
        return _DOCTOR
    for fragment, entity, role in _MEANING_BY_FRAGMENT:
        if fragment in key:
            return entity, role
    return None


@lru_cache(maxsize=1024)
def _part(key: str) -> str:
    for fragment, part in _PART_BY_FRAGMENT:
        if fragment in key:
            return part
    return ""


def _owner(owner: str, role: str, key: str) -> str:
    if role == "client":
        return owner
    stem = key.removesuffix("_name").removesuffix("_phone")
    return f"{owner}/{stem}"


def _doctor(key: str, value: str, owner: str) -> Iterator[KnownValue]:
    """A doctor's name, a surgery's, or both with a comma between."""
    for part in map(str.strip, re.split(r"[,;/]| at | - ", value)):
        if not part or fold(part) in ("rn", "md", "do", "np", "aprn", "arnp", "pa-c", "pa", "fnp"):
            continue
        words = [fold(w) for w in re.findall(r"[^\W\d_]+", part)]
        is_person = bool(words) and words[0] in ("dr", "doctor", "mr", "mrs", "ms", "miss", "prof")
        if not is_person and any(w in ORG_HEADS for w in words):
            yield KnownValue(part, "ORG", f"{owner}/{key}/org", "gp")
        else:
            yield KnownValue(part, "PERSON", f"{owner}/{key}", "gp")


def _entity_by_shape(value: str) -> str | None:
    if _EMAIL.match(value):
        return "EMAIL"
    if _DATE.match(value):
        return "DATE"
    if _PHONE.match(value):
        return "PHONE"
    if _CODE.match(value):
        return "ID"
    return None
