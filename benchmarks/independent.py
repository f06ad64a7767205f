"""The same release counted by others: pycanon and anonymeter beside our own measures and attacks.

    python -m benchmarks.independent --release RELEASE --peer-python ~/one/bin/python ~/other/bin/python

For any release folder of cases, or any CSV with `--columns`. The peers run in interpreters of their own (they pin
different versions of numpy) on the very cells that the release tells; nothing of theirs is needed to run or to
test the project. pycanon counts k, l and t. anonymeter attacks: it has no true values here, so the release is laid
beside itself, as somebody would who held the same release twice; what it then finds is what the told values alone
give. What each says, and where they differ, stands in `docs/disclosure.md`.
"""

# ruff: noqa: PLC0415 - peers' interpreters have no anonkit, and ours no peers

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

QUASI = ("age_band", "sex", "skin_type", "region", "state", "ethnicity")
SENSITIVE = "complications"
MISSING = "(missing)"
ATTACKS = 200


def cells_of(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """One row a person: the quasi-identifiers that the release tells, and what nobody may learn."""
    if path.is_file():
        return pd.read_csv(path, dtype=str)[list(columns)]
    from anonkit.datasets import Release

    frame = Release.open(path).table("cases")
    told = [name for name in QUASI if name in frame and frame[name].notna().any()]
    return frame[[*told, SENSITIVE]].astype(object).where(frame.notna()).reset_index(drop=True)


# --- ours ----------------------------------------------------------------------------------------


def our_measures(frame: pd.DataFrame, quasi: Sequence[str], sensitive: str) -> dict[str, float]:
    """k, both l and t; a missing value is a value."""
    from anonkit.deidentification.disclosure import measure

    people = frame.assign(person=[f"p{n}" for n in range(len(frame))])
    found = measure(people, quasi, [sensitive])
    by_column = found.diversity[sensitive]
    return {
        "k": found.k,
        "l": by_column.distinct_l,
        "entropy l": by_column.entropy_l,
        "t": by_column.t,
    }


def our_attacks(frame: pd.DataFrame, quasi: Sequence[str], sensitive: str) -> dict[str, float]:
    """Who is alone by one column and by all, what halves lead to, what can be guessed."""
    from anonkit.deidentification.attack import CaseKeys, Truth, run_battery, seen_frames

    names = [f"p{n}" for n in range(len(frame))]
    cases = [f"c{n}" for n in range(len(frame))]
    told = frame.assign(case=cases)
    truth = Truth(
        frame.assign(person=names),
        dict(zip(cases, names, strict=True)),
        known=tuple(quasi),
        sensitive=(sensitive,),
    )
    seen = seen_frames({"people.csv": told}, CaseKeys("case", frozenset(cases)))
    found = run_battery(seen, truth, only=["A3", "A4", "A6", "A7", "A8"])
    alone = found.by_id("A3").figures
    return {
        "alone by all columns": alone["alone"],
        "found by linkage": found.by_id("A4").rate,
        "singling out": found.by_id("A6").rate,
        "linkability": found.by_id("A7").rate,
        "inference": found.by_id("A8").rate,
        "inference without the record": found.by_id("A8").control,
    }


# --- peers ---------------------------------------------------------------------------------------


def peer_pycanon(frame: pd.DataFrame, quasi: list[str], sensitive: str) -> dict[str, float]:
    """As it reads the release, and with a word where a value is missing."""
    from pycanon import anonymity

    found: dict[str, float] = {}
    for how, table in (("", frame.fillna(MISSING)), (" as read", frame)):
        found[f"k{how}"] = int(anonymity.k_anonymity(table, quasi))
        try:
            found[f"l{how}"] = int(anonymity.l_diversity(table, quasi, [sensitive]))
            found[f"entropy l{how}"] = float(
                anonymity.entropy_l_diversity(table, quasi, [sensitive])
            )
            found[f"t{how}"] = float(anonymity.t_closeness(table, quasi, [sensitive]))
        except (ValueError, ZeroDivisionError, KeyError, IndexError):
            found[f"l{how}"] = float("nan")
    return found


def peer_anonymeter(frame: pd.DataFrame, quasi: list[str], sensitive: str) -> dict[str, float]:
    """Success of its attacks, and of guessing, on the release beside itself."""
    from anonymeter import evaluators

    warnings.simplefilter("ignore")
    table = frame.fillna(MISSING)
    half = max(len(quasi) // 2, 1)
    tried: dict[str, Callable[[], Any]] = {
        "singling out": lambda: evaluators.SinglingOutEvaluator(
            table[quasi], table[quasi], n_attacks=ATTACKS, n_cols=len(quasi), max_attempts=50_000
        ).evaluate(mode="multivariate"),
        "linkability": lambda: evaluators.LinkabilityEvaluator(
            table, table, (quasi[:half], quasi[half:]), n_attacks=min(ATTACKS, len(table))
        ).evaluate(),
        "inference": lambda: evaluators.InferenceEvaluator(
            table, table, quasi, sensitive, n_attacks=min(ATTACKS, len(table))
        ).evaluate(),
    }
    found: dict[str, float] = {}
    for name, attack in tried.items():
        try:
            done = attack().results()
        except Exception as error:  # noqa: BLE001 - whatever it stops with is what it says
            found[f"{name}: stopped with {type(error).__name__}"] = float("nan")
            continue
        # its rates are the middles of intervals, above 0 where nothing was found: so what was counted
        found[name] = done.n_success / done.n_attacks_ori
        found[f"{name}, guessing"] = done.n_baseline / done.n_attacks_baseline
        found[f"{name}, tried"] = done.n_attacks_ori
    # it drops rows that are alike before it singles out
    found["rows it takes for people"] = len(table[quasi].drop_duplicates())
    return found


PEERS: Mapping[str, Callable[[pd.DataFrame, list[str], str], dict[str, float]]] = {
    "pycanon": peer_pycanon,
    "anonymeter": peer_anonymeter,
}


def run_peer(name: str) -> None:
    """Reads cells from stdin and prints what the peer says as JSON on a line of its own."""
    asked = json.loads(sys.stdin.read())
    frame = pd.DataFrame(asked["cells"], dtype=object)
    try:
        found = PEERS[name](frame, asked["quasi"], asked["sensitive"])
    except ImportError as missing:
        found = {f"no {missing.name} here": float("nan")}
    print("@" + json.dumps(found))


def asked_peer(pythons: Sequence[str], name: str, asked: dict[str, Any]) -> dict[str, float]:
    """What a peer says in the first interpreter that has it."""
    for python in pythons:
        done = subprocess.run(
            [python, str(Path(__file__).resolve()), "--peer", name],
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
        )
        lines = [line for line in done.stdout.splitlines() if line.startswith("@")]
        found: dict[str, float] = json.loads(lines[-1][1:]) if lines else {"it stopped": 0.0}
        if not any(words.startswith("no ") for words in found):
            return found
    return {"in none of the interpreters": float("nan")}


def _is_missing(cell: Any) -> bool:
    return cell is None or (not isinstance(cell, list) and bool(pd.isna(cell)))


def _text(cell: Any) -> str:
    return json.dumps(list(cell)) if isinstance(cell, list | tuple) else str(cell)


def _said(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {value:.6g}" for name, value in figures.items())


def main() -> None:
    """The whole run, or one peer of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--release", type=Path)
    parser.add_argument("--columns", nargs="+", help="of a CSV: quasi-identifiers, then a secret")
    parser.add_argument("--peer-python", nargs="+", default=[sys.executable])
    parser.add_argument("--peer", choices=sorted(PEERS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peer:
        run_peer(asked.peer)
        return
    frame = cells_of(asked.release, asked.columns or ())
    *quasi, sensitive = map(str, frame.columns)
    cells = {
        str(name): [None if _is_missing(cell) else _text(cell) for cell in frame[name]]
        for name in frame
    }
    told = {"cells": cells, "quasi": quasi, "sensitive": sensitive}
    frame = pd.DataFrame(cells, dtype=object)
    print(f"{len(frame)} people, {', '.join(quasi)}; {sensitive}")
    print(f"anonkit     {_said(our_measures(frame, quasi, sensitive))}")
    print(f"pycanon     {_said(asked_peer(asked.peer_python, 'pycanon', told))}")
    print(f"anonkit     {_said(our_attacks(frame, quasi, sensitive))}")
    print(f"anonymeter  {_said(asked_peer(asked.peer_python, 'anonymeter', told))}")


if __name__ == "__main__":
    main()
