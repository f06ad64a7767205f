"""Rows just read against rows already held: added, changed, unchanged, or gone from the source."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd

from anonkit.model import SYSTEM_FIELDS

GONE_LIMIT = 0.05
"""Above this share of rows gone from a source, somebody has to say that this is right."""

GONE_COLUMNS: tuple[str, ...] = ("row_key", "table", "since")

_OWN_SKIP = {field.name for field in SYSTEM_FIELDS}


@dataclass(frozen=True)
class Merge:
    """One table of one partition after the merge."""

    frame: pd.DataFrame
    counts: Mapping[str, int] = field(default_factory=dict)
    """added, changed, unchanged, gone."""
    gone: tuple[str, ...] = ()
    """Row keys the newer export no longer has."""
    differing: tuple[str, ...] = ()
    """Row keys that two files of this ingest tell differently."""


def merge(
    old: pd.DataFrame,
    new: pd.DataFrame,
    sources: frozenset[tuple[str, str]],
    still_there: AbstractSet[str] = frozenset(),
    waiting: Mapping[str, str] = MappingProxyType({}),
) -> Merge:
    """The table with the new rows in; a row of a source that was read again and lacks it is *gone*.

    `sources` are the (platform, source file) pairs that were read for this table. Rows that are gone
    stay in the records and are marked: an export may be cut, and nothing is lost by it. `still_there` are
    keys the source has although they did not come, of rows that stay as they were mended. `waiting` are
    row keys and content hashes of rows in quarantine: one that comes again as it was is unchanged.
    """
    fresh, differing = _once_each(new)
    held = old.set_index("row_key") if len(old) else pd.DataFrame(columns=old.columns)
    known = fresh["row_key"].isin(held.index)
    same = known & (fresh["row_key"].map(held["content_hash"]) == fresh["content_hash"])
    # Unchanged rows are taken as read, so that validation sees what the source said; only the time of
    # reading stays, and with it the row.
    fresh = fresh.assign(
        pulled_at=fresh["row_key"].map(held["pulled_at"]).where(same, fresh["pulled_at"])
    )
    kept = old[~old["row_key"].isin(fresh["row_key"])]
    gone = _gone(kept[~kept["row_key"].isin(still_there)], fresh, sources)
    frame = pd.concat([kept, fresh], ignore_index=True)
    waited = fresh["row_key"].map(dict(waiting))
    met = known | waited.notna()
    as_before = same | (waited == fresh["content_hash"])
    counts = {
        "added": int((~met).sum()),
        "changed": int((met & ~as_before).sum()),
        "unchanged": int(as_before.sum()),
        "gone": len(gone),
    }
    return Merge(
        frame.sort_values("row_key", kind="stable", ignore_index=True), counts, gone, differing
    )


def _once_each(new: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows of one key told by several files, once; within one file a second row stays, for validation."""
    ordered = new.assign(_order=range(len(new)), _said=_said(new))
    first_file = ordered.groupby("row_key", sort=False)["source_file"].transform("first")
    elsewhere = ordered["source_file"] != first_file
    # Of two files that tell the same row the one that says more counts; a text beats a number.
    repeated = ordered[ordered["row_key"].isin(ordered.loc[elsewhere, "row_key"])]
    best = repeated.sort_values(["row_key", "_said", "_order"], ascending=[True, False, True])
    chosen = best.drop_duplicates("row_key")["_order"]
    once = ordered[~ordered["row_key"].isin(repeated["row_key"]) | ordered["_order"].isin(chosen)]
    hashes = repeated.groupby("row_key", sort=True)["content_hash"].nunique()
    differing = tuple(str(key) for key in hashes.index[hashes > 1])
    return once.drop(columns=["_order", "_said"]).reset_index(drop=True), differing


def _said(frame: pd.DataFrame) -> pd.Series:
    own = [name for name in frame.columns if name not in _OWN_SKIP]
    said = pd.Series(0, index=frame.index)
    for name in own:
        said = said + frame[name].str.len().fillna(0)
    return said


def _gone(
    kept: pd.DataFrame, fresh: pd.DataFrame, sources: frozenset[tuple[str, str]]
) -> tuple[str, ...]:
    if kept.empty or not sources:
        return ()
    read_again = [
        pair in sources for pair in zip(kept["platform"], kept["source_file"], strict=True)
    ]
    absent = kept[pd.Series(read_again, index=kept.index) & ~kept["row_key"].isin(fresh["row_key"])]
    return tuple(str(key) for key in absent["row_key"])
