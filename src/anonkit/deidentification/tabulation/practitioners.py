"""Staff are people too: tables that tell practitioners apart need enough of them in every cell."""

from __future__ import annotations

import pandas as pd

from anonkit.deidentification.tabulation.design import (
    NOT_RECORDED,
    PRACTITIONER,
    Guard,
    TableDesign,
)


def staff_fault(rows: pd.DataFrame, design: TableDesign, guard: Guard) -> str | None:
    """Why a table may not tell practitioners apart, with counts; ``None`` where it does not, or may."""
    staff = [column for d in design.by if d.is_staff for column in d.columns]
    if not staff:
        return None
    if guard.practitioners is None:
        return (
            f"{', '.join(staff)} tells practitioners apart, and nobody is named who may see that; "
            "name an audience and how many practitioners a cell needs (practitioners)"
        )
    if PRACTITIONER not in rows:
        return f"{len(rows)} rows do not say which practitioner they are of"
    labels = rows[list(design.columns)].fillna(NOT_RECORDED)
    per_cell = rows[PRACTITIONER].groupby([labels[c] for c in design.columns]).nunique()
    few = int((per_cell < guard.practitioners).sum())
    if few:
        return (
            f"{few} of {len(per_cell)} cells rest on fewer than {guard.practitioners} practitioners; "
            "take a coarser role, or leave the dimension out"
        )
    return None
