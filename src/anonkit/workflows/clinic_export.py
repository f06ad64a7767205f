"""Every client's record, one locked file each: for the next provider, or as an archive that can be searched.

The list of who gets which random name is sealed before the first file; a file that is there is whole. So a
run that was killed goes on where it stopped, and no more than one person's record is in memory.
"""

from __future__ import annotations

import json
import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import OutputExists, SettingsError
from anonkit.governance import SubjectRequest
from anonkit.model import CLIENT_TABLES, ValidRecords
from anonkit.pages.displays import Displayed
from anonkit.portability import (
    UNFINISHED,
    ArchiveEntry,
    ArchiveReport,
    Basis,
    ClientRecord,
    ForKeys,
    ForPassphrase,
    Signer,
    collect_client_record,
    generate_passphrase,
    search_page,
    write_locked_file,
)
from anonkit.storage import Workspace, write_aside
from anonkit.workflows.export_parts import Held, export_context, refuse_existing, write_private
from anonkit.workflows.run import Clock, Run, run, system_clock

_HOW = """One locked file for each client of {clinic}, made on {day}.

{opening}
Names of files are random; {index}
The record of every client was made for: {reason}.
"""
_BY_KEY = """Each opens with the private half of the key it was locked for:
    age --decrypt --identity YOUR-KEY-FILE --output record.zip FILE
"""
_BY_WORDS = """Open SEARCH.html in a browser, find the client, and open the file it names with a ZIP
program that knows AES-256 (7-Zip, Keka, The Unarchiver, ZArchiver). The passphrase is the same for all.
"""
SEARCH_PAGE = "SEARCH.html"


