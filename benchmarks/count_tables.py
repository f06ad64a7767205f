"""Measures the protection of count tables: time, cells left out, and what an optimum would leave out.

    python -m benchmarks.count_tables
    python -m benchmarks.count_tables --peer-python ~/one/bin/python

The large table has 2,744 cells with its totals: district, treatment family and year of 30,000 made-up
clients, threshold 5. The peer is pytauargus (tau-Argus' optimal secondary suppression) where the interpreter
named can import it. The small tables are drawn at random and compared with the optimum of one integer
programme that holds every cell left out to the same interval.
"""

# ruff: noqa: PLC0415 - peers' interpreters have no anonkit, and ours no peers

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

THRESHOLD = 5
BY = ("district", "family", "year")


def clinic_rows(seed: int = 7, count: int = 30_000) -> pd.DataFrame:
    """A row a client: 48 districts, 6 treatment families and 7 years of uneven use."""
    draw = np.random.default_rng(seed)
    sectors = [f"{a}{d}" for a in ("AA", "BB", "CC") for d in range(1, 17) for _ in range(5)]
    treatments = [
        f"t{letter}"
        for letter, size in zip("ABCDEF", (6, 5, 4, 4, 3, 2), strict=True)
        for _ in range(size)
    ]
    month = np.minimum((84 * draw.random(count) ** 0.6).astype(int), 83)
    return pd.DataFrame(
        {
            "person": [f"p{n}" for n in range(count)],
            "district": draw.choice(draw.permutation(sectors), count, p=_uneven(len(sectors), 0.8)),
            "family": draw.choice(treatments, count, p=_uneven(len(treatments), 1.0)),
            "year": (month // 12).astype(str),
        },
        dtype=object,
    )


def _uneven(count: int, power: float) -> np.ndarray:
    weights = 1.0 / np.arange(1, count + 1) ** power
    return weights / weights.sum()


def ours(rows: pd.DataFrame, interval: int) -> dict[str, Any]:
    """Counted, protected and audited, in one call."""
    from anonkit.deidentification.tabulation import Dimension, Guard, TableDesign, protect_tables

    design = TableDesign("table", "clients", tuple(Dimension(name, (name,)) for name in BY))
    start, wall = time.process_time(), time.perf_counter()
    found = protect_tables({"clients": rows}, [design], Guard(THRESHOLD, interval=interval))
    audit = found.audit_by_kind["clients"]
    return {
        "seconds": round(time.process_time() - start, 2),
        "wall": round(time.perf_counter() - wall, 2),
        "cells": audit.cells,
        "primary": sum(audit.primary_by_reason.values()),
        "secondary": audit.secondary,
        "determined": audit.determined,
        "narrowest": audit.narrowest,
        "passed": audit.passed,
    }


def peer(rows: pd.DataFrame) -> dict[str, Any]:
    """The same table through pytauargus, in its own words and with its own time."""
    from pytauargus import protect

    start, wall = time.process_time(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        told = protect(
            rows[list(BY)].assign(n=1.0),
            list(BY),
            response="n",
            safety_rules=f"FREQ({THRESHOLD},1)",
            suppress="OPT(1,5)",
            workdir=folder,
        ).tables[0]
        status = told.dataframe().status.value_counts().to_dict()
    return {
        "seconds": round(time.process_time() - start, 2),
        "wall": round(time.perf_counter() - wall, 2),
        "primary": int(status.get("U", 0)),
        "secondary": int(status.get("M", 0)),
    }


def small_tables(tables: int, interval: int) -> dict[str, Any]:
    """Cells left out beyond the small ones: ours, and the fewest that would do, over random tables."""
    mine = best = 0
    for seed in range(tables):
        system, primary = _small_system(seed, interval)
        from anonkit.deidentification.tabulation import suppress

        found = suppress(system, primary)
        assert found.audit.passed
        mine += float(system.cost[found.secondary].sum())
        best += _optimum(system, primary)
    return {
        "tables": tables,
        "ours": round(mine, 1),
        "optimum": round(best, 1),
        "ratio": round(mine / best, 3),
    }


def _small_system(seed: int, interval: int) -> tuple[Any, np.ndarray]:
    from scipy import sparse

    from anonkit.deidentification.tabulation import CellSystem

    draw = np.random.default_rng(seed)
    inner = draw.poisson(draw.choice([3.0, 9.0, 30.0], (5, 4))) + 1
    full = np.vstack([inner, inner.sum(0)])
    full = np.hstack([full, full.sum(1, keepdims=True)])
    place = np.arange(full.size).reshape(full.shape)
    lines = []
    for line in [*place, *place.T]:
        row = np.zeros(full.size, dtype=np.int64)
        row[line[:-1]], row[line[-1]] = 1, -1
        lines.append(row)
    value = full.ravel().astype(np.int64)
    system = CellSystem(
        value=value,
        lowest=np.ones(value.size, dtype=np.int64),
        may_leave_out=np.ones(value.size, dtype=bool),
        is_open=np.zeros(value.size, dtype=bool),
        need=np.full(value.size, interval),
        cost=np.log2(1.0 + value),
        lines=sparse.csr_array(np.array(lines)),
    )
    return system, value < THRESHOLD


def _optimum(system: Any, primary: np.ndarray) -> float:
    """The least cost in further cells: one integer programme with two other tables for every cell."""
    from scipy import sparse
    from scipy.optimize import Bounds, LinearConstraint, milp

    size, lines = system.size, system.lines
    room = (system.value - system.lowest).astype(float)
    far = float(room.max() + system.need.max())
    # Columns: which cells are out, then for each cell a table above and one below, as differences.
    count = size + 2 * size * size
    rows, low, high = [], [], []

    def block(cell: int, side: int) -> slice:
        start = size + (2 * cell + side) * size
        return slice(start, start + size)

    for cell in range(size):
        for side in (0, 1):
            part = sparse.lil_array((lines.shape[0], count))
            part[:, block(cell, side)] = lines.toarray()
            rows.append(part)
            low.append(np.zeros(lines.shape[0]))
            high.append(np.zeros(lines.shape[0]))
            for bound, factor in ((far, -1.0), (room, 1.0)):
                within = sparse.lil_array((size, count))
                start = block(cell, side).start
                for other in range(size):
                    within[other, start + other] = 1.0
                    limit = bound if np.isscalar(bound) else bound[other]
                    within[other, other] = factor * limit
                rows.append(within)
                low.append(np.full(size, -np.inf if factor < 0 else 0.0))
                high.append(np.full(size, 0.0 if factor < 0 else np.inf))
        wide = sparse.lil_array((1, count))
        wide[0, block(cell, 0).start + cell] = 1.0
        wide[0, block(cell, 1).start + cell] = -1.0
        wide[0, cell] = -float(system.need[cell])
        rows.append(wide)
        low.append(np.zeros(1))
        high.append(np.full(1, np.inf))
    is_out = np.concatenate([np.ones(size), np.zeros(count - size)])
    least = np.concatenate([primary.astype(float), np.full(count - size, -far)])
    most = np.concatenate([np.ones(size), np.full(count - size, far)])
    solved = milp(
        np.concatenate([system.cost, np.zeros(count - size)]),
        constraints=LinearConstraint(
            sparse.vstack([sparse.csr_array(part) for part in rows], format="csr"),
            np.concatenate(low),
            np.concatenate(high),
        ),
        integrality=is_out,
        bounds=Bounds(least, most),
        options={"time_limit": 120.0, "mip_rel_gap": 1e-6},
    )
    out = solved.x[:size] > 0.5
    return float(system.cost[out & ~primary].sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer-python", nargs="*", default=[])
    parser.add_argument("--interval", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--small", type=int, default=12, help="how many small tables")
    parser.add_argument("--as-peer", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.as_peer:
        print(json.dumps(peer(pd.read_csv(asked.as_peer, dtype=str))))
        return
    rows = clinic_rows()
    for interval in asked.interval:
        print(f"anonkit, interval {interval}:", json.dumps(ours(rows, interval)), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "rows.csv"
        rows.to_csv(table, index=False)
        for python in asked.peer_python:
            command = [python, str(Path(__file__).resolve()), "--as-peer", str(table)]
            done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
            said = done.stdout.strip().splitlines()[-1:] or [done.stderr.strip()[-200:]]
            print(f"{python}:", said[0], flush=True)
    for interval in asked.interval:
        if asked.small:
            told = small_tables(asked.small, interval)
            print(f"small tables, interval {interval}:", json.dumps(told), flush=True)


if __name__ == "__main__":
    sys.exit(main())
