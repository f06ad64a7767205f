"""Incoming rows into the records: link, sort, merge, validate, quarantine; one change at the end."""

from __future__ import annotations

import json
import math
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from anonkit.errors import WaitsForPerson
from anonkit.linkage import LINK_COLUMNS, extended_code_map, resolve_persons
from anonkit.model import (
    CLIENT_TABLES,
    CLINIC_TABLES,
    PERSONS_COLUMNS,
    TABLES,
    empty_frame,
    partition_of,
)
from anonkit.storage import PieceStore, Transaction
from anonkit.workflows.incoming import Incoming, merged_pairs
from anonkit.workflows.merging import GONE_COLUMNS, GONE_LIMIT, merge
from anonkit.workflows.run import Run
from anonkit.workflows.stored_names import CODE_MAP, DECISIONS, GONE, PERSONS
from anonkit.workflows.validating import Validator, Verdicts, write_validation_report


@dataclass(frozen=True)
class Kept:
    """What became of the incoming rows."""

    verdicts: Verdicts
    changes: Mapping[str, int]
    persons: pd.DataFrame


class RecordKeeper:
    """Brings incoming rows into one workspace's records."""

    def __init__(self, this: Run, *, accept_gone: bool) -> None:
        self._run = this
        self._workspace = this.workspace
        self._records = this.workspace.records
        self._accept_gone = accept_gone

    def keep(self, incoming: Incoming) -> Kept:
        """Everything that came, in its place; the records change in one step."""
        persons = self._persons(incoming)
        count = self._partition_count(persons)
        self._sort(incoming.pieces, persons, count)
        self._workspace.sealed.write(CODE_MAP, self._code_map(persons))
        kept = self._write(incoming, persons, count)
        write_validation_report(self._workspace, kept.verdicts, self._run.started)
        return kept

    def _persons(self, incoming: Incoming) -> pd.DataFrame:
        """Every client row, those held and those just read, and the person each one is."""
        held = [
            frame
            for index in range(self._records.partition_count)
            if (frame := self._records.read("clients", index, LINK_COLUMNS)) is not None
        ]
        links = pd.concat([*held, *incoming.links, empty_frame("clients")[list(LINK_COLUMNS)]])
        return resolve_persons(
            links.drop_duplicates("row_key", keep="last"),
            self._records.read(PERSONS, 0),
            self._workspace.sealed.read(DECISIONS, {}),
            lambda: secrets.token_hex(8),
            [*self._held_merges(), *incoming.merged],
        )

    def _held_merges(self) -> list[tuple[str, str]]:
        columns = ["kind", "client_key", "other_client_key"]
        return [
            pair
            for index in range(self._records.partition_count)
            if (held := self._records.read("relationships", index, columns)) is not None
            for pair in merged_pairs(held)
        ]

    def _partition_count(self, persons: pd.DataFrame) -> int:
        engine = self._workspace.settings.engine
        return engine.partitions or max(1, math.ceil(len(persons) / engine.clients_per_partition))

    def _code_map(self, persons: pd.DataFrame) -> dict[str, str]:
        before = self._workspace.sealed.read(CODE_MAP, {})
        return extended_code_map(before, persons, lambda: secrets.token_hex(32))

    def _sort(self, pieces: PieceStore, persons: pd.DataFrame, count: int) -> None:
        """Held rows and new rows, sorted into the partitions of their people."""
        place = _Place(persons, count)
        for table in TABLES:
            for frame in pieces.read(f"new/{table}"):
                place.sort(table, frame, pieces, "fresh")
            for index in range(self._records.partition_count):
                held = self._records.read(table, index)
                if held is not None:
                    place.sort(table, held, pieces, "held")

    def _write(self, incoming: Incoming, persons: pd.DataFrame, count: int) -> Kept:
        """Every partition merged, judged and written; the records change in one step at the end."""
        waiting = self._waiting_clients(incoming)
        validator = Validator(self._workspace.settings, self._run.started.date(), waiting)
        verdicts, merges = Verdicts(), _Merges(incoming, self._waiting_hashes())
        with self._records.begin(count) as transaction:
            clinic = validator.clinic(merges.bundle(0, CLINIC_TABLES))
            verdicts.add(clinic)
            _write_tables(transaction, 0, clinic.passed, CLINIC_TABLES)
            bundles = (
                {**clinic.passed, **merges.bundle(index, CLIENT_TABLES)} for index in range(count)
            )
            for index, verdict in enumerate(validator.people(bundles)):
                verdicts.add(verdict)
                _write_tables(transaction, index, verdict.passed, CLIENT_TABLES)
            self._refuse_many_gone(merges.changes)
            transaction.write(PERSONS, 0, persons[list(PERSONS_COLUMNS)])
            transaction.write(GONE, 0, self._gone_frame(merges.gone))
            self._keep_quarantine(verdicts, incoming)
        return Kept(verdicts, merges.changes, persons)

    def _waiting_hashes(self) -> dict[str, str]:
        """Of each row in quarantine that was read: its key and what the source said, as a hash."""
        rows = self._workspace.quarantine.rows()
        payloads = map(json.loads, rows.loc[rows["stage"] == "validate", "payload"])
        return {row["row_key"]: row["content_hash"] for row in payloads if row.get("row_key")}

    def _waiting_clients(self, incoming: Incoming) -> frozenset[str]:
        """Clients held back before who have not come again."""
        rows = self._workspace.quarantine.rows()
        keys = rows.loc[rows["table"] == "clients", "row_key"].dropna()
        return frozenset(keys) - incoming.seen_keys

    def _refuse_many_gone(self, changes: Mapping[str, int]) -> None:
        held = changes["unchanged"] + changes["changed"] + changes["gone"]
        if changes["gone"] > GONE_LIMIT * max(1, held) and not self._accept_gone:
            raise WaitsForPerson(
                f"{changes['gone']} of {held} rows read before are gone from these sources. If the export is "
                "complete, run again with --accept-gone; nothing was changed.",
            )

    def _gone_frame(self, gone: Sequence[tuple[str, str]]) -> pd.DataFrame:
        since = self._run.started.isoformat(timespec="seconds")
        rows = [(key, table, since) for table, key in gone]
        return pd.DataFrame(rows, columns=list(GONE_COLUMNS), dtype="str")

    def _keep_quarantine(self, verdicts: Verdicts, incoming: Incoming) -> None:
        """What is held back now, and what was before and has not come again."""
        store = self._workspace.quarantine
        sources = {
            source for pairs in incoming.sources_by_table.values() for _, source in pairs
        } | set(incoming.counts)
        rows, asides, unmapped = store.rows(), store.asides(), store.unmapped()
        still = rows[~rows["source_file"].isin(sources) & ~rows["row_key"].isin(incoming.seen_keys)]
        store.replace(
            _joined([still, *incoming.faults, *verdicts.quarantined()]),
            _joined([asides[~asides["row_key"].isin(incoming.seen_keys)], *verdicts.asides]),
            _joined([unmapped[~unmapped["row_key"].isin(incoming.seen_keys)], *incoming.unmapped]),
        )


