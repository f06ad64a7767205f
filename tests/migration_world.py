"""A clinic of three made-up clients for moves to another platform, one row at a time."""

from __future__ import annotations

import json
from datetime import date
from functools import cache

from anonkit.migration import Account, MigrationContext, Uniques, convert
from anonkit.model import TABLES, Identity, canonical_frame

ZONE = "Europe/London"


class Keys:
    """A naming key for tests."""

    naming = b"n" * 32


def rows(table, *dicts):
    """Canonical rows with keys and tags of their own."""
    made = [
        {
            "row_key": f"wix:{table}:{number}",
            "tag": f"{table}#{number}",
            "platform": "wix",
            "pulled_at": "2026-01-01T00:00:00+00:00",
            **row,
        }
        for number, row in enumerate(dicts, start=1)
    ]
    return canonical_frame(table, made)


def client(number, **fields):
    """One client with everything that targets ask for."""
    return {
        "row_key": f"wix:clients:{number}",
        "client_id": f"C{number}",
        "first_name": f"Corisande{number}",
        "last_name": "Snodworth",
        "birth_date": "1984-05-17",
        "email": f"mail{number}@oddment.example",
        "mobile_phone": "+447700900123",
        "status": "active",
        **fields,
    }


def bundle(**tables):
    """Frames by table: each table's rows as dicts; clients are two unless said."""
    tables.setdefault("clients", [client(1), client(2)])
    tables.setdefault("staff", [{"name": "Petronel Plumtarn"}])
    return {table: rows(table, *found) for table, found in tables.items()}


def appointment(**fields):
    """A booking of the first client."""
    return {
        "client_key": "wix:clients:1",
        "staff_key": "wix:staff:1",
        "starts_at": "2024-05-01T10:00:00+01:00",
        "ends_at": "2024-05-01T10:45:00+01:00",
        "service": "Lip filler",
        "location": "Marrowbone",
        "status": "completed",
        **fields,
    }


def context(target, **changes):
    """A context in which every word is the target's own or declared by it."""
    statuses = {
        word: theirs for word, theirs in target.proposed.get("statuses", {}).items() if theirs
    }
    words = {
        "practitioners": {"Petronel Plumtarn": "Petronel Plumtarn"},
        "services": {"Lip filler": "Lip filler"},
        "locations": {"Marrowbone": "Marrowbone"},
        "statuses": statuses,
    }
    made = {
        "zone": ZONE,
        "identity": Identity(Keys()),
        "crosswalk": words,
        "staff_names": {"wix:staff:1": "Petronel Plumtarn"},
        "as_of": date(2026, 3, 2),
        **changes,
    }
    return MigrationContext(**made)


def converted(target, *, frames=None, uniques=None, changes=None, **tables):
    """The bundle in the target's form."""
    held = frames if frames is not None else bundle(**tables)
    return convert(held, target, context(target, **(changes or {})), uniques or Uniques())


def fates(account: Account, table):
    """Row fates of a table in words."""
    return account.as_dict()["rows"].get(table, {})


def values_of(account: Account, field):
    """Value fates of a field in words."""
    return account.as_dict()["fields"].get(field, {})


def full_row(table, client_key="wix:clients:1"):
    """A row in which every field holds something of its type."""
    kinds = {
        "date-time": "2024-05-01T10:00:00+01:00",
        "partial date": "2024-05-01",
        "integer": "3",
        "decimal": "12.50",
        "boolean": "true",
        "list": json.dumps(["one", "two"]),
        "json": json.dumps({"question": "answer"}),
    }
    made = {}
    for field in TABLES[table].fields:
        value = (
            field.choices[0] if field.choices else kinds.get(field.type.value, f"some {field.name}")
        )
        made[field.name] = f"wix:{field.references}:1" if field.references else value
    if "client_key" in made:
        made["client_key"] = client_key
    return made


@cache
def full_bundle():
    """Every table with a row in which every field is filled."""
    tables = {table: [full_row(table)] for table in TABLES if table != "clients"}
    tables["clients"] = [{**full_row("clients"), "row_key": "wix:clients:1"}]
    tables["documents"][0]["media_type"] = tables["photos"][0]["media_type"] = "image/jpeg"
    return bundle(**tables)
