"""An export taken in again: canonical frames, files, and what was quarantined or doubted stays so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import MarkedInput, SourceUnreadable
from anonkit.model import TABLES, canonical_frame
from anonkit.portability.bag_reader import Bag, open_bag, signed_by
from anonkit.portability.basis import Basis
from anonkit.portability.json_document import FORMAT_VERSION, MARK

QUARANTINE_COLUMNS = (
    "tag", "table", "row_key", "client_key", "source_file", "source_place", "reasons", "payload", "stage",
)  # fmt: skip
ASIDE_COLUMNS = ("row_key", "table", "field", "value", "reason")
UNMAPPED_COLUMNS = ("row_key", "table", "column", "value")


@dataclass(frozen=True)
class ReturnedFile:
    """A document or photograph that came with an export."""

    table: str
    row_key: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class ReturnedRecord:
    """A record read back; tags and digests are missing, as they belong to the clinic that made it."""

    case: str
    basis: Basis
    made_at: str
    signed_by: str
    """The fingerprint of the key that signed the bag; empty where nobody did."""
    tables: Mapping[str, pd.DataFrame]
    """Canonical frames of the rows that were not in quarantine."""
    quarantined: pd.DataFrame
    asides: pd.DataFrame
    unmapped: pd.DataFrame
    _bag: Bag
    _files: tuple[tuple[str, str, str, str], ...]

    def files(self) -> Iterator[ReturnedFile]:
        """The files, one in memory at a time."""
        for table, row_key, media_type, path in self._files:
            yield ReturnedFile(table, row_key, media_type, self._bag.read(f"data/{path}"))


def read_archive(
    path: Path, *, identities: Sequence[str] = (), passphrase: str | None = None
) -> ReturnedRecord:
    """The record that `write_archive` wrote, wherever it was moved to since.

    Raises `IntegrityError` where a byte of it was changed, and `MarkedInput` where it is a release.
    """
    bag = open_bag(path, identities=identities, passphrase=passphrase)
    try:
        return _returned(bag, _document(bag))
    except (KeyError, TypeError, AttributeError, ValueError):
        raise SourceUnreadable(
            "record.json has not the shape of a patient export. Ask for the export again."
        ) from None


def _returned(bag: Bag, document: Mapping[str, Any]) -> ReturnedRecord:
    rows = [(table, row) for table, lines in document["tables"].items() for row in lines]
    sound = [(table, row) for table, row in rows if "quarantined" not in row]
    return ReturnedRecord(
        case=document["export"],
        basis=Basis(document["basis"]),
        made_at=document["made_at"],
        signed_by=signed_by(bag),
        tables=_frames(sound),
        quarantined=_quarantined(rows, document["unreadable_rows"]),
        asides=_asides(rows),
        unmapped=pd.DataFrame(document["other_columns"], columns=list(UNMAPPED_COLUMNS)),
        _bag=bag,
        _files=_files(rows, document["files"]),
    )


def _document(bag: Bag) -> dict[str, Any]:
    if "data/record.json" not in bag.names():
        raise SourceUnreadable(
            "The bag holds no record.json, so it was not made by anonkit export-patient."
        )
    try:
        document = json.loads(bag.read("data/record.json"))
    except (ValueError, RecursionError):
        raise SourceUnreadable(
            "record.json is not readable JSON. Ask for the export again."
        ) from None
    if not isinstance(document, dict) or "anonkit" not in document:
        raise SourceUnreadable("record.json is not the record of a patient export.")
    if document.get("anonkit") != MARK:
        raise MarkedInput(
            "The bag bears another mark than that of a patient export and is not taken in."
        )
    if document.get("format_version") != FORMAT_VERSION:
        raise SourceUnreadable(
            "The export has a format this version does not read. Use a newer anonkit."
        )
    unknown = sorted(set(document["tables"]) - set(TABLES))
    if unknown:
        raise SourceUnreadable(f"The export has {len(unknown)} tables this version does not know.")
    return dict(document)


def _frames(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> dict[str, pd.DataFrame]:
    by_table: dict[str, list[Mapping[str, str]]] = {}
    for table, row in rows:
        by_table.setdefault(table, []).append(_undoubted(row))
    return {table: canonical_frame(table, own) for table, own in by_table.items()}


def _undoubted(row: Mapping[str, Any]) -> dict[str, str]:
    doubts = row.get("doubts", {})
    return {name: value for name, value in row["values"].items() if name not in doubts}


def _asides(rows: Sequence[tuple[str, Mapping[str, Any]]]) -> pd.DataFrame:
    """The values that a check had doubted go aside again; their fields stay empty."""
    lines = [
        (row["values"].get("row_key"), table, name, row["values"].get(name), reason)
        for table, row in rows
        for name, reason in row.get("doubts", {}).items()
    ]
    return pd.DataFrame(lines, columns=list(ASIDE_COLUMNS))


def _quarantined(
    rows: Sequence[tuple[str, Mapping[str, Any]]], unreadable: Sequence[Mapping[str, Any]]
) -> pd.DataFrame:
    lines: list[Mapping[str, Any]] = [
        _quarantine_line(table, row) for table, row in rows if "quarantined" in row
    ]
    owner = next((row["values"].get("row_key") for table, row in rows if table == "clients"), None)
    lines += [
        {"table": unit["table"], "client_key": owner, "reasons": json.dumps(unit["reasons"]),
         "payload": json.dumps({"raw": unit["raw"]}), "stage": "read"}
        for unit in unreadable
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=list(QUARANTINE_COLUMNS))


def _quarantine_line(table: str, row: Mapping[str, Any]) -> dict[str, str]:
    values = row["values"]
    places = {
        name: values.get(name) for name in ("row_key", "client_key", "source_file", "source_place")
    }
    return places | {
        "table": table,
        "reasons": json.dumps(row["quarantined"]),
        "payload": json.dumps(_undoubted(row), ensure_ascii=False),
        "stage": "validate",
    }


def _files(
    rows: Sequence[tuple[str, Mapping[str, Any]]], files: Sequence[Mapping[str, str]]
) -> tuple[tuple[str, str, str, str], ...]:
    place_by_id = {row["id"]: (table, row["values"].get("row_key", "")) for table, row in rows}
    return tuple(
        (*place_by_id[each["row"]], each["media_type"], each["path"])
        for each in files
        if each["path"]
    )
