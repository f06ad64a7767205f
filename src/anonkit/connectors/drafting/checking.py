"""A mapping file looked at whole: what would not load, and what would load and not do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from anonkit.connectors.mapping import FieldRule, Reading, RowRule
from anonkit.connectors.registry import connector_from
from anonkit.errors import MappingError
from anonkit.model import TABLES


def faults_of(path: Path) -> list[str]:
    """Every fault of a mapping file with its key; none where it can be used."""
    try:
        connector = connector_from(path)
    except MappingError as error:
        return [line.strip() for line in str(error).splitlines()[1:-1]] or [str(error)]
    return [
        f"readings.{name}.{fault}"
        for name, reading in connector.mapping.readings.items()
        for fault in _reading_faults(reading)
    ]


def _reading_faults(reading: Reading) -> Iterator[str]:
    made: set[str] = set()
    for row in reading.rows:
        place = f"{row.table}{f'/{row.part}' if row.part else ''}"
        yield from (f"{place}.{fault}" for fault in _row_faults(row, made))
        made.add(row.table)


def _row_faults(row: RowRule, made: set[str]) -> Iterator[str]:
    fields = TABLES[row.table].field_by_name
    filled = set(row.fields) | {"client_key", "row_key"}
    if row.for_each is not None:
        filled |= {row.for_each.header_to, row.for_each.value_to}
    for field in TABLES[row.table].fields:
        if field.required and field.name not in filled and not field.name.endswith("_id"):
            yield f"{field.name}: every row of {row.table} needs it, and no rule gives it"
    if row.client is not None and row.client.own and "clients" not in made:
        yield "client: self stands before the row of clients; put that row first"
    for name, rule in row.fields.items():
        yield from (
            f"fields.{name}: {fault}" for fault in _rule_faults(rule, fields[name].choices, made)
        )


def _rule_faults(rule: FieldRule, choices: tuple[str, ...], made: set[str]) -> Iterator[str]:
    if rule.same_row is not None and rule.same_row not in made:
        yield f"same_row: no row of {rule.same_row} is made before this one"
    words = [*(rule.values or {}).values(), rule.constant, rule.default]
    unknown = sorted({word for word in words if word and choices and word not in choices})
    if unknown:
        yield f"{', '.join(unknown)} is none of {', '.join(choices)}"
    for one in (*(rule.choose or []), *(rule.parts or [])):
        yield from _rule_faults(one, choices if rule.choose else (), made)
