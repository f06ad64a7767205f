"""Every known value about a client and those around them, to be looked for in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from anonkit.deidentification.case import CLIENT, same_value
from anonkit.deidentification.client_directory import PART_BY_FIELD, ClientDirectory, list_members
from anonkit.deidentification.rows import Row
from anonkit.deidentification.text import KnownValue, KnownValues
from anonkit.model import CLIENT_TABLES, TABLES, Field

CLINIC = "clinic"
OCCUPATION = "OCCUPATION"
LOT = "LOT"
"""Two kinds of value that are facts, not identifiers: the policy rules what is told of them."""

RowsByTable = Mapping[str, Sequence[Row]]
"""By table the rows about one person, or about the clinic."""

_NAME_FIELDS = ("first_name", "middle_name", "last_name")
_NOT_IDENTIFIERS = {
    ("web_activity", "page"),
    ("web_activity", "cookie_id"),
    ("clients", "occupation"),
}
_FILE_NAMES = (("documents", "original_name"), ("photos", "original_name"))
_NAMES_OF_OTHERS = (
    ("coverages", "policy_holder"),
    ("consents", "signer"),
    ("payments", "payer"),
)
_PRACTICE = re.compile(
    r"surgery|practice|clinic|hospital|health|medical|cent(?:re|er)|pharmacy|group|\bltd\b|\bllp\b",
    re.IGNORECASE,
)
_SHORTEST_ID = 3


@dataclass(frozen=True)
class Known:
    """One value and whose it is; its repr shows nothing."""

    value: str = field(repr=False)
    entity: str
    owner: str
    """``client``, ``clinic``, or a name for somebody around the client that tells nothing."""
    role: str
    """client, relative, gp, staff, clinic, neighbour or other."""
    part: str = ""
    """For a name that is only a part of one: first, middle, last or preferred."""


@dataclass(frozen=True)
class KnownPeople:
    """The known values of one case, and whose each name is."""

    values: tuple[Known, ...] = field(repr=False)
    owner_by_value: Mapping[str, str] = field(repr=False)
    towns: frozenset[str] = field(default=frozenset(), repr=False)
    """Towns of everybody in the clinic, whoever a note speaks of."""

    @cached_property
    def compiled(self) -> KnownValues:
        """The identifiers among them, ready to be looked for in texts."""
        identifiers = (
            KnownValue(known.value, known.entity, known.owner, known.role, known.part)
            for known in self.values
            if known.entity not in (OCCUPATION, LOT)
        )
        return KnownValues(identifiers, self.towns)

    def name_part(self, word: str) -> tuple[str, str] | None:
        """Whose name a folded word is, and which part of it."""
        return self.compiled.name_part(word)


@dataclass(frozen=True)
class Surroundings:
    """What is the same for every case: the clinic's own people and places, and the directory."""

    clinic_values: tuple[Known, ...] = field(repr=False)
    directory: ClientDirectory = field(repr=False)
    jurisdiction: str = "uk"
    towns: frozenset[str] = field(default=frozenset(), repr=False)


def clinic_values(
    clinic_tables: RowsByTable, clinic_names: Iterable[str] = ()
) -> tuple[Known, ...]:
    """The names, numbers and places of the clinic and its staff."""
    found = [Known(name, "ORG", CLINIC, CLINIC) for name in clinic_names if name]
    for row in clinic_tables.get("staff", ()):
        owner = f"staff:{row['row_key']}"
        found.extend(_values_of_row("staff", row, owner, "staff"))
    for row in clinic_tables.get("locations", ()):
        found.extend(_values_of_row("locations", row, CLINIC, CLINIC))
    return tuple(dict.fromkeys(found))


def values_from_review(known: Iterable[tuple[str, str]]) -> tuple[Known, ...]:
    """What reviewers called identifiers wherever they stand; of each somebody of their own."""
    return tuple(
        Known(value, entity, f"review:{number}", "other")
        for number, (value, entity) in enumerate(known, start=1)
    )


def known_people(
    rows: RowsByTable,
    client_keys: tuple[str, ...],
    surroundings: Surroundings,
    asides: Sequence[Row] = (),
) -> KnownPeople:
    """Everything known about one person and those around them, from the person's own rows."""
    found = list(_own_values(rows, surroundings.jurisdiction))
    owner_by_value = _owners(found)
    owner_by_value.update(
        (value, owner)
        for value, owner in _owners(surroundings.clinic_values).items()
        if value not in owner_by_value
    )
    found.extend(_values_around(rows, owner_by_value))
    found.extend(_values_of_neighbours(surroundings.directory, client_keys))
    found.extend(_values_of_asides(asides))
    found.extend(surroundings.clinic_values)
    settled = dict.fromkeys(_in_jurisdiction(known, surroundings.jurisdiction) for known in found)
    owners = {**_owners(settled), **owner_by_value}
    return KnownPeople(tuple(settled), owners, surroundings.towns)


