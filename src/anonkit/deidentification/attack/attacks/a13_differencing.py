"""A13: somebody adds up, and takes away: counts left out may follow from margins and from other tables."""

from __future__ import annotations

from anonkit.deidentification.attack.base import Attack, AttackResult, Finding
from anonkit.deidentification.attack.count_systems import open_cells
from anonkit.deidentification.attack.world import World


def _run(world: World) -> AttackResult:
    tables = dict(world.release.counts)
    for number, (release, _) in enumerate(world.truth.earlier, 1):
        tables |= {f"earlier release {number}, {path}": t for path, t in release.counts.items()}
    if not tables:
        return ATTACK.nothing("the release holds no tables of counts")
    narrowest = world.settings.narrowest
    cells = open_cells(tables, narrowest)
    if not cells:
        return ATTACK.nothing("no count is left out")
    closed = [cell for cell in cells if cell.width < narrowest - 1e-3]
    told = [cell for cell in cells if cell.told_high - cell.told_low < narrowest]
    found = [cell for cell in closed if cell not in told]
    return ATTACK.result(
        len(closed),
        len(cells),
        control=len(told) / len(cells),
        passed=not found,
        line=f"no count left out can be closed in to less than {narrowest} apart",
        figures={
            "exact": float(sum(cell.width < 0.5 for cell in cells)) / len(cells),
            "tables": float(len(tables)),
        },
        findings=tuple(Finding("count that follows from others", cell.place) for cell in found),
    )


ATTACK = Attack(
    "A13",
    "differencing of tables",
    "every table of counts in this release and in earlier ones",
    "share of the counts left out that can be closed in",
    _run,
)
