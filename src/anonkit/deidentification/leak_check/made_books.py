"""The books of an index, made once for all who search by the same identifiers."""

from __future__ import annotations

import weakref
from dataclasses import dataclass

from anonkit.deidentification.leak_check.index import FullName, IdentifierIndex
from anonkit.deidentification.leak_check.names import NameBook
from anonkit.deidentification.leak_check.patterns import PatternBook

_Mark = tuple[int, int]


@dataclass(frozen=True, eq=False)
class _Made:
    """Books, and the identifiers they were made from: which sets, and how many stood in them then."""

    recorded: weakref.ref[set[tuple[str, str]]]
    full_names: weakref.ref[set[FullName]]
    size: _Mark
    patterns: PatternBook
    names: NameBook

    def is_of(self, index: IdentifierIndex) -> bool:
        same = self.recorded() is index.recorded and self.full_names() is index.full_names
        return same and self.size == _size(index)


_latest: list[_Made] = []
"""The books of the index last asked for; gone when the index is."""


def books_of(index: IdentifierIndex) -> tuple[PatternBook, NameBook]:
    """The identifiers of an index as patterns and as names; shared by views with other cases."""
    if not _latest or not _latest[0].is_of(index):
        _latest[:] = [
            _Made(
                weakref.ref(index.recorded, lambda _: _latest.clear()),
                weakref.ref(index.full_names),
                _size(index),
                PatternBook(index),
                NameBook(index.full_names),
            )
        ]
    return _latest[0].patterns, _latest[0].names


def _size(index: IdentifierIndex) -> _Mark:
    return len(index.recorded), len(index.full_names)
