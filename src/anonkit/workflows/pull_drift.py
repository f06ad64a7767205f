"""Whether a platform tells what it told before: columns, and how much of everything."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anonkit.connectors.rest import Snapshot

Profile = Mapping[str, Mapping[str, Any]]
_LEAST = 20
"""Below this many entries a share says nothing."""
_BAND = (0.8, 1.5)


def profile_of(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Of each list: how many entries it holds, and the names of their fields."""
    return {
        name: {"entries": count, "columns": sorted(snapshot.columns(name))}
        for name, count in snapshot.counts().items()
    }


def drift_between(before: Profile, now: Profile) -> list[str]:
    """What is new, gone, or out of its usual band; names of lists and fields alone."""
    found: list[str] = []
    for name, held in now.items():
        earlier = before.get(name)
        if earlier is None or not earlier["entries"] or not held["entries"]:
            if earlier is not None and earlier["entries"] >= _LEAST:
                found.append(f"{name}: empty, where {earlier['entries']} entries were")
            continue
        new = set(held["columns"]) - set(earlier["columns"])
        gone = set(earlier["columns"]) - set(held["columns"])
        found += [f"{name}: the column {column} is new" for column in sorted(new)]
        found += [f"{name}: the column {column} is gone" for column in sorted(gone)]
        share = held["entries"] / earlier["entries"]
        if earlier["entries"] >= _LEAST and not _BAND[0] <= share <= _BAND[1]:
            found.append(f"{name}: {held['entries']} entries, where {earlier['entries']} were")
    return found
