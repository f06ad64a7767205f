"""Every row of a push beside what stands at the target: row by row, field by field, file by file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from anonkit.migration.expectations import Sums
from anonkit.migration.folding import label
from anonkit.migration.pushing.found_sums import FoundSums
from anonkit.migration.pushing.held_entries import HeldEntries
from anonkit.migration.pushing.ledger import WRITTEN, Entry, Ledger
from anonkit.migration.pushing.outgoing import Outgoing
from anonkit.migration.pushing.reading_back import ReadBack
from anonkit.migration.pushing.receiver import Receiver
from anonkit.migration.pushing.rows import PATIENTS
from anonkit.migration.reconciliation import Comparison, by_client, counters

_MOST_TAGS = 1000


def read_target(
    receiver: Receiver,
    ledger: Ledger,
    held: HeldEntries,
    sums: FoundSums,
    tell: Callable[[str], None] = lambda _resource: None,
) -> None:
    """Reads every list of the target that rows may have gone into."""
    for resource in receiver.order:
        naming = receiver.naming[resource]
        for target_id, said in receiver.entries(resource):
            status = ledger.status(resource, target_id)
            held.add(resource, target_id, said, naming, is_ours=status is not None)
            if resource == PATIENTS:
                sums.number_by_patient[target_id] = said.get(naming[0], "")
            if status == WRITTEN:
                sums.add(resource, said)
            tell(resource)


@dataclass
class PushCheck:
    """What was found of the rows so far."""

    receiver: Receiver
    ledger: Ledger
    held: HeldEntries
    rows: Counter[str] = field(default_factory=Counter)
    """By resource, rows that should be there."""
    found: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    """By resource, fields that rows fill."""
    unlike: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By resource and field, entries that say something else."""
    files: int = 0
    files_unlike: int = 0
    differs: list[str] = field(default_factory=list)
    """Tags of the first rows that are not there, or not as they were sent."""

    def watched(self, rows: Iterable[Outgoing]) -> Iterator[Outgoing]:
        """The same rows, each looked at on its way."""
        for row in rows:
            entry = self.ledger.entry(row)
            if entry is not None and entry.status == WRITTEN:
                self._look_at(row, entry)
            yield row

    def _look_at(self, row: Outgoing, entry: Entry) -> None:
        self.rows[row.resource] += 1
        target_id, ids = entry.target_id or "", self.ledger.ids(row) or {}
        said = self.held.take(row.resource, target_id, row.tag)
        if said is None:
            self._differs(row)
            return
        self.found[row.resource] += 1
        told = self.receiver.told(row, ids)
        self.told[row.resource] += len(told)
        unlike = self.held.unlike(told, said)
        self.unlike.update((row.resource, name) for name in unlike)
        is_like = not unlike
        if row.file is not None:
            self.files += 1
            if self.receiver.digest(target_id) != row.file.digest:
                self.files_unlike += 1
                is_like = False
        if not is_like:
            self._differs(row)

    def _differs(self, row: Outgoing) -> None:
        if len(self.differs) < _MOST_TAGS:
            self.differs.append(row.tag)

    def comparisons(
        self, expected: Mapping[str, Sums], found: Mapping[str, Sums], read: ReadBack
    ) -> tuple[Comparison, ...]:
        """Rows, fields, sums, files and the sample, each compared."""
        return (
            *self._of_rows(),
            *_of_sums(expected, found),
            *self._of_files(),
            Comparison(
                "entries of a random sample, fetched one by one",
                read.asked,
                read.like,
                read.asked - read.like,
            ),
        )

    def _of_rows(self) -> Iterator[Comparison]:
        for resource, count in self.rows.items():
            there = self.found[resource]
            yield Comparison(f"entries in {_words(resource)}", count, there, count - there)
        for resource, count in self.told.items():
            wrong = sum(n for (own, _), n in self.unlike.items() if own == resource)
            yield Comparison(
                f"fields of {_words(resource)}, one by one", count, count - wrong, wrong
            )
        doubles = self.held.doubles()
        yield Comparison("entries that stand there twice", 0, doubles, doubles)

    def _of_files(self) -> Iterator[Comparison]:
        if self.files:
            like = self.files - self.files_unlike
            yield Comparison("files fetched again, by SHA-256", self.files, like, self.files_unlike)


def _of_sums(expected: Mapping[str, Sums], found: Mapping[str, Sums]) -> Iterator[Comparison]:
    for resource in sorted(expected.keys() | found.keys()):
        ours, theirs = expected.get(resource, Sums()), found.get(resource, Sums())
        words = _words(resource)
        if ours.by_month or theirs.by_month:
            yield counters(f"{words} by month and practitioner", ours.by_month, theirs.by_month)
        yield from by_client(f"{words} by client", ours, theirs)


def _words(resource: str) -> str:
    return label(resource).lower()
