"""What a publication starts from: everybody in the clinic, who may be used, and one view of both."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

import pandas as pd

from anonkit.deidentification import (
    Policy,
    ReleaseContext,
    assign_cases,
    build_directory,
    collect_identifiers,
)
from anonkit.errors import SettingsError
from anonkit.governance import CaseSetRules, Ground, Permission, permit
from anonkit.model import TABLES, PermittedRecords, ValidRecords, canonical_frame
from anonkit.storage import Workspace
from anonkit.workflows.review_store import ReviewStore
from anonkit.workflows.stored_names import CASE_NUMBERS, CODE_MAP, HOLDS, PERSONS

_PHOTO_PURPOSE = "photo_training"
_NAME_COLUMNS = (
    ("contacts", "name"),
    ("coverages", "policy_holder"),
    ("consents", "signer"),
    ("payments", "payer"),
    ("staff", "name"),
)

Bundle = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class PublishingInput:
    """The clinic's records as this publication may see them."""

    records: PermittedRecords
    everybody: ValidRecords
    permission: Permission
    context: ReleaseContext
    persons: pd.DataFrame

    def bundles(self) -> Iterator[Bundle]:
        """The permitted people's bundles, rows of tables with a ground of their own left out."""
        for index in range(self.records.partition_count):
            yield self._within_grounds(self.records.bundle(index))

    def _within_grounds(self, bundle: Bundle) -> Bundle:
        person_by_client = self.permission.person_by_client
        kept = dict(bundle)
        for table, allowed in self.permission.persons_by_table.items():
            if table in kept:
                frame = kept[table]
                kept[table] = frame[frame["client_key"].map(dict(person_by_client)).isin(allowed)]
        return kept


def client_keys_by_person(persons: pd.DataFrame) -> dict[str, list[str]]:
    """Every person's client rows, in order."""
    grouped = persons.groupby("person")["client_key"]
    return {str(person): sorted(map(str, keys)) for person, keys in grouped}


def everybodys_identifiers(
    workspace: Workspace,
    records: ValidRecords,
    persons: pd.DataFrame,
    people_by_case: Mapping[str, str],
) -> Any:
    """What the leak check looks for: everybody's identifiers, and which belong to whose case."""
    keys = client_keys_by_person(persons)
    return collect_identifiers(
        everybody_bundles(workspace, records),
        {case: keys.get(person, []) for case, person in people_by_case.items()},
        asides=[workspace.quarantine.asides()],
    )


def publishing_input(
    workspace: Workspace, policy: Policy, series: str, as_of: date, partitions: int | None
) -> PublishingInput:
    """Passes the consent gate and gathers what the release context needs; `ConsentMissing` for nobody."""
    store = workspace.records
    persons = store.read(PERSONS, 0)
    if persons is None:
        raise SettingsError(
            f"There are no records in {workspace.root}; ingest some with `anonkit ingest`."
        )
    everybody = ValidRecords(store)
    exclusions = policy.exclusions
    records, permission = permit(
        everybody,
        persons,
        purpose=policy.purpose,
        photo_purpose=_PHOTO_PURPOSE,
        ground=Ground(policy.ground.kind),
        ground_by_table={table: Ground(kind) for table, kind in policy.ground.by_table.items()},
        rules=CaseSetRules(
            adults_only=exclusions.under_age > 0,
            leave_out_staff=exclusions.staff_and_their_households,
            leave_out_disputes=exclusions.open_complaint_or_claim,
            leave_out_deceased=exclusions.deceased,
        ),
        jurisdiction=policy.jurisdiction,
        partition_count=partitions,
        as_of=as_of,
        held=frozenset(workspace.sealed.read(HOLDS, {})),
    )
    permitted = sorted(set(permission.person_by_client.values()))
    seeds: dict[str, str] = workspace.sealed.read(CODE_MAP, {})
    taken: dict[str, dict[str, str]] = workspace.sealed.read(CASE_NUMBERS, {})
    decided = ReviewStore(workspace.sealed).decided()
    context = ReleaseContext(
        series=series,
        as_of=as_of,
        identity_by_person=assign_cases(
            {person: bytes.fromhex(seeds[person]) for person in permitted},
            series,
            taken.get(series),
        ),
        persons=persons,
        directory=build_directory(
            everybody.partitions("clients"), everybody.partitions("relationships")
        ),
        clinic_names=(workspace.settings.clinic.name,) if workspace.settings.clinic.name else (),
        forbidden_names=_full_names(workspace, everybody),
        towns=_towns(everybody),
        asides=workspace.quarantine.asides(),
        decision_by_tag=decided.row_by_tag,
        review=decided.texts,
        photo_people=permission.photo_persons,
    )
    return PublishingInput(records, everybody, permission, context, persons)


def _full_names(workspace: Workspace, records: ValidRecords) -> frozenset[str]:
    """Every real full name in the clinic, quarantined rows included; no made-up person may bear one."""
    found: set[str] = set()
    for bundle in everybody_bundles(workspace, records):
        clients = bundle.get("clients")
        if clients is not None:
            for given in ("first_name", "preferred_name"):
                found.update((clients[given] + " " + clients["last_name"]).dropna())
        for table, column in _NAME_COLUMNS:
            if table in bundle:
                found.update(bundle[table][column].dropna())
    return frozenset(found)


def _towns(records: ValidRecords) -> frozenset[str]:
    """The towns of the clinic's people: a note may name one that is nobody's own."""
    return frozenset(
        str(city)
        for frame in records.partitions("clients", ["city"])
        for city in frame["city"].dropna()
    )


def everybody_bundles(workspace: Workspace, records: ValidRecords) -> Iterator[Bundle]:
    """Every partition of the clinic, and the rows in quarantine as one more."""
    for index in range(records.partition_count):
        yield records.bundle(index)
    yield quarantined_bundle(workspace)


def quarantined_bundle(workspace: Workspace) -> dict[str, pd.DataFrame]:
    """The rows that wait in quarantine, as canonical tables: their people have names as well."""
    rows = workspace.quarantine.rows()
    waiting = rows[rows["stage"] == "validate"]
    by_table: dict[str, list[dict[str, Any]]] = {}
    for table, payload in zip(waiting["table"], waiting["payload"], strict=True):
        known = TABLES[str(table)].field_by_name
        row = {name: value for name, value in json.loads(payload).items() if name in known}
        by_table.setdefault(str(table), []).append(row)
    return {table: canonical_frame(table, content) for table, content in by_table.items()}


def source_digest(records: ValidRecords) -> str:
    """A digest of every row, the same however the rows are partitioned."""
    total = 0
    for table in records.tables:
        for frame in records.partitions(table, ["row_key", "content_hash"]):
            for key, content in zip(frame["row_key"], frame["content_hash"], strict=True):
                total += int.from_bytes(
                    sha256(f"{table}\x1f{key}\x1f{content}".encode()).digest(), "big"
                )
    return f"{total % (1 << 256):064x}"
