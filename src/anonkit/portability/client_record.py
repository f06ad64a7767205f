"""Everything held on one client, rows in quarantine included and marked, within what a basis covers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.model import CLIENT_TABLES, SYSTEM_FIELDS, TABLES, FieldType
from anonkit.portability.basis import Basis
from anonkit.portability.decisions import Decision
from anonkit.portability.files import BlobReader, describe_files
from anonkit.portability.held import (
    ClientRecord,
    Question,
    Reason,
    RecordRow,
    UnmappedValue,
    UnreadableUnit,
    filled,
)
from anonkit.portability.references import referenced_rows
from anonkit.portability.withholding import Sieve

Bundle = Mapping[str, pd.DataFrame]
_TIMES = (FieldType.DATE_TIME, FieldType.PARTIAL_DATE)


def collect_client_record(
    bundles: Iterable[Bundle],
    persons: pd.DataFrame,
    client_key: str,
    *,
    basis: Basis,
    blobs: BlobReader | None = None,
    quarantined: pd.DataFrame | None = None,
    asides: pd.DataFrame | None = None,
    unmapped: pd.DataFrame | None = None,
    decisions: Sequence[Decision] = (),
    other_names: Iterable[str] = (),
) -> ClientRecord:
    """The record of the person whom `client_key` belongs to.

    All client rows that are certainly this person are one record; a row that only may be is a
    question and stays outside. `other_names` are names to cover where a decision says *redact*.
    """
    keys = same_client_keys(persons, client_key)
    found, clinic = _stored_rows(bundles, keys)
    waiting, unreadable = _quarantined_rows(quarantined, keys)
    rows = _put_back(found + waiting, asides)
    if not any(row.table == "clients" for row in rows):
        raise SettingsError(
            "No client with this id is held, in the records or in quarantine. "
            "Check the id, or look the person up with `anonkit find`."
        )
    sieve = Sieve(basis, decisions, rows, other_names)
    kept = [row for row in map(sieve.pass_row, _numbered(rows)) if row is not None]
    kept += sieve.pass_clinic(referenced_rows(kept, clinic))
    by_table = _by_table(kept)
    return ClientRecord(
        basis=basis,
        client_key=client_key,
        rows=by_table,
        unreadable=unreadable,
        unmapped=sieve.pass_unmapped(_unmapped_values(unmapped, rows)),
        files=describe_files(by_table, blobs),
        withheld=sieve.withheld(),
        questions=_questions(persons, keys),
    )


def same_client_keys(persons: pd.DataFrame, client_key: str) -> frozenset[str]:
    """The keys of all client rows that are certainly the person this key belongs to."""
    own = persons.loc[persons["client_key"] == client_key, "person"]
    same = persons.loc[persons["person"].isin(own), "client_key"]
    return frozenset(same.astype(str)) | {client_key}


def _questions(persons: pd.DataFrame, keys: frozenset[str]) -> tuple[Question, ...]:
    own = persons["client_key"].isin(keys)
    groups = persons.loc[own, "review_group"].dropna()
    others = persons[~own & persons["review_group"].isin(groups)]
    firsts = others.drop_duplicates("person").sort_values("client_key", kind="stable")
    return tuple(Question(_texts(evidence)) for evidence in firsts["evidence"])


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or not value:
        return ()
    parsed = json.loads(value)
    return tuple(str(item) for item in parsed) if isinstance(parsed, list) else (str(parsed),)


def _stored_rows(
    bundles: Iterable[Bundle], keys: frozenset[str]
) -> tuple[list[RecordRow], dict[str, pd.DataFrame]]:
    """The person's rows; and the clinic's own tables, which are the same in every bundle."""
    rows: list[RecordRow] = []
    clinic: dict[str, pd.DataFrame] = {}
    for bundle in bundles:
        for table, frame in bundle.items():
            if table in CLIENT_TABLES:
                rows += rows_of(table, frame[frame[owner_column(table)].isin(keys)])
            elif table in TABLES:
                clinic.setdefault(table, frame)
    return rows, clinic


def owner_column(table: str) -> str:
    """The column that says whose a row is."""
    return "row_key" if table == "clients" else "client_key"


def rows_of(table: str, frame: pd.DataFrame) -> list[RecordRow]:
    """The frame's rows with their non-empty values."""
    return [RecordRow("", table, filled(values)) for values in frame.to_dict("records")]


