"""Counts of people as a recipient may see them: none below the threshold."""

from __future__ import annotations

from collections.abc import Mapping


def told_count(count: int, threshold: int) -> int | str:
    """The count, or that it is below the threshold; nobody may be counted as nobody."""
    return count if count == 0 or count >= threshold else f"fewer than {threshold}"


def told_class_sizes(sizes: Mapping[str, int], threshold: int) -> dict[str, int | str]:
    """People by the number of people who look the same; sizes below the threshold together, without their count."""
    found = {name: n for name, n in sizes.items() if n}
    small = sum(n for name, n in found.items() if size_of(name) < threshold)
    told: dict[str, int | str] = {f"fewer than {threshold}": told_count(small, threshold)}
    return (told if small else {}) | {n: c for n, c in found.items() if size_of(n) >= threshold}


def size_of(name: str) -> int:
    """The size that a bin of class sizes begins with."""
    return int(name.split(maxsplit=1)[0])
