"""JSON in which decimals keep their precision: ``20.00`` stays ``20.00``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

# The record's own texts never hold a control character, so the mark cannot stand in one.
_MARK = "\x01"
_PART = "\x02"
_PARTED = ',"\\u0002",'
_LINE_ENDS = (("\x85", "\\u0085"), ("\u2028", "\\u2028"), ("\u2029", "\\u2029"))
"""Signs at which many readers of NDJSON would end a line; JSON leaves them as they are."""
_ESCAPED = "\\u0001"
_MARKED = re.compile(r'"\\u0001(-?\d+(?:\.\d+)?)"')


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in FHIR JSON")


# Nothing is looked at for a circle: what is written here has passed the gate, which goes no deeper than forty.
_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), default=_marked, check_circular=False
)


def fhir_texts(values: Iterable[Any]) -> list[str]:
    """Each value as `fhir_json` gives it; encoded in one go, which takes two thirds of the time."""
    parted = [part for value in values for part in (_PART, value)][1:]
    texts = fhir_json(parted)[1:-1].split(_PARTED)
    is_apart = 2 * len(texts) == len(parted) + 1
    return texts if is_apart else [fhir_json(value) for value in parted[::2]]


def fhir_json(value: Any) -> str:
    """The value as JSON text; decimals as numbers with all their digits."""
    text = _ENCODER.encode(value)
    for sign, escaped in _LINE_ENDS:
        if sign in text:
            text = text.replace(sign, escaped)
    return _MARKED.sub(r"\1", text) if _ESCAPED in text else text
