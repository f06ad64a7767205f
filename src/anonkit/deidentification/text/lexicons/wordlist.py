"""Word lists written as one text."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a text as a set."""
    return frozenset(text.split())


def listed(text: str) -> list[str]:
    """The words of a text in their order."""
    return text.split()
