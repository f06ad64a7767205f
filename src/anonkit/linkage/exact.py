"""Which client rows are one person, by exact identity; likely pairs wait for somebody's decision."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from anonkit.linkage.folding import contacts, full_name
from anonkit.linkage.pairs import likely_pairs
from anonkit.model import PERSONS_COLUMNS

LINK_COLUMNS: tuple[str, ...] = (
    "row_key",
    "platform",
    "client_id",
    "first_name",
    "last_name",
    "preferred_name",
    "birth_date",
    "email",
    "other_emails",
    "mobile_phone",
    "other_phones",
    "middle_name",
    "former_names",
    "address_line_1",
    "postcode",
    "national_id",
)
"""The columns of `clients` that `resolve_persons` reads."""


def resolve_persons(
    clients: pd.DataFrame,
    previous: pd.DataFrame | None,
    decisions: Mapping[str, str],
    new_name: Callable[[], str],
    merged: Iterable[tuple[str, str]] = (),
) -> pd.DataFrame:
    """One row per client row: the person it is, and the group that may be one person.

    Only exact identity, a platform's own merge and somebody's decision make two rows one person; pairs
    that are likely wait, with their reasons. `merged` are pairs of row keys that a platform says it has
    merged. `decisions` maps ``"key|key"`` (row keys in order) to ``same`` or ``different``. A person keeps the
    name it was given before; when two persons turn out to be one, the earlier name stays.
    """
    rows = clients.sort_values("row_key", kind="stable").to_dict("records")
    evidence: dict[str, set[str]] = defaultdict(set)
    same = _Groups(str(row["row_key"]) for row in rows)
    likely = _Groups(str(row["row_key"]) for row in rows)
    for reason, keys in _certain(rows):
        if not _decided(keys, decisions, "different"):
            same.join(keys)
            for key in keys:
                evidence[key].add(reason)
    for keys in map(sorted, merged):
        if all(key in same for key in keys) and not _decided(keys, decisions, "different"):
            same.join(keys)
            for key in keys:
                evidence[key].add("merged at the platform")
    for decided, decision in sorted(decisions.items()):
        if decision == "same":
            same.join([key for key in decided.split("|") if key in same])
    for pair in likely_pairs(rows):
        keys = [pair.first, pair.second]
        if same.find(pair.first) != same.find(pair.second) and not _decided(
            keys, decisions, "different"
        ):
            likely.join(keys)
            for key in keys:
                evidence[key].add(f"{pair.band}?: {', '.join(pair.reasons)}")
    name_by_key = _names(same, previous, new_name)
    group_by_key = _review_groups(likely, name_by_key)
    return pd.DataFrame(
        {
            "client_key": [str(row["row_key"]) for row in rows],
            "person": [name_by_key[str(row["row_key"])] for row in rows],
            "review_group": [group_by_key.get(str(row["row_key"])) for row in rows],
            "evidence": [json.dumps(sorted(evidence[str(row["row_key"])])) for row in rows],
        },
        columns=list(PERSONS_COLUMNS),
        dtype="str",
    )


def _certain(rows: list[dict[Hashable, Any]]) -> Iterable[tuple[str, list[str]]]:
    """Groups of rows that are one person: one id at one platform, or name, birth date and contact."""
    by_id: dict[tuple[str, ...], list[str]] = defaultdict(list)
    by_identity: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        key, name, birth = str(row["row_key"]), full_name(row), row.get("birth_date")
        if isinstance(row.get("client_id"), str):
            by_id[(str(row["platform"]), str(row["client_id"]))].append(key)
        if name and isinstance(birth, str) and len(birth) == len("1984-05-17"):
            for contact in contacts(row):
                by_identity[(name, birth, contact)].append(key)
    yield from (("same id at the platform", keys) for keys in by_id.values() if len(keys) > 1)
    yield from (
        ("same name, birth date and contact", keys)
        for keys in by_identity.values()
        if len(keys) > 1
    )


def _decided(keys: list[str], decisions: Mapping[str, str], decision: str) -> bool:
    return len(keys) == 2 and decisions.get("|".join(sorted(keys))) == decision


def _names(
    same: _Groups, previous: pd.DataFrame | None, new_name: Callable[[], str]
) -> dict[str, str]:
    before = (
        {}
        if previous is None
        else dict(zip(previous["client_key"], previous["person"], strict=True))
    )
    order = {name: position for position, name in enumerate(before.values())}
    names: dict[str, str] = {}
    for members in same.groups():
        known = sorted({before[key] for key in members if key in before}, key=order.__getitem__)
        name = known[0] if known else new_name()
        names.update(dict.fromkeys(members, name))
    return names


def _review_groups(likely: _Groups, name_by_key: Mapping[str, str]) -> dict[str, str]:
    """Persons tied by a likely pair, as one group named after its first person."""
    tied = _Groups(sorted(set(name_by_key.values())))
    for members in likely.groups():
        tied.join(sorted({name_by_key[key] for key in members}))
    group_by_person = {
        person: f"review-{members[0]}"
        for members in tied.groups()
        if len(members) > 1
        for person in members
    }
    return {
        key: group_by_person[name] for key, name in name_by_key.items() if name in group_by_person
    }


class _Groups:
    """Disjoint groups of keys."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def __contains__(self, key: str) -> bool:
        return key in self._parent

    def find(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = self._parent[self._parent[key]]
            key = self._parent[key]
        return key

    def join(self, keys: list[str]) -> None:
        for key in keys[1:]:
            first, second = sorted((self.find(keys[0]), self.find(key)))
            self._parent[second] = first

    def groups(self) -> list[list[str]]:
        """The groups in the order of their first keys, each in order."""
        members: dict[str, list[str]] = defaultdict(list)
        for key in sorted(self._parent):
            members[self.find(key)].append(key)
        return list(members.values())
