"""Choices that only the seed can repeat."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence


class KeyedChoice:
    """Numbers and picks drawn from a seed and the words that name the choice."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) < 16:
            raise ValueError("A seed of at least 16 bytes is needed")
        self._seed = seed

    def __repr__(self) -> str:
        """Shows nothing of the seed."""
        return "KeyedChoice()"

    def number(self, below: int, *names: str) -> int:
        """A number from 0 up to, not including, `below`."""
        message = "\x1f".join(names).encode("utf-8", "surrogatepass")
        digest = hmac.new(self._seed, message, hashlib.sha256).digest()
        return int.from_bytes(digest[:8], "big") % below

    def pick(self, items: Sequence[str], *names: str) -> str:
        """One of the items."""
        return items[self.number(len(items), *names)]

    def digits(self, length: int, *names: str) -> str:
        """A row of digits."""
        return "".join(str(self.number(10, *names, str(i))) for i in range(length))
