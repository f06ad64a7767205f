"""One client's own record: request opened, record collected, archive written, request closed."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.governance import SubjectRequest, open_request
from anonkit.model import Identity, RowKey, ValidRecords, partition_of
from anonkit.pages import Displayed
from anonkit.portability import (
    ArchiveReport,
    Basis,
    ClientRecord,
    Clinic,
    ExportContext,
    ForKeys,
    ForPassphrase,
    Information,
    Lock,
    Plain,
    Recipient,
    Signer,
    Use,
    collect_client_record,
    generate_passphrase,
    write_archive,
)
from anonkit.settings import Settings
from anonkit.storage import Workspace
from anonkit.workflows.run import Clock, run, system_clock
from anonkit.workflows.stored_names import PERSONS, REQUESTS

_START_PAGE = Path("data") / "START-HERE.html"


@dataclass(frozen=True)
class ExportReport(Displayed):
    """Where the export lies, and what is in it, in counts."""

    archive: ArchiveReport
    request: SubjectRequest
    passphrase: str | None = None
    """Shown once where no recipient key and no passphrase file was named."""

    @property
    def path(self) -> Path:
        """The locked file, or the folder of the bag."""
        return self.archive.path

    @property
    def start_page(self) -> Path:
        """The page to open first; inside the archive while it is locked."""
        return self.path / _START_PAGE if not self.archive.is_locked else self.path

    @property
    def waits(self) -> bool:
        """Whether the cover asks a question that somebody has to answer."""
        return self.archive.questions > 0

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``; never the passphrase."""
        return {
            **self.archive.as_dict(),
            "path": str(self.path),
            "request": self.request.request_id,
            "due_on": self.request.due_on,
        }

    def lines(self) -> list[str]:
        """For a person."""
        archive = self.archive
        return [
            (
                f"{archive.rows} rows in {archive.files} files, {archive.quarantined} of them from quarantine, "
                f"{archive.withheld} withheld; basis {archive.basis}"
            ),
            f"{'locked' if archive.is_locked else 'IN THE CLEAR'}: {self.path}",
            f"request {self.request.request_id}, due by {self.request.due_on}, is closed",
            *(
                [
                    f"{archive.questions} client rows may be the same person; the cover asks about them"
                ]
                if self.waits
                else []
            ),
        ]


def export_patient(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    output: Path | str,
    basis: str,
    asked_by: str,
    identity_checked: str,
    recipient: str | None = None,
    passphrase_file: Path | str | None = None,
    plain: bool = False,
    clock: Clock = system_clock,
) -> ExportReport:
    """Builds the portable record of one client, quarantined clients too, and locks it.

    Without a recipient key it is locked with a generated passphrase, written to `passphrase_file` (only
    its owner can read it) or given back once. `RequestNotAuthorised` where the request lacks anything.
    """
    with run(workspace, "export-patient", clock) as this:
        opened = this.workspace
        client_key = find_client_key(opened, client_id)
        request = open_request(
            request_id=f"r-{secrets.token_hex(4)}",
            client_tag=Identity(opened.keys).tag("clients", client_key),
            basis=basis,
            jurisdiction=opened.settings.clinic.jurisdiction,
            asked_by=asked_by,
            identity_checked=identity_checked,
            received_on=this.started.date(),
        )
        lock, passphrase = _lock(recipient, plain=plain)
        archive = write_archive(
            _record(opened, client_key, Basis(basis)),
            Path(output),
            request=request,
            context=_context(opened.settings, this.started.isoformat(timespec="seconds")),
            lock=lock,
            blobs=opened.blobs,
            signer=Signer(opened.keys.signing),
        )
        if plain:
            opened.register_in_the_clear(archive.path, "patient export without a lock")
        if passphrase is not None and passphrase_file is not None:
            _write_private(Path(passphrase_file), passphrase)
            passphrase = None
        closed = request.closed(this.started.date())
        opened.sealed.write(REQUESTS, [*opened.sealed.read(REQUESTS, []), closed.as_dict()])
        this.audit({"client": request.client_tag, "basis": basis, "locked": archive.is_locked})
        return ExportReport(archive, closed, passphrase)


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


def _client_ids(workspace: Workspace) -> Iterator[tuple[str, str, str]]:
    for frame in workspace.partitions("clients"):
        yield from zip(frame["row_key"], frame["platform"], frame["client_id"], strict=True)
    rows = workspace.quarantine.rows()
    for key in rows.loc[rows["table"] == "clients", "row_key"].dropna():
        parsed = RowKey.parse(str(key))
        yield str(key), parsed.platform, parsed.source_id


def _record(workspace: Workspace, client_key: str, basis: Basis) -> ClientRecord:
    """The client's rows: those of the person's one partition, and what waits or was set aside."""
    records = ValidRecords(workspace.records)
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        persons = pd.DataFrame(columns=["client_key", "person", "review_group", "evidence"])
    person = persons.loc[persons["client_key"] == client_key, "person"]
    index = partition_of(str(person.iloc[0]), records.partition_count) if len(person) else 0
    waiting = workspace.quarantine
    return collect_client_record(
        [records.bundle(index)],
        persons,
        client_key,
        basis=basis,
        blobs=workspace.blobs,
        quarantined=waiting.rows(),
        asides=waiting.asides(),
        unmapped=waiting.unmapped(),
    )


def _context(settings: Settings, made_at: str) -> ExportContext:
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


def _lock(recipient: str | None, *, plain: bool) -> tuple[Lock, str | None]:
    if plain:
        return Plain(), None
    if recipient is not None:
        return ForKeys((recipient,)), None
    passphrase = generate_passphrase()
    return ForPassphrase(passphrase), passphrase


def _write_private(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