@dataclass(frozen=True)
class ClinicExportReport(Displayed):
    """What was written, in counts."""

    folder: Path
    persons: int
    written: int
    """In this run; the others were there."""
    rows: int
    size: int
    passphrase: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``; never the passphrase."""
        return {
            "anonkit": "clinic-export",
            "folder": str(self.folder),
            "persons": self.persons,
            "written": self.written,
            "rows": self.rows,
            "size": self.size,
        }

    def lines(self) -> list[str]:
        """For a person."""
        there = self.persons - self.written
        resumed = f", {there} were there from a run before" if there else ""
        return [f"{self.written} records with {self.rows} rows written{resumed}: {self.folder}"]


def export_clinic(
    workspace: Workspace | Path | str,
    *,
    output: Path | str,
    basis: str,
    reason: str,
    recipient: str | None = None,
    archive: bool = False,
    passphrase_file: Path | str | None = None,
    tell: Callable[[str], None] = lambda _what: None,
    clock: Clock = system_clock,
) -> ClinicExportReport:
    """Writes every person's record as one locked file; run again after a kill, it goes on.

    For a `recipient` key, or as an `archive`: under one passphrase, with a page that finds clients. As no
    client asked, `reason` says why it is made. `tell` hears of each file.
    """
    if bool(recipient) is archive or not reason.strip():
        raise SettingsError(
            "A whole clinic is exported for a --recipient key or as an --archive, with a --reason."
        )
    if basis not in list(Basis):
        raise SettingsError(f"There is no basis of this name; there are: {', '.join(Basis)}.")
    with run(workspace, "export-patient all", clock) as this:
        words = Path(passphrase_file) if passphrase_file is not None else None
        job = _Job.of(this, Path(output), Basis(basis), reason, recipient)
        if not job.resumed:
            refuse_existing(words)
        report = job.write(tell)
        this.audit({"basis": basis, "persons": report.persons, "written": report.written})
        if archive and words is not None and not words.exists():
            write_private(words, f"{report.passphrase}\n")
        return replace(report, passphrase=report.passphrase if archive and words is None else None)


@dataclass
class _Job:
    """One export of a clinic, and how far it is."""

    this: Run
    folder: Path
    basis: Basis
    reason: str
    lock: ForKeys | ForPassphrase
    made_at: str
    cases: dict[str, str]
    """Random name by person."""
    resumed: bool
    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, this: Run, folder: Path, basis: Basis, reason: str, recipient: str | None) -> _Job:
        """The job this folder belongs to, or a new one for a new or empty folder."""
        workspace, name = this.workspace, _sealed_name(folder)
        plan = workspace.sealed.read(name)
        is_empty = not folder.exists() or not any(folder.iterdir())
        if plan is None or is_empty:
            if not is_empty:
                raise OutputExists(
                    "The folder for the export is not empty. Name a new or empty one."
                )
            persons = sorted(set(Held.of(workspace).persons["person"]))
            plan = {
                "made_at": this.started.isoformat(timespec="seconds"),
                "basis": basis.value,
                "recipient": recipient,
                "passphrase": None if recipient else generate_passphrase(),
                "cases": {person: secrets.token_hex(8) for person in persons},
            }
            workspace.sealed.write(name, plan)
        if (plan["basis"], plan["recipient"]) != (basis.value, recipient):
            raise OutputExists("The folder holds an export on another basis or for another key.")
        lock = ForKeys((recipient,)) if recipient else ForPassphrase(plan["passphrase"])
        return cls(this, folder, basis, reason, lock, plan["made_at"], plan["cases"], not is_empty)

    def write(self, tell: Callable[[str], None]) -> ClinicExportReport:
        """Every file that is not there yet, then what explains them."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in self.folder.glob(f"*{UNFINISHED}"):
            left.unlink()
        for person, bundle in self._bundles():
            self._write_one(person, bundle)
            tell("written")
        self._explain()
        passphrase = self.lock.passphrase if isinstance(self.lock, ForPassphrase) else None
        return ClinicExportReport(
            self.folder,
            len(self.cases),
            self.counts["written"],
            self.counts["rows"],
            self.counts["size"],
            passphrase,
        )

    def _bundles(self) -> Iterator[tuple[str, _PersonBundle]]:
        """Each person's rows, a partition at a time; persons whose file is there are passed over."""
        workspace = self.this.workspace
        held, records = Held.of(workspace), ValidRecords(workspace.records)
        person_by_client = dict(
            zip(held.persons["client_key"], held.persons["person"], strict=True)
        )
        waiting = _Waiting(held, person_by_client)
        wanted = {person for person in self.cases if not self._path(person).exists()}
        for index in range(records.partition_count):
            split = _Split(records.bundle(index), person_by_client)
            for person in sorted(wanted & split.persons):
                wanted.discard(person)
                yield person, _PersonBundle(split.bundle(person), waiting)
        for person in sorted(wanted):
            yield person, _PersonBundle({}, waiting)

    def _write_one(self, person: str, bundle: _PersonBundle) -> None:
        workspace = self.this.workspace
        record = bundle.record(person, self.basis, workspace)
        if record is None:
            return
        context = export_context(workspace.settings, self.made_at)
        report = write_locked_file(
            record,
            self._path(person),
            request=self._request(record),
            context=replace(context, case=self.cases[person]),
            lock=self.lock,
            blobs=workspace.blobs,
            signer=Signer(workspace.keys.signing),
        )
        self._count(report)

    def _count(self, report: ArchiveReport) -> None:
        self.counts.update({"written": 1, "rows": report.rows, "size": report.size})

    def _request(self, record: ClientRecord) -> SubjectRequest:
        """Stands for the clinic's own decision, as no client asked."""
        tag = record.rows["clients"][0].get("tag")
        day = self.made_at[:10]
        why = f"no client asked: {self.reason}"
        return SubjectRequest(self.this.run_id, tag, self.basis.value, "the clinic", why, day, day)

    def _path(self, person: str) -> Path:
        end = ".zip.age" if isinstance(self.lock, ForKeys) else "-locked.zip"
        return self.folder / f"client-record-{self.cases[person]}{end}"

    def _explain(self) -> None:
        settings = self.this.workspace.settings
        is_archive = isinstance(self.lock, ForPassphrase)
        text = _HOW.format(
            clinic=settings.clinic.name or "the clinic",
            day=self.made_at[:10],
            reason=self.reason,
            opening=_BY_WORDS if is_archive else _BY_KEY,
            index="SEARCH.html says which is whose."
            if is_archive
            else "each record says whose it is.",
        )
        self._write_text("HOW-TO-OPEN.txt", text.replace("\n", "\r\n"))
        if isinstance(self.lock, ForPassphrase):
            entries = _index(self.this.workspace, self._path, set(self.cases))
            context = export_context(settings, self.made_at)
            self._write_text(SEARCH_PAGE, search_page(entries, context, self.lock.passphrase))

    def _write_text(self, name: str, text: str) -> None:
        path = self.folder / name
        write_aside(path, text.encode())
        path.chmod(0o600)


