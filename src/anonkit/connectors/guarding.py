"""The card guard on whole rows, before anything else sees them."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from anonkit.connectors.readers import BadUnit, SourceRow, plain_header
from anonkit.connectors.values import mask_cards, mask_code_cell


def guarded_unit(unit: BadUnit) -> tuple[BadUnit, int]:
    """The faulty unit without card numbers, and how many there were."""
    cells = [mask_cards(text) for text in unit.raw]
    masked = sum(cell.masked for cell in cells)
    return (replace(unit, raw=tuple(cell.text for cell in cells)), masked) if masked else (unit, 0)


def guarded_row(row: SourceRow, id_headers: AbstractSet[str]) -> tuple[SourceRow, int]:
    """The row without card numbers and security codes, and how many there were."""
    masked = 0
    changed: dict[str, str] = {}
    for header, text in row.values.items():
        if not text:
            continue
        cell = mask_cards(text, is_id=len(text) > 16 and plain_header(header) in id_headers)
        if not cell.masked:
            cell = mask_code_cell(header, text)
        if cell.masked:
            masked += cell.masked
            changed[header] = cell.text
    if not masked:
        return row, 0
    values = {**row.values, **changed}
    return SourceRow(row.place, values, tuple(values.values())), masked


def formula_count(row: SourceRow) -> int:
    """How many cells hold the text of a formula; it is kept as text and never worked out."""
    return sum(1 for text in row.values.values() if text.startswith("=") and len(text) > 1)
