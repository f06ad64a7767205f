"""What every patient export needs: whose record, what is in it, who makes it, how it is locked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from anonkit.errors import OutputExists, SettingsError
from anonkit.model import RowKey, ValidRecords, partition_of
from anonkit.portability import (
    Basis,
    ClientRecord,
    Clinic,
    Decision,
    ExportContext,
    ForKeys,
    ForPassphrase,
    Information,
    Lock,
    Plain,
    Recipient,
    Use,
    collect_client_record,
    generate_passphrase,
)
from anonkit.settings import Settings
from anonkit.storage import Workspace
from anonkit.workflows.stored_names import PERSONS


def find_client_key(workspace: Workspace, client_id: str) -> str:
    """The row key of the client with this id; two platforms that share it want ``PLATFORM:ID``."""
    platform, _, rest = client_id.partition(":")
    keys = {
        key
        for key, own_platform, own_id in _client_ids(workspace)
        if own_id == client_id or (own_platform == platform and own_id == rest)
    }
    if not keys:
        raise SettingsError(
            "No client with this id is in the records or in quarantine; find it with `anonkit find`."
        )
    platforms = sorted({RowKey.parse(key).platform for key in keys})
    if len(platforms) > 1:
        raise SettingsError(
            f"Several platforms have a client with this id; name it as PLATFORM:ID ({', '.join(platforms)})."
        )
    return min(keys)


def find_held_client_key(workspace: Workspace, client_id: str) -> str:
    """As `find_client_key`, of a client in the records; `SettingsError` for one whose row waits in quarantine."""
    key = find_client_key(workspace, client_id)
    if not any(key in set(frame["row_key"]) for frame in workspace.partitions("clients")):
        raise SettingsError(
            "This client's row waits in quarantine; mend it first (`anonkit quarantine list`)."
        )
    return key


def _client_ids(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    for frame in workspace.partitions("clients"):
        yield from zip(frame["row_key"], frame["platform"], frame["client_id"], strict=True)
    rows = workspace.quarantine.rows()
    for key in rows.loc[rows["table"] == "clients", "row_key"].dropna():
        parsed = RowKey.parse(str(key))
        yield str(key), parsed.platform, parsed.source_id


@dataclass(frozen=True)
class Held:
    """What a workspace holds beside its partitions, read once for any number of exports."""

    persons: pd.DataFrame
    quarantined: pd.DataFrame
    asides: pd.DataFrame
    unmapped: pd.DataFrame

    @classmethod
    def of(cls, workspace: Workspace) -> Held:
        """Persons, and everything that waits."""
        persons = workspace.records.read(PERSONS, 0)
        if persons is None:
            persons = pd.DataFrame(columns=["client_key", "person", "review_group", "evidence"])
        waiting = workspace.quarantine
        return cls(persons, waiting.rows(), waiting.asides(), waiting.unmapped())

    def partition_of(self, client_key: str, count: int) -> int:
        """The partition that the client's rows lie in."""
        person = self.persons.loc[self.persons["client_key"] == client_key, "person"]
        return partition_of(str(person.iloc[0]), count) if len(person) else 0


def client_record(
    workspace: Workspace, client_key: str, basis: Basis, decisions: Sequence[Decision] = ()
) -> ClientRecord:
    """The client's rows: those of the person's one partition, and what waits or was set aside."""
    records, held = ValidRecords(workspace.records), Held.of(workspace)
    index = held.partition_of(client_key, records.partition_count)
    return collect_client_record(
        [records.bundle(index)],
        held.persons,
        client_key,
        basis=basis,
        blobs=workspace.blobs,
        quarantined=held.quarantined,
        asides=held.asides,
        unmapped=held.unmapped,
        decisions=decisions,
    )


def export_context(settings: Settings, made_at: str) -> ExportContext:
    """Who makes the export, and what Article 15(1) asks to be told; under a new random name."""
    clinic = settings.clinic
    notice = settings.notices[-1] if settings.notices else None
    years = settings.retention.years
    return ExportContext(
        case=secrets.token_hex(5),
        made_at=made_at,
        clinic=Clinic(
            name=clinic.name or "the clinic",
            jurisdiction=clinic.jurisdiction,
            privacy_contact=clinic.contact,
        ),
        information=Information(
            uses=tuple(Use(purpose) for purpose in (notice.purposes if notice else ())),
            recipients=tuple(
                Recipient(party.name, party.role, party.country) for party in settings.parties
            ),
            retention=(f"Records are kept for {years} years from the last treatment.",),
            sources=tuple(f"the clinic's records on {name}" for name in settings.platforms),
            notice_version=notice.version if notice else "",
        ),
    )


def chosen_lock(recipient: str | None, *, plain: bool) -> tuple[Lock, str | None]:
    """The lock asked for, and the passphrase where one was made."""
    if plain:
        return Plain(), None
    if recipient is not None:
        return ForKeys((recipient,)), None
    passphrase = generate_passphrase()
    return ForPassphrase(passphrase), passphrase


def refuse_existing(path: Path | None) -> None:
    """Raises where a file for a passphrase is there already: nothing is written over."""
    if path is not None and path.exists():
        raise OutputExists("The file for the passphrase is there already. Name a new one.")


def write_private(path: Path, text: str) -> None:
    """Writes a new file that only its owner can read, whole or not at all."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError:
        path.unlink(missing_ok=True)
        raise
