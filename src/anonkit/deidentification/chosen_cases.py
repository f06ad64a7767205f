"""A few of a clinic's cases: what lets only them through, and which of them stand out among everybody."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from anonkit.deidentification.course_frames import released_courses
from anonkit.deidentification.course_risk import exposures, fewest_to_leave_out
from anonkit.deidentification.policy import Policy
from anonkit.deidentification.told_tables import Tables, told_visits
from anonkit.model import PartitionReader

if TYPE_CHECKING:
    from collections.abc import Sequence


class OnlyCases:
    """Records of which only these cases can be read."""

    def __init__(self, reader: PartitionReader, cases: Collection[str]) -> None:
        self._reader = reader
        self._cases = frozenset(cases)

    @property
    def partition_count(self) -> int:
        """As many as there were."""
        return self._reader.partition_count

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables there were."""
        return tuple(self._reader.tables)

    def read(
        self, table: str, partition: int, columns: Sequence[str] | None = None
    ) -> pd.DataFrame | None:
        """The rows of the chosen cases; tables that belong to no case are read whole."""
        frame = self._reader.read(table, partition)
        if frame is None:
            return None
        if "case" in frame:
            frame = frame[frame["case"].isin(self._cases)].reset_index(drop=True)
        return frame if columns is None else frame[list(columns)]


def alone_among_everybody(
    tables: Tables,
    policy: Policy,
    counted_as: Mapping[str, str],
    true_visits: pd.DataFrame | None,
    chosen: Collection[str],
) -> frozenset[str]:
    """Those of the chosen cases that cannot stay: too large a share of the choice would be alone with what
    somebody knows of their visits.

    Everybody in the clinic hides a case, chosen or not; but a choice may not gather just the few whom the
    policy lets stand alone in a whole clinic.
    """
    privacy = policy.privacy
    courses = released_courses(told_visits(tables, counted_as), true_visits)
    gone: frozenset[str] = frozenset()
    for found in exposures(courses, privacy.known_visits, privacy.known_gaps):
        chances = {case: one.chance for case, one in found.items() if case in chosen}
        gone |= fewest_to_leave_out(chances, privacy.maximum_unicity)
    return gone
