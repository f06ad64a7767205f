"""FHIR data types as the words of canonical fields; what cannot be read is left empty, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from html import unescape
from typing import Any

_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"(?i)<\s*(br|/p|/div|/li|/tr|/h\d)\b[^>]*>")
_DROPPED = re.compile(r"(?is)<(script|style|iframe|object)\b.*?(</\1\s*>|$)")
_BLANKS = re.compile(r"[ \t]+")


def first(*values: Any) -> str:
    """The first of these that is a text or a number, as text."""
    for value in values:
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
    return ""


def each_of(value: Any) -> Iterator[dict[str, Any]]:
    """The elements of a list that are elements; of anything else none."""
    for part in value if isinstance(value, list) else ():
        if isinstance(part, dict):
            yield part


def part(value: Any, *names: str) -> Any:
    """What stands under these names, one within the other; ``None`` where anything is missing."""
    for name in names:
        if isinstance(value, list):
            value = next(each_of(value), None)
        value = value.get(name) if isinstance(value, dict) else None
    return value


def concept_words(value: Any) -> str:
    """A CodeableConcept in words: its text, else what a code is displayed as, else the code."""
    if not isinstance(value, dict):
        return ""
    codings = list(each_of(value.get("coding")))
    shown = [first(each.get("display")) for each in codings]
    codes = [first(each.get("code")) for each in codings]
    return first(value.get("text"), *shown, *codes)


def concepts_words(values: Any) -> str:
    """Several CodeableConcepts in words."""
    return ", ".join(words for each in each_of(values) if (words := concept_words(each)))


def codes_of(value: Any) -> set[str]:
    """The codes of a CodeableConcept."""
    return {first(each.get("code")) for each in each_of(part(value, "coding"))}


def quantity_words(value: Any) -> str:
    """A quantity with its unit."""
    if not isinstance(value, dict):
        return ""
    sign = first(value.get("comparator"))
    return sign + " ".join(
        each
        for each in (first(value.get("value")), first(value.get("unit"), value.get("code")))
        if each
    )


def moment_of(resource: dict[str, Any], *stems: str) -> str:
    """The first time known under one of these stems: a dateTime, the start of a period, or words."""
    for stem in stems:
        found = first(
            resource.get(stem) if not isinstance(resource.get(stem), dict) else None,
            resource.get(f"{stem}DateTime"),
            resource.get(f"{stem}Instant"),
            part(resource, f"{stem}Period", "start"),
            part(resource, stem, "start"),
        )
        if found:
            return found
    return ""


def value_words(resource: dict[str, Any]) -> str:
    """A value[x] in words; of an Observation without one, its components."""
    for name, value in resource.items():
        if not name.startswith("value"):
            continue
        if isinstance(value, dict):
            low, high = (quantity_words(value.get(each)) for each in ("low", "high"))
            ends = "–".join(each for each in (low, high) if each)
            whole = first(value.get("start"), value.get("value"))
            return concept_words(value) or quantity_words(value) or ends or whole
        if isinstance(value, bool):
            return "yes" if value else "no"
        return first(value)
    parts = (
        f"{concept_words(each.get('code'))}: {value_words(each)}"
        for each in each_of(resource.get("component"))
    )
    return "; ".join(parts)


def notes_of(resource: dict[str, Any]) -> str:
    """The annotations of a resource."""
    return "\n".join(
        filter(None, (first(each.get("text")) for each in each_of(resource.get("note"))))
    )


def narrative_words(resource: Any) -> str:
    """A narrative as plain text; whatever runs in it is dropped."""
    div = part(resource, "text", "div")
    if not isinstance(div, str):
        return ""
    text = unescape(_TAG.sub(" ", _BREAK.sub("\n", _DROPPED.sub(" ", div))))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def joined(parts: Iterable[str], by: str = ", ") -> str:
    """The parts that say something."""
    return by.join(each for each in parts if each)
