"""JSON in which decimals keep their precision: ``20.00`` stays ``20.00``."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

# The record's own texts never hold a control character, so the mark cannot stand in one.
_MARK = "\x01"
_ESCAPED = "\\u0001"
_MARKED = re.compile(r'"\\u0001(-?\d+(?:\.\d+)?)"')


def _marked(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{_MARK}{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in FHIR JSON")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_marked)


def fhir_json(value: Any) -> str:
    """The value as JSON text; decimals as numbers with all their digits."""
    text = _ENCODER.encode(value)
    return _MARKED.sub(r"\1", text) if _ESCAPED in text else text
