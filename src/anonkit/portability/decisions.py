"""The decision sheet: what a person should look at before a record is handed out, and what they decided."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from anonkit.errors import SettingsError
from anonkit.model import TABLES, IdentifierClass, Origin
from anonkit.portability.basis import SCOPES, Basis
from anonkit.portability.held import ClientRecord, RecordRow
from anonkit.portability.names_of_others import known_name_pattern, others_in, speaks_of_others

_COLUMNS = ("tag", "table", "field", "why", "count", "decision", "ground", "decided_by")


class Action(StrEnum):
    """What is done with a flagged row or field."""

    INCLUDE = "include"
    """Handed over whole."""
    REDACT = "redact"
    """Handed over with the names of others covered."""
    WITHHOLD = "withhold"
    """Not handed over."""


@dataclass(frozen=True)
class Decision:
    """What a named person decided about one row, or one field of it."""

    tag: str
    table: str
    field: str
    """Empty for the whole row."""
    action: Action
    ground: str
    decided_by: str


@dataclass(frozen=True)
class SheetLine:
    """One thing to look at, by tag; it never holds a value."""

    tag: str
    table: str
    field: str
    why: str
    count: int


def decision_sheet(record: ClientRecord, other_names: Iterable[str] = ()) -> tuple[SheetLine, ...]:
    """What a person should look at before this record goes out, table by table."""
    names = names_in_record(record.all_rows(), other_names)
    lines: list[SheetLine] = []
    for row in record.all_rows():
        if row.table in ("staff", "services", "products", "locations"):
            continue
        lines += _prose_lines(row, names) + _third_party_lines(row)
    return tuple(lines)


@dataclass(frozen=True)
class Names:
    """The names a record knows."""

    own: frozenset[str]
    """The client's, in lower case."""
    others: re.Pattern[str] | None
    """Other people's."""


def names_in_record(rows: Iterable[RecordRow], other_names: Iterable[str] = ()) -> Names:
    """The client's own names, and those of others that the record or the caller knows."""
    own: set[str] = set()
    others = list(other_names)
    for row in rows:
        if row.table == "clients":
            for name in ("first_name", "middle_name", "last_name", "preferred_name"):
                own.update(
                    part.lower()
                    for part in (row.get(name), *re.split(r"[\s-]+", row.get(name)))
                    if part
                )
        elif row.table == "contacts":
            others.append(row.get("name"))
        elif row.table == "coverages":
            others.append(row.get("policy_holder"))
        elif row.table == "payments":
            others.append(row.get("payer"))
    return Names(frozenset(own), known_name_pattern(name for name in others if name))


def _prose_lines(row: RecordRow, names: Names) -> list[SheetLine]:
    lines = []
    for name, value in row.value_by_field.items():
        field = TABLES[row.table].field_by_name[name]
        if field.identifier_class is not IdentifierClass.FREE_TEXT:
            continue
        count = sum(1 for _ in others_in(value, names.others, names.own))
        if count:
            lines.append(_line(row, name, "names somebody else", count))
        elif speaks_of_others(value):
            lines.append(_line(row, name, "speaks of somebody else", 1))
    return lines


def _third_party_lines(row: RecordRow) -> list[SheetLine]:
    fields = TABLES[row.table].field_by_name
    return [
        _line(row, name, "is about or from somebody else", 1)
        for name in row.value_by_field
        if fields[name].origin is Origin.THIRD_PARTY
        and fields[name].identifier_class is IdentifierClass.DIRECT
    ]


def _line(row: RecordRow, field: str, why: str, count: int) -> SheetLine:
    return SheetLine(row.get("tag") or row.id, row.table, field, why, count)


def sheet_to_csv(lines: Iterable[SheetLine]) -> str:
    """The sheet as CSV with three columns to fill in: decision, ground, decided_by."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in lines:
        writer.writerow(
            (line.tag, line.table, line.field, line.why, line.count, Action.INCLUDE.value, "", "")
        )
    return out.getvalue()


def decisions_from_csv(text: str, basis: Basis) -> tuple[Decision, ...]:
    """The decisions on a filled-in sheet; every fault is named at once, by line."""
    decisions: list[Decision] = []
    faults: list[str] = []
    for number, line in enumerate(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))), start=2):
        try:
            decisions.append(_decision(line, basis))
        except ValueError as fault:
            faults.append(f"line {number}: {fault}")
    if faults:
        raise SettingsError(
            "The decision sheet cannot be used:\n  "
            + "\n  ".join(faults)
            + "\nMend these lines and try again."
        )
    return tuple(decisions)


def _decision(line: dict[str, str | None], basis: Basis) -> Decision:
    cell = {name: (line.get(name) or "").strip() for name in _COLUMNS}
    if cell["table"] not in TABLES or (
        cell["field"] and cell["field"] not in TABLES[cell["table"]].field_by_name
    ):
        raise ValueError("table or field is not one of the record's")
    actions = [action.value for action in Action]
    if cell["decision"] not in actions:
        raise ValueError(f"decision must be one of {', '.join(actions)}")
    action = Action(cell["decision"])
    grounds = [ground.code for ground in SCOPES[basis].grounds]
    if action is not Action.INCLUDE and (cell["ground"] not in grounds or not cell["decided_by"]):
        raise ValueError(
            f"needs decided_by, and a ground that {basis.value} knows: {', '.join(grounds)}"
        )
    return Decision(
        cell["tag"], cell["table"], cell["field"], action, cell["ground"], cell["decided_by"]
    )