def _sealed_name(folder: Path) -> str:
    return f"clinic_export_{sha256(str(folder.resolve()).encode()).hexdigest()[:16]}"


class _Split:
    """The rows of one partition, by person."""

    def __init__(self, bundle: Mapping[str, pd.DataFrame], persons: Mapping[str, str]) -> None:
        self._clinic = {name: frame for name, frame in bundle.items() if name not in CLIENT_TABLES}
        self._frames = {name: frame for name, frame in bundle.items() if name in CLIENT_TABLES}
        self._places = {
            name: frame.groupby(_owner(name, frame).map(persons)).indices
            for name, frame in self._frames.items()
        }
        self.persons = {str(person) for own in self._places.values() for person in own}

    def bundle(self, person: str) -> dict[str, pd.DataFrame]:
        """One person's rows, and the clinic's own tables."""
        own = {
            name: frame.iloc[self._places[name][person]]
            for name, frame in self._frames.items()
            if person in self._places[name]
        }
        return {**self._clinic, **own}


def _owner(table: str, frame: pd.DataFrame) -> pd.Series:
    return frame["row_key" if table == "clients" else "client_key"]


class _Waiting:
    """What waits or was set aside, by person."""

    def __init__(self, held: Held, persons: Mapping[str, str]) -> None:
        self.persons = dict(list(held.persons.groupby("person")))
        self.review = held.persons
        owner = held.quarantined["client_key"]
        clients = held.quarantined["table"] == "clients"
        owner = owner.where(~clients | owner.notna(), held.quarantined["row_key"])
        self.rows = dict(list(held.quarantined.groupby(owner.map(persons))))
        self.asides = dict(list(held.asides.groupby(held.asides["client_key"].map(persons))))
        self.unmapped = dict(list(held.unmapped.groupby(held.unmapped["client_key"].map(persons))))


@dataclass(frozen=True)
class _PersonBundle:
    """One person's rows, and all that waits."""

    bundle: Mapping[str, pd.DataFrame]
    waiting: _Waiting

    def record(self, person: str, basis: Basis, workspace: Workspace) -> ClientRecord | None:
        """The person's record; ``None`` where nothing of a client is held."""
        own = self.waiting.persons[person]
        key = str(min(own["client_key"]))
        try:
            return collect_client_record(
                [self.bundle],
                self._with_review(own),
                key,
                basis=basis,
                blobs=workspace.blobs,
                quarantined=self.waiting.rows.get(person),
                asides=self.waiting.asides.get(person),
                unmapped=self.waiting.unmapped.get(person),
            )
        except SettingsError:
            return None

    def _with_review(self, own: pd.DataFrame) -> pd.DataFrame:
        """The person's rows of the persons table, and those that may be the same person."""
        groups = own["review_group"].dropna()
        if groups.empty:
            return own
        everyone = self.waiting.review
        return everyone[everyone["review_group"].isin(groups) | everyone.index.isin(own.index)]


def _index(workspace: Workspace, path: Any, cases: set[str]) -> Iterator[ArchiveEntry]:
    """What the search page knows of each client."""
    held = Held.of(workspace)
    persons = dict(zip(held.persons["client_key"], held.persons["person"], strict=True))
    last = _last_treatments(workspace)
    waiting = held.quarantined[held.quarantined["table"] == "clients"]
    rows: list[Mapping[Any, Any]] = [
        {"row_key": line["row_key"], **json.loads(line["payload"])}
        for line in waiting.to_dict("records")
    ]
    for frame in workspace.partitions("clients"):
        rows += frame.to_dict("records")
    for row in rows:
        person = persons.get(str(row["row_key"]), "")
        if person in cases and path(person).exists():
            newest = last.get(str(row["row_key"]), "")
            yield ArchiveEntry.of(
                row, newest, path(person).name, workspace.settings.clinic.jurisdiction
            )


def _last_treatments(workspace: Workspace) -> dict[str, str]:
    last: dict[str, str] = {}
    for frame in workspace.partitions("treatments"):
        newest = frame.dropna(subset=["treated_at"]).groupby("client_key")["treated_at"].max()
        last.update({str(key): str(value)[:10] for key, value in newest.items()})
    return last
