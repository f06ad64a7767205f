"""`anonkit diff`: what changed between two releases, for whoever holds both."""

from __future__ import annotations

from pathlib import Path

from anonkit.datasets import Release, ReleaseDiff, compare_releases


def diff(first: Path | str, second: Path | str) -> ReleaseDiff:
    """What changed from the first release folder to the second; needs no key and no workspace.

    `IntegrityError` for a folder that was changed. No count below k, and no change by fewer than k people,
    is told.
    """
    return compare_releases(Release.open(first), Release.open(second))
