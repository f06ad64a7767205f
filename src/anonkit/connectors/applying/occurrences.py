"""How often each of millions of digests has come, in few bytes a digest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_RECENT = 1 << 16
_BUCKET_BITS = 3
_HEAD = 8
"""Bytes by which digests are sorted and looked for; two that share them are told apart by the rest."""


class Occurrences:
    """Counts digests of one length, 8 bytes or more. A digest takes its own bytes and hardly more, so that a
    table of millions of rows needs no more memory than one of thousands.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        # Digests are even: the first bits say in which sorted part one lies.
        self._parts = [_Sorted(size - _HEAD) for _ in range(1 << _BUCKET_BITS)]
        self._recent: set[bytes] = set()
        self._count_of_repeated: dict[bytes, int] = {}

    def number(self, digests: Sequence[bytes]) -> list[int]:
        """For each digest, in order, for the how many-th time it comes: 1 where it is new."""
        if not digests:
            return []
        held = self._held(digests) | self._recent.intersection(digests)
        fresh = set(digests) - held
        are_new = len(fresh) == len(digests)
        numbers = [1 if are_new else self._next(digest, held) for digest in digests]
        self._recent |= fresh
        if len(self._recent) > _RECENT:
            self._settle()
        return numbers

    def _next(self, digest: bytes, held: set[bytes]) -> int:
        if digest not in held:
            held.add(digest)
            return 1
        count = self._count_of_repeated.get(digest, 1) + 1
        self._count_of_repeated[digest] = count
        return count

    def _held(self, digests: Sequence[bytes]) -> set[bytes]:
        heads, tails = self._split(digests)
        found = (
            rows[part.has(heads[rows], tails[rows])]
            for part, rows in zip(self._parts, _by_part(heads), strict=True)
        )
        return {digests[row] for rows in found for row in rows.tolist()}

    def _settle(self) -> None:
        heads, tails = self._split(list(self._recent))
        for part, rows in zip(self._parts, _by_part(heads), strict=True):
            part.add(heads[rows], tails[rows])
        self._recent = set()

    def _split(self, digests: Sequence[bytes]) -> tuple[Any, Any]:
        """The heads as numbers, and what follows them, a row for each digest."""
        whole = np.frombuffer(b"".join(digests), np.uint8).reshape(-1, self._size)
        heads = np.ascontiguousarray(whole[:, :_HEAD]).view(">u8").ravel().astype(np.uint64)
        return heads, whole[:, _HEAD:]


class _Sorted:
    """Digests in the order of their heads."""

    def __init__(self, tail: int) -> None:
        self._heads: Any = np.empty(0, np.uint64)
        self._tails: Any = np.empty((0, tail), np.uint8)

    def has(self, heads: Any, tails: Any) -> Any:
        """Where a digest is one of those held."""
        if not len(self._heads):
            return np.zeros(len(heads), dtype=bool)
        places = self._heads.searchsorted(heads)
        found = self._heads[np.minimum(places, len(self._heads) - 1)] == heads
        for row in np.flatnonzero(found).tolist():
            end = self._heads.searchsorted(heads[row], side="right")
            found[row] = (self._tails[places[row] : end] == tails[row]).all(axis=1).any()
        return found

    def add(self, heads: Any, tails: Any) -> None:
        """Takes digests in that are not held."""
        order = heads.argsort()
        heads, tails = heads[order], tails[order]
        places = self._heads.searchsorted(heads)
        self._heads = np.insert(self._heads, places, heads)
        self._tails = np.insert(self._tails, places, tails, axis=0)


def _by_part(heads: Any) -> list[Any]:
    """The places of the heads that lie in each part."""
    parts = (heads >> np.uint64(64 - _BUCKET_BITS)).astype(np.uint8)
    order = parts.argsort(kind="stable")
    starts = parts[order].searchsorted(np.arange(1, 1 << _BUCKET_BITS))
    return np.split(order, starts)
