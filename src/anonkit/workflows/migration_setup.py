"""What a plan, a run and a reconciliation of one migration all start from."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from anonkit.errors import SettingsError
from anonkit.migration import (
    WAREHOUSE,
    Account,
    Crosswalk,
    LeftOutside,
    MigrationContext,
    Standing,
    Target,
    Warehouse,
    draft_target,
    load_target,
    parse_target,
    propose,
    read_crosswalk,
    read_template,
    target_named,
    words_for,
    words_in,
)
from anonkit.model import TABLES, Identity, ValidRecords
from anonkit.storage import Workspace
from anonkit.workflows.run import Run
from anonkit.workflows.stored_names import PERSONS

TEMPLATE = "template"
MAPPING_FILE = "mapping.yaml"
WAREHOUSE_URL = "ANONKIT_WAREHOUSE_URL"


@dataclass(frozen=True)
class Chosen:
    """Which rows are meant."""

    limit: int | None = None
    """In a rehearsal, how many clients."""
    only: tuple[str, ...] = ()
    since: str | None = None

    def as_dict(self) -> dict[str, object]:
        """For the run's own facts."""
        return {"limit": self.limit, "only": list(self.only), "since": self.since}


@dataclass(frozen=True)
class Setup:
    """Records, target, context and crosswalk of one migration."""

    target: Target
    records: ValidRecords
    context: MigrationContext
    crosswalk: Crosswalk
    persons: pd.DataFrame
    waiting: Account
    """Rows that never came as far as the records."""
    outside: LeftOutside
    standing: Standing

    @property
    def people_twice(self) -> int:
        """Client rows that are certainly one person with an earlier one."""
        return int(self.persons["person"].duplicated().sum())


def target_of(to: str, folder: Path, template: Path | None = None) -> Target:
    """The target of this name; one by its blank template is drafted once and then read as it lies beside the plan."""
    if to != TEMPLATE:
        if template is not None:
            raise SettingsError("--template goes with --to template.")
        return target_named(to)
    mapping = folder / MAPPING_FILE
    if mapping.exists():
        return load_target(mapping, TEMPLATE)
    if template is None:
        raise SettingsError("--to template needs the blank template: --template FILE.xlsx.")
    content = draft_target(read_template(template), template.stem)
    return parse_target({"name": TEMPLATE, **content}, template.name)


def warehouse_of(workspace: Workspace, target: Target) -> Warehouse | None:
    """The database that a warehouse's rows go to; its address holds a password, so it is never an argument."""
    if target.name != WAREHOUSE:
        return None
    url = os.environ.get(WAREHOUSE_URL)
    if not url:
        raise SettingsError(
            f"Say where the warehouse is in {WAREHOUSE_URL}, as postgresql+psycopg://USER:PASSWORD@HOST/DATABASE."
        )
    return Warehouse(url, f"anonkit_{workspace.settings.workspace_id}", target)


def set_up(
    this: Run,
    target: Target,
    crosswalk_folder: Path,
    chosen: Chosen,
    as_of: date,
    known: Mapping[str, Iterable[str]],
) -> Setup:
    """Gathers everything; `SettingsError` where a table that was asked for does not exist."""
    workspace = this.workspace
    records = ValidRecords(workspace.records)
    names = _staff_names(records)
    crosswalk = propose(words_in(records, names), target, known, read_crosswalk(crosswalk_folder))
    persons = workspace.records.read(PERSONS, 0)
    if persons is None:
        persons = pd.DataFrame(columns=["client_key", "person"])
    clients = _first_clients(records, this, chosen.limit)
    context = MigrationContext(
        zone=workspace.settings.clinic.time_zone,
        identity=Identity(workspace.keys),
        crosswalk=words_for(crosswalk),
        staff_names=names,
        person_by_client=dict(zip(persons["client_key"], persons["person"], strict=True)),
        as_of=as_of,
        tables=_tables(chosen.only),
        since=chosen.since,
        clients=clients,
    )
    waiting, outside = _waiting(workspace, counts=clients is None)
    standing = _standing(workspace, target)
    return Setup(target, records, context, crosswalk, persons, waiting, outside, standing)


def _staff_names(records: ValidRecords) -> dict[str, str]:
    staff = records.read("staff", 0, ["row_key", "name"]).dropna()
    return dict(zip(staff["row_key"], staff["name"], strict=True))


def _first_clients(records: ValidRecords, this: Run, limit: int | None) -> frozenset[str] | None:
    """So many clients, drawn by their tag: the same ones each time, and none for what they hold."""
    if limit is None:
        return None
    if limit < 1:
        raise SettingsError("--limit takes a number of clients, at least 1.")
    identity = Identity(this.workspace.keys)
    keys = [key for frame in records.partitions("clients", ["row_key"]) for key in frame["row_key"]]
    return frozenset(sorted(keys, key=lambda key: identity.tag("clients", key))[:limit])


def _tables(only: tuple[str, ...]) -> frozenset[str] | None:
    unknown = [name for name in only if name not in TABLES]
    if unknown:
        raise SettingsError(
            f"There is no table {', '.join(unknown)}. There are {', '.join(TABLES)}."
        )
    return frozenset(only) if only else None


def _waiting(workspace: Workspace, *, counts: bool) -> tuple[Account, LeftOutside]:
    """Rows in the clinic's quarantine; in a rehearsal they are not part of it."""
    account, unread = Account(), 0
    rows = workspace.quarantine.rows()
    for table, payload in zip(rows["table"], rows["payload"], strict=True):
        values = json.loads(payload)
        if table not in TABLES or "raw" in values:
            unread += 1
        elif counts:
            account.add_waiting(str(table), values)
    outside = LeftOutside(
        unmapped_values=len(workspace.quarantine.unmapped()),
        set_aside=len(workspace.quarantine.asides()),
        unread=unread,
    )
    return account, outside


def _standing(workspace: Workspace, target: Target) -> Standing:
    names = {target.name.casefold(), target.title.casefold()}
    for party in workspace.settings.parties:
        if party.name.casefold() in names:
            return Standing(party.agreement, party.country)
    return Standing()
