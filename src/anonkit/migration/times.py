"""Moments as a clinic's own clock shows them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

_DAY_ONLY = 10
_OFFSET = r"(?:Z|[+-]\d{2}:?\d{2})$"


@dataclass(frozen=True)
class LocalTimes:
    """Moments without their zone, and which of them are doubtful."""

    naive: pd.Series
    is_twice: np.ndarray
    """The clock shows this time twice that day; which of both it was is lost."""
    has_no_clock: np.ndarray
    """Only the day was known."""
    does_not_exist: np.ndarray
    """The clock skips this time: somebody has to say when it was."""


def local_times(values: pd.Series, zone: str) -> LocalTimes:
    """The moments on the clock of this IANA zone."""
    lengths = values.str.len()
    day_only = (lengths == _DAY_ONLY).fillna(False).to_numpy(dtype=bool)
    timed = values.where((lengths > _DAY_ONLY).fillna(False).to_numpy(dtype=bool))
    moments = pd.to_datetime(timed, format="ISO8601", utc=True, errors="coerce")
    naive = moments.dt.tz_convert(zone).dt.tz_localize(None).astype("datetime64[s]")
    sure = naive.dt.tz_localize(zone, ambiguous="NaT", nonexistent="NaT")
    if day_only.any():
        days = pd.to_datetime(values.where(day_only), format="%Y-%m-%d", errors="coerce")
        naive = naive.fillna(days.astype("datetime64[s]"))
    return LocalTimes(
        naive=naive,
        is_twice=(naive.notna() & sure.isna()).to_numpy(dtype=bool) & ~day_only,
        has_no_clock=day_only,
        does_not_exist=_in_the_gap(timed, naive, zone),
    )


def _in_the_gap(texts: pd.Series, naive: pd.Series, zone: str) -> np.ndarray:
    """Clock times written with an offset that the zone did not have then, at an hour it skipped."""
    found = np.zeros(len(texts), dtype=bool)
    # The clock of UTC skips nothing, and a time on the zone's own clock has been read with its offset.
    is_utc = texts.str.endswith(("Z", "+00:00")).fillna(True).to_numpy(dtype=bool)
    if is_utc.all():
        return found
    told = pd.to_datetime(texts.str[:19], format="ISO8601", errors="coerce").astype("datetime64[s]")
    differs = (told.notna() & (told != naive)).to_numpy(dtype=bool)
    has_zone = texts.str.contains(_OFFSET, regex=True).fillna(False).to_numpy(dtype=bool)
    asked = told.notna().to_numpy(dtype=bool) & (differs | ~has_zone) & ~is_utc
    if asked.any():
        first = np.ones(int(asked.sum()), dtype=bool)
        local = told[asked].dt.tz_localize(zone, nonexistent="NaT", ambiguous=first)
        found[asked] = local.isna().to_numpy(dtype=bool)
    return found
