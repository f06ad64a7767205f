"""Taking everything on some people out of a workspace, so that a kill at any moment leaves nothing half done.

What has to go is written down, sealed, before anything goes; the next erasure or ingest finishes one that
was killed. What stays is a keyed tombstone for each client row: it says nothing to whoever lacks the key, and
keeps the row out of exports that are read later.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pandas as pd

from anonkit.connectors import references_of
from anonkit.deidentification.operators import ScrubText
from anonkit.deidentification.review import text_digest
from anonkit.errors import SettingsError
from anonkit.model import CLIENT_TABLES, TABLES, IdentifierClass, Identity, RowKey
from anonkit.storage import Workspace, frame_from_parquet, frame_to_parquet
from anonkit.workflows.review_store import ReviewStore
from anonkit.workflows.stored_names import (
    CASE_NUMBERS,
    CODE_MAP,
    DECISIONS,
    ERASED,
    ERASING,
    EXPORT_DRAFTS,
    GONE,
    HOLDS,
    MENDED,
    PERSONS,
    REVIEW_DECISIONS,
)
from anonkit.workflows.tombstones import reference_stones

_VISITS = "true_visits"


def persons_frame(workspace: Workspace) -> pd.DataFrame:
    """Which client row is which person; `SettingsError` where nothing was ingested."""
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        raise SettingsError(f"There are no records in {workspace.root}; ingest first.")
    return persons


@dataclass(frozen=True)
class Erasure:
    """Everything that goes, by key, tag and name; kept sealed until it is gone."""

    persons: tuple[str, ...] = ()
    clients: tuple[str, ...] = field(default=(), repr=False)
    """Row keys of the client rows."""
    client_tags: tuple[str, ...] = ()
    stones: tuple[str, ...] = ()
    """Keyed hashes of what rows call these clients by."""
    row_keys: tuple[str, ...] = field(default=(), repr=False)
    tags: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    """Digests of their texts, as reviews name them."""
    blobs: tuple[str, ...] = ()
    """Stored files that no other row refers to."""
    drafts: tuple[str, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, workspace: Workspace, persons: Sequence[str]) -> Erasure:
        """What the workspace holds of these people."""
        held = persons_frame(workspace)
        person_by_client = dict(zip(held["client_key"], held["person"], strict=True))
        clients = {key for key, person in person_by_client.items() if person in set(persons)}
        found = _Found(workspace, person_by_client)
        for table, frame in _client_frames(workspace):
            found.look_at(table, frame, clients)
        quarantined = sum(map(len, _quarantined(workspace, clients, set(found.row_keys))[1]))
        tags = set(found.client_tags)
        drafts = [name for name in workspace.drafts.names() if _holds(workspace, name, persons)]
        blobs = sorted(found.blobs - found.others_blobs)
        pulled = [p for p in _platforms(clients) if _pages(workspace, p).exists()]
        return cls(
            persons=tuple(sorted(persons)),
            clients=tuple(sorted(clients)),
            client_tags=tuple(sorted(tags)),
            stones=tuple(sorted(found.stones)),
            row_keys=tuple(sorted(found.row_keys)),
            tags=tuple(sorted(found.tags)),
            texts=tuple(sorted(found.texts)),
            blobs=tuple(blobs),
            drafts=tuple(sorted(drafts)),
            rows=dict(sorted(found.counts.items())),
            elsewhere={
                "quarantined": quarantined,
                "stored files": len(blobs),
                "drafts": len(drafts),
                "platforms whose pages go": len(pulled),
            },
        )

    def as_document(self) -> dict[str, Any]:
        """For sealed storage."""
        return {name: getattr(self, name) for name in self.__annotations__}


def erase(workspace: Workspace, erasure: Erasure, day: date) -> None:
    """Takes everything out; the workspace must be held for writing."""
    workspace.sealed.write(ERASING, {"day": day.isoformat(), **erasure.as_document()})
    finish_erasure(workspace)


def finish_erasure(workspace: Workspace) -> None:
    """Finishes an erasure that was begun, or does nothing; every step may be done again."""
    document: dict[str, Any] = workspace.sealed.read(ERASING, {})
    if not document:
        return
    day = document.pop("day")
    erasure = Erasure(**document)
    tombstones: dict[str, str] = workspace.sealed.read(ERASED, {})
    workspace.sealed.write(
        ERASED, {**tombstones, **dict.fromkeys((*erasure.client_tags, *erasure.stones), day)}
    )
    _from_records(workspace, erasure)
    kept, _ = _quarantined(workspace, set(erasure.clients), set(erasure.row_keys))
    workspace.quarantine.replace(*kept)
    _from_sealed(workspace, erasure)
    _from_reviews(workspace, erasure)
    _from_releases(workspace, erasure)
    for name in erasure.blobs:
        workspace.blobs.remove(name)
    for draft in erasure.drafts:
        workspace.drafts.discard(draft)
    for platform in _platforms(erasure.clients):
        shutil.rmtree(_pages(workspace, platform), ignore_errors=True)
    workspace.sealed.write(ERASING, {})


def remove_unused(workspace: Workspace, blobs: AbstractSet[str]) -> None:
    """Takes stored files away to which no row refers."""
    if not blobs:
        return
    used = {
        blob
        for _, frame in _client_frames(workspace)
        if "blob" in frame
        for blob in frame["blob"].dropna()
    }
    for name in sorted(set(blobs) - used):
        workspace.blobs.remove(name)


class _Found:
    """What was come across so far."""

    def __init__(self, workspace: Workspace, person_by_client: Mapping[str, str]) -> None:
        self._identity = Identity(workspace.keys)
        self._jurisdiction = workspace.settings.clinic.jurisdiction
        self.stones: set[str] = set()
        self._person_by_client = person_by_client
        self.counts: Counter[str] = Counter()
        self.row_keys: set[str] = set()
        self.tags: set[str] = set()
        self.client_tags: set[str] = set()
        self.texts: set[str] = set()
        self.blobs: set[str] = set()
        self.others_blobs: set[str] = set()

    def look_at(self, table: str, frame: pd.DataFrame, clients: AbstractSet[str]) -> None:
        """Takes in what one partition of one table holds of these clients, and which files others use."""
        is_theirs = _is_of(table, frame, clients)
        own = frame[is_theirs]
        if "blob" in frame:
            self.blobs.update(own["blob"].dropna())
            self.others_blobs.update(frame.loc[~is_theirs, "blob"].dropna())
        if own.empty:
            return
        self.counts[table] += len(own)
        self.row_keys.update(own["row_key"])
        self.tags.update(own["tag"])
        if table == "clients":
            self.client_tags.update(own["tag"])
            for row in own.to_dict("records"):
                told = references_of({str(k): v for k, v in row.items()}, self._jurisdiction)
                calls = [(str(row["platform"]), kind, text) for kind, text in told]
                self.stones.update(reference_stones(self._identity, calls))
        self.texts.update(self._digests(table, own))

    def _digests(self, table: str, own: pd.DataFrame) -> Iterator[str]:
        operator = ScrubText()
        owner = own["row_key" if table == "clients" else "client_key"].map(self._person_by_client)
        for declared in TABLES[table].fields:
            if declared.identifier_class is IdentifierClass.FREE_TEXT:
                for value, person in zip(own[declared.name], owner, strict=True):
                    if isinstance(value, str):
                        yield from (
                            text_digest(person, text) for text in operator.texts(value, declared)
                        )


def _client_frames(workspace: Workspace) -> Iterator[tuple[str, pd.DataFrame]]:
    for table in CLIENT_TABLES:
        for frame in workspace.partitions(table):
            yield table, frame


def _is_of(table: str, frame: pd.DataFrame, clients: AbstractSet[str]) -> pd.Series:
    """Which rows are of these clients; a relationship is of both."""
    own = frame["row_key" if table == "clients" else "client_key"].isin(clients)
    if "other_client_key" in frame:
        own = own | frame["other_client_key"].isin(clients)
    return own


def _platforms(clients: Sequence[str] | AbstractSet[str]) -> list[str]:
    return sorted({RowKey.parse(key).platform for key in clients})


def _pages(workspace: Workspace, platform: str) -> Any:
    # A page holds many people; the next pull fetches everything once more, and reads it without them.
    return workspace.root / "records" / "_pulled" / platform


def _from_records(workspace: Workspace, erasure: Erasure) -> None:
    records, clients, row_keys = workspace.records, set(erasure.clients), set(erasure.row_keys)
    with records.begin(records.partition_count) as transaction:
        for table in records.tables:
            for index in range(records.partition_count):
                frame = records.read(table, index)
                if frame is not None:
                    kept = frame[~_goes(table, frame, clients, row_keys)]
                    transaction.write(table, index, kept.reset_index(drop=True))


def _goes(
    table: str, frame: pd.DataFrame, clients: AbstractSet[str], row_keys: AbstractSet[str]
) -> pd.Series:
    if table == PERSONS:
        return frame["client_key"].isin(clients)
    if table == GONE:
        return frame["row_key"].isin(row_keys)
    if table in CLIENT_TABLES:
        return _is_of(table, frame, clients)
    return pd.Series(data=False, index=frame.index)


def _quarantined(
    workspace: Workspace, clients: AbstractSet[str], row_keys: AbstractSet[str]
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """The three tables of the quarantine without these clients, and what goes from each."""
    store = workspace.quarantine
    kept, gone = [], []
    for frame in (store.rows(), store.asides(), store.unmapped()):
        theirs = frame["client_key"].isin(clients) | frame["row_key"].isin({*clients, *row_keys})
        kept.append(frame[~theirs])
        gone.append(frame[theirs])
    return kept, gone


def _from_sealed(workspace: Workspace, erasure: Erasure) -> None:
    sealed, persons, clients = workspace.sealed, set(erasure.persons), set(erasure.clients)
    rows, tags = set(erasure.row_keys), set(erasure.client_tags)
    for name in (CODE_MAP, HOLDS):
        held: dict[str, Any] = sealed.read(name, {})
        sealed.write(name, {key: value for key, value in held.items() if key not in persons})
    decided: dict[str, str] = sealed.read(DECISIONS, {})
    sealed.write(DECISIONS, {k: v for k, v in decided.items() if not clients & set(k.split("|"))})
    mended: dict[str, str] = sealed.read(MENDED, {})
    sealed.write(MENDED, {key: value for key, value in mended.items() if key not in rows})
    numbers: dict[str, dict[str, str]] = sealed.read(CASE_NUMBERS, {})
    sealed.write(
        CASE_NUMBERS,
        {s: {p: n for p, n in own.items() if p not in persons} for s, own in numbers.items()},
    )
    drafts: list[str] = sealed.read(EXPORT_DRAFTS, [])
    sealed.write(EXPORT_DRAFTS, [one for one in drafts if not any(tag in one for tag in tags)])


def _from_reviews(workspace: Workspace, erasure: Erasure) -> None:
    tags, texts = set(erasure.tags), set(erasure.texts)
    before: dict[str, str] = workspace.sealed.read(REVIEW_DECISIONS, {})
    workspace.sealed.write(REVIEW_DECISIONS, {k: v for k, v in before.items() if k not in tags})
    ReviewStore(workspace.sealed).forget(tags, texts)


def _from_releases(workspace: Workspace, erasure: Erasure) -> None:
    """The true dates of visits, sealed beside each release; that a case was theirs stays, with no name to it."""
    persons = set(erasure.persons)
    for name in (one for one in workspace.sealed.names() if one.startswith("release-")):
        document: dict[str, Any] = workspace.sealed.read(name, {})
        cases = {c for c, p in (document.get("people_by_case") or {}).items() if p in persons}
        blob = document.get(_VISITS)
        if not cases or not blob:
            continue
        visits = frame_from_parquet(workspace.blobs.get(blob))
        if visits["case"].isin(cases).any():
            left = visits[~visits["case"].isin(cases)].reset_index(drop=True)
            kept = workspace.blobs.put(frame_to_parquet(left))
            workspace.sealed.write(name, {**document, _VISITS: kept})
            workspace.blobs.remove(blob)


def _holds(workspace: Workspace, draft: str, persons: Sequence[str]) -> bool:
    people = workspace.sealed.read(f"release-{draft}", {}).get("people_by_case") or {}
    return bool(set(people.values()) & set(persons))
