"""Which rows of a release belong to which case, and which column says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

ROW = "row"
"""What a map calls the number of the row, counted from 1, where a release names nobody."""

_NAMES = re.compile(
    r"(?i)(case|person|client|patient|subject|participant|member|record|customer)"
    r"([ _-]?(id|no|number|key|code|nr|ref))?|id|pid|uid|pseudonym"
)


@dataclass(frozen=True)
class CaseKeys:
    """How cases are told apart: by a column's name, by the cases a map names, or by the row's number."""

    column: str | None = None
    cases: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def of_map(cls, header: str, cases: Mapping[str, str]) -> CaseKeys:
        """The keys a map file speaks of; its first column's header may name the release's column."""
        return cls(header, frozenset(cases))

    def column_in(self, frame: pd.DataFrame) -> str | None:
        """The column of a table that names the case, or none."""
        names = [str(name) for name in frame.columns]
        if self.column is not None and self.column != ROW and self.column in names:
            return self.column
        if "case" in names:
            return "case"
        if self.column == ROW:
            return None
        if self.cases:
            return self._by_values(frame)
        return next((name for name in names if _NAMES.fullmatch(name)), None)

    def _by_values(self, frame: pd.DataFrame) -> str | None:
        """The column whose values are cases of the map; a person's name in another column is no case."""
        for name in frame.columns:
            values = set(frame[name].dropna().unique())
            if len(values) > 1 and len(values & self.cases) >= 0.9 * len(values):
                return str(name)
        return None

    def cases_of(self, frame: pd.DataFrame) -> pd.Series | None:
        """The case of each row; the row's number where nothing names it."""
        column = self.column_in(frame)
        if column is not None:
            return frame[column]
        return pd.Series([str(n + 1) for n in range(len(frame))], dtype=object)
