"""What a target must be able to do for a push."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, Protocol

from anonkit.errors import ConnectorError
from anonkit.migration.pushing.forecast import Costs
from anonkit.migration.pushing.outgoing import Outgoing

Removed = Literal["deleted", "archived", "stays"]


class RowRefused(ConnectorError):
    """The target does not take this one row; the fields it names are kept, what stood in them is not."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"The target refused a row: {reason}.")
        self.reason = reason


class Receiver(Protocol):
    """A platform that takes records one by one.

    `create` raises `RowRefused` for a row that the target will not take and `Unconfirmed` where nobody said
    whether it did.
    """

    order: tuple[str, ...]
    """Resources in the order in which they can be written."""

    naming: Mapping[str, tuple[str, ...]]
    """By resource, the fields by which two entries are the same thing."""

    costs: Costs
    """What writing and reading takes in calls."""

    def account(self) -> str:
        """Which account this is; the same for every key of it."""

    def present(self, resource: str) -> Iterator[tuple[str, str]]:
        """Of entries that bear the number of a source: that number, and the target's id."""

    def source_number(self, row: Outgoing) -> str:
        """The number by which `present` would know this row; empty where it knows none."""

    def look_up(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        """Ids of entries at the target that say what this row says."""

    def entries(self, resource: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Every entry of a list that nobody deleted: its id, and what it says field by field, as plain text."""

    def told(self, row: Outgoing, ids: Mapping[str, str]) -> Mapping[str, str]:
        """What the row would make an entry say, in the same fields and as the same text."""

    def digest(self, target_id: str) -> str:
        """SHA-256 of a file, fetched once more; empty where there is none."""

    def directory(self) -> Mapping[str, Mapping[str, str]]:
        """What a crosswalk may name there, by kind: name to id."""

    def agrees(self, row: Outgoing, target_id: str, ids: Mapping[str, str]) -> bool:
        """Whether the entry, read back, says everything that the row says."""

    def create(self, row: Outgoing, ids: Mapping[str, str]) -> str:
        """Writes the row; the target's id."""

    def finish(self, row: Outgoing, target_id: str) -> None:
        """What remains to be done once the entry is there; done twice it does no harm."""

    def update(self, row: Outgoing, target_id: str, ids: Mapping[str, str]) -> None:
        """Makes the entry say what the row says now."""

    def remove(self, resource: str, target_id: str) -> Removed:
        """Takes an entry back, as far as the target lets it."""
