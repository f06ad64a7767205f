"""`python -m benchmarks.scrub_memory`: the most memory `anonkit scrub` takes, by size of its file."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.notes import distinct_notes


def write_notes(path: Path, wanted: int, longest: int, jurisdiction: str) -> None:
    """A file of so many notes, no text twice: a few thousand made up, told apart by a number."""
    made = distinct_notes(jurisdiction, min(wanted, 4000), seed=11)
    with path.open("w", encoding="utf-8") as file:
        for number in range(wanted):
            row = made[number % len(made)]
            text = f"{row['text'][:longest]} Entry {number:06d}."
            record = {**row["record"], "client_id": f"{row['record']['client_id']}-{number // 8}"}
            line = {"id": f"n{number}", "record": record, "text": text}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")


def peak_of(source: Path, target: Path, jurisdiction: str) -> tuple[float, float]:
    """Megabytes at the most, of the command and of its helpers together, and seconds."""
    command = [str(Path(sys.executable).with_name("anonkit")), "scrub", str(source)]
    options = ["--output", str(target), "--jurisdiction", jurisdiction, "--json"]
    began = time.perf_counter()
    with subprocess.Popen([*command, *options], stdout=subprocess.DEVNULL) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(_resident, _family(process.pid))))
            time.sleep(0.2)
        if process.returncode:
            raise SystemExit(f"scrub ended with {process.returncode}")
    return peak, time.perf_counter() - began


def _family(process: int) -> list[int]:
    children = Path(f"/proc/{process}/task/{process}/children")
    found = [int(child) for child in children.read_text().split()] if children.exists() else []
    return [process, *(one for child in found for one in _family(child))]


def _resident(process: int) -> float:
    try:
        status = Path(f"/proc/{process}/statm").read_text(encoding="ascii")
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return int(status.split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    """Reads the arguments and prints what was measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.scrub_memory", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument(
        "--longest", type=int, default=2000, help="notes are cut to so many letters"
    )
    parser.add_argument("--jurisdiction", choices=("uk", "us"), default="uk")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            source, target = Path(folder, "notes.jsonl"), Path(folder, "scrubbed.jsonl")
            write_notes(source, size, chosen.longest, chosen.jurisdiction)
            peak, seconds = peak_of(source, target, chosen.jurisdiction)
            print(f"{size:>8} notes {peak:8.0f} MB at the most {seconds:8.0f} s", flush=True)
            target.unlink()


if __name__ == "__main__":
    main()
