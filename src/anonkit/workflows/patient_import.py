"""A record taken in: our own bag, any patient summary, FHIR R4 made by others."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import SourceUnreadable
from anonkit.model import CLIENT_TABLES, SYSTEM_FIELDS, TABLES, Identity, canonical_frame
from anonkit.pages.displays import Displayed
from anonkit.portability import (
    Foreign,
    ReturnedRecord,
    foreign_record,
    read_archive,
    read_fhir,
)
from anonkit.storage import Workspace
from anonkit.workflows.incoming import Incoming
from anonkit.workflows.ingestion import scratch
from anonkit.workflows.record_keeping import RecordKeeper
from anonkit.workflows.run import Clock, Run, run, system_clock

_SYSTEM = frozenset(each.name for each in SYSTEM_FIELDS)
_FHIR_SUFFIXES = (".json", ".ndjson", ".jsonl", ".fhir")


@dataclass(frozen=True)
class ImportReport(Displayed):
    """What came, and what became of it, in counts."""

    kind: str
    """patient-export or fhir."""
    records: Mapping[str, int]
    already_there: int
    """Rows whose key the workspace holds already; they stay as they are."""
    quarantined: int
    files: int
    fates: Mapping[str, Mapping[str, int]]
    """For FHIR: per type of resource, how many were read, wait, or were kept as received."""
    signed_by: str = ""

    @property
    def clients(self) -> int:
        """How many clients came in."""
        return self.records.get("clients", 0)

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "anonkit": "patient-import",
            "kind": self.kind,
            "records": dict(self.records),
            "already_there": self.already_there,
            "quarantined": self.quarantined,
            "files": self.files,
            "resources": {kind: dict(own) for kind, own in self.fates.items()},
            "signed_by": self.signed_by,
        }

    def lines(self) -> list[str]:
        """For a person."""
        rows = sum(self.records.values())
        counts = f"{rows} rows in {len(self.records)} tables, {self.files} files"
        waits = f"{self.quarantined} rows wait in quarantine"
        lines = [f"{counts}; {waits}, {self.already_there} were there already and stay as they are"]
        for kind, own in sorted(self.fates.items()):
            lines.append(
                f"  {kind:<24} {', '.join(f'{count} {fate}' for fate, count in own.items())}"
            )
        if self.signed_by:
            lines.append(
                f"signed with the key {self.signed_by}; compare it with what the sender says"
            )
        return lines


def import_patient(
    workspace: Workspace | Path | str,
    source: Path | str,
    *,
    passphrase: str | None = None,
    identities: Sequence[str] = (),
    clock: Clock = system_clock,
) -> ImportReport:
    """Takes one export in: a bag of ours, locked or plain, or FHIR R4 as a Bundle or NDJSON.

    What is wrong waits in quarantine; what was in quarantine stays there. Rows that are there already stay
    as they are. Nothing that a source names is fetched.
    """
    with run(workspace, "import-patient", clock) as this, scratch(this) as pieces:
        path = Path(source)
        taken = _Taken(this, Incoming(pieces))
        if path.is_file() and path.suffix.lower() in _FHIR_SUFFIXES:
            reading = read_fhir(path.read_bytes())
            report = taken.take_foreign(
                foreign_record(reading, Identity(this.workspace.keys).file_tag)
            )
        else:
            returned = read_archive(path, passphrase=passphrase, identities=identities)
            report = taken.take_returned(returned)
        this.audit({"kind": report.kind, "rows": sum(report.records.values())})
        return report


class _Taken:
    """Rows on their way into one workspace."""

    def __init__(self, this: Run, incoming: Incoming) -> None:
        self._run = this
        self._workspace = this.workspace
        self._identity = Identity(this.workspace.keys)
        self._incoming = incoming
        self._held = self._held_keys()
        self._counts: Counter[str] = Counter()
        self._already = 0
        self._files = 0

    def take_returned(self, returned: ReturnedRecord) -> ImportReport:
        """A bag of ours; its values set aside and its rows in quarantine stay so."""
        blobs = self._kept_files(
            (file.table, file.row_key, file.content) for file in returned.files()
        )
        for table, frame in returned.tables.items():
            self._take(table, frame.drop(columns=["tag", "content_hash"]), blobs)
        waiting = returned.quarantined.assign(
            tag=self._tags(returned.quarantined),
            payload=[self._own_payload(each, blobs) for each in returned.quarantined["payload"]],
        )
        waiting = self._new(waiting)
        self._incoming.faults.append(waiting)
        owners = _owners(returned)
        self._incoming.unmapped.append(self._new_values(_owned(returned.unmapped, owners)))
        self._keep(_owned(returned.asides, owners))
        return self._report("patient-export", len(waiting), {}, returned.signed_by)

    def take_foreign(self, foreign: Foreign) -> ImportReport:
        """FHIR made by others."""
        if not foreign.rows.get("clients"):
            raise SourceUnreadable(
                "The file holds no Patient, so nobody can tell whose record it is."
            )
        pairs = (("documents", key, content) for key, content in foreign.files.items())
        blobs = self._kept_files(pairs)
        for table in (name for name in TABLES if name in foreign.rows):
            self._take(table, canonical_frame(table, foreign.rows[table]), blobs)
        waiting = self._new(pd.DataFrame([self._waiting(each, blobs) for each in foreign.waiting]))
        self._incoming.faults.append(waiting)
        doubts = [(key, key, "clients", element, fault) for key, element, fault in foreign.doubts]
        columns = ["row_key", "client_key", "table", "column", "value"]
        self._incoming.unmapped.append(self._new_values(pd.DataFrame(doubts, columns=columns)))
        self._keep(pd.DataFrame())
        fates: dict[str, dict[str, int]] = {}
        for (kind, fate), count in foreign.fates.items():
            fates.setdefault(kind, {})[fate] = count
        return self._report("fhir", len(waiting), fates, "")

    def _new(self, waiting: pd.DataFrame) -> pd.DataFrame:
        """The waiting rows that are not here yet; a line that has no key is known by what stands in it."""
        if waiting.empty:
            return waiting
        held = self._workspace.quarantine.rows()
        keyless = held.loc[held["row_key"].isna(), "tag"]
        known = waiting["row_key"].isin(self._held)
        known |= waiting["row_key"].isna() & waiting["tag"].isin(keyless)
        self._already += int(known.sum())
        return waiting[~known]

    def _new_values(self, unmapped: pd.DataFrame) -> pd.DataFrame:
        """The loose values that are not here yet."""
        held = self._workspace.quarantine.unmapped()
        columns = ["row_key", "table", "column", "value"]
        known = set(held[columns].itertuples(index=False, name=None))
        places = unmapped[columns].itertuples(index=False, name=None)
        return unmapped[[place not in known for place in places]]

    def _held_keys(self) -> frozenset[str]:
        records = self._workspace.records
        keys: set[str] = set()
        for table in records.tables:
            for index in range(records.partition_count if table in TABLES else 0):
                frame = records.read(table, index, ["row_key"])
                keys.update(() if frame is None else frame["row_key"])
        return frozenset(keys | set(self._workspace.quarantine.rows()["row_key"].dropna()))

    def _kept_files(self, files: Iterator[tuple[str, str, bytes]]) -> dict[str, tuple[str, int]]:
        kept = {}
        for _, key, content in files:
            kept[key] = (self._workspace.blobs.put(content), len(content))
        self._files = len(kept)
        return kept

    def _take(self, table: str, frame: pd.DataFrame, blobs: Mapping[str, tuple[str, int]]) -> None:
        known = frame["row_key"].isin(self._held)
        self._already += int(known.sum())
        fresh = frame[~known].reset_index(drop=True)
        if fresh.empty:
            return
        moment = self._run.started.isoformat(timespec="seconds")
        fresh = fresh.assign(
            tag=[self._identity.tag(table, key) for key in fresh["row_key"]],
            source_file=fresh.get("source_file", pd.Series(index=fresh.index, dtype="str")).fillna(
                "import-patient"
            ),
            pulled_at=fresh.get("pulled_at", pd.Series(index=fresh.index, dtype="str")).fillna(
                moment
            ),
        )
        if "blob" in TABLES[table].field_by_name:
            fresh = fresh.assign(
                blob=fresh["row_key"].map({key: name for key, (name, _) in blobs.items()}),
                size=fresh["row_key"].map({key: str(size) for key, (_, size) in blobs.items()}),
            )
        own = [name for name in fresh.columns if name not in _SYSTEM]
        contents = fresh[own].fillna("").agg("\x1f".join, axis=1)
        fresh = fresh.assign(content_hash=[self._identity.content_hash(each) for each in contents])
        self._incoming.take_rows(table, canonical_frame(table, fresh))
        self._counts[table] += len(fresh)

    def _tags(self, rows: pd.DataFrame) -> list[str]:
        lines = zip(rows["table"], rows["row_key"], rows["payload"], strict=True)
        return [
            self._identity.tag(str(table), key if isinstance(key, str) else payload)
            for table, key, payload in lines
        ]

    def _waiting(self, each: Any, blobs: Mapping[str, tuple[str, int]]) -> dict[str, str]:
        row = {"platform": "fhir", **each.row}
        if row["row_key"] in blobs:
            row["blob"], size = blobs[row["row_key"]]
            row["size"] = str(size)
        reasons = [
            {"code": code, "field": "", "severity": "critical", "message": words}
            for code, words in each.reasons
        ]
        return {
            "tag": self._identity.tag(each.table, row["row_key"]),
            "table": each.table,
            "row_key": row["row_key"],
            "client_key": row.get("client_key", ""),
            "source_file": f"import-patient {self._identity.file_tag(row['row_key'])}",
            "source_place": "",
            "reasons": json.dumps(reasons),
            "payload": self._hashed_payload(json.dumps(row, ensure_ascii=False)),
            "stage": "validate",
        }

    def _own_payload(self, payload: str, blobs: Mapping[str, tuple[str, int]]) -> str:
        """The payload of a row from another clinic, with the name that its file has here."""
        row = json.loads(payload)
        row.pop("blob", None)
        if row.get("row_key") in blobs:
            row["blob"], _ = blobs[row["row_key"]]
        return self._hashed_payload(json.dumps(row, ensure_ascii=False))

    def _hashed_payload(self, payload: str) -> str:
        """The payload with the digest by which a later ingest knows the row again."""
        row = json.loads(payload)
        if "raw" in row:
            return payload
        own = [value for name, value in sorted(row.items()) if name not in _SYSTEM]
        row["content_hash"] = self._identity.content_hash("\x1f".join(own))
        return json.dumps(row, ensure_ascii=False)

    def _keep(self, asides: pd.DataFrame) -> None:
        RecordKeeper(self._run, accept_gone=True).keep(self._incoming)
        if asides.empty:
            return
        store = self._workspace.quarantine
        known = pd.concat([store.asides(), asides]).drop_duplicates()
        store.replace(store.rows(), known, store.unmapped())

    def _report(
        self, kind: str, waiting: int, fates: Mapping[str, Mapping[str, int]], signed_by: str
    ) -> ImportReport:
        return ImportReport(
            kind, dict(self._counts), self._already, waiting, self._files, fates, signed_by
        )


def _owners(returned: ReturnedRecord) -> dict[str, str]:
    """The client of each row that came, by row key."""
    owners: dict[str, str] = {}
    frames = [(table, frame) for table, frame in returned.tables.items() if table in CLIENT_TABLES]
    frames += [(str(table), rows) for table, rows in returned.quarantined.groupby("table")]
    for table, frame in frames:
        column = "row_key" if table == "clients" else "client_key"
        owners.update(zip(frame["row_key"].astype(str), frame[column], strict=True))
    return owners


def _owned(values: pd.DataFrame, owners: Mapping[str, str]) -> pd.DataFrame:
    """The values with the client they belong to, by whom an export of a whole clinic finds them."""
    return values.assign(client_key=values["row_key"].map(owners))
