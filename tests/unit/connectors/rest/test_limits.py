"""The pace of requests: evenly spread, and never more in a span than the platform allows."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.connectors.rest import RateLimiter
from tests.clocks import Clock


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 20), st.sampled_from([0.003, 0.05, 0.4]))
def test_no_span_holds_too_many(seed, requests, slowest):
    """However requests and answers are delayed, the platform never counts more than it allows."""
    draw = random.Random(seed)
    delays = [(draw.uniform(0, slowest), draw.uniform(0, slowest)) for _ in range(70)]
    clock = Clock()
    limiter = RateLimiter(requests, 1.0, clock, clock.sleep)
    arrived = []
    for there, back in delays:
        with limiter.slot():
            clock.now += there
            arrived.append(clock.now)
            clock.now += back
    for first, later in zip(arrived, arrived[requests:], strict=False):
        assert later - first >= 1.0 - 1e-9


def test_reaches_the_pace_that_is_allowed():
    """Quick answers are not slowed below nine tenths of what is allowed."""
    clock = Clock()
    limiter = RateLimiter(20, 1.0, clock, clock.sleep)
    for _ in range(200):
        with limiter.slot():
            clock.now += 0.002
    assert 200 / (clock.now - 100.0) >= 18


def test_nothing_is_sent_while_closed():
    """A platform that asks to wait is left alone for as long."""
    clock = Clock()
    limiter = RateLimiter(20, 1.0, clock, clock.sleep)
    limiter.close_for(7)
    with limiter.slot():
        assert clock.now >= 107
