"""Judges a bundle: each row passes, perhaps with values put aside, or waits in quarantine with its reasons."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import pandas as pd

from anonkit.errors import ValidationError
from anonkit.model import TABLES
from anonkit.validation.context_columns import canonical_bundle
from anonkit.validation.facts import ClinicFacts
from anonkit.validation.findings import UNKNOWN_CLIENT, Finding, find_in_bundle
from anonkit.validation.quarantine import QUARANTINE_COLUMNS, encode_reasons
from anonkit.validation.suites import Suites
from anonkit.validation.verdict import (
    ASIDES_COLUMNS,
    BundleSummary,
    BundleVerdict,
    TableCount,
    Tally,
    merge_tallies,
)

WAITS_WITH_CLIENT = "waits-with-client"
_WAITS_MESSAGE = "the client's own row is in quarantine; this row is not at fault and waits with it"

Found = Mapping[int, list[Finding]]


def validate_bundle(
    bundle: Mapping[str, pd.DataFrame],
    suites: Suites,
    clinic: ClinicFacts,
    *,
    tables: Iterable[str] | None = None,
    waiting: AbstractSet[str] = frozenset(),
) -> BundleVerdict:
    """Judges each row of the bundle; the frames handed in stay as they are.

    `tables` are judged, the others only looked things up in: the clinic's own tables come with every
    partition and are judged with the first. `waiting` are the row keys of clients in quarantine already.
    """
    unknown = sorted(set(bundle) - set(TABLES))
    if unknown:
        raise ValidationError(
            f"the bundle holds {', '.join(unknown)}, which the canonical record does not have"
        )
    frames = canonical_bundle(bundle)
    judged = [table for table in frames if tables is None or table in set(tables)]
    found = _by_row(find_in_bundle(frames, suites, clinic, judged))
    held = _held_clients(frames, found) | waiting
    for table in judged:
        _let_children_wait(table, frames[table], found[table], held)
    extras = {table: _underscored(bundle[table]) for table in judged}
    return _verdict({table: frames[table] for table in judged}, found, extras)


def _by_row(findings: Iterable[Finding]) -> defaultdict[str, defaultdict[int, list[Finding]]]:
    found: defaultdict[str, defaultdict[int, list[Finding]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for finding in findings:
        found[finding.table][finding.position].append(finding)
    return found


def _is_held(findings: Iterable[Finding]) -> bool:
    return any(finding.severity == "critical" for finding in findings)


def _held_clients(frames: Mapping[str, pd.DataFrame], found: Mapping[str, Found]) -> frozenset[str]:
    """Clients of whom no row passed; a second copy in quarantine holds nobody back."""
    if "clients" not in frames:
        return frozenset()
    keys = frames["clients"]["row_key"].tolist()
    held = {place for place, findings in found["clients"].items() if _is_held(findings)}
    passed = {key for place, key in enumerate(keys) if place not in held}
    return frozenset(keys[place] for place in held) - passed


def _let_children_wait(
    table: str, frame: pd.DataFrame, found: defaultdict[int, list[Finding]], held: AbstractSet[str]
) -> None:
    if "client_key" not in frame or not held:
        return
    for position, client in enumerate(frame["client_key"]):
        if client not in held:
            continue
        # A client who waits in quarantine is not in the bundle, yet not unknown.
        own = [finding for finding in found[position] if finding.code != UNKNOWN_CLIENT]
        waits = Finding(
            table, position, WAITS_WITH_CLIENT, "client_key", "critical", _WAITS_MESSAGE
        )
        found[position] = [*own, waits]


def _underscored(frame: pd.DataFrame) -> pd.DataFrame:
    """Columns a connector added to help whoever mends the row."""
    names = [name for name in frame.columns if str(name).startswith("_")]
    return frame[names].reset_index(drop=True)


def _verdict(
    frames: Mapping[str, pd.DataFrame],
    found: Mapping[str, Found],
    extras: Mapping[str, pd.DataFrame],
) -> BundleVerdict:
    passed: dict[str, pd.DataFrame] = {}
    rows: list[dict[str, Any]] = []
    asides: list[dict[str, Any]] = []
    counts: list[TableCount] = []
    tallies: list[Tally] = []
    for table, frame in frames.items():
        here = found[table]
        held = sorted(place for place, findings in here.items() if _is_held(findings))
        payloads = _payloads(frame, extras[table], held)
        rows += [
            _quarantine_row(table, payload, here[place])
            for place, payload in zip(held, payloads, strict=True)
        ]
        passed[table], taken = _put_aside(table, frame, here, frozenset(held))
        asides += taken
        counts.append(TableCount(table, len(frame), len(frame) - len(held), len(held)))
        tallies += _tallies(frame, here)
    return BundleVerdict(
        passed,
        pd.DataFrame(rows, columns=list(QUARANTINE_COLUMNS), dtype="str"),
        pd.DataFrame(asides, columns=list(ASIDES_COLUMNS), dtype="str"),
        BundleSummary(tuple(counts), merge_tallies(tallies)),
    )


def _payloads(frame: pd.DataFrame, extras: pd.DataFrame, places: list[int]) -> list[dict[str, Any]]:
    """The rows at these places as they were found, without the fields that hold nothing."""
    chosen = pd.concat([frame, extras], axis=1).iloc[places].to_dict("records")
    return [{str(name): v for name, v in row.items() if pd.notna(v)} for row in chosen]


def _quarantine_row(table: str, row: dict[str, Any], findings: Iterable[Finding]) -> dict[str, Any]:
    owner = row.get("row_key") if table == "clients" else row.get("client_key")
    return {
        "tag": row.get("tag"),
        "table": table,
        "row_key": row.get("row_key"),
        "client_key": owner,
        "source_file": row.get("source_file"),
        "source_place": row.get("source_place"),
        "reasons": encode_reasons(finding.reason for finding in findings),
        "payload": json.dumps(row, ensure_ascii=False, default=str),
        "stage": "validate",
    }


def _put_aside(
    table: str, frame: pd.DataFrame, found: Found, held: AbstractSet[int]
) -> tuple[pd.DataFrame, list[dict[str, Any]]]:
    """The rows that pass, wrong values emptied; and those values."""
    codes: defaultdict[str, defaultdict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place in sorted(found):
        for finding in found[place]:
            if finding.severity == "warning" and place not in held:
                codes[finding.field][place].append(finding.code)
    asides: list[dict[str, Any]] = []
    columns: dict[str, pd.Series] = {}
    for field, by_place in codes.items():
        there = {
            place: why for place, why in by_place.items() if pd.notna(frame[field].iloc[place])
        }
        asides += [
            {
                "row_key": frame["row_key"].iloc[place],
                "table": table,
                "field": field,
                "value": frame[field].iloc[place],
                "reason": " ".join(dict.fromkeys(why)),
            }
            for place, why in there.items()
        ]
        columns[field] = frame[field].mask(frame.index.isin(list(there)))
    kept = frame.assign(**columns)[~frame.index.isin(list(held))]
    return kept.reset_index(drop=True), asides


def _tallies(frame: pd.DataFrame, found: Found) -> list[Tally]:
    tags = frame["tag"].tolist()
    places: defaultdict[Finding, list[int]] = defaultdict(list)
    for place, findings in found.items():
        for finding in findings:
            places[replace(finding, position=-1)].append(place)
    return [
        Tally(
            alike.table,
            alike.code,
            alike.field,
            alike.severity,
            alike.message,
            len(where),
            tuple(sorted({tags[place] for place in where if isinstance(tags[place], str)})),
        )
        for alike, where in places.items()
    ]
