"""Who else in the clinic shares an address, a phone or an e-mail with a client, or is tied to one.

Their names stand in each other's notes. The directory holds values and stays in memory.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from anonkit.deidentification.rows import Row, rows_of

PART_BY_FIELD: Mapping[str, str] = {
    "first_name": "first",
    "middle_name": "middle",
    "last_name": "last",
    "preferred_name": "preferred",
}
"""Which part of a name a field holds."""

Names = tuple[tuple[str, str], ...]
"""A client's names, each with the part it is."""

_PHONE_FIELDS = ("mobile_phone", "other_phones")
_EMAIL_FIELDS = ("email", "other_emails")
_MOST_SHARING = 12
"""A number that more clients share is the clinic's own or made up, and ties nobody together."""
_SHORTEST_PHONE = 7


@dataclass(frozen=True)
class ClientDirectory:
    """Names of clients who share something with another client."""

    names_by_client: Mapping[str, Names] = field(default_factory=dict, repr=False)
    neighbours_by_client: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def names_around(self, client_keys: Iterable[str]) -> dict[str, Names]:
        """By client key: the names of the others around these clients."""
        own = tuple(client_keys)
        around = dict.fromkeys(n for key in own for n in self.neighbours_by_client.get(key, ()))
        return {key: self.names_by_client.get(key, ()) for key in around if key not in own}


def build_directory(
    clients: Iterable[pd.DataFrame], relationships: Iterable[pd.DataFrame] = ()
) -> ClientDirectory:
    """The directory over all partitions of these tables."""
    names: dict[str, Names] = {}
    sharing: defaultdict[str, set[str]] = defaultdict(set)
    for frame in clients:
        for row in rows_of(frame):
            key = row["row_key"]
            names[key] = _names(row)
            for contact in _contact_points(row):
                sharing[contact].add(key)
    ties: defaultdict[str, set[str]] = defaultdict(set)
    for keys in sharing.values():
        if 1 < len(keys) <= _MOST_SHARING:
            for key in keys:
                ties[key] |= keys - {key}
    for frame in relationships:
        for one, other in zip(frame["client_key"], frame["other_client_key"], strict=True):
            if isinstance(one, str) and isinstance(other, str):
                ties[one].add(other)
                ties[other].add(one)
    needed = {key for others in ties.values() for key in others}
    return ClientDirectory(
        {key: names[key] for key in sorted(needed) if key in names},
        {key: tuple(sorted(others)) for key, others in sorted(ties.items())},
    )


def _names(row: Row) -> Names:
    parts = [(row[name], part) for name, part in PART_BY_FIELD.items() if name in row]
    former = [(name, "") for name in list_members(row.get("former_names"))]
    return tuple(dict.fromkeys([*parts, *former]))


def _contact_points(row: Row) -> Iterator[str]:
    """What two clients of one household have in common, in a form that compares."""
    for name in _PHONE_FIELDS:
        for phone in list_members(row.get(name)):
            digits = re.sub(r"\D", "", phone)[-10:]
            if len(digits) >= _SHORTEST_PHONE:
                yield f"phone {digits}"
    for name in _EMAIL_FIELDS:
        for email in list_members(row.get(name)):
            yield f"email {email.strip().casefold()}"
    line = row.get("address_line_1")
    if line is not None:
        words = re.sub(r"[^0-9a-z]+", " ", line.casefold()).strip()
        postcode = re.sub(r"\W", "", row.get("postcode", "")).casefold()[:7]
        yield f"address {words} {postcode}"


def list_members(value: object) -> list[str]:
    """The texts of a JSON list, or the value itself where it is plain text."""
    if not isinstance(value, str):
        return []
    if value.startswith("["):
        try:
            members = json.loads(value)
        except json.JSONDecodeError:
            return [value]
        if isinstance(members, list):
            return [str(member) for member in members if member]
    return [value]
