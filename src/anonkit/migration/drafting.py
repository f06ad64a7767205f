"""A target drafted from a blank template: each header by what importers mean with it, to be looked at and changed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml

from anonkit.errors import MappingError
from anonkit.migration.blank_template import TemplateColumn
from anonkit.model import CONSENT_STATES, TABLES

_NO = ("no", "n", "false", "0", "unsubscribed", "opted out")
_YES = ("yes", "y", "true", "1", "subscribed", "opted in")
_UNKNOWN = ("unknown", "not set", "never subscribed")


@cache
def _headers() -> Mapping[str, Any]:
    text = (resources.files("anonkit.migration") / "headers.yaml").read_text(encoding="utf-8")
    known: Mapping[str, Any] = yaml.safe_load(text)
    return known


def draft_target(columns: Sequence[TemplateColumn], name: str) -> dict[str, Any]:
    """A target's description as data; headers that nobody knows stay empty, and are told in a note.

    `MappingError` where no header is known, or where a required one is not.
    """
    table = max(_headers(), key=lambda each: sum(_meant(each, c) is not None for c in columns))
    drafted = {column.header: _drafted(table, column) for column in columns}
    unknown = [column for column in columns if drafted[column.header] is None]
    if len(unknown) == len(columns):
        raise MappingError(f"No header of {name} is known; write its mapping.yaml by hand.")
    missing = [column.header for column in unknown if column.is_required]
    note = (
        f"nothing is known for: {', '.join(column.header for column in unknown)}" if unknown else ""
    )
    return {
        "title": name,
        "how": "upload the file in the platform's own importer; compare the first lines before you confirm",
        "country": "",
        "certainty": "drafted from the headers of a blank template; read it before you run it",
        "source": "the blank template",
        "takes": table,
        "files": [
            {
                "name": table,
                "file": f"{table}.csv",
                "table": table,
                "note": note + (f"; required: {', '.join(missing)}" if missing else ""),
                "columns": {
                    header: column if column is not None else {"constant": ""}
                    for header, column in drafted.items()
                },
                **_overflow(drafted),
            }
        ],
        "known": _known(columns, drafted),
        "tables": {table: {"refuse": "the template has no such column"}},
        "rest": {"refuse": f"the template takes {table} only"},
        "fields": _left(table, drafted),
    }


def _drafted(table: str, column: TemplateColumn) -> dict[str, Any] | None:
    name = _meant(table, column)
    if name is None:
        return None
    told = dict(_headers()[table][name])
    told.pop("headers")
    told.pop("medical", None)
    if not {"field", "client", "consent", "contact"} & set(told):
        told["field"] = name
    if told.get("form") == "words":
        told["words"] = _word_map(table, str(told["field"]), column.choices)
    if "consent" in told:
        told |= _consent_words(column.choices)
    if column.is_required:
        told["required"] = True
    return told


def _meant(table: str, column: TemplateColumn) -> str | None:
    folded = re.sub(r"[^a-z0-9]+", " ", column.header.casefold().replace("(required)", "")).strip()
    return next(
        (name for name, told in _headers()[table].items() if folded in told["headers"]), None
    )


def _word_map(table: str, field: str, choices: Sequence[str]) -> dict[str, str]:
    """Our words to those of the drop-down that are the same, or begin alike."""
    ours = TABLES[table].field_by_name[field].choices
    if not choices:
        return {word: word.capitalize() for word in ours if word != "unknown"}
    found = {}
    for word in ours:
        same = [c for c in choices if c.casefold() == word] or [
            c for c in choices if len(c) == 1 and word.startswith(c.casefold())
        ]
        if same:
            found[word] = same[0]
    return found


def _consent_words(choices: Sequence[str]) -> dict[str, Any]:
    """A word for yes only where it is the template's own; everything else is a no, or unknown."""
    yes = next((c for c in choices if c.casefold() in _YES), "Yes")
    no = next((c for c in choices if c.casefold() in _NO), "No")
    unknown = next((c for c in choices if c.casefold() in _UNKNOWN), no)
    words = dict.fromkeys(CONSENT_STATES, no) | {"given": yes, "unknown": unknown}
    coerced = [state for state in ("withdrawn", "expired", "unknown") if words[state] == no]
    return {"words": words, "coerced": coerced}


def _overflow(drafted: Mapping[str, Any]) -> dict[str, str]:
    notes = [h for h, column in drafted.items() if column and column.get("field") == "remarks"]
    return {"overflow": notes[0]} if notes else {}


def _known(columns: Sequence[TemplateColumn], drafted: Mapping[str, Any]) -> dict[str, list[str]]:
    found = {}
    for column in columns:
        told = drafted[column.header]
        if told and column.choices:
            kind = told.get("kind") or ("practitioners" if told.get("form") == "staff" else None)
            if kind:
                found[str(kind)] = list(column.choices)
    return found


def _left(table: str, drafted: Mapping[str, Any]) -> dict[str, Any]:
    """Bookings tell their client by name where the template has no number for it."""
    carried = any(column and column.get("carries") for column in drafted.values())
    if table == "appointments" and not carried:
        return {"appointments.client_key": {"refuse": "the template has no number of a client"}}
    return {}
