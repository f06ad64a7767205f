"""Clocks for tests that must not wait."""


class Clock:
    """A clock that only sleeping and working move."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds
