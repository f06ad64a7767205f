"""Rates of complications as a release may tell them: none of a kind that fewer than k people had."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from anonkit.deidentification.note_text.outcomes import (
    ComplicationRate,
    complication_rates,
    outcome_kind,
)

_OUTCOME_COLUMNS = {"case", "kind", "what", "known_by"}


def told_rates(
    tables: Mapping[str, pd.DataFrame], counted_as: Mapping[str, str], wanted: int
) -> tuple[ComplicationRate, ...]:
    """The rates over a release's tables, of kinds that at least so many of its people had."""
    treatments, outcomes = tables.get("treatments"), tables.get("outcomes")
    if treatments is None or outcomes is None or "place" not in treatments:
        return ()
    if not set(outcomes.columns) >= _OUTCOME_COLUMNS:
        return ()
    people = outcomes.assign(
        kind_word=outcomes["what"].map(outcome_kind),
        person=[counted_as.get(str(case), str(case)) for case in outcomes["case"]],
    )
    people_by_kind = people.groupby("kind_word")["person"].nunique()
    return tuple(
        rate
        for rate in complication_rates(treatments, outcomes)
        if int(people_by_kind.get(rate.kind, 0)) >= wanted
    )