class _Place:
    """Which partition a row lies in."""

    def __init__(self, persons: pd.DataFrame, count: int) -> None:
        partition_by_person = {name: partition_of(name, count) for name in set(persons["person"])}
        self._by_client = {
            key: partition_by_person[name]
            for key, name in zip(persons["client_key"], persons["person"], strict=True)
        }

    def sort(self, table: str, frame: pd.DataFrame, pieces: PieceStore, kind: str) -> None:
        """Splits the frame by partition; rows of nobody known lie in the first."""
        if table in CLINIC_TABLES:
            pieces.add(f"{kind}/{table}/0", frame)
            return
        owner = frame["row_key" if table == "clients" else "client_key"]
        index = owner.map(self._by_client).fillna(0).astype(int)
        for partition, rows in frame.groupby(index, sort=True):
            pieces.add(f"{kind}/{table}/{partition}", rows.reset_index(drop=True))


class _Merges:
    """Held and new rows of each partition, merged on request; what changed is added up."""

    def __init__(self, incoming: Incoming, waiting: Mapping[str, str]) -> None:
        self._waiting = waiting
        self._incoming = incoming
        self._pieces = incoming.pieces
        self.changes: Counter[str] = Counter()
        self.gone: list[tuple[str, str]] = []

    def bundle(self, partition: int, tables: Sequence[str]) -> dict[str, pd.DataFrame]:
        """The tables of one partition, merged."""
        return {table: self._merged(partition, table) for table in tables}

    def _merged(self, partition: int, table: str) -> pd.DataFrame:
        held = self._rows("held", table, partition)
        fresh = self._rows("fresh", table, partition)
        if held.empty and fresh.empty:
            return held
        sources = frozenset(self._incoming.sources_by_table.get(table, ()))
        result = merge(
            held,
            fresh,
            sources,
            self._incoming.kept_keys,
            self._waiting,
        )
        self.changes.update(result.counts)
        self.gone.extend((table, key) for key in result.gone)
        if result.differing:
            self._incoming.findings["differs-between-files"] += len(result.differing)
        return result.frame

    def _rows(self, kind: str, table: str, partition: int) -> pd.DataFrame:
        frames = [empty_frame(table), *self._pieces.read(f"{kind}/{table}/{partition}")]
        return pd.concat(frames, ignore_index=True)


def _write_tables(
    transaction: Transaction,
    partition: int,
    passed: Mapping[str, pd.DataFrame],
    tables: Sequence[str],
) -> None:
    for table in tables:
        if table in passed:
            transaction.write(table, partition, passed[table])


def _joined(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    found = [frame for frame in frames if len(frame)]
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()
