"""A11: somebody knows who is the oldest, came most often, spent most, or had what hardly anybody has."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding
from anonkit.deidentification.attack.labels import region_of
from anonkit.deidentification.attack.release_view import CASE
from anonkit.deidentification.attack.vocabularies import told_column
from anonkit.deidentification.attack.world import World

_RARE = ("family", "product", "lot")
FEWEST_NUMBERS = 5


def _run(world: World) -> AttackResult:
    people = pd.Series(world.person_of_case)
    extremes = [*_open_tops(world, people), *_rare_words(world, people)]
    if not len(world.case_names):
        return ATTACK.nothing("the release tells no cases")
    exposed = sorted({case for _, cases in extremes for case in cases})
    shared = sorted({case for _, cases in extremes if len(cases) > 1 for case in cases})
    owners = [int(world.owners[case]) for case in exposed]
    findings = tuple(
        sorted(
            Finding(
                "extreme that fewer than k share",
                place,
                world.case_names[case],
                str(world.people["person"][world.owners[case]]) if world.owners[case] >= 0 else "",
            )
            for place, cases in extremes
            for case in cases
        )
    )
    return ATTACK.result(
        len(exposed),
        len(world.case_names),
        control=len(shared) / len(world.case_names),
        baseline=1 / len(world.case_names),
        passed=not extremes,
        line=f"every extreme, and every product, lot and family, told of {world.settings.k} people or more",
        figures={"extremes": float(len(extremes)), "people": float(len(set(owners)))},
        findings=findings,
    )


def _open_tops(world: World, people: pd.Series) -> Iterator[tuple[str, list[int]]]:
    """Columns of numbers whose highest value is told of fewer than k people."""
    for name in (str(column) for column in world.release.cases.columns if column != CASE):
        column = world.release.cases[name]
        highs = column.map(_highest).astype(float)
        if (
            highs.notna().sum() < max(FEWEST_NUMBERS, 0.5 * column.notna().sum())
            or highs.nunique() < 3
        ):
            continue
        top = np.flatnonzero((highs == highs.max()).to_numpy())
        if people.iloc[top].nunique() < world.settings.k:
            yield f"{world.release.place_of_column[name]}: {name}", top.tolist()


def _highest(text: object) -> float:
    region = region_of(text) if isinstance(text, str) else None
    return np.nan if region is None or region.high is None else region.high


def _rare_words(world: World, people: pd.Series) -> Iterator[tuple[str, list[int]]]:
    """Products, lots and families that fewer than k people in the release had."""
    visits = world.release.visits
    for kind in _RARE:
        column = told_column(visits, world.truth.visits[kind], (kind,)) if len(visits) else None
        if column is None:
            continue
        rows = pd.DataFrame(
            {
                "case": visits[CASE].map(world.place_of_case).to_numpy(),
                "word": visits[column].to_numpy(),
            }
        ).dropna()
        rows["person"] = people.iloc[rows["case"].astype(int)].to_numpy()
        bearers = rows.groupby("word")["person"].nunique()
        for word in bearers.index[bearers < world.settings.k]:
            yield (
                f"visits: {column}",
                sorted(set(rows.loc[rows["word"] == word, "case"].astype(int))),
            )


ATTACK = Attack(
    "A11",
    "extremes",
    "who stands out: the oldest, the longest course, the highest spend, a rare product or lot",
    "share of people of whom an extreme is told that fewer than k people share",
    _run,
)
