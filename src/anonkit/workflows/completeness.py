"""What a clinic that leaves should have: what has arrived, what is missing, what looks cut."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from anonkit.connectors import Recognition, connector_named
from anonkit.pages import Displayed
from anonkit.storage import Workspace
from anonkit.workflows.stored_names import ARRIVED

_ENOUGH = 20
"""Below so many appointments an empty column says nothing."""
_MANY_VISITS = 30
_NEVER_HELD = frozenset({"cancelled", "late cancelled", "declined"})


@dataclass(frozen=True)
class Completeness(Displayed):
    """Of each platform the records come from; counts and days, never a value of a client."""

    arrived: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    suspicious: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return {
            "arrived": list(self.arrived),
            "missing": list(self.missing),
            "suspicious": list(self.suspicious),
        }

    def lines(self) -> list[str]:
        """For a person."""
        return [
            line
            for title, found in (
                ("arrived", self.arrived),
                ("missing (see `anonkit platforms NAME --leaving`)", self.missing),
                ("suspicious", self.suspicious),
            )
            if found
            for line in (f"{title}:", *(f"  {one}" for one in found))
        ]


def remember_arrivals(workspace: Workspace, recognised: Iterable[Recognition]) -> None:
    """Keeps which readings of which platform have come, over all ingests."""
    held: dict[str, list[str]] = workspace.sealed.read(ARRIVED, {})
    for one in recognised:
        held[one.platform] = sorted({*held.get(one.platform, []), one.reading})
    workspace.sealed.write(ARRIVED, held)


def completeness(workspace: Workspace) -> Completeness:
    """Arrived, missing and suspicious, for each platform that anything has come from."""
    held: Mapping[str, list[str]] = workspace.sealed.read(ARRIVED, {})
    arrived: list[str] = []
    missing: list[str] = []
    for platform in sorted(held):
        for file in connector_named(platform).facts.files:
            if {_plain(name) for name in file.readings} & set(map(_plain, held[platform])):
                arrived.append(f"{platform}: {file.name}")
            elif file.is_needed:
                missing.append(f"{platform}: {file.name}. {_how(file)}")
    return Completeness(tuple(arrived), tuple(missing), tuple(_suspicions(workspace, held)))


def _plain(reading: str) -> str:
    """What came through the interface has arrived like what came as a file."""
    return reading.removeprefix("api_")


def _how(file: Any) -> str:
    said = [file.how, file.hides and f"it hides {file.hides}", file.expires]
    return "; ".join(one for one in said if one)


def _suspicions(workspace: Workspace, held: Mapping[str, list[str]]) -> Iterator[str]:
    appointments = _columns(workspace, "appointments", ("status", "starts_at", "staff_key"))
    if appointments.empty:
        return
    visits = Counter(appointments["staff_key"].dropna())
    clients = _columns(workspace, "clients", ("last_visit",))
    for platform in sorted(held):
        own = appointments[appointments["platform"] == platform]
        if len(own):
            yield from _cut_by_a_filter(platform, own)
            seen = clients.loc[clients["platform"] == platform, "last_visit"]
            yield from _cut_by_a_date(platform, own, seen)
    yield from _charts_left_behind(workspace, visits)


def _cut_by_a_filter(platform: str, appointments: pd.DataFrame) -> Iterator[str]:
    if len(appointments) >= _ENOUGH and not appointments["status"].isin(_NEVER_HELD).any():
        yield (
            f"{platform}: none of {len(appointments)} appointments is cancelled: "
            "a filter of the export may have hidden them"
        )


def _cut_by_a_date(
    platform: str, appointments: pd.DataFrame, last_visits: pd.Series
) -> Iterator[str]:
    seen, ends = _latest(last_visits), _latest(appointments["starts_at"])
    if seen and ends and ends < seen:
        yield (
            f"{platform}: appointments end on {ends}, yet a client's last visit is on {seen}: "
            "the dates of the export were too narrow"
        )


def _charts_left_behind(workspace: Workspace, visits: Counter[str]) -> Iterator[str]:
    """Charts come by practitioner: one with many visits and no note was not asked for."""
    notes = _columns(workspace, "notes", ("staff_key",))["staff_key"].dropna()
    if notes.empty:
        return
    tags = _columns(workspace, "staff", ("row_key", "tag"))
    tag_by_key = dict(zip(tags["row_key"], tags["tag"], strict=True))
    for key, count in visits.most_common():
        if count >= _MANY_VISITS and key not in set(notes):
            yield f"charts hold nothing by {tag_by_key.get(key, 'a member of staff')}, who has {count} visits"


def _latest(texts: pd.Series) -> str:
    days = texts.dropna().str.slice(0, 10)
    whole = days[days.str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    return str(whole.max()) if len(whole) else ""


def _columns(workspace: Workspace, table: str, columns: tuple[str, ...]) -> pd.DataFrame:
    names = list(dict.fromkeys(("platform", *columns)))
    records = workspace.records
    frames = [
        frame
        for index in range(records.partition_count)
        if (frame := records.read(table, index, names)) is not None
    ]
    return (
        pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=names, dtype="str")
    )
