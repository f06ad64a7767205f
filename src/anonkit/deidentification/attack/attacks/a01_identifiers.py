"""A1: somebody looks for every identifier they know, however it is written, in every byte."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pandas as pd

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding
from anonkit.deidentification.attack.world import World
from anonkit.deidentification.leak_check import (
    IdentifierIndex,
    check_contents,
)

_MOST_CELLS = 40_000
"""Larger tables are searched by their different cells: the same words need not be read again."""
_LONGEST_TURNED = 80


def _run(world: World) -> AttackResult:
    index = world.truth.identifiers
    if index is None:
        return ATTACK.nothing("no identifiers were given to look for")
    found = {*_in_files(world, index), *_turned_round(world)}
    places = len({(one.place, one.case) for one in found})
    people = max(len(world.case_names), 1)
    return ATTACK.result(
        min(places, people),
        people,
        passed=not found,
        line="nothing found",
        figures={"places": float(places), "files": float(len(world.release.files))},
        findings=tuple(sorted(found)),
    )


def _large_tables(world: World) -> Mapping[str, pd.DataFrame]:
    has_files = bool(world.release.files)
    return {
        path: frame
        for path, frame in world.release.tables.items()
        if not has_files or frame.size > _MOST_CELLS
    }


def _in_files(world: World, index: IdentifierIndex) -> Iterator[Finding]:
    large = _large_tables(world)
    searched = {path: content for path, content in world.release.files.items() if path not in large}
    # Their names sort last, so that the numbers of the files stay.
    searched |= {f"~{path}.json": _cells(frame) for path, frame in large.items()}
    report = check_contents(searched, index, earlier=world.earlier_checks)
    for leak in report.certain:
        yield Finding(leak.kind, f"{leak.file.removeprefix('~')}: {leak.place}")


def _cells(frame: pd.DataFrame) -> bytes:
    """A table's different cells by column, and the wordy ones side by side, as one document."""
    told: dict[str, list[str]] = {str(name): _different(frame[name]) for name in frame.columns}
    return json.dumps({**told, "cells of a row": _side_by_side(frame)}).encode()


def _turned_round(world: World) -> Iterator[Finding]:
    """Cells with their letters in reverse, as some scripts make codes."""
    for path, frame in world.release.tables.items():
        for number, name in enumerate(frame.columns, 1):
            for text in _different(frame[name]):
                if len(text) <= _LONGEST_TURNED:
                    for hit in world.searcher.search(text[::-1]):
                        if hit.is_certain:
                            yield Finding(hit.kind, f"{path}: column {number}, turned round")


def _different(column: pd.Series) -> list[str]:
    return [str(text) for text in column.dropna().unique()]


def _side_by_side(frame: pd.DataFrame) -> list[str]:
    wordy = [
        name
        for name in frame.columns
        if frame[name].dropna().head(50).map(lambda text: text.replace(" ", "").isalpha()).mean()
        > 0.5
    ]
    if len(wordy) < 2:
        return []
    pairs = frame[wordy].drop_duplicates().fillna("")
    return [" | ".join(row) for row in pairs.itertuples(index=False, name=None)]


ATTACK = Attack(
    "A1",
    "residual identifiers",
    "every name, phone, e-mail, address, number, handle and birth date in the records",
    "places at which one of them stands, by person",
    _run,
)
