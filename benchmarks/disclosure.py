"""Measures disclosure measures and enforcement on a made-up clinic table, beside named peers in one run.

    python benchmarks/disclosure.py
    python benchmarks/disclosure.py --peer-python ~/one/bin/python ~/other/bin/python

The peers are pycanon and project-lighthouse-anonymize where an interpreter named can import them
(they pin different versions of numpy, so each lives apart), and always the plain definitions below. CPU
seconds are compared, the best of three for what takes less than a second. The table has 30,000 or
100,000 rows of six quasi-identifiers and an outcome; its seed is fixed, its people are nobody.
"""

# ruff: noqa: PLC0415 - peers' interpreters have no anonkit, and ours no peers

from __future__ import annotations

import argparse
import json
import logging
import subprocess
import sys
import time
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

K = 5
FIELDS = ("age", "sex", "postcode", "ethnicity", "first_month", "treatment")
NUMBERS = ("age", "first_month")
OUTCOME = "outcome"
_TIMED_AGAIN = 3


# --- the table and its hierarchies ---------------------------------------------------------------


def clinic_table(rows: int, seed: int = 20_261) -> pd.DataFrame:
    """Ages about 39 with an older fifth, mostly women, 240 sectors and 24 treatments of uneven use."""
    draw = np.random.default_rng(seed)
    older = draw.random(rows) < 0.2
    ages = np.where(older, draw.normal(58, 9, rows), draw.normal(39, 10, rows))
    sectors = [f"{a}{d}_{s}" for a in ("AA", "BB", "CC") for d in range(1, 17) for s in range(1, 6)]
    treatments = _grouped("t", (6, 5, 4, 4, 3, 2))
    ethnicities = _grouped("e", (5, 4, 5, 3, 2))
    weights = np.array(
        [62, 2, 6, 1, 4, 1, 1, 1.2, 1, 3.1, 2.7, 1.1, 0.7, 1.6, 2.5, 1, 0.5, 0.6, 1.6]
    )
    outcomes = ["none", "bruising", "swelling", "infection", "occlusion"]
    return pd.DataFrame(
        {
            "person": [f"p{n}" for n in range(rows)],
            "age": np.clip(ages, 18, 85).astype(int).astype(str),
            "sex": draw.choice(["F", "M", "X"], rows, p=[0.86, 0.13, 0.01]),
            "postcode": draw.choice(draw.permutation(sectors), rows, p=_uneven(len(sectors), 0.8)),
            "ethnicity": draw.choice(ethnicities, rows, p=weights / weights.sum()),
            "first_month": np.minimum(84 * draw.random(rows) ** 0.6, 83).astype(int).astype(str),
            "treatment": draw.choice(treatments, rows, p=_uneven(len(treatments), 1.0)),
            OUTCOME: draw.choice(outcomes, rows, p=[0.7, 0.15, 0.1, 0.04, 0.01]),
        }
    )


def _grouped(letter: str, sizes: tuple[int, ...]) -> list[str]:
    return [
        f"{letter}{'ABCDEF'[group]}{n}" for group, size in enumerate(sizes) for n in range(size)
    ]


def _uneven(count: int, power: float) -> np.ndarray:
    weights = 1.0 / np.arange(1, count + 1) ** power
    return weights / weights.sum()


def _band(text: str, start: int, last: int, width: int) -> str:
    low = start + (int(text) - start) // width * width
    return f"{low}-{min(last, low + width - 1)}"


def _age(width: int) -> Callable[[str], str]:
    return partial(_band, start=18, last=85, width=width)


def _months(width: int) -> Callable[[str], str]:
    return partial(_band, start=0, last=83, width=width)


STEPS: Mapping[str, tuple[Callable[[str], str], ...]] = {
    "age": (str, _age(5), _age(10), _age(20)),
    "sex": (str,),
    "postcode": (str, lambda text: text.split("_")[0], lambda text: text[:2]),
    "ethnicity": (str, lambda text: text[:2]),
    "first_month": (str, _months(3), _months(12)),
    "treatment": (str, lambda text: text[:2]),
}
"""For each field its labels from fine to coarse; the last level, ``*``, is added."""


# --- plain definitions ---------------------------------------------------------------------------


def plain_k(table: pd.DataFrame) -> int:
    """The people of each combination, in sets."""
    people: dict[tuple[Any, ...], set[str]] = defaultdict(set)
    for row in table[[*FIELDS, "person"]].itertuples(index=False):
        people[tuple(row[:-1])].add(row[-1])
    return min(map(len, people.values()))


def plain_t(table: pd.DataFrame) -> float:
    """The largest halved sum of differences between a class's shares and everybody's."""
    everybody = table[OUTCOME].value_counts(normalize=True)
    worst = 0.0
    for _, part in table.groupby(list(FIELDS), dropna=False, sort=False)[OUTCOME]:
        shares = part.value_counts(normalize=True).reindex(everybody.index, fill_value=0.0)
        worst = max(worst, float((shares - everybody).abs().sum() / 2))
    return worst


