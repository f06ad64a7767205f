"""What a person is called in a series of releases: made from a random seed, from nothing else.

The seed was drawn at ingest and lies in the code map. Together with the series' name it gives the
case number, the day offset and the seeds of surrogates, so that within a series a person keeps
them, and across series nothing links.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

_LETTERS = "BCDFGHJKMNPQRTVWXYZ"
_DIGITS = "23456789"
_LENGTH = 5
_LONGEST_SHIFT_DAYS = 364
_MOST_ATTEMPTS = 1000


@dataclass(frozen=True)
class CaseSeed:
    """One person's secret in one series; its repr shows nothing."""

    key: bytes = field(repr=False)

    @classmethod
    def of(cls, seed: bytes, series: str) -> CaseSeed:
        """The person's secret in this series, from the seed in the code map."""
        if len(seed) < 16:
            raise ValueError("a person's seed has at least 16 bytes")
        return cls(hmac.new(seed, b"series\x1f" + series.encode(), sha256).digest())

    def derive(self, *words: str) -> bytes:
        """32 bytes for one use; different words give unrelated bytes."""
        message = "\x1f".join(words).encode()
        return hmac.new(self.key, b"use\x1f" + message, sha256).digest()

    def number(self, below: int, *words: str) -> int:
        """A whole number from 0 to `below` - 1 for one use."""
        return int.from_bytes(self.derive(*words)[:8], "big") % below

    def day_offset(self, *, whole_weeks: bool = False) -> int:
        """By how many days this person's dates move: up to a year either way, never 0."""
        if whole_weeks:
            return 7 * self._without_zero(_LONGEST_SHIFT_DAYS // 7)
        return self._without_zero(_LONGEST_SHIFT_DAYS)

    def _without_zero(self, most: int) -> int:
        drawn = self.number(2 * most, "day offset") - most
        return drawn + 1 if drawn >= 0 else drawn


@dataclass(frozen=True)
class CaseIdentity:
    """One person's case number and secret in one series."""

    case: str
    seed: CaseSeed


def assign_cases(
    seed_by_person: Mapping[str, bytes],
    series: str,
    taken: Mapping[str, str] | None = None,
) -> dict[str, CaseIdentity]:
    """Each person's case in this series; no two share a number, whatever the order they come in.

    `taken` gives numbers of earlier releases of the series by person: they stay.
    """
    secrets = {person: CaseSeed.of(seed, series) for person, seed in seed_by_person.items()}
    number_by_person = {p: n for p, n in (taken or {}).items() if p in secrets}
    used = set((taken or {}).values())
    waiting = sorted(set(secrets) - set(number_by_person), key=lambda p: secrets[p].key)
    for attempt in range(_MOST_ATTEMPTS):
        left_over = []
        for person in waiting:
            number = _case_number(secrets[person], attempt)
            if number in used:
                left_over.append(person)
            else:
                used.add(number)
                number_by_person[person] = number
        if not left_over:
            break
        waiting = left_over
    else:
        raise ValueError("no free case number was found; two people may share a seed")
    return {p: CaseIdentity(number_by_person[p], secrets[p]) for p in seed_by_person}


def _case_number(seed: CaseSeed, attempt: int) -> str:
    """Letters and digits without vowels or look-alikes; a letter leads, so it is no record number."""
    drawn = seed.derive("case number", str(attempt))
    alphabet = _LETTERS + _DIGITS
    first = _LETTERS[int.from_bytes(drawn[:4], "big") % len(_LETTERS)]
    rest = (
        alphabet[int.from_bytes(drawn[4 * i : 4 * i + 4], "big") % len(alphabet)]
        for i in range(1, _LENGTH)
    )
    return "C-" + first + "".join(rest)
