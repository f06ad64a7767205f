"""Source against target: rows, values, control sums, files and a sample, each compared and told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from anonkit.migration.account import Account
from anonkit.migration.expectations import Expectations, Sums
from anonkit.migration.reading_back import ReadBack
from anonkit.migration.target import Target


@dataclass(frozen=True)
class Comparison:
    """One thing compared."""

    what: str
    expected: int
    found: int
    differing: int
    """How many single figures differ; none where all agree."""

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return self.differing == 0

    def as_dict(self) -> dict[str, Any]:
        """For ``reconciliation.json``."""
        return {
            "what": self.what,
            "expected": self.expected,
            "found": self.found,
            "differing": self.differing,
        }


@dataclass(frozen=True)
class Reconciliation:
    """What a run came to, compared with what is at the target."""

    target: Target
    account: Account
    comparisons: tuple[Comparison, ...]
    predicted: Mapping[str, Any] | None = None
    """The plan's own counts, where there was a plan."""
    is_push: bool = False
    """Whether the target itself was read again, and no files."""

    @property
    def as_predicted(self) -> bool | None:
        """Whether the loss is what the plan said; ``None`` where there was no plan."""
        if self.predicted is None:
            return None
        told = self.account.as_dict()
        return all(self.predicted.get(part) == told[part] for part in ("rows", "fields"))

    @property
    def closes(self) -> bool:
        """Whether every identity and every comparison holds."""
        return self.account.closes and all(each.holds for each in self.comparisons)

    def as_dict(self) -> dict[str, Any]:
        """For ``reconciliation.json``; counts only."""
        return {
            **self.account.as_dict(),
            "closes": self.closes,
            "target": self.target.name,
            "third_parties": self.account.third_parties,
            "as_predicted": self.as_predicted,
            "comparisons": [each.as_dict() for each in self.comparisons],
        }


def compare(
    account: Account, expected: Expectations, found: ReadBack, digests: Mapping[str, str]
) -> tuple[Comparison, ...]:
    """Everything that can be compared between the records and the target's files."""
    return (
        *_rows(account, found),
        *_sums(expected, found),
        *_files(digests, found),
        _sample(found),
    )


def _rows(account: Account, found: ReadBack) -> Iterator[Comparison]:
    for name, count in account.file_rows.items():
        yield _one(f"rows in {name}", count, found.rows[name])
    cells = {key: count for key, count in account.cells.items() if count}
    there = {key: count for key, count in found.cells.items() if count}
    yield counters("filled cells, by file and column", Counter(cells), Counter(there))


def _sums(expected: Expectations, found: ReadBack) -> Iterator[Comparison]:
    for name in sorted(expected.sums.keys() | found.sums.keys()):
        ours, theirs = expected.sums.get(name, Sums()), found.sums.get(name, Sums())
        if ours.by_month or theirs.by_month:
            yield counters(f"{name} by month and practitioner", ours.by_month, theirs.by_month)
        yield from by_client(f"{name} by client", ours, theirs)
        if ours.money_by_month or theirs.money_by_month:
            yield counters(
                f"money in {name} by month, in hundredths",
                ours.money_by_month,
                theirs.money_by_month,
            )


def _files(digests: Mapping[str, str], found: ReadBack) -> Iterator[Comparison]:
    if not digests and not found.digests:
        return
    wrong = sum(found.digests.get(name) != digest for name, digest in digests.items())
    wrong += len(found.digests.keys() - digests.keys())
    yield Comparison("attached files, by SHA-256", len(digests), len(found.digests), wrong)
    yield _one("lines in the index of files", len(digests), found.index_rows)


def _sample(found: ReadBack) -> Comparison:
    missed = len(found.sample_missed)
    return Comparison(
        "cells of a random sample of rows", found.sample_held + missed, found.sample_held, missed
    )


def _one(what: str, expected: int, found: int) -> Comparison:
    return Comparison(what, expected, found, int(expected != found))


def by_client(what: str, ours: Sums, theirs: Sums) -> Iterator[Comparison]:
    """Rows by client, where any were counted so."""
    mine, found = ours.by_client, theirs.by_client
    if mine.total or found.total:
        yield Comparison(what, mine.total, found.total, mine.differing(found))


def counters(what: str, ours: Counter[Any], theirs: Counter[Any]) -> Comparison:
    """Two counts of the same things, by kind."""
    differing = sum(ours[key] != theirs[key] for key in ours.keys() | theirs.keys())
    return Comparison(what, ours.total(), theirs.total(), differing)
