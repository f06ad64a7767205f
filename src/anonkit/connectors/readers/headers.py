"""Headers as a platform writes them, in one spelling for comparing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MOST_COLUMNS = 16_384
"""As many as a workbook can hold; a file with more is no table of a clinic."""


@lru_cache(maxsize=65536)
def plain_header(text: str) -> str:
    """A header without case, underscores, doubled blanks and punctuation: `patient_guid`, `Patient Guid`."""
    return " ".join(re.sub(r"[_\-.,:;'\"()\ufeff]", " ", text.casefold()).split())


def named_headers(cells: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Headers that are all different and never empty, and codes of what had to be changed."""
    names: list[str] = []
    seen: set[str] = set()
    findings: list[str] = []
    for number, cell in enumerate(cells, start=1):
        name = " ".join(cell.replace("\ufeff", "").split())
        if not name:
            name = f"column {number}"
        elif plain_header(name) in seen:
            findings.append("duplicate-header")
            name = f"{name} ({number})"
        seen.add(plain_header(name))
        names.append(name)
    return tuple(names), tuple(findings)
