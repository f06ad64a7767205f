"""The clinic's own rows that a record refers to: who treated, which product, where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from anonkit.model import CLINIC_TABLES, TABLES
from anonkit.portability.held import RecordRow, filled

_NAMED_IN = {
    "services": (("appointments", "service"), ("treatments", "procedure")),
    "products": (("treatments", "product"), ("payments", "item")),
    "locations": (("appointments", "location"),),
}
"""Clinic tables that client rows refer to by name: table to where the name stands."""


def referenced_rows(
    rows: Iterable[RecordRow], clinic: Mapping[str, pd.DataFrame]
) -> list[RecordRow]:
    """The rows of clinic tables that these rows refer to, by key or by name, with their ids."""
    own = list(rows)
    found: list[RecordRow] = []
    for table in CLINIC_TABLES:
        if table not in clinic:
            continue
        frame = clinic[table]
        wanted = frame["row_key"].isin(_keys_to(table, own)) | frame["name"].isin(
            _names_of(table, own)
        )
        found += [
            RecordRow(f"{table}-{number}", table, filled(values))
            for number, values in enumerate(frame[wanted].to_dict("records"), start=1)
        ]
    return found


def _keys_to(table: str, rows: Iterable[RecordRow]) -> set[str]:
    return {
        row.get(field.name)
        for row in rows
        for field in TABLES[row.table].fields
        if field.references == table and row.get(field.name)
    }


def _names_of(table: str, rows: Iterable[RecordRow]) -> set[str]:
    places = _NAMED_IN.get(table, ())
    return {
        row.get(name)
        for row in rows
        for place, name in places
        if row.table == place and row.get(name)
    }
