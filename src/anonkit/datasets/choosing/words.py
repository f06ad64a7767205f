"""The words an expression may use: each with what it says, how it compares, and where it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from anonkit.datasets.choosing.features import CaseFeatures

Compares = Literal["text", "number", "range", "length"]
Value = tuple[str, ...] | float | None

OPERATORS: Mapping[Compares, tuple[str, ...]] = {
    "text": ("=", "!=", "~", "in"),
    "number": ("=", "!=", "<", "<=", ">", ">=", "in"),
    "range": ("=", "!=", "<", "<=", ">", ">=", "in"),
    "length": ("=", "!=", "<", "<=", ">", ">="),
}


@dataclass(frozen=True)
class Word:
    """One declared word."""

    name: str
    says: str
    compares: Compares
    read: Callable[[CaseFeatures], Value]


def _one(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)


WORDS: Mapping[str, Word] = {
    word.name: word
    for word in (
        Word("kind", "ordinary, difficult, complicated or declined", "text", lambda c: (c.kind,)),
        Word("procedure", "what was done, by family or name", "text", lambda c: c.procedures),
        Word("product", "a product used", "text", lambda c: c.products),
        Word("site", "where on the body", "text", lambda c: c.sites),
        Word("outcome", "an outcome, or its kind", "text", lambda c: c.outcomes),
        Word("complication", "what went wrong", "text", lambda c: c.complications),
        Word("severity", "how bad it was", "text", lambda c: c.severities),
        Word("contraindication", "what spoke against it", "text", lambda c: c.contraindications),
        Word("age", "years, or a band", "range", lambda c: _one(c.age)),
        Word("sex", "as told", "text", lambda c: _one(c.sex)),
        Word("skin", "skin type, I to VI", "text", lambda c: _one(c.skin)),
        Word("visits", "how many", "number", lambda c: float(c.visits)),
        Word("course", "its length, as in 3 months", "length", lambda c: c.days),
        Word("photos", "how many pictures", "number", lambda c: float(c.photos)),
    )
}