def _quarantined_rows(
    quarantined: pd.DataFrame | None, keys: frozenset[str]
) -> tuple[list[RecordRow], tuple[UnreadableUnit, ...]]:
    rows: list[RecordRow] = []
    unreadable: list[UnreadableUnit] = []
    if quarantined is None:
        return rows, ()
    mine = quarantined["client_key"].isin(keys) | (
        (quarantined["table"] == "clients") & quarantined["row_key"].isin(keys)
    )
    for line in quarantined[mine].to_dict("records"):
        payload = json.loads(line["payload"])
        reasons = tuple(_reason(item) for item in json.loads(line["reasons"]))
        table = line["table"] if isinstance(line["table"], str) else ""
        if table in TABLES and "raw" not in payload:
            rows.append(RecordRow("", table, _payload_values(table, line, payload), reasons))
        else:
            raw = payload.get("raw", list(payload.values()))
            texts = tuple(str(cell) for cell in (raw if isinstance(raw, list) else [raw]))
            unreadable.append(UnreadableUnit(table, str(line["tag"]), texts, reasons))
    return rows, tuple(unreadable)


def _payload_values(
    table: str, line: Mapping[object, object], payload: Mapping[object, object]
) -> dict[str, str]:
    names = TABLES[table].field_by_name
    own = {name: value for name, value in filled(payload).items() if name in names}
    return (
        filled({name: line.get(name) for name in ("row_key", "tag", "source_file", "source_place")})
        | own
    )


def _reason(item: Mapping[str, object]) -> Reason:
    return Reason(*(str(item.get(name) or "") for name in ("code", "field", "severity", "message")))


def _put_back(rows: list[RecordRow], asides: pd.DataFrame | None) -> list[RecordRow]:
    """The rows with the values that validation had put aside, as found and marked."""
    if asides is None or asides.empty:
        return rows
    by_row: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    own = asides[asides["row_key"].isin({row.row_key for row in rows if row.row_key})]
    for aside in own.to_dict("records"):
        place = (str(aside["table"]), str(aside["row_key"]))
        by_row.setdefault(place, []).append(
            (str(aside["field"]), str(aside["value"]), str(aside["reason"]))
        )
    return [_with_asides(row, by_row.get((row.table, row.row_key), [])) for row in rows]


def _with_asides(row: RecordRow, asides: Sequence[tuple[str, str, str]]) -> RecordRow:
    known = [aside for aside in asides if aside[0] in TABLES[row.table].field_by_name]
    values = filled({name: value for name, value, _ in known if name not in row.value_by_field})
    doubts = {name: reason for name, _, reason in known}
    return RecordRow(
        row.id, row.table, {**row.value_by_field, **values}, row.reasons, {**row.doubts, **doubts}
    )


def _numbered(rows: Iterable[RecordRow]) -> list[RecordRow]:
    """The rows in declared table order, by time within a table, with their ids."""
    named: list[RecordRow] = []
    for table, own in _by_table(rows).items():
        ordered = sorted(
            own, key=lambda row: (_time_of(row), row.row_key, sorted(row.value_by_field.items()))
        )
        named += [
            RecordRow(
                f"{table.replace('_', '-')}-{number}",
                table,
                row.value_by_field,
                row.reasons,
                row.doubts,
            )
            for number, row in enumerate(ordered, start=1)
        ]
    return named


def _time_of(row: RecordRow) -> str:
    times = (field.name for field in TABLES[row.table].fields if field.type in _TIMES)
    return next((row.get(name) for name in times if row.get(name)), "")


def _by_table(rows: Iterable[RecordRow]) -> dict[str, tuple[RecordRow, ...]]:
    grouped: dict[str, list[RecordRow]] = {table: [] for table in TABLES}
    for row in rows:
        grouped[row.table].append(row)
    return {table: tuple(own) for table, own in grouped.items() if own}


def _unmapped_values(
    unmapped: pd.DataFrame | None, rows: Iterable[RecordRow]
) -> tuple[UnmappedValue, ...]:
    if unmapped is None or unmapped.empty:
        return ()
    own = unmapped[unmapped["row_key"].isin({row.row_key for row in rows if row.row_key})]
    return tuple(
        UnmappedValue(*(str(line[name]) for name in ("row_key", "table", "column", "value")))
        for line in own.to_dict("records")
        if isinstance(line["value"], str) and line["value"]
    )


SYSTEM_NAMES = frozenset(field.name for field in SYSTEM_FIELDS)
"""The fields every row has, whatever its table."""
