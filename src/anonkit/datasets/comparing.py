"""What changed from one release to another, and never about one person.

Whoever holds both releases can compare them as well; this tells no more than may be told: a count below k,
and a change by fewer than k, are told as just that.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.release import Release
from anonkit.pages.displays import Displayed

_FACTS = (
    *("policy", "policy_version", "purpose", "label", "as_of", "review_date", "state"),
    *("audience", "recipient", "series", "k", "terms"),
)
_NOT_LABELS = frozenset({"case", "visits", "span", "intervals", "made_up_name"})
_STRICTEST_K = 11
"""For releases whose manifest says no k."""


@dataclass(frozen=True)
class Change:
    """One count in the first release and how it changed, as it may be told."""

    what: str
    label: str
    before: str
    change: str


@dataclass(frozen=True)
class ReleaseDiff(Displayed):
    """What changed between two releases."""

    first: str
    second: str
    k: int
    facts: Mapping[str, tuple[str, str]]
    """Name to both values, where they differ."""
    tables_added: tuple[str, ...]
    tables_gone: tuple[str, ...]
    columns_added: tuple[str, ...]
    columns_gone: tuple[str, ...]
    people: Change
    cases: Mapping[str, str]
    """How many cases are new, gone and kept; only within one series, where numbers stay."""
    counts: tuple[Change, ...]

    def as_dict(self) -> dict[str, Any]:
        """For ``--json``."""
        return asdict(self)

    def lines(self) -> list[str]:
        """For a person."""
        return [
            f"{self.first} -> {self.second}",
            *(f"  {name}: {old} -> {new}" for name, (old, new) in self.facts.items()),
            *(f"  table {name} is new" for name in self.tables_added),
            *(f"  table {name} is gone" for name in self.tables_gone),
            *(f"  column {name} is new" for name in self.columns_added),
            *(f"  column {name} is gone" for name in self.columns_gone),
            f"  people: {self.people.before}, {self.people.change}",
            *(f"  cases {name}: {count}" for name, count in self.cases.items()),
            *(f"  {one.what} {one.label}: {one.before}, {one.change}" for one in self.counts),
        ]


def compare_releases(first: Release, second: Release) -> ReleaseDiff:
    """What changed from the first to the second; every count of people below k is told as fewer than k."""
    k = max(first.facts.k or _STRICTEST_K, second.facts.k or _STRICTEST_K)
    one, other = _columns(first), _columns(second)
    people = (len(_cases(first)), len(_cases(second)))
    return ReleaseDiff(
        first=first.facts.release,
        second=second.facts.release,
        k=k,
        facts=_different(first.facts, second.facts),
        tables_added=tuple(sorted(set(second.tables) - set(first.tables))),
        tables_gone=tuple(sorted(set(first.tables) - set(second.tables))),
        columns_added=tuple(sorted(other - one)),
        columns_gone=tuple(sorted(one - other)),
        people=Change("people", "", *_told(*people, k)),
        cases=_joined(first, second, k),
        counts=tuple(_changes(_labels(first), _labels(second), k)),
    )


def fewer(count: int, k: int) -> str:
    """A count of people as it may be told."""
    if count == 0:
        return "none"
    return str(count) if count >= k else f"fewer than {k}"


def _told(before: int, after: int, k: int) -> tuple[str, str]:
    """The first count, and the change: exact only where it is of k or more."""
    change = after - before
    if change == 0:
        return fewer(before, k), "as before"
    # two exact counts that differ by one would speak of one person
    return fewer(before, k), f"{fewer(abs(change), k)} {'more' if change > 0 else 'less'}"


def _different(first: ReleaseFacts, second: ReleaseFacts) -> dict[str, tuple[str, str]]:
    both = {name: (_word(getattr(first, name)), _word(getattr(second, name))) for name in _FACTS}
    return {name: pair for name, pair in both.items() if pair[0] != pair[1]}


def _word(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(str(one) for one in value) or "none"
    return "none" if value is None else str(value)


def _columns(release: Release) -> set[str]:
    return {f"{table}.{name}" for table in release.tables for name in release.table(table).columns}


def _cases(release: Release) -> set[str]:
    return set(release.table("cases")["case"]) if "cases" in release.tables else set()


def _joined(first: Release, second: Release, k: int) -> dict[str, str]:
    if first.facts.series is None or first.facts.series != second.facts.series:
        return {}
    one, other = _cases(first), _cases(second)
    return {
        "new": fewer(len(other - one), k),
        "gone": fewer(len(one - other), k),
        "kept": fewer(len(one & other), k),
    }


def _labels(release: Release) -> Counter[tuple[str, str]]:
    """By column of the case table and label: how many cases bear it."""
    counts: Counter[tuple[str, str]] = Counter()
    if "cases" not in release.tables:
        return counts
    for name, column in release.table("cases").items():
        if name in _NOT_LABELS:
            continue
        for value in column.dropna():
            counts.update({(str(name), label) for label in _texts(value)})
    return counts


def _texts(value: Any) -> list[str]:
    """The labels of one cell: those of a list that stands as JSON, else the cell itself."""
    text = str(value)
    if text.startswith("["):
        try:
            return [str(one) for one in json.loads(text)]
        except ValueError:
            return [text]
    return [text]


def _changes(
    first: Counter[tuple[str, str]], second: Counter[tuple[str, str]], k: int
) -> list[Change]:
    """Labels that k people bear in either release; others could be somebody's own."""
    changes = []
    for what, label in sorted(first | second):
        before, after = first[what, label], second[what, label]
        if max(before, after) >= k and before != after:
            changes.append(Change(what, label, *_told(before, after, k)))
    return changes
