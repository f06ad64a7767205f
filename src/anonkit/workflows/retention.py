"""Retention: whose records have been kept long enough, what must not be erased, and erasing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.errors import GateClosed, SettingsError
from anonkit.governance import Contact, keep_until
from anonkit.model import PartialDate
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.erasing import Erasure, erase, finish_erasure, persons_frame
from anonkit.workflows.export_parts import find_held_client_key
from anonkit.workflows.reasons import told_reason
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import HOLDS, PERSONS
from anonkit.workflows.withdrawals import Concern, concerned_releases

_TREATED = ("treatments", "treated_at")
_SEEN = (("appointments", "starts_at"), ("notes", "written_at"))


@dataclass(frozen=True)
class RetentionDue(Displayed):
    """Whose records have been kept as long as the clinic keeps them, by tag; the longest past comes first."""

    years: int
    due: tuple[Mapping[str, str], ...]
    """Tag of a client row, and the last day on which it had to be kept."""
    held: int
    """People past that day whose records a hold keeps."""
    undated: int
    """People of whom no contact is known; they are kept."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "years": self.years,
            "due": [dict(one) for one in self.due],
            "held": self.held,
            "undated": self.undated,
        }

    def lines(self) -> list[str]:
        """For a person."""
        counts = f"{self.held} more under a hold, {self.undated} without any date are kept"
        return [
            f"{len(self.due)} people past {self.years} years, {counts}",
            *(f"  {one['client']}  had to be kept until {one['until']}" for one in self.due),
            'Erase with: anonkit retention erase WORKSPACE --due --reason "kept long enough" --yes',
        ]


@dataclass(frozen=True)
class HoldReport(Displayed):
    """One client's hold, as it is now."""

    client: str
    is_held: bool

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {"client": self.client, "held": self.is_held}

    def lines(self) -> list[str]:
        """For a person."""
        said = "under a hold: kept, and in no case set" if self.is_held else "under no hold"
        return [f"{self.client}: {said}"]


@dataclass(frozen=True)
class ErasureReport(Displayed):
    """What was erased, or would be; counts and tags."""

    clients: tuple[str, ...]
    rows: Mapping[str, int]
    elsewhere: Mapping[str, int]
    """Beside the records: quarantined rows, stored files, drafts, pulled pages."""
    is_done: bool
    concerned: tuple[Concern, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "clients": list(self.clients),
            "rows": dict(self.rows),
            "elsewhere": dict(self.elsewhere),
            "erased": self.is_done,
            "concerned": [one.as_dict() for one in self.concerned],
        }

    def lines(self) -> list[str]:
        """For a person."""
        verb = "erased" if self.is_done else "would be erased; say --yes to do it"
        rows = ", ".join(f"{table} {count}" for table, count in self.rows.items()) or "none"
        beside = ", ".join(f"{what} {count}" for what, count in self.elsewhere.items() if count)
        lines = [f"{len(self.clients)} client rows {verb}", f"  rows: {rows}"]
        lines.append(f"  beside the records: {beside or 'nothing'}")
        if self.is_done:
            lines.append(
                "Paper, backups, phones, copies handed out and the platform itself hold them still; what the "
                "platform exports is read without them from now on."
            )
        if self.concerned:
            lines.append("Releases that hold them still; recall them:")
            lines += [f"  {one.line()}" for one in self.concerned]
        return lines


def retention_due(
    workspace: Workspace | Path | str, *, clock: Clock = system_clock
) -> RetentionDue:
    """Whose records have been kept long enough: the clinic's years after the last treatment, minors longer."""
    opened = workspace if isinstance(workspace, Workspace) else Workspace.open(workspace)
    return _due(opened, clock().date())


def retention_hold(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    reason: str,
    clock: Clock = system_clock,
) -> HoldReport:
    """Keeps a client's records whatever their age, as for a claim; they enter no case set while it lasts.

    `reason` is kept and may name nobody. A hold withholds nothing from the client's own copy.
    """
    with run(workspace, "retention hold", clock) as this:
        held = {"reason": told_reason(this.workspace, reason)}
        held["since"] = this.started.date().isoformat()
        return _changed_hold(this, client_id, held, held["reason"])


def retention_release(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    reason: str,
    clock: Clock = system_clock,
) -> HoldReport:
    """Lifts a hold; `SettingsError` where there is none."""
    with run(workspace, "retention release", clock) as this:
        return _changed_hold(this, client_id, None, told_reason(this.workspace, reason))


def _changed_hold(
    this: Run, client_id: str, held: Mapping[str, str] | None, reason: str
) -> HoldReport:
    person, tag = _person(this, client_id)
    holds: dict[str, Any] = this.workspace.sealed.read(HOLDS, {})
    if held is None and person not in holds:
        raise SettingsError("This client's records are under no hold.")
    left = {p: h for p, h in holds.items() if p != person}
    this.workspace.sealed.write(HOLDS, left if held is None else {**left, person: dict(held)})
    this.audit({"client": tag, "reason": reason})
    return HoldReport(tag, is_held=held is not None)


