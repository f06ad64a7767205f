"""A9: somebody finds the class of the target, and all in it share what nobody may learn."""

from __future__ import annotations

import numpy as np
import pandas as pd

from anonkit.deidentification.attack.base import Attack, AttackResult
from anonkit.deidentification.attack.fitting import Flags
from anonkit.deidentification.attack.world import World
from anonkit.deidentification.disclosure.measures import measure


def _run(world: World) -> AttackResult:
    if not world.sensitive_told or not world.known_columns:
        return ATTACK.nothing(
            "the release tells nothing sensitive, or nothing an outsider may know"
        )
    names = [pair.told for pair in world.sensitive_told]
    alike = {name: _gives_away(world, world.release.cases[name]) for name in names}
    worst = max(names, key=lambda name: int(alike[name].sum()))
    shuffled = world.release.cases[worst].sample(frac=1, random_state=world.seed, ignore_index=True)
    frame = world.release.cases.assign(person=world.person_of_case)
    known = list(dict.fromkeys(column.told for column in world.known_columns))
    found = measure(frame, known, names, harmless=dict.fromkeys(names, _harmless(world, names)))
    least = min((d.distinct_l for d in found.diversity.values() if d.is_telling), default=None)
    most = max(d.t for d in found.diversity.values())
    wanted, allowed = world.settings.l, world.settings.t
    is_varied = least is None or least >= wanted
    is_close = allowed is None or most <= allowed
    return ATTACK.result(
        int(alike[worst].sum()),
        world.records.count,
        control=float(_gives_away(world, shuffled).mean()),
        passed=bool(is_varied and is_close),
        line=f"at least {wanted} values in every class that tells any"
        + (f", and t at most {allowed}" if allowed is not None else ""),
        figures={"t": float(most), **({"l": float(least)} if least is not None else {})},
        findings=tuple(
            finding
            for name in names
            for finding in world.findings(
                [int(p) for p in np.unique(world.owners[alike[name] & (world.owners >= 0)])],
                "everybody alike shares one sensitive value",
                name,
            )
        ),
    )


def _gives_away(world: World, column: pd.Series) -> Flags:
    """For each case, whether its whole class tells one value, and that is not a harmless one."""
    told = column.reset_index(drop=True)
    values = told.groupby(world.classes.class_of_row).nunique(dropna=False).to_numpy()
    is_one = (values < 2)[world.classes.class_of_row]
    harmless = told.isna() | told.map(lambda text: str(text).casefold() in world.settings.harmless)
    return np.asarray(is_one & ~harmless.to_numpy())


def _harmless(world: World, names: list[str]) -> tuple[str, ...]:
    told = {str(v) for name in names for v in world.release.cases[name].dropna().unique()}
    return tuple(sorted(v for v in told if v.casefold() in world.settings.harmless))


ATTACK = Attack(
    "A9",
    "homogeneity",
    "the values as the release tells them",
    "share of cases whose class shares one telling sensitive value",
    _run,
)
