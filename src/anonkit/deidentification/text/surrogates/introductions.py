"""Tells a book who the known people are, so that gender and culture need no first meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from anonkit.deidentification.text.surrogates.book import SurrogateBook


class NamedValue(Protocol):
    """A known value and whose it is."""

    @property
    def value(self) -> str:
        """The value."""

    @property
    def entity(self) -> str:
        """What it is."""

    @property
    def owner(self) -> str:
        """Whose it is."""

    @property
    def part(self) -> str:
        """Of a name that is only a part of one: first, middle, last or preferred."""


def introduce_people(book: SurrogateBook, values: Iterable[NamedValue]) -> None:
    """Introduces everybody whose names are among the values."""
    names: dict[str, list[str]] = {}
    surnames: dict[str, list[str]] = {}
    for known in values:
        if known.entity == "PERSON":
            held = surnames if known.part == "last" else names
            held.setdefault(known.owner, []).append(known.value)
    for owner in dict.fromkeys([*names, *surnames]):
        book.introduce(owner, names.get(owner, ()), surnames.get(owner, ()))