def certainty_penalty(table: pd.DataFrame, told: pd.DataFrame) -> float:
    """Mean over cells: width over range for numbers, words covered over all words, 1 where left out."""
    lost = 0.0
    for name in FIELDS:
        found = [str(value) for value in table[name].unique()]
        losses = {label: _label_loss(name, label, found) for label in told[name].unique()}
        lost += float(told[name].map(losses).sum())
    cells = len(table) * len(FIELDS)
    return (lost + (len(table) - len(told)) * len(FIELDS)) / cells


def _label_loss(name: str, label: str, found: list[str]) -> float:
    covered = [value for value in found if _covers(name, label, value)]
    if name in NUMBERS:
        numbers = [int(value) for value in found]
        ends = [int(end) for end in label.split("-")] if label != "*" else numbers
        # A band of a hierarchy reaches no further than the values that occur.
        inside = [n for n in numbers if min(ends) <= n <= max(ends)]
        return (max(inside) - min(inside)) / (max(numbers) - min(numbers))
    return 0.0 if len(covered) <= 1 else len(covered) / len(found)


def _covers(name: str, label: str, value: str) -> bool:
    return label == "*" or any(step(value) == label for step in STEPS[name] if name not in NUMBERS)


# --- what is measured ----------------------------------------------------------------------------


def our_measures(table: pd.DataFrame) -> dict[str, Any]:
    """k, l, t and the three risks, all together."""
    from anonkit.deidentification.disclosure import measure

    found = measure(table, FIELDS, [OUTCOME], population=table)
    return {"k": found.k, "l": found.l, "t": found.t, "journalist": found.journalist_risk}


def our_k_l_t(table: pd.DataFrame) -> dict[str, Any]:
    """k, l, t, prosecutor's and marketer's risk."""
    from anonkit.deidentification.disclosure import measure

    found = measure(table, FIELDS, [OUTCOME])
    return {"k": found.k, "l": found.l, "t": found.t}


def our_subsets(table: pd.DataFrame) -> dict[str, Any]:
    """The share of people alone with each of the 63 sets of fields."""
    from anonkit.deidentification.disclosure import unicity_of_subsets

    return {"sets": len(unicity_of_subsets(table, FIELDS))}


def _hierarchies() -> dict[str, Any]:
    from anonkit.deidentification.hierarchies import SteppedHierarchy

    return {
        name: SteppedHierarchy(name, tuple((f"level {n}", step) for n, step in enumerate(steps)))
        for name, steps in STEPS.items()
    }


def our_recoding(table: pd.DataFrame, bands: Mapping[str, float]) -> dict[str, Any]:
    """Local recoding; the frame that is told stands under ``told``."""
    from anonkit.deidentification.disclosure import recode_locally

    found = recode_locally(table, _hierarchies(), K, bands=bands)
    return {"k": found.k_reached, "left_out": len(found.left_out), "told": found.released(table)}


def our_full_domain(table: pd.DataFrame) -> dict[str, Any]:
    """The best single level for each field, with at most 5 % of people left out."""
    from anonkit.deidentification.disclosure import enforce_k

    frame = table.assign(case=table["person"])
    hierarchies = _hierarchies()
    found = enforce_k(frame, hierarchies, K, maximum_suppression=0.05)
    kept = table[~table["person"].isin(found.suppressed_cases)]
    told = kept.assign(
        **{n: hierarchies[n].generalise(kept[n], level) for n, level in found.levels.items()}
    )
    return {"k": found.k_reached, "left_out": len(table) - len(kept), "told": told}


# --- peers ---------------------------------------------------------------------------------------


def _peer_pycanon_k(table: pd.DataFrame) -> dict[str, Any]:
    from pycanon import anonymity

    return {"k": int(anonymity.k_anonymity(table, list(FIELDS)))}


def _peer_pycanon_t(table: pd.DataFrame) -> dict[str, Any]:
    from pycanon import anonymity

    return {"t": float(anonymity.t_closeness(table, list(FIELDS), [OUTCOME]))}


def _peer_lighthouse(table: pd.DataFrame) -> dict[str, Any]:
    from project_lighthouse_anonymize import k_anonymize
    from project_lighthouse_anonymize.gtrees import GTree

    trees = {}
    for name in FIELDS:
        if name in NUMBERS:
            continue
        tree = GTree()
        made = {"*": tree.create_node("*")}
        for value in sorted(table[name].unique()):
            parent = made["*"]
            for label in dict.fromkeys(step(value) for step in reversed(STEPS[name])):
                if label not in made:
                    made[label] = tree.create_node(label, parent=parent)
                parent = made[label]
        tree.add_default_geometric_sizes()
        tree.update_highest_node_with_value_if()
        tree.update_lowest_node_with_descendant_leaves_if()
        tree.update_descendant_leaf_values_if()
        trees[name] = tree
    frame = table.astype(dict.fromkeys(NUMBERS, float))
    quiet = logging.getLogger("peer")
    quiet.setLevel(logging.ERROR)
    told, _, _ = k_anonymize(quiet, frame, list(FIELDS), K, trees, "person", parallelism=None)
    return {"left_out": len(table) - len(told)}


