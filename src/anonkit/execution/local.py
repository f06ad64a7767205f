"""Runs partition functions on this machine, one after another or in processes."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TypeVar

from anonkit.errors import SettingsError

Partition = TypeVar("Partition")
Result = TypeVar("Result")
Total = TypeVar("Total")


class LocalExecutor:
    """Serial with one worker; else a pool of fresh (spawned) processes, with bounded work in flight."""

    name = "local"

    def __init__(self, workers: int = 1) -> None:
        if workers < 1:
            raise SettingsError("engine: workers must be at least 1")
        self._workers = workers

    def map(
        self, function: Callable[[Partition], Result], partitions: Iterable[Partition]
    ) -> Iterator[Result]:
        """The function's result for each partition, in order."""
        if self._workers == 1:
            yield from (function(partition) for partition in partitions)
            return
        # Spawned, not forked: a fork copies locks that other threads hold.
        with ProcessPoolExecutor(self._workers, mp_context=get_context("spawn")) as pool:
            todo = iter(partitions)
            running: deque[Future[Result]] = deque(
                pool.submit(function, partition) for partition in islice(todo, self._workers * 2)
            )
            while running:
                yield running.popleft().result()
                running.extend(pool.submit(function, partition) for partition in islice(todo, 1))

    def gather(
        self,
        function: Callable[[Partition], Result],
        partitions: Iterable[Partition],
        reduce: Callable[[Total, Result], Total],
        start: Total,
    ) -> Total:
        """The results folded in order into one."""
        total = start
        for result in self.map(function, partitions):
            total = reduce(total, result)
        return total
