"""The card guard on whole rows, before anything else sees them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import filterfalse

from anonkit.connectors.applying import LONGEST_TEXT, MOST_TEXTS, KnownColumns
from anonkit.connectors.readers import BadUnit, SourceBlock, SourceRow, plain_header
from anonkit.connectors.values import Guarded, mask_cards, mask_code_cell


def guarded_unit(unit: BadUnit) -> tuple[BadUnit, int]:
    """The faulty unit without card numbers, and how many there were."""
    cells = [mask_cards(text) for text in unit.raw]
    masked = sum(cell.masked for cell in cells)
    return (replace(unit, raw=tuple(cell.text for cell in cells)), masked) if masked else (unit, 0)


def guarded_row(row: SourceRow, id_headers: AbstractSet[str]) -> tuple[SourceRow, int]:
    """The row without card numbers and security codes, and how many there were."""
    cells = {header: _guarded(header, text, id_headers) for header, text in row.values.items()}
    masked = sum(cell.masked for cell in cells.values())
    if not masked:
        return row, 0
    values = {header: cell.text for header, cell in cells.items()}
    return SourceRow(row.place, values, tuple(values.values())), masked


def formula_count(row: SourceRow) -> int:
    """How many cells hold the text of a formula; it is kept as text and never worked out."""
    return sum(map(_is_formula, row.values.values()))


@dataclass(frozen=True)
class GuardedBlock:
    """A block without card numbers and security codes."""

    block: SourceBlock
    cleaned: Mapping[str, Sequence[str]]
    """Its columns as rules see them: no blanks around a text, nothing where a word stands for nothing."""
    masked: int
    """How many card numbers and security codes there were."""
    formulas: int
    """How many cells hold the text of a formula."""


@dataclass(frozen=True)
class _Cell:
    guarded: Guarded
    cleaned: str
    is_formula: bool


class BlockGuard:
    """The same for the rows of one table, a block at a time: a text that was looked at is known."""

    def __init__(self, known: KnownColumns) -> None:
        self._known = known
        self._plain: dict[str, set[str]] = defaultdict(set)
        """By column the texts that stay as they are; nearly all of them."""

    def guard(self, block: SourceBlock) -> GuardedBlock:
        """The block guarded and cleaned, and what was found in it."""
        guarded: dict[str, Sequence[str]] = {}
        cleaned: dict[str, Sequence[str]] = {}
        masked = formulas = 0
        for header, column in block.columns.items():
            guarded[header] = cleaned[header] = column
            if not (cells := self._odd_cells(header, column)):
                continue
            here = [cells[text] for text in column if text in cells]
            masked += sum(cell.guarded.masked for cell in here)
            formulas += sum(cell.is_formula for cell in here)
            text_by_text = {text: cell.guarded.text for text, cell in cells.items()}
            guarded[header] = [text_by_text.get(text, text) for text in column]
            cleaned_by_text = {text: cell.cleaned for text, cell in cells.items()}
            cleaned[header] = [cleaned_by_text.get(text, text) for text in column]
        return GuardedBlock(SourceBlock(block.places, guarded), cleaned, masked, formulas)

    def _odd_cells(self, header: str, column: Sequence[str]) -> dict[str, _Cell]:
        """The cells that do not stay as they are, by their text."""
        plain = self._plain[header]
        if plain.issuperset(column):
            return {}
        if len(plain) > MOST_TEXTS:
            plain.clear()
        cells = {}
        for text in set(filterfalse(plain.__contains__, column)):
            guarded = _guarded(header, text, self._known.ids)
            cell = _Cell(guarded, self._known.cleaned(guarded.text), _is_formula(text))
            if cell.cleaned != text or cell.is_formula:
                cells[text] = cell
            elif len(text) <= LONGEST_TEXT:
                plain.add(text)
        return cells


def _guarded(header: str, text: str, id_headers: AbstractSet[str]) -> Guarded:
    cell = mask_cards(text, is_id=len(text) > 16 and plain_header(header) in id_headers)
    return cell if cell.masked else mask_code_cell(header, text)


def _is_formula(text: str) -> bool:
    return text.startswith("=") and len(text) > 1
