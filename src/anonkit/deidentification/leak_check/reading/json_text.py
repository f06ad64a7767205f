"""Values and keys of JSON and JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from anonkit.deidentification.leak_check.passages import IsCase, Passage, joined, label, row_passage

_MADE_UP_PLACES = (("made_up_name",), ("person", "name"))


def json_passages(text: str, place: str, is_case: IsCase) -> Iterator[Passage]:
    """Every key and value of a JSON text; a text that is none comes as it is."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        yield Passage(text, place, by_line=True)
        return
    yield from value_passages(value, place, None, is_case)


def json_lines_passages(text: str, place: str, is_case: IsCase) -> Iterator[Passage]:
    """Every key and value of every line."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield from json_passages(line, joined(place, f"line {number}"), is_case)


def value_passages(value: Any, place: str, case: str | None, is_case: IsCase) -> Iterator[Passage]:
    """The keys and values beneath a JSON value; an object with a case number is about that case."""
    if isinstance(value, dict):
        yield from _object(value, place, case, is_case)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            yield from value_passages(item, joined(place, f"item {number}"), case, is_case)
    elif isinstance(value, str):
        yield Passage(value, place, case)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield Passage(str(value), place, case, is_number=True)


def _object(
    value: dict[str, Any], place: str, case: str | None, is_case: IsCase
) -> Iterator[Passage]:
    own = value.get("case")
    if isinstance(own, str) and is_case(own):
        case = own
        for name in _made_up_names(value):
            yield Passage(name, place, case, made_up_for=case)
    for number, (key, item) in enumerate(value.items(), 1):
        if is_case(key) and case is None:
            yield from value_passages(item, joined(place, f"case {key}"), key, is_case)
            continue
        yield Passage(key, joined(place, f"key number {number}"), case)
        yield from value_passages(item, joined(place, label(key, number, "field")), case, is_case)
    beside = row_passage(value.values(), place)
    if beside is not None:
        yield beside


def _made_up_names(value: dict[str, Any]) -> Iterator[str]:
    for path in _MADE_UP_PLACES:
        found: Any = value
        for name in path:
            found = found.get(name) if isinstance(found, dict) else None
        if isinstance(found, str):
            yield found
