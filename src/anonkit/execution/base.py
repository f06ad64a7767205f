"""What runs partition functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Partition = TypeVar("Partition")
Result = TypeVar("Result")
Total = TypeVar("Total")


class Executor(Protocol):
    """Runs pure, picklable functions over partitions; results come in the partitions' order."""

    name: str

    def map(
        self, function: Callable[[Partition], Result], partitions: Iterable[Partition]
    ) -> Iterator[Result]:
        """The function's result for each partition, in order, as they become available."""

    def gather(
        self,
        function: Callable[[Partition], Result],
        partitions: Iterable[Partition],
        reduce: Callable[[Total, Result], Total],
        start: Total,
    ) -> Total:
        """The results folded in order into one; never all of them in memory."""