def retention_erase(
    workspace: Workspace | Path | str,
    client_id: str | None = None,
    *,
    reason: str,
    due: bool = False,
    early: bool = False,
    yes: bool = False,
    clock: Clock = system_clock,
) -> ErasureReport:
    """Erases one client, or with `due` everybody whose records have been kept long enough.

    Everything on the person goes from records, quarantine, stored files, decisions, drafts and pulled pages; a
    keyed tombstone keeps them out of what is ingested later. Without `yes` it only counts. A client whose
    records have still to be kept is refused unless `early` says that the law allows it (an erasure request
    that was granted); one under a hold always. An erasure that was killed is finished by the next.
    `GateClosed` for what may not be erased.
    """
    if (client_id is None) == (not due):
        raise SettingsError("Name one client, or say --due for everybody past their time.")
    with run(workspace, "retention erase", clock) as this:
        told = told_reason(this.workspace, reason)
        finish_erasure(this.workspace)
        day = this.started.date()
        persons = (
            [_may_be_erased(this, client_id, day, early=early)]
            if client_id is not None
            else [one["person"] for one in _past(this.workspace, day)[0]]
        )
        erasure = Erasure.of(this.workspace, persons)
        if yes and persons:
            erase(this.workspace, erasure, day)
        concerned = concerned_releases(this.workspace, day) if yes else ()
        report = ErasureReport(
            erasure.client_tags, erasure.rows, erasure.elsewhere, yes, tuple(concerned)
        )
        this.audit(
            {
                "clients": list(report.clients),
                "rows": dict(report.rows),
                "done": yes,
                "reason": told,
            }
        )
        return report


def records_due(workspace: Workspace, day: date) -> dict[str, int]:
    """People whose records have been kept long enough and are under no hold, by the year that ended."""
    counts: dict[str, int] = {}
    if workspace.records.read(PERSONS, 0) is None:
        return counts
    for one in _past(workspace, day)[0]:
        counts[one["until"][:4]] = counts.get(one["until"][:4], 0) + 1
    return dict(sorted(counts.items()))


def _due(workspace: Workspace, day: date) -> RetentionDue:
    past, held, undated = _past(workspace, day)
    rows = tuple({"client": one["client"], "until": one["until"]} for one in past)
    return RetentionDue(workspace.settings.retention.years, rows, held, undated)


def _past(workspace: Workspace, day: date) -> tuple[list[dict[str, str]], int, int]:
    """Who is past their time and not held, with person, tag and day; how many are held; how many undated."""
    clinic, years = workspace.settings.clinic, workspace.settings.retention.years
    holds: dict[str, Any] = workspace.sealed.read(HOLDS, {})
    tag_by_person = _tags(workspace)
    past, held, undated = [], 0, 0
    for person, contact in sorted(_contacts(workspace).items()):
        until = keep_until(contact, years, clinic.jurisdiction)
        if until is None:
            undated += 1
        elif until < day:
            if person in holds:
                held += 1
            else:
                past.append(
                    {"person": person, "client": tag_by_person[person], "until": until.isoformat()}
                )
    return sorted(past, key=lambda one: (one["until"], one["client"])), held, undated


def _contacts(workspace: Workspace) -> dict[str, Contact]:
    """By person when they were last treated and last seen, from every row of theirs."""
    persons = persons_frame(workspace)
    person_by_client = dict(zip(persons["client_key"], persons["person"], strict=True))
    found: dict[str, Contact] = {}
    clients = workspace.table("clients", ["row_key", "birth_date"])
    for key, born in clients.itertuples(index=False):
        own = Contact(born=_born(born))
        person = person_by_client[key]
        found[person] = found[person].joined(own) if person in found else own
    for table, field in (_TREATED, *_SEEN):
        for frame in workspace.partitions(table):
            for key, latest in _latest(frame, field).items():
                person = person_by_client.get(str(key))
                if person in found:
                    is_treated = (table, field) == _TREATED
                    own = Contact(treated=latest) if is_treated else Contact(seen=latest)
                    found[person] = found[person].joined(own)
    return found


def _latest(frame: pd.DataFrame, field: str) -> dict[str, date]:
    """By client the last whole day in the field."""
    days = frame[field].dropna().str[:10]
    days = days[days.str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    latest = days.groupby(frame.loc[days.index, "client_key"]).max()
    return {str(key): date.fromisoformat(text) for key, text in latest.items()}


def _born(text: object) -> PartialDate | None:
    try:
        return PartialDate.parse(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _tags(workspace: Workspace) -> dict[str, str]:
    """By person the tag of their first client row."""
    persons = persons_frame(workspace)
    clients = workspace.table("clients", ["row_key", "tag"])
    tag_by_key = dict(zip(clients["row_key"], clients["tag"], strict=True))
    found: dict[str, str] = {}
    for key, person in sorted(zip(persons["client_key"], persons["person"], strict=True)):
        if key in tag_by_key:
            found.setdefault(person, tag_by_key[key])
    return found


def _person(this: Run, client_id: str) -> tuple[str, str]:
    """The person a client id is of, and the tag of their first row."""
    key = find_held_client_key(this.workspace, client_id)
    persons = persons_frame(this.workspace)
    person = str(persons.loc[persons["client_key"] == key, "person"].iloc[0])
    return person, _tags(this.workspace)[person]


def _may_be_erased(this: Run, client_id: str, day: date, *, early: bool) -> str:
    """The person, where neither a hold nor the law stands against it."""
    person, tag = _person(this, client_id)
    if person in this.workspace.sealed.read(HOLDS, {}):
        raise GateClosed(
            f"{tag} is under a hold and is not erased; lift it with `anonkit retention release`.",
            ("hold: 1",),
        )
    clinic, years = this.workspace.settings.clinic, this.workspace.settings.retention.years
    until = keep_until(_contacts(this.workspace)[person], years, clinic.jurisdiction)
    if (until is None or until >= day) and not early:
        told = f"until {until.isoformat()}" if until else "as no date of contact is known"
        raise GateClosed(
            f"{tag} has to be kept {told}. Where the law allows erasing before (an erasure request that was "
            "granted), say --early, and why with --reason.",
            ("retention: 1",),
        )
    return person
