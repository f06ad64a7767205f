"""Rows of a block that are no records: a header in the middle, a sum, the same row once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

from anonkit.connectors.applying.occurrences import Occurrences
from anonkit.connectors.mapping import Reading
from anonkit.connectors.readers import SourceBlock, plain_header

_DIGEST_BYTES = 12


class RowFilter:
    """Leaves out what `RowMaker` leaves out; every row letter by letter as one before is a repetition."""

    def __init__(self, reading: Reading) -> None:
        self._summary = {word.casefold() for word in reading.summary}
        self._seen = Occurrences(_DIGEST_BYTES) if reading.repeats == "ignore" else None

    def left(self, block: SourceBlock, ignored: Counter[str]) -> Sequence[int]:
        """The numbers of the rows that may be records; the others are counted with their reason."""
        names = tuple(map(plain_header, block.columns))
        columns = tuple(block.columns.values())
        first = set(columns[0])
        rows: Sequence[int] = range(len(block))
        if any(plain_header(text) == names[0] for text in first):
            headers = {row for row in rows if _is_header(names, columns, row)}
            rows = _without(rows, headers, "repeated-header", ignored)
        if self._summary and (sums := {text for text in first if self._is_sum(text)}):
            sum_rows = {row for row in rows if columns[0][row] in sums}
            rows = _without(rows, sum_rows, "summary-row", ignored)
        if self._seen is None:
            return rows
        numbers = self._seen.number(_digests(columns, rows))
        if max(numbers, default=1) == 1:
            return rows
        again = {row for row, number in zip(rows, numbers, strict=True) if number > 1}
        return _without(rows, again, "duplicate-row", ignored)

    def _is_sum(self, text: str) -> bool:
        return text.strip().casefold() in self._summary


def row_digest(cells: str) -> bytes:
    """A digest of a row's cells, joined by unit separators."""
    return blake2b(cells.encode(), digest_size=_DIGEST_BYTES).digest()


def _digests(columns: Sequence[Sequence[str]], rows: Sequence[int]) -> list[bytes]:
    joined = map("\x1f".join, zip(*columns, strict=True))
    if isinstance(rows, range):
        return [blake2b(cells.encode(), digest_size=_DIGEST_BYTES).digest() for cells in joined]
    wanted = set(rows)
    return [row_digest(cells) for row, cells in enumerate(joined) if row in wanted]


def _is_header(names: Sequence[str], columns: Sequence[Sequence[str]], row: int) -> bool:
    return all(
        plain_header(column[row]) == name for name, column in zip(names, columns, strict=True)
    )


def _without(
    rows: Sequence[int], left_out: set[int], reason: str, ignored: Counter[str]
) -> Sequence[int]:
    if not left_out:
        return rows
    ignored[reason] += len(left_out)
    return [row for row in rows if row not in left_out]
