"""``datapackage.json``: the tables of a release as a Frictionless data package, each with its schema.

Source: Frictionless Data, Tabular Data Package v1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

import pandas as pd

from anonkit.datasets.count_tables import CountTable
from anonkit.datasets.dataset import MARK_COLUMN, typed_release_frame
from anonkit.datasets.described_columns import (
    MISSING_CODES,
    ROW_KEY,
    Column,
    grain_of,
    key_of,
)
from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.folder import json_bytes
from anonkit.datasets.known_bias import OF_RELEASE
from anonkit.datasets.manifest import MACHINE_MARK
from anonkit.model import TABLES, csv_resource

DATA_PACKAGE_FILE = "datapackage.json"
_ESCAPES = (
    "A text cell that begins with = + - @, a tab or a line break has one apostrophe put before it, so that no "
    "spreadsheet runs it as a formula. Take one leading apostrophe away to have the value back."
)
_PARENTS = {"appointment_row": "appointments", "treatment_row": "treatments"}


def data_package(
    tables: Mapping[str, pd.DataFrame],
    columns: Sequence[Column],
    facts: ReleaseFacts,
    csv_by_path: Mapping[str, bytes],
    count_tables: Sequence[CountTable] = (),
) -> bytes:
    """The package as it is written; `csv_by_path` holds the files it describes."""
    told = [column for column in columns if column.is_told]
    described = {name: list(own) for name, own in groupby(told, lambda column: column.table)}
    resources = [
        _resource(
            table,
            _meaning(table),
            [_field(column, _type(table, column, frame)) for column in described[table]],
            csv_by_path[f"tables/{table}.csv"],
            {"grain": grain_of(table), **_keys(table, frame, tables)},
        )
        for table, frame in tables.items()
    ]
    resources += [_counts(one, csv_by_path[f"tables/{one.name}.csv"]) for one in count_tables]
    return json_bytes(
        {
            "profile": "tabular-data-package",
            "name": facts.release.lower(),
            "title": f"{facts.title}: {facts.mark}",
            "description": _ESCAPES,
            "anonkit": MACHINE_MARK,
            "release": facts.release,
            "as_of": facts.as_of,
            "audience": facts.audience,
            "terms": list(facts.terms),
            "known_bias": list(OF_RELEASE),
            "missing_codes": dict(MISSING_CODES),
            "resources": resources,
        }
    )


def _meaning(table: str) -> str:
    return TABLES[table].meaning if table in TABLES else "one row a case: who the made-up person is"


def _resource(
    name: str, meaning: str, fields: list[dict[str, Any]], content: bytes, more: dict[str, Any]
) -> dict[str, Any]:
    keys: dict[str, Any] = {
        key: more.pop(key) for key in ("primaryKey", "foreignKeys") if key in more
    }
    schema = {"fields": fields, "missingValues": [""], **keys}
    return csv_resource(name, f"tables/{name}.csv", meaning, schema, content, more)


def _type(table: str, column: Column, frame: pd.DataFrame) -> dict[str, Any]:
    """The type that every value has; a band of a number and a list as JSON are text."""
    if column.name == MARK_COLUMN:
        return {"type": "string"}
    kind = typed_release_frame(table, frame[[column.name]])[column.name].dtype
    if pd.api.types.is_bool_dtype(kind):
        return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
    if pd.api.types.is_integer_dtype(kind):
        return {"type": "integer"}
    return {"type": "number"} if pd.api.types.is_numeric_dtype(kind) else {"type": "string"}


def _field(column: Column, kind: dict[str, Any]) -> dict[str, Any]:
    more = {
        "unit": column.unit,
        "choices": list(column.choices),
        "treatment": column.treatment,
        "precision_before": column.precision_before,
        "precision_after": column.precision_after,
        "missing": dict(column.missing),
        "known_bias": column.known_bias,
    }
    held = {name: value for name, value in more.items() if value}
    return {"name": column.name, **kind, "description": column.meaning, **held}


def _keys(table: str, frame: pd.DataFrame, tables: Mapping[str, pd.DataFrame]) -> dict[str, Any]:
    """Keys that hold over every row; one that does not is a way to join and no promise."""
    found: dict[str, Any] = {}
    own = list(key_of(table, frame))
    if own and not frame.duplicated(own).any():
        found["primaryKey"] = own
    foreign = [
        {"fields": fields, "reference": {"resource": parent, "fields": wanted}}
        for fields, parent, wanted in _ways(table, frame)
        if parent in tables and _leads(frame[fields], tables[parent], wanted)
    ]
    return {**found, "foreignKeys": foreign} if foreign else found


def _ways(table: str, frame: pd.DataFrame) -> list[tuple[list[str], str, list[str]]]:
    ways = [(["case"], "cases", ["case"])] if table != "cases" and "case" in frame else []
    return ways + [
        (["case", name], parent, list(ROW_KEY))
        for name, parent in _PARENTS.items()
        if name in frame and frame[name].notna().all()
    ]


def _leads(frame: pd.DataFrame, parent: pd.DataFrame, wanted: list[str]) -> bool:
    if not set(wanted) <= set(parent):
        return False
    there = set(parent[wanted].itertuples(index=False, name=None))
    return set(frame.itertuples(index=False, name=None)) <= there


def _counts(table: CountTable, content: bytes) -> dict[str, Any]:
    names = [*(str(name) for name in table.frame.columns), MARK_COLUMN]
    fields = [{"name": name, "type": "string"} for name in names]
    more = {"grain": "one row a cell; * is left out", "rules": list(table.rules)}
    return _resource(table.name, table.title, fields, content, more)
