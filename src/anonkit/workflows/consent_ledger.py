"""The consent ledger: what a client said of each purpose, what counts today, and what is said now."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.governance import state_by_person
from anonkit.model import CONSENT_STATES, PURPOSES, Identity, RowKey, canonical_frame
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.export_parts import find_held_client_key
from anonkit.workflows.incoming import Incoming
from anonkit.workflows.ingestion import scratch
from anonkit.workflows.record_keeping import RecordKeeper
from anonkit.workflows.run import Clock, Run, run, system_clock
from anonkit.workflows.stored_names import PERSONS
from anonkit.workflows.withdrawals import Concern, concerned_releases

_PLATFORM = "clinic"
"""Said to the clinic itself, not read from a platform's export."""
_SOURCE = "consent ledger"
_SAYABLE = tuple(state for state in CONSENT_STATES if state != "unknown")
_TOLD = ("purpose", "state", "stated_at", "valid_until", "channel", "wording_version", "platform")


@dataclass(frozen=True)
class ConsentLedger(Displayed):
    """One client's statements, the latest first, and the releases that they stand against."""

    client: str
    """The client row's tag."""
    counts_today: Mapping[str, str]
    """By purpose the state that counts; a purpose nobody spoke of is not in it."""
    statements: tuple[Mapping[str, str], ...]
    concerned: tuple[Concern, ...] = ()
    """After something was said: releases somebody holds and that hold somebody who does not allow it."""

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "client": self.client,
            "counts_today": dict(self.counts_today),
            "statements": [dict(one) for one in self.statements],
            "concerned": [one.as_dict() for one in self.concerned],
        }

    def lines(self) -> list[str]:
        """For a person."""
        told = [f"  {purpose:<20} {state}" for purpose, state in self.counts_today.items()]
        said = [
            f"  {one['stated_at'] or 'undated':<12} {one['purpose']:<20} {one['state']:<10} {one['platform']}"
            for one in self.statements
        ]
        lines = [
            f"{self.client}: what counts today",
            *(told or ["  nothing was said of any purpose"]),
        ]
        lines += [f"{len(said)} statements, the latest first", *said]
        if self.concerned:
            lines.append("Releases that hold somebody who does not allow it; recall them:")
            lines += [f"  {one.line()}" for one in self.concerned]
        return lines


def show_consent(
    workspace: Workspace | Path | str, client_id: str, *, clock: Clock = system_clock
) -> ConsentLedger:
    """What is on record of one client's consents and what counts today; audited by tag.

    `client_id` is the platform's own, as `find` gives it; `SettingsError` where nobody has it.
    """
    with run(workspace, "consent show", clock, writes=False) as this:
        ledger = _ledger(this, find_held_client_key(this.workspace, client_id))
        this.audit({"client": ledger.client, "statements": len(ledger.statements)})
        return ledger


def record_consent(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    purpose: str,
    state: str,
    on: date | None = None,
    until: date | None = None,
    channel: str = "",
    wording: str = "",
    scope: str = "",
    clock: Clock = system_clock,
) -> ConsentLedger:
    """Writes down what a client said of one purpose: ``given``, ``refused``, ``withdrawn`` or ``expired``.

    `on` is the day it was said, today where it is left away; `until` the day up to which it holds. Nothing
    that was said before is changed: the latest dated statement counts, and an export read later does not
    undo it unless it says something newer. Every gate asks the ledger, so the next publication knows.
    `SettingsError` for an unknown client, purpose or state, or a day to come.
    """
    _refuse_unknown(purpose, state)
    with run(workspace, "consent record", clock) as this:
        day = this.started.date()
        if on is not None and on > day:
            raise SettingsError(
                "A statement cannot be of a day to come; leave --on away for today."
            )
        if until is not None and until < (on or day):
            raise SettingsError("--until is before the day of the statement; name a later day.")
        client = find_held_client_key(this.workspace, client_id)
        said = {
            "purpose": purpose,
            "state": state,
            "stated_at": _moment(this, on),
            "valid_until": until.isoformat() if until else "",
            "channel": channel,
            "wording_version": wording,
            "scope": scope,
        }
        _keep(this, client, said)
        ledger = _ledger(this, client, concerned_releases(this.workspace, day))
        this.audit({"client": ledger.client, "purpose": purpose, "state": state})
        return ledger


def withdraw_consent(
    workspace: Workspace | Path | str,
    client_id: str,
    *,
    purpose: str,
    on: date | None = None,
    channel: str = "",
    clock: Clock = system_clock,
) -> ConsentLedger:
    """Writes down that a client takes a consent back, and names the releases that hold them still."""
    return record_consent(
        workspace,
        client_id,
        purpose=purpose,
        state="withdrawn",
        on=on,
        channel=channel,
        clock=clock,
    )


def _refuse_unknown(purpose: str, state: str) -> None:
    if purpose not in PURPOSES:
        raise SettingsError(f"No such purpose; take one of: {', '.join(PURPOSES)}.")
    if state not in _SAYABLE:
        raise SettingsError(f"Nobody can say that; take one of: {', '.join(_SAYABLE)}.")


def _moment(this: Run, on: date | None) -> str:
    """When it was said, with the clinic's zone; of a day without a time its beginning."""
    zone = ZoneInfo(this.workspace.settings.clinic.time_zone)
    said = this.started.astimezone(zone) if on is None else datetime.combine(on, time(), zone)
    return said.isoformat(timespec="seconds")


def _keep(this: Run, client: str, said: Mapping[str, str]) -> None:
    identity = Identity(this.workspace.keys)
    key = str(RowKey(_PLATFORM, "consents", secrets.token_hex(8)))
    row = {
        "row_key": key,
        "tag": identity.tag("consents", key),
        "platform": _PLATFORM,
        "source_file": _SOURCE,
        "source_place": "",
        "pulled_at": this.started.isoformat(timespec="seconds"),
        "content_hash": identity.content_hash("\x1f".join((client, *said.values()))),
        "client_key": client,
        **said,
    }
    with scratch(this) as pieces:
        incoming = Incoming(pieces)
        incoming.take_rows("consents", canonical_frame("consents", [row]))
        RecordKeeper(this, accept_gone=True).keep(incoming)


def _ledger(this: Run, client: str, concerned: Sequence[Concern] = ()) -> ConsentLedger:
    workspace = this.workspace
    clients = workspace.table("clients", ["row_key", "tag"])
    tag = str(clients.loc[clients["row_key"] == client, "tag"].iloc[0])
    persons = workspace.records.read(PERSONS, 0)
    assert persons is not None
    person_by_client = dict(zip(persons["client_key"], persons["person"], strict=True))
    person = person_by_client[client]
    consents = workspace.table("consents")
    own = consents[consents["client_key"].map(person_by_client) == person]
    states = state_by_person(own, person_by_client, this.started.date()).get(person, {})
    return ConsentLedger(tag, dict(sorted(states.items())), _statements(own), tuple(concerned))


def _statements(own: pd.DataFrame) -> tuple[Mapping[str, str], ...]:
    told = own[list(_TOLD)].fillna("").assign(stated_at=own["stated_at"].fillna("").str[:10])
    ordered = told.sort_values(["stated_at", "purpose"], ascending=[False, True], kind="stable")
    return tuple({str(k): str(v) for k, v in row.items()} for row in ordered.to_dict("records"))
