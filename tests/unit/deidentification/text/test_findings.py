"""Overlapping reports are settled into one."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text.findings import Finding, resolve_overlaps


def finding(start: int, end: int, entity: str = "PERSON", score: float = 0.8) -> Finding:
    """A finding with the parts that matter here."""
    return Finding(start, end, entity, "test", score)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([], []),
        ([(3, 3, "ID", 0.9)], []),
        ([(0, 4, "PERSON", 0.8), (6, 9, "DATE", 0.9)], [(0, 4, "PERSON"), (6, 9, "DATE")]),
        ([(6, 9, "DATE", 0.9), (0, 4, "PERSON", 0.8)], [(0, 4, "PERSON"), (6, 9, "DATE")]),
        ([(0, 5, "PERSON", 0.8), (3, 9, "DATE", 0.9)], [(0, 9, "DATE")]),
        ([(0, 4, "PERSON", 0.8), (4, 9, "DATE", 0.9)], [(0, 4, "PERSON"), (4, 9, "DATE")]),
        ([(0, 20, "URL", 0.9), (8, 12, "PERSON", 0.98)], [(0, 20, "URL")]),
        ([(0, 9, "DATE", 0.4), (0, 9, "PHONE", 0.9)], [(0, 9, "PHONE")]),
        ([(0, 9, "A", 0.8), (2, 3, "B", 0.8), (8, 12, "C", 0.8)], [(0, 12, "A")]),
    ],
)
def test_union_is_covered_and_the_best_names_it(
    given: list[tuple[int, int, str, float]], expected: list[tuple[int, int, str]]
) -> None:
    """What any report covered stays covered; what covers most, then scores best, names it."""
    settled = resolve_overlaps(finding(*g) for g in given)
    assert [(f.start, f.end, f.entity) for f in settled] == expected
