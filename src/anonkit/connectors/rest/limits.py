"""Asks a platform as often as it allows, and never more often."""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Protocol

from anonkit.connectors.rest.declaration import Limit


class Limiter(Protocol):
    """What says when a request may be sent."""

    def slot(self) -> contextlib.AbstractContextManager[None]:
        """Waits until a request may be sent; the block is the request and its answer."""

    def close_for(self, seconds: float) -> None:
        """Sends nothing for this long."""

    def close(self) -> None:
        """Lets go of what it holds."""


class RateLimiter:
    """A token bucket over a window that never holds too many requests.

    The bucket spreads requests evenly. The window makes sure: a request is sent only when the one that
    many requests before it was answered a whole span ago, so that no delay on the way can squeeze too many
    into a span as the platform counts it.
    """

    def __init__(
        self,
        requests: int,
        seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._limit = Limit(requests=requests, seconds=seconds)
        self._tokens = self._limit.burst
        self._filled_at = clock()
        self._answered: deque[float] = deque(maxlen=requests)
        self._closed_until = 0.0

    @contextlib.contextmanager
    def slot(self) -> Iterator[None]:
        """Waits until a request may be sent; the block is the request and its answer."""
        self._wait()
        try:
            yield
        finally:
            self._answered.append(self._clock())

    def close_for(self, seconds: float) -> None:
        """Sends nothing for this long: the platform has said so."""
        self._closed_until = max(self._closed_until, self._clock() + seconds)

    def close(self) -> None:
        """Nothing is held."""

    def _wait(self) -> None:
        self._pause(self._closed_until - self._clock())
        if len(self._answered) == self._answered.maxlen:
            self._pause(self._answered[0] + self._limit.seconds - self._clock())
        self._fill()
        if self._tokens < 1:
            self._pause((1 - self._tokens) / self._limit.per_second)
            self._fill()
        self._tokens = max(0.0, self._tokens - 1)

    def _fill(self) -> None:
        now = self._clock()
        more = (now - self._filled_at) * self._limit.per_second
        self._tokens = min(self._limit.burst, self._tokens + more)
        self._filled_at = now

    def _pause(self, seconds: float) -> None:
        if seconds > 0:
            self._sleep(seconds)
