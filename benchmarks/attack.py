"""Measures the whole battery of attacks on a release of the made-up clinic table, attack by attack.

    python -m benchmarks.attack
    python -m benchmarks.attack --rows 10000 --planted 20

The table of `benchmarks.disclosure` (30,000 people, six fields and an outcome) is coarsened to k = 5 and
attacked by somebody who knows everything true of everybody, identifiers that nobody bears included. Processor
seconds are given; with `--planted` known leaks are planted into a copy, which is attacked again.
"""

# ruff: noqa: PLC0415 - the package is loaded after the arguments are read

from __future__ import annotations

import argparse
import time
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.disclosure import FIELDS, OUTCOME, K, clinic_table

_SYLLABLES = (
    "zeph",
    "cor",
    "thad",
    "oz",
    "pet",
    "quil",
    "snod",
    "grim",
    "plum",
    "brack",
    "wim",
    "feath",
)


def release_of(table: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The table at k = 5 in an order of its own, and whose each case is."""
    from anonkit.deidentification.disclosure import recode_locally
    from anonkit.deidentification.hierarchies import SteppedHierarchy
    from benchmarks.disclosure import STEPS

    ladders = {
        name: SteppedHierarchy(name, tuple((f"step {n}", step) for n, step in enumerate(steps)))
        for name, steps in STEPS.items()
    }
    found = recode_locally(table, ladders, k=K)
    told = found.released(table)
    draw = np.random.default_rng(7)
    cases = [f"C-{n:06d}" for n in draw.permutation(len(told))]
    told = told.assign(case=cases).sort_values("case", ignore_index=True)
    owner = dict(zip(told["case"], told["person"], strict=True))
    return told[["case", *FIELDS, OUTCOME]], owner


def identifiers_of(people: list[str]) -> Any:
    """An index of names, addresses and numbers that are nobody's."""
    from anonkit.deidentification.leak_check import collect_identifiers
    from anonkit.model import canonical_frame

    draw = np.random.default_rng(11)

    def name() -> str:
        return "".join(draw.choice(_SYLLABLES, 3)).title()

    rows = [
        {
            "row_key": f"a:clients:{person}",
            "client_id": str(700_000 + n),
            "first_name": name(),
            "last_name": name(),
            "email": f"m{n}@oddment.example",
            "mobile_phone": f"07700 {900_000 + n % 1000}",
            "birth_date": f"{1940 + n % 60}-{1 + n % 12:02}-{1 + n % 28:02}",
        }
        for n, person in enumerate(people)
    ]
    return collect_identifiers([{"clients": canonical_frame("clients", rows)}], {})


def main() -> None:
    """Prints each attack's seconds and figures, and all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--planted", type=int, default=0)
    asked = parser.parse_args()
    from anonkit.deidentification.attack import (
        AttackSettings,
        CaseKeys,
        Truth,
        known_attacks,
        run_with_canaries,
        seen_frames,
    )
    from anonkit.deidentification.attack.world import World

    table = clinic_table(asked.rows)
    told, owner = release_of(table)
    keys = CaseKeys("case", frozenset(owner))
    start = time.process_time()
    truth = Truth(
        table, owner, known=FIELDS, sensitive=(OUTCOME,), identifiers=identifiers_of(list(table["person"])),
        keys=table[["person"]].assign(client_id=[str(700_000 + n) for n in range(len(table))]),
    )  # fmt: skip
    seen = seen_frames({"people.csv": told}, keys)
    print(f"{len(told)} of {len(table)} rows; made ready in {time.process_time() - start:.1f} s")
    world, total = World(seen, truth, AttackSettings(k=K), 1), 0.0
    for attack in known_attacks():
        start = time.process_time()
        result = attack.run(world)
        seconds = time.process_time() - start
        total += seconds
        verdict = result.note or f"{result.rate:.1%}, {'passed' if result.passed else 'FOUND'}"
        print(f"{attack.id:<4} {attack.name:<28} {seconds:6.1f} s  {verdict}", flush=True)
    print(f"all attacks {total:.1f} s")
    if asked.planted:
        start = time.process_time()
        whole = run_with_canaries(
            seen, truth, AttackSettings(k=K), 1, planted=asked.planted, keys=keys
        )
        found = whole.canaries
        print(
            f"with {found.found} of {found.planted} planted leaks found {time.process_time() - start:.1f} s"
        )


if __name__ == "__main__":
    main()
