"""How often each of millions of digests has come, in few bytes a digest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

_RECENT = 1 << 16
_BUCKETS = 64


class Occurrences:
    """Counts digests of one length. A digest takes its own bytes and hardly more, so that a table of
    millions of rows needs no more memory than one of thousands.
    """

    def __init__(self, size: int) -> None:
        self._kind = np.dtype(f"S{size}")
        # Digests are even: the first byte says in which sorted part one lies.
        self._sorted: list[Any] = [np.empty(0, self._kind) for _ in range(_BUCKETS)]
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
        found: set[bytes] = set()
        for held, asked in zip(self._sorted, self._by_bucket(digests), strict=True):
            if len(held) and len(asked):
                places = np.minimum(held.searchsorted(asked), len(held) - 1)
                found.update(asked[held[places] == asked].tolist())
        return {digest.ljust(self._kind.itemsize, b"\0") for digest in found}

    def _settle(self) -> None:
        for bucket, fresh in enumerate(self._by_bucket(list(self._recent))):
            if len(fresh):
                held = self._sorted[bucket]
                self._sorted[bucket] = np.insert(held, held.searchsorted(fresh), fresh)
        self._recent = set()

    def _by_bucket(self, digests: Sequence[bytes]) -> list[Any]:
        """The digests, sorted, in one array a bucket."""
        array = np.frombuffer(b"".join(digests), self._kind)
        array = np.sort(array)
        first = array.view(np.uint8)[:: self._kind.itemsize] // (256 // _BUCKETS)
        return np.split(array, first.searchsorted(np.arange(1, _BUCKETS)))