PEERS: Mapping[str, Callable[[pd.DataFrame], dict[str, Any]]] = {
    "pycanon-k": _peer_pycanon_k,
    "pycanon-t": _peer_pycanon_t,
    "lighthouse": _peer_lighthouse,
}


def run_peer(name: str, rows: int) -> None:
    """Runs one peer here and prints what came of it as JSON, on a line of its own."""
    table = clinic_table(rows)
    try:
        seconds, _, found = timed(partial(PEERS[name], table), again=1)
    except ImportError as missing:
        print("@" + json.dumps({"missing": str(missing.name)}))
        return
    print("@" + json.dumps({"seconds": seconds} | found))


def asked_peer(pythons: Sequence[str], name: str, rows: int) -> dict[str, Any]:
    """What a peer said in the first interpreter that has it."""
    answer: dict[str, Any] = {}
    for python in pythons:
        command = [python, str(Path(__file__).resolve()), "--peer", name, "--rows", str(rows)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.startswith("@")]
        answer = json.loads(lines[-1][1:]) if lines else {"missing": "it stopped with an error"}
        if "seconds" in answer:
            break
    return answer


# --- the run -------------------------------------------------------------------------------------


def timed(
    work: Callable[[], dict[str, Any]], again: int = _TIMED_AGAIN
) -> tuple[float, float, Any]:
    """CPU seconds (the best of a few), memory taken at its height in MiB, and the result."""
    best, result = float("inf"), {}
    for _ in range(again):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
        if best > 1.0:
            break
    return best, _height(work) if again > 1 else 0.0, result


def _height(work: Callable[[], dict[str, Any]]) -> float:
    """In a call of its own, since counting memory takes time."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1] / 2**20
    finally:
        tracemalloc.stop()


def _against(ours: float, peer: Mapping[str, Any], name: str) -> str:
    if "seconds" not in peer:
        return f"{name} not measured ({peer['missing']})"
    said = ", ".join(f"{key} = {peer[key]:g}" for key in ("k", "t") if key in peer)
    return f"{name} {peer['seconds']:.3f} s, {peer['seconds'] / ours:.0f} times ours{said and f' ({said})'}"


def measures_part(rows: int, pythons: Sequence[str]) -> None:
    """Measures beside pycanon and the plain definitions."""
    table = clinic_table(rows)
    seconds, added, found = timed(partial(our_k_l_t, table))
    print(f"{rows:>7} rows  k + l + t + two risks  {seconds:.3f} s  {added:.0f} MiB  {found}")
    print(
        f"         {_against(seconds, asked_peer(pythons, 'pycanon-k', rows), 'pycanon k alone')}"
    )
    everything, _, found = timed(partial(our_measures, table))
    print(f"         with the journalist's risk against everybody: {everything:.3f} s")
    subsets, _, found = timed(partial(our_subsets, table))
    print(f"         people alone by each of {found['sets']} sets: {subsets:.3f} s")
    plain, _, _ = timed(lambda: {"k": plain_k(table)}, again=1)
    print(f"         plain k alone {plain:.3f} s, {plain / seconds:.0f} times ours")
    if rows <= 30_000:
        peer = asked_peer(pythons, "pycanon-t", rows)
        print(f"         {_against(seconds, peer, 'pycanon t alone')}")


def enforcement_part(rows: int, pythons: Sequence[str]) -> None:
    """Enforcement beside lighthouse, scored by the plain definition of lost certainty."""
    table = clinic_table(rows)
    ways = {
        "local, steps of hierarchies": partial(our_recoding, table, {}),
        "local, bands fitted": partial(our_recoding, table, dict.fromkeys(NUMBERS, 1)),
        "one level for each field": partial(our_full_domain, table),
    }
    peer = (
        asked_peer(pythons, "lighthouse", rows)
        if rows <= 30_000
        else {"missing": "asked at 30,000 rows only"}
    )
    for words, way in ways.items():
        seconds, added, found = timed(way)
        told = found["told"]
        sizes = Counter(told.groupby(list(FIELDS)).size())
        print(
            f"{rows:>7} rows  {words:<28} GCP {certainty_penalty(table, told):.4f}  k {min(sizes)}  "
            f"left out {found['left_out']}  {seconds:.3f} s  {added:.0f} MiB  "
            f"{_against(seconds, peer, 'lighthouse')}"
        )


def main() -> None:
    """The whole run, or one peer of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[30_000, 100_000])
    parser.add_argument("--peer-python", nargs="+", default=[sys.executable])
    parser.add_argument("--peer", choices=sorted(PEERS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peer:
        run_peer(asked.peer, asked.rows[0])
        return
    for rows in asked.rows:
        measures_part(rows, asked.peer_python)
        enforcement_part(rows, asked.peer_python)


if __name__ == "__main__":
    main()
