"""Passphrases that can be read out over the phone and typed without mistakes."""

from __future__ import annotations

import math
import secrets
from collections.abc import Callable

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_SHAPE = (_CONSONANTS, _VOWELS, _CONSONANTS, _VOWELS, _CONSONANTS)
WORDS = 6


def generate_passphrase(
    words: int = WORDS, *, choose: Callable[[str], str] = secrets.choice
) -> str:
    """Made-up words of five letters, such as ``lusab-gutih``: 16 bits each."""
    return "-".join("".join(choose(letters) for letters in _SHAPE) for _ in range(words))


def bits_of(words: int = WORDS) -> float:
    """How hard such a passphrase is to guess, in bits."""
    return words * sum(math.log2(len(letters)) for letters in _SHAPE)
