"""Every text a trainer wrote, with its place in ``teaching.yaml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from anonkit.datasets.teaching.layer import Teaching

_NO_TEXT = frozenset({"level", "stage"})


@dataclass(frozen=True)
class WrittenText:
    """One text of the file."""

    place: str
    """As ``entry 2 of cases, pitfalls 1``: a case's key is told by its number alone."""
    case: str | None = field(repr=False)
    text: str = field(repr=False)
    is_reading: bool = False
    """Whether it says what to read: authors may stand there."""


def written_texts(teaching: Teaching) -> list[WrittenText]:
    """Every text, those of the whole set first."""
    document = teaching.model_dump(mode="json", exclude={"cases"}, exclude_defaults=True)
    found = list(_texts(document, (), None))
    for number, (case, held) in enumerate(teaching.cases.items(), start=1):
        entry = held.model_dump(mode="json", exclude_defaults=True)
        found += _texts(entry, (f"entry {number} of cases",), case)
    return found


def _texts(value: Any, place: tuple[str, ...], case: str | None) -> Iterator[WrittenText]:
    if isinstance(value, str):
        yield WrittenText(", ".join(place), case, value, "reading" in place)
    elif isinstance(value, list):
        for number, item in enumerate(value, start=1):
            yield from _texts(item, (*place, str(number)), case)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name not in _NO_TEXT:
                yield from _texts(item, (*place, name), case)
