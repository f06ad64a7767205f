"""What a clinic that leaves should have: what has arrived, what is missing, what looks cut."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
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


def remember_arrivals(
    workspace: Workspace,
    recognised: Iterable[Recognition],
    pulled: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> None:
    """Keeps which readings of which platform have come, over all ingests.

    `pulled` names by platform the lists that its interface gave: an empty one has come like any other.
    """
    held: dict[str, list[str]] = workspace.sealed.read(ARRIVED, {})
    came = [(one.platform, one.reading) for one in recognised]
    came += [(platform, name) for platform, names in pulled.items() for name in names]
    for platform, reading in came:
        held[platform] = sorted({*held.get(platform, []), reading})
    workspace.sealed.write(ARRIVED, held)


def completeness(workspace: Workspace) -> Completeness:
    """Arrived, missing and suspicious, for each platform that anything has come from."""
    held: Mapping[str, list[str]] = workspace.sealed.read(ARRIVED, {})
    if not held:
        return Completeness()
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


@dataclass
class _Seen:
    """What a platform's appointments say together, counted a partition at a time."""

    count: int = 0
    is_cancelled: bool = False
    """Whether one at least was never held."""
    ends: str = ""
    last_visit: str = ""
    """The latest that a client's own row tells."""

    def add(self, appointments: pd.DataFrame) -> None:
        """Counts the appointments of one partition."""
        self.count += len(appointments)
        self.is_cancelled |= bool(appointments["status"].isin(_NEVER_HELD).any())
        self.ends = max(self.ends, _latest(appointments["starts_at"]))


def _suspicions(workspace: Workspace, held: Mapping[str, list[str]]) -> Iterator[str]:
    seen: defaultdict[str, _Seen] = defaultdict(_Seen)
    visits: Counter[str] = Counter()
    for frame in _frames(workspace, "appointments", ("status", "starts_at", "staff_key")):
        visits.update(frame["staff_key"].dropna())
        for platform, own in frame.groupby("platform", sort=False):
            seen[str(platform)].add(own)
    if not seen:
        return
    for frame in _frames(workspace, "clients", ("last_visit",)):
        for platform, own in frame.groupby("platform", sort=False):
            one = seen[str(platform)]
            one.last_visit = max(one.last_visit, _latest(own["last_visit"]))
    for platform in sorted(held):
        yield from _cuts(platform, seen[platform])
    yield from _charts_left_behind(workspace, visits)


def _cuts(platform: str, seen: _Seen) -> Iterator[str]:
    if seen.count >= _ENOUGH and not seen.is_cancelled:
        yield (
            f"{platform}: none of {seen.count} appointments is cancelled: "
            "a filter of the export may have hidden them"
        )
    if seen.last_visit and seen.ends and seen.ends < seen.last_visit:
        yield (
            f"{platform}: appointments end on {seen.ends}, "
            f"yet a client's last visit is on {seen.last_visit}: the dates of the export were too narrow"
        )


def _charts_left_behind(workspace: Workspace, visits: Counter[str]) -> Iterator[str]:
    """Charts come by practitioner: one with many visits and no note was not asked for."""
    authors: set[str] = set()
    for frame in _frames(workspace, "notes", ("staff_key",)):
        authors.update(frame["staff_key"].dropna())
    if not authors:
        return
    tag_by_key: dict[str, str] = {}
    for frame in _frames(workspace, "staff", ("row_key", "tag")):
        tag_by_key.update(zip(frame["row_key"], frame["tag"], strict=True))
    for key, count in visits.most_common():
        if count >= _MANY_VISITS and key not in authors:
            yield f"charts hold nothing by {tag_by_key.get(key, 'a member of staff')}, who has {count} visits"


def _latest(texts: pd.Series) -> str:
    days = texts.dropna().str.slice(0, 10)
    whole = days[days.str.fullmatch(r"\d{4}-\d{2}-\d{2}")]
    return str(whole.max()) if len(whole) else ""


def _frames(workspace: Workspace, table: str, columns: tuple[str, ...]) -> Iterator[pd.DataFrame]:
    """The columns of one partition after the other: a clinic's visits need not fit into memory."""
    records, names = workspace.records, ["platform", *columns]
    for index in range(records.partition_count):
        frame = records.read(table, index, names)
        if frame is not None:
            yield frame
