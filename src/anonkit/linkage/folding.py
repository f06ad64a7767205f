"""A client row in comparable form: names folded, contacts bare, birth date in its parts."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

_NOT_LETTERS = re.compile(r"[^a-z]+")
_MOST_SHARING = 6
"""A contact of more people than this is a desk's, not a person's."""
_MOST_BORN = 0.02
"""A birth date of a larger share of all rows stands for one that nobody asked."""


@dataclass(frozen=True, slots=True)
class Folded:
    """What two rows are compared by."""

    key: str
    given: tuple[str, ...]
    """First, preferred and middle names, the first name first."""
    family: tuple[str, ...]
    """The last name first, then its parts and former names."""
    birth: str
    emails: frozenset[str]
    phones: frozenset[str]
    postcode: str
    address: str
    number: str
    """A government number."""

    @property
    def first(self) -> str:
        """The first name; empty where there is none."""
        return self.given[0] if self.given else ""

    @property
    def last(self) -> str:
        """The last name; empty where there is none."""
        return self.family[0] if self.family else ""


def folded_rows(rows: Iterable[Mapping[Hashable, Any]]) -> list[Folded]:
    """Every row, without contacts that many share and birth dates that stand for none."""
    found = [_folded(row) for row in rows]
    shared = Counter(contact for one in found for contact in (*one.emails, *one.phones))
    of_many = {contact for contact, count in shared.items() if count > _MOST_SHARING}
    born = Counter(one.birth for one in found if one.birth)
    limit = max(_MOST_SHARING, int(_MOST_BORN * len(found)))
    placeholders = {birth for birth, count in born.items() if count > limit}
    return [_without(one, of_many, placeholders) for one in found]


def full_name(row: Mapping[Hashable, Any]) -> str:
    """First and last name folded to plain letters; empty where either is missing."""
    first, last = letters(row.get("first_name")), letters(row.get("last_name"))
    return f"{first} {last}" if first and last else ""


def contacts(row: Mapping[Hashable, Any]) -> list[str]:
    """Every e-mail address and phone of a row, folded so that spelling does not hide a match."""
    return sorted({*_emails(row), *_phones(row)})


def letters(value: object) -> str:
    """A name in plain letters; names in other scripts have none and are compared as they stand."""
    if not isinstance(value, str):
        return ""
    plain = unicodedata.normalize("NFKD", value).casefold()
    return _NOT_LETTERS.sub("", plain) or plain.strip()


@cache
def given_names() -> frozenset[str]:
    """Given names that somebody bears, folded."""
    listed = (name for line in _lines("given_names.txt") for name in line)
    return frozenset(listed) | frozenset(nickname_groups())


@cache
def nickname_groups() -> Mapping[str, frozenset[int]]:
    """Each name to the groups of names it belongs to."""
    groups: dict[str, set[int]] = {}
    for number, names in enumerate(_lines("nicknames.txt")):
        for name in names:
            groups.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in groups.items()}


def _lines(file: str) -> list[list[str]]:
    text = (resources.files("anonkit.linkage") / file).read_text(encoding="utf-8")
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def _folded(row: Mapping[Hashable, Any]) -> Folded:
    given = [row.get("first_name"), row.get("preferred_name"), *_words(row.get("middle_name"))]
    last = row.get("last_name")
    former = _members(row.get("former_names"))
    parts = re.split(r"[\s-]+", last) if isinstance(last, str) else []
    return Folded(
        key=str(row["row_key"]),
        given=_unlike(map(letters, given)),
        family=_unlike(map(letters, [last, *(parts if len(parts) > 1 else []), *former])),
        birth=_text(row.get("birth_date")),
        emails=frozenset(_emails(row)),
        phones=frozenset(_phones(row)),
        postcode=re.sub(r"\W", "", _text(row.get("postcode"))).casefold(),
        address=letters(row.get("address_line_1")),
        number=re.sub(r"\W", "", _text(row.get("national_id"))).casefold(),
    )


def _without(one: Folded, of_many: set[str], placeholders: set[str]) -> Folded:
    if one.birth not in placeholders and not of_many & (one.emails | one.phones):
        return one
    return Folded(
        one.key,
        one.given,
        one.family,
        "" if one.birth in placeholders else one.birth,
        one.emails - of_many,
        one.phones - of_many,
        one.postcode,
        one.address,
        one.number,
    )


def _emails(row: Mapping[Hashable, Any]) -> list[str]:
    emails = [row.get("email"), *_members(row.get("other_emails"))]
    return [email.strip().casefold() for email in emails if isinstance(email, str) and "@" in email]


def _phones(row: Mapping[Hashable, Any]) -> list[str]:
    phones = [row.get("mobile_phone"), *_members(row.get("other_phones"))]
    digits = [re.sub(r"\D", "", phone)[-9:] for phone in phones if isinstance(phone, str)]
    return [phone for phone in digits if len(phone) == 9]


def _members(value: object) -> list[str]:
    if not isinstance(value, str):
        return []
    try:
        found = json.loads(value)
    except ValueError:
        return []
    return [str(member) for member in found] if isinstance(found, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _words(value: object) -> list[str]:
    return value.split() if isinstance(value, str) else []


def _unlike(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
