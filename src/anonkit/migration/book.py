"""The account of one table in one partition: each row and each value is entered once."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from anonkit.migration.classes import FIELD_FATE_OF_ROW, FieldFate, RowFate
from anonkit.migration.shaped import Codes, filled
from anonkit.model import TABLES


class RowBook:
    """What becomes of the rows and values of one frame; what is entered once is never changed."""

    def __init__(self, table: str, frame: pd.DataFrame) -> None:
        self.table = table
        self.frame = frame
        self.fates: Codes = np.zeros(len(frame), dtype=np.uint8)
        self._reasons = [""]
        self._why: Codes = np.zeros(len(frame), dtype=np.uint16)
        self._codes: dict[str, Codes] = {}
        self._filled = {
            field.name: there
            for field in TABLES[table].fields
            if (there := filled(frame[field.name])).any()
        }

    @property
    def open_rows(self) -> Codes:
        """Rows of which nothing has been decided."""
        found: Codes = self.fates == RowFate.OPEN
        return found

    @property
    def filled_fields(self) -> tuple[str, ...]:
        """Fields that hold a value in some row."""
        return tuple(self._filled)

    def codes(self, field: str) -> Codes:
        """The fates of one field's values so far."""
        return self._codes.setdefault(field, np.zeros(len(self.frame), dtype=np.uint8))

    def is_filled(self, field: str) -> Codes:
        """Where the field holds a value."""
        return self._filled.get(field, np.zeros(len(self.frame), dtype=bool))

    def settle(self, mask: Codes, fate: RowFate, reason: str = "") -> None:
        """Enters whole rows that are still open, with everything in them."""
        chosen = mask & self.open_rows
        if not chosen.any():
            return
        self.fates[chosen] = fate
        self._because(chosen, reason)
        if fate in FIELD_FATE_OF_ROW:
            for field in self._filled:
                own = self.codes(field)
                own[chosen & (own == FieldFate.OPEN)] = FIELD_FATE_OF_ROW[fate]

    def change(self, rows: Codes, fate: RowFate, reason: str) -> None:
        """Enters anew what became of these rows and of everything in them: it came otherwise than was planned."""
        if not rows.any():
            return
        self.fates[rows] = fate
        self._because(rows, reason)
        for field, there in self._filled.items():
            self.codes(field)[rows & there] = FIELD_FATE_OF_ROW[fate]

    def place(self, field: str, codes: Codes, rows: Codes) -> None:
        """Enters what became of a field's values in these rows; the first entry counts."""
        if field not in self._filled:
            return
        own = self.codes(field)
        chosen = rows & (own == FieldFate.OPEN) & (codes != FieldFate.OPEN) & self._filled[field]
        own[chosen] = codes[chosen]

    def place_all(self, field: str, fate: FieldFate, rows: Codes) -> None:
        """Enters one fate for a field's values in these rows that have none."""
        self.place(field, np.full(len(self.frame), fate, dtype=np.uint8), rows)

    def reason_counts(self) -> Counter[tuple[RowFate, str]]:
        """How many rows have each fate for each reason that was given."""
        pairs = self.fates.astype(np.uint32) << 16 | self._why
        codes, counts = np.unique(pairs[self._why > 0], return_counts=True)
        return Counter(
            {
                (RowFate(int(code >> 16)), self._reasons[code & 0xFFFF]): int(count)
                for code, count in zip(codes, counts, strict=True)
            }
        )

    def _because(self, rows: Codes, reason: str) -> None:
        if reason not in self._reasons:
            self._reasons.append(reason)
        self._why[rows] = self._reasons.index(reason)

    def tags_and_reasons(self, fate: RowFate) -> dict[str, str]:
        """The tags of rows with this fate, and the reason that was given."""
        rows = self.fates == fate
        tags = self.frame.loc[rows, "tag"].tolist()
        reasons = (self._reasons[code] for code in self._why[rows])
        return {tag: why for tag, why in zip(tags, reasons, strict=True) if isinstance(tag, str)}

    def row_counts(self) -> Counter[RowFate]:
        """How many rows have each fate."""
        counts = np.bincount(self.fates, minlength=len(RowFate))
        return Counter({fate: int(counts[fate]) for fate in RowFate if counts[fate]})

    def field_counts(self) -> dict[str, Counter[FieldFate]]:
        """By field, how many values have each fate."""
        found = {}
        for field, there in self._filled.items():
            counts = np.bincount(self.codes(field)[there], minlength=len(FieldFate))
            found[field] = Counter({fate: int(counts[fate]) for fate in FieldFate if counts[fate]})
        return found