def _own_values(rows: RowsByTable, jurisdiction: str) -> Iterator[Known]:
    """What the tables say is the client's own."""
    for row in rows.get("clients", ()):
        yield from _values_of_row("clients", row, CLIENT, CLIENT)
        full = [row[name] for name in _NAME_FIELDS if name in row]
        if len(full) > 1:
            yield Known(" ".join(full), "PERSON", CLIENT, CLIENT)
            yield Known(f"{full[0]} {full[-1]}", "PERSON", CLIENT, CLIENT)
        if "occupation" in row:
            yield Known(row["occupation"], OCCUPATION, CLIENT, CLIENT)
        # A US state is told by the tables and is no finer than they are; its letters are words.
        if jurisdiction == "uk" and "region" in row:
            yield Known(row["region"], "CITY", CLIENT, CLIENT)


def _values_around(rows: RowsByTable, owner_by_value: Mapping[str, str]) -> Iterator[Known]:
    """What the other tables say: of contacts, payers, signers, and numbers of the client's own."""
    others = dict(owner_by_value)
    for table in CLIENT_TABLES:
        if table == "clients":
            continue
        for row in rows.get(table, ()):
            if table == "contacts":
                yield from _contact_values(row, others)
                continue
            yield from _values_of_client_row(table, row, others)
    for row in rows.get("treatments", ()):
        if "lot" in row:
            yield Known(row["lot"], LOT, CLIENT, CLIENT)
    for table, name in _FILE_NAMES:
        for row in rows.get(table, ()):
            if name in row:
                yield Known(row[name], "OTHER", CLIENT, CLIENT)


def _contact_values(row: Row, others: dict[str, str]) -> Iterator[Known]:
    name = row["name"]
    owner = others.setdefault(same_value(name), f"contact:{row['row_key']}")
    role = "gp" if row.get("kind") == "gp" else "relative"
    for known in _values_of_row("contacts", row, owner, role):
        is_practice = known.value == name and _PRACTICE.search(name) is not None
        yield Known(known.value, "ORG", owner, role) if is_practice else known


def _values_of_client_row(table: str, row: Row, others: dict[str, str]) -> Iterator[Known]:
    yield from _values_of_row(table, row, CLIENT, CLIENT)
    for of_table, name in (*_NAMES_OF_OTHERS, ("notes", "author")):
        value = row.get(name)
        if of_table == table and value is not None:
            role = "staff" if table == "notes" else "other"
            owner = others.setdefault(same_value(value), f"{role}:{table}:{row['row_key']}")
            yield Known(value, "PERSON", owner, _role_of(owner, role))


def _values_of_neighbours(
    directory: ClientDirectory, client_keys: tuple[str, ...]
) -> Iterator[Known]:
    for key, names in directory.names_around(client_keys).items():
        for name, part in names:
            yield Known(name, "PERSON", f"neighbour:{key}", "neighbour", part)


def _values_of_asides(asides: Sequence[Row]) -> Iterator[Known]:
    """Values that validation took out of a field because they are not what they should be."""
    for aside in asides:
        table, name, value = (aside.get(key, "") for key in ("table", "field", "value"))
        declared = TABLES[table].field_by_name.get(name) if table in TABLES else None
        if declared is not None and value:
            yield from _values(declared, value, CLIENT, CLIENT)


def _values_of_row(table: str, row: Row, owner: str, role: str) -> Iterator[Known]:
    """The row's values whose field declares an entity."""
    others = {name for of_table, name in _NAMES_OF_OTHERS if of_table == table}
    for declared in TABLES[table].fields:
        value = row.get(declared.name)
        is_skipped = declared.name in others or (table, declared.name) in _NOT_IDENTIFIERS
        if (
            not isinstance(value, str)
            or is_skipped
            or (table, declared.name) == ("notes", "author")
        ):
            continue
        yield from _values(declared, value, owner, role)


def _values(declared: Field, value: str, owner: str, role: str) -> Iterator[Known]:
    if declared.entity is None:
        return
    for member in list_members(value):
        text = member.strip()
        entity = _entity(declared.entity, text)
        if len(text) >= (_SHORTEST_ID if entity == "ID" else 1):
            yield Known(text, entity, owner, role, PART_BY_FIELD.get(declared.name, ""))


def _entity(declared: str, text: str) -> str:
    # Where a message went is an e-mail address or a phone number.
    if declared == "EMAIL" and "@" not in text:
        return "PHONE"
    return declared


def _in_jurisdiction(known: Known, jurisdiction: str) -> Known:
    if known.entity == "POSTCODE" and jurisdiction == "us":
        return replace(known, entity="ZIP")
    return known


def _owners(values: Iterable[Known]) -> dict[str, str]:
    """By value, for names: whose it is; the first who has it."""
    owners: dict[str, str] = {}
    for known in values:
        if known.entity in ("PERSON", "ORG"):
            owners.setdefault(same_value(known.value), known.owner)
    return owners


def _role_of(owner: str, otherwise: str) -> str:
    return {CLIENT: "client", CLINIC: "clinic"}.get(owner, otherwise)
