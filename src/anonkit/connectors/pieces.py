"""Gathers what is made of one source, counts every unit's fate, and closes it as a piece."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from anonkit.connectors.applying import MadeRow, content_of
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
from anonkit.model import TABLES, RowKey, canonical_frame

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
        self._faults: list[dict[str, Any]] = []
        self._unmapped: list[dict[str, str]] = []
        self._refs: list[dict[str, str]] = []
        self.noticed: Counter[tuple[str, str]] = Counter()
        self.read = self.quarantined = 0
        self.ignored: Counter[str] = Counter()
        self.units = 0

    @property
    def is_full(self) -> bool:
        """Whether the piece holds as many units as one should."""
        return self.units >= self._context.rows_per_piece

    def add_rows(
        self, rows: list[MadeRow], place: str, unmapped: Mapping[str, str]
    ) -> list[dict[str, str | None]]:
        """Takes the rows of one unit over; hands back their full values."""
        whole = [self._whole(row, place) for row in rows]
        for row, values in zip(rows, whole, strict=True):
            self._rows[row.table].append(values)
            if row.client_ref is not None and row.client_ref[1]:
                kind, ref = row.client_ref
                self._refs.append(
                    {"row_key": row.row_key, "table": row.table, "kind": kind, "ref": ref}
                )
        first = rows[0]
        self._unmapped += [
            {"row_key": first.row_key, "table": first.table, "column": column, "value": value}
            for column, value in unmapped.items()
        ]
        return whole

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
            frames={
                table: canonical_frame(table, self._rows[table])
                for table in TABLES
                if table in self._rows
            },
            faults=_text_frame(self._faults, QUARANTINE_COLUMNS),
            unmapped=_text_frame(self._unmapped, UNMAPPED_COLUMNS),
            client_refs=_text_frame(self._refs, CLIENT_REF_COLUMNS),
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


def _text_frame(rows: list[dict[str, Any]], columns: tuple[str, ...]) -> pd.DataFrame:
    text = pd.StringDtype(na_value=float("nan"))
    return pd.DataFrame(rows, columns=list(columns)).astype(text)
