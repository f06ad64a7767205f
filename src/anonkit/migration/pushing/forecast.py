"""How many calls a push will take, and how long, before any is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil

from anonkit.migration.attaching import histories
from anonkit.migration.conversion import Converted
from anonkit.migration.pushing.rows import ATTACHMENTS, resource_of
from anonkit.migration.target import Target

_DAY = 86_400.0


@dataclass(frozen=True)
class Costs:
    """What a target asks for in calls."""

    rows: Mapping[str, int]
    """Calls that writing one row of a list takes."""
    words: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """More calls for a row in which a column holds a word: list, column, word."""
    read_file: int = 0
    """Calls that fetching a file again takes."""
    page: int = 100
    """Entries that one call reads back."""
    start: int = 20
    """Calls before and after, whatever the size: who the account is, what it knows, the sample."""
    changes_a_day: int | None = None
    """How many entries may be made or changed from midnight to midnight, UTC."""


@dataclass
class Forecast:
    """Counts what would be sent, a partition at a time."""

    target: Target
    costs: Costs
    rows: Counter[str] = field(default_factory=Counter)
    more: int = 0

    def add(self, converted: Converted) -> None:
        """Counts one partition in."""
        for file in self.target.files:
            frame, resource = converted.frames.get(file.name), resource_of(file)
            if frame is None:
                continue
            self.rows[resource] += len(frame)
            for (where, column, word), calls in self.costs.words.items():
                if where == resource and column in frame:
                    self.more += calls * int((frame[column] == word).sum())
        rules = self.target.attachments
        if rules is not None:
            clients = set(converted.books["clients"].frame["row_key"])
            self.rows[ATTACHMENTS] += len(converted.files)
            if rules.history:
                told = histories(converted.books)
                self.rows[ATTACHMENTS] += sum(key in clients for key, _ in told)

    def seconds(self, per_second: float) -> float:
        """How long it takes at this pace, nights included where a day allows no more."""
        most = self.costs.changes_a_day
        nights = (sum(self.rows.values()) - 1) // most if most else 0
        return self.calls / per_second + max(0, nights) * _DAY

    @property
    def calls(self) -> int:
        """To write everything and to read everything back."""
        written = sum(count * self.costs.rows[resource] for resource, count in self.rows.items())
        read = sum(ceil(count / self.costs.page) for count in self.rows.values())
        files = self.rows[ATTACHMENTS] * self.costs.read_file
        return written + self.more + read + files + self.costs.start
