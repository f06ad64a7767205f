"""A CSV table as a resource of a Frictionless data package: how it was written, and its digest.

Source: Frictionless Data, Tabular Data Resource v1.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any


def csv_resource(
    name: str,
    path: str,
    meaning: str,
    schema: Mapping[str, Any],
    content: bytes,
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """The resource of a CSV file as we write them all; `more` stands beside its description."""
    return {
        "name": name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": meaning,
        **(more or {}),
        "mediatype": "text/csv",
        "format": "csv",
        "encoding": "utf-8-sig",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\r\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "schema": dict(schema),
    }
