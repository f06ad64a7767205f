"""Gathers what is made of one source, counts every unit's fate, and closes it as a piece."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from anonkit.connectors.applying import (
    MadeBlock,
    MadeColumns,
    MadeRow,
    content_of,
    contents_of,
)
from anonkit.connectors.base import (
    CLIENT_REF_COLUMNS,
    QUARANTINE_COLUMNS,
    UNMAPPED_COLUMNS,
    Noticed,
    Piece,
    ReadContext,
    Recognition,
    SourceCounts,
)
from anonkit.connectors.readers import BadUnit
from anonkit.model import TABLES, RowKey, canonical_frame, frame_of_columns, text_array

REASONS: Mapping[str, str] = {
    "short-row": "the row has fewer cells than the header",
    "long-row": "the row has more cells than the header",
    "unclosed-quote": "a quote is opened and not closed",
    "cut-off-row": "the file ends in the middle of this row",
    "nul-byte": "the row holds NUL bytes",
    "unreadable-line": "the line is no JSON object",
    "unreadable-file": "the file cannot be read: damaged, locked, or of an old kind",
    "corrupt-pdf": "the PDF is damaged or cut off",
    "unsafe-member": "the archive member points outside the archive",
    "encrypted-member": "the archive member is locked with a password",
    "duplicate-member": "the archive holds a member of this name already",
    "too-large": "the archive or its member is larger than any export",
    "nested-too-deep": "the archive lies too deep within other archives",
    "file-missing": "the file that the row names is not among the sources",
    "not-in-index": "no row names the file, and nothing else says whose it is",
    "ambiguous-client": "several clients fit what the row says of its client",
    "unknown-client": "no client fits what the row says of its client",
}


_TEXT = pd.StringDtype(na_value=float("nan"))


class PieceMaker:
    """One source in the making."""

    def __init__(self, source: str, platform: str, context: ReadContext) -> None:
        self.source = source
        self.platform = platform
        self.recognition: Recognition | None = None
        self._context = context
        self._start()

    def _start(self) -> None:
        self._rows: dict[str, list[dict[str, str | None]]] = defaultdict(list)
        self._frames: dict[str, list[pd.DataFrame]] = defaultdict(list)
        self._faults: list[dict[str, Any]] = []
        self._unmapped = _TextColumns(UNMAPPED_COLUMNS)
        self._refs = _TextColumns(CLIENT_REF_COLUMNS)
        self.noticed: Counter[tuple[str, str]] = Counter()
        self.read = self.quarantined = 0
        self.ignored: Counter[str] = Counter()
        self.units = 0

    @property
    def room(self) -> int:
        """How many units more the piece should hold."""
        return self._context.rows_per_piece - self.units

    @property
    def is_full(self) -> bool:
        """Whether the piece holds as many units as one should."""
        return self.room <= 0

    def add_rows(
        self, rows: list[MadeRow], place: str, unmapped: Mapping[str, str]
    ) -> list[dict[str, str | None]]:
        """Takes the rows of one unit over; hands back their full values."""
        whole = [self._whole(row, place) for row in rows]
        for row, values in zip(rows, whole, strict=True):
            self._rows[row.table].append(values)
            if row.client_ref is not None and row.client_ref[1]:
                self._refs.add(row.row_key, row.table, *row.client_ref)
        first = rows[0]
        for column, value in unmapped.items():
            self._unmapped.add(first.row_key, first.table, column, value)
        return whole

    def add_block(self, block: MadeBlock) -> None:
        """Takes all over that a block of units makes."""
        for part in block.tables:
            self._close_rows(part.table)
            self._frames[part.table].append(self._frame(part, block.places))
        for place, row in block.staff:
            self.add_rows([row], place, {})
        for faulty in block.faulty:
            self.add_faulty_rows(faulty.rows, faulty.place, faulty.faults, faulty.unmapped)
        self._unmapped.extend(block.unmapped)
        self._refs.extend(block.refs)
        for reason, count in block.ignored.items():
            self.ignore(reason, count)
        self.count_read(block.read)

    def add_bad_unit(self, unit: BadUnit, table: str, file_tag: str) -> None:
        """Takes a unit over that could not be read."""
        key = str(RowKey(self.platform, table or "source", f"r-{file_tag}-{unit.place}"))
        payload = {"raw": list(unit.raw)}
        self._faults.append(self._fault(table, key, None, unit.place, [unit.reason], payload))
        self.quarantined += 1
        self.units += 1

    def add_faulty_rows(
        self,
        rows: list[MadeRow],
        place: str,
        reasons: list[str],
        unmapped: Mapping[str, str] | None = None,
    ) -> None:
        """Takes the rows of one unit over that may not go on."""
        for row in rows:
            values = self._whole(row, place)
            payload: dict[str, Any] = {name: value for name, value in values.items() if value}
            if row.client_ref is not None and row.client_ref[1]:
                payload["_client_ref"] = row.client_ref[1]
            if unmapped:
                payload["_unmapped"] = dict(unmapped)
            client = values.get("client_key")
            self._faults.append(
                self._fault(row.table, row.row_key, client, place, reasons, payload)
            )
        self.quarantined += 1
        self.units += 1

    def close(self) -> Piece:
        """The piece; an account that does not close is a fault of ours."""
        ignored = {reason: self.ignored[reason] for reason in sorted(self.ignored)}
        counts = SourceCounts(self.units, self.read, self.quarantined, ignored)
        if not counts.closes:
            raise AssertionError(f"units of {self.source} were lost on the way")
        piece = Piece(
            source=self.source,
            frames={table: self._joined(table) for table in TABLES if self._has(table)},
            faults=_fault_frame(self._faults),
            unmapped=self._unmapped.frame(),
            client_refs=self._refs.frame(),
            findings=tuple(
                Noticed(code, place, n) for (code, place), n in sorted(self.noticed.items())
            ),
            counts=counts,
            recognition=self.recognition,
        )
        self._start()
        return piece

    def ignore(self, reason: str, count: int = 1) -> None:
        """Counts units that hold no record."""
        if count:
            self.ignored[reason] += count
            self.units += count

    def count_read(self, count: int = 1) -> None:
        """Counts units that went through."""
        self.read += count
        self.units += count

    def _whole(self, row: MadeRow, place: str) -> dict[str, str | None]:
        identity = self._context.identity
        return {
            **row.fields,
            "tag": identity.tag(row.table, row.row_key),
            "platform": row.row_key.partition(":")[0],
            "source_file": self.source,
            "source_place": place,
            "pulled_at": self._context.pulled_at,
            "content_hash": identity.content_hash(content_of(row.table, row.fields)),
        }

    def _frame(self, part: MadeColumns, places: Sequence[str]) -> pd.DataFrame:
        identity, count = self._context.identity, len(part.rows)
        columns: dict[str, Sequence[str | None]] = {
            **part.columns,
            "tag": identity.tags(part.table, part.keys),
            "platform": [key.partition(":")[0] for key in part.keys],
            "source_file": [self.source] * count,
            "source_place": [places[row] for row in part.rows],
            "pulled_at": [self._context.pulled_at] * count,
            "content_hash": identity.content_hashes(contents_of(part.table, part.columns, count)),
        }
        return frame_of_columns(part.table, columns)

    def _close_rows(self, table: str) -> None:
        """Rows that came one by one stand before those of the next block."""
        if rows := self._rows.pop(table, None):
            self._frames[table].append(canonical_frame(table, rows))

    def _has(self, table: str) -> bool:
        return bool(self._rows.get(table) or self._frames.get(table))

    def _joined(self, table: str) -> pd.DataFrame:
        self._close_rows(table)
        frames = self._frames[table]
        return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)

    def _fault(
        self,
        table: str,
        key: str,
        client: str | None,
        place: str,
        reasons: list[str],
        payload: dict[str, Any],
    ) -> dict[str, Any]:
        told = [
            {"code": code, "field": "", "severity": "critical", "message": REASONS.get(code, code)}
            for code in dict.fromkeys(reasons)
        ]
        return {
            "tag": self._context.identity.tag(table or "source", key),
            "table": table,
            "row_key": key,
            "client_key": client,
            "source_file": self.source,
            "source_place": place,
            "reasons": json.dumps(told),
            "payload": json.dumps(payload, ensure_ascii=False),
            "stage": "read",
        }


class _TextColumns:
    """A frame of text in the making."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._columns: dict[str, list[str]] = {name: [] for name in names}

    def add(self, *cells: str) -> None:
        """One row."""
        self.extend([(cell,) for cell in cells])

    def extend(self, columns: Sequence[Sequence[str]]) -> None:
        """Rows that are given by column; nothing where there are no columns."""
        for held, more in zip(self._columns.values(), columns, strict=bool(columns)):
            held.extend(more)

    def frame(self) -> pd.DataFrame:
        return pd.DataFrame({name: text_array(column) for name, column in self._columns.items()})


def _fault_frame(faults: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(faults, columns=list(QUARANTINE_COLUMNS)).astype(_TEXT)
