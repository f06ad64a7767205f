"""Duplicates among made-up clients: found, missed and wrongly joined, beside splink in one run.

splink lives in an environment of its own (``--peer-python``, splink 5); it is no dependency of the project.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

from anonkit.linkage import likely_pairs
from tests.linkage_world import World, make_world

THRESHOLDS = (0.5, 0.99, 0.9999)
"""Splink gives a probability; whoever uses it chooses where to cut."""
PEER = """
import json, sys, time
import pyarrow as pa
import pyarrow.csv as csv
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
names = open(sys.argv[1], encoding="utf-8").readline().strip().split(",")
table = csv.read_csv(sys.argv[1], convert_options=csv.ConvertOptions(
    column_types={name: pa.string() for name in names}, strings_can_be_null=True, null_values=[""]))
started = time.perf_counter()
settings = SettingsCreator(
    link_type="dedupe_only",
    unique_id_column_name="row_key",
    comparisons=[
        cl.NameComparison("first_name"),
        cl.NameComparison("last_name"),
        cl.DateOfBirthComparison("birth_date", input_is_string=True),
        cl.EmailComparison("email"),
        cl.ExactMatch("mobile_phone"),
        cl.ExactMatch("postcode"),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("email"),
        block_on("mobile_phone"),
        block_on("birth_date", "first_name"),
        block_on("birth_date", "last_name"),
        block_on("birth_date", "postcode"),
        block_on("first_name", "last_name"),
    ],
)
linker = Linker(DuckDBAPI().register(table), settings, log_level="ERROR")
train = linker.training
train.estimate_probability_two_random_records_match(
    [block_on("first_name", "last_name", "birth_date"), block_on("email")], recall=0.7
)
train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
train.estimate_parameters_using_expectation_maximisation(block_on("birth_date"))
train.estimate_parameters_using_expectation_maximisation(block_on("first_name", "last_name"))
found = linker.inference.predict(threshold_match_probability=0.5).as_record_list()
pairs = [[row["row_key_l"], row["row_key_r"], row["match_probability"]] for row in found]
told = {"seconds": time.perf_counter() - started, "on_cpu": time.process_time(), "pairs": pairs}
json.dump(told, open(sys.argv[2], "w"))
"""


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--duplicates", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=8)
    parser.add_argument("--peer-python", type=Path, help="A Python that has splink.")
    arguments = parser.parse_args()
    world = make_world(arguments.people, arguments.duplicates, arguments.seed)
    started, on_cpu = time.perf_counter(), time.process_time()
    pairs = likely_pairs(world.frame.to_dict("records"))
    seconds, on_cpu = time.perf_counter() - started, time.process_time() - on_cpu
    same = {(pair.first, pair.second) for pair in pairs if pair.band == "same"}
    review = {(pair.first, pair.second) for pair in pairs if pair.band == "review"}
    _print("same", same, world, f"{seconds:.2f} s, {on_cpu:.2f} s of processor time")
    _print("same + review", same | review, world, f"{len(review)} to look at")
    traps = {kind: f"{len(found & same)} of {len(found)}" for kind, found in world.traps.items()}
    print(f"relatives, twins, namesakes in same: {traps}")
    if arguments.peer_python is not None:
        told = _peer(world, arguments.peer_python)
        cost = f"{told['seconds']:.2f} s, {told['on_cpu']:.2f} s of processor time, training in it"
        for least in THRESHOLDS:
            found = {(min(a, b), max(a, b)) for a, b, likely in told["pairs"] if likely >= least}
            _print(f"splink, p >= {least}", found, world, cost)
            traps = {kind: f"{len(one & found)} of {len(one)}" for kind, one in world.traps.items()}
            print(f"relatives, twins, namesakes in splink's: {traps}")


def _print(name: str, found: set[tuple[str, str]], world: World, remark: str) -> None:
    right = len(found & world.true_pairs)
    precision, recall = right / max(1, len(found)), right / len(world.true_pairs)
    print(
        f"{name:<20} {len(found):>6} pairs  precision {precision:.4f}  recall {recall:.4f}  {remark}"
    )


def _peer(world: World, python: Path) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        rows, found = Path(folder) / "rows.csv", Path(folder) / "found.json"
        world.frame.to_csv(rows, index=False)
        subprocess.run([str(python), "-c", PEER, str(rows), str(found)], check=True)
        return json.loads(found.read_text())


if __name__ == "__main__":
    main()
