"""What speaks against a procedure: words of a history, kept as data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

_EVERY = "every procedure"
_TABLES = (("conditions", "name"), ("medications", "name"), ("allergies", "substance"))
_STATED = frozenset({"contraindication", "alert"})
_OVER = frozenset({"stopped"})
_NONE = re.compile(r"(?:none|no|nil|nkda)\b", re.IGNORECASE)


def contraindications_met(
    history: Mapping[str, Iterable[Mapping[str, Any]]], families: Iterable[str]
) -> tuple[str, ...]:
    """What the history tells that speaks against these procedures, or asks for care, sorted."""
    terms = _terms(tuple(sorted(set(families))))
    found = {
        str(row[column])
        for table, column in _TABLES
        for row in history.get(table, ())
        if column in row and row.get("status") not in _OVER and _speaks_against(row, column, terms)
    }
    return tuple(sorted(found))


def _speaks_against(row: Mapping[str, Any], column: str, terms: re.Pattern[str] | None) -> bool:
    if _NONE.match(str(row[column])):
        return False
    if row.get("kind") in _STATED:
        return True
    return terms is not None and bool(terms.search(str(row[column])))


@cache
def _terms(families: tuple[str, ...]) -> re.Pattern[str] | None:
    """The words for these families as one pattern; none where nothing was done or asked for."""
    if not families:
        return None
    words = {word for name in (_EVERY, *families) for word in _book().get(name, ())}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})", re.IGNORECASE)


@cache
def _book() -> Mapping[str, list[str]]:
    text = resources.files(__package__).joinpath("contraindications.yaml").read_text("utf-8")
    book: Mapping[str, list[str]] = yaml.safe_load(text)
    return book
