"""Control sums of what a target holds, told by the target alone: its moments, its names, its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from anonkit.migration.expectations import Sums
from anonkit.migration.pushing.rows import resource_of
from anonkit.migration.shaped import TEXT
from anonkit.migration.shaping import formatted
from anonkit.migration.target import Control, Target
from anonkit.migration.times import local_times

_AT_ONCE = 2000


@dataclass
class FoundSums:
    """Gathers them from entries one by one."""

    target: Target
    zone: str
    practitioner_by_id: Mapping[str, str]
    number_by_patient: dict[str, str] = field(default_factory=dict)
    """Filled by whoever reads the patients, who come first."""
    sums: dict[str, Sums] = field(default_factory=dict)
    _waiting: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)

    def add(self, resource: str, said: Mapping[str, str]) -> None:
        """Counts one entry in."""
        if self.control(resource) is None:
            return
        rows = self._waiting.setdefault(resource, [])
        rows.append(said)
        if len(rows) >= _AT_ONCE:
            self._count(resource)

    def total(self) -> dict[str, Sums]:
        """The sums of everything that was added, by resource."""
        for resource in list(self._waiting):
            self._count(resource)
        return self.sums

    def control(self, resource: str) -> Control | None:
        """The columns that are summed up there."""
        for file in self.target.files:
            if resource_of(file) == resource and file.control.client:
                return file.control
        return None

    def _count(self, resource: str) -> None:
        control, rows = self.control(resource), self._waiting.pop(resource)
        assert control is not None
        frame = pd.DataFrame(rows, dtype=TEXT)
        month = by = None
        if control.month is not None:
            month = formatted(local_times(frame[control.month], self.zone).naive, "%Y-%m")
        if control.by is not None:
            by = frame[control.by].map(self.practitioner_by_id).astype(TEXT)
        client = frame[control.client or ""].map(self.number_by_patient).astype(TEXT)
        self.sums.setdefault(resource, Sums()).add(month, by, None, client)


def by_resource(sums: Mapping[str, Sums]) -> dict[str, Sums]:
    """Sums by file, added up where several files go into one list of the target."""
    found: dict[str, Sums] = {}
    for name, own in sums.items():
        total = found.setdefault(name.partition("/")[0], Sums())
        total.by_month.update(own.by_month)
        total.by_client.merge(own.by_client)
        total.money_by_month.update(own.money_by_month)
    return found
