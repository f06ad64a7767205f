"""`python -m benchmarks.free_text`: notes read in a second, here and by Presidio, on one core.

Distinct texts, each read once; both in one run, in turns, so that a busy machine slows both.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from anonkit.deidentification import text
from anonkit.workflows.detecting import KnownClients
from benchmarks.notes import distinct_notes, with_repeats

Rows = Sequence[dict[str, Any]]
Reader = Callable[[Rows], int]
_SPLIT = 512
"""Of so many notes each step is timed by itself."""
_BATCH = 64
MODELS = ("none", "general", "own")


@dataclass
class Pace:
    """What one reader took for its notes."""

    notes: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    found: int = 0

    def add(self, reader: Reader, rows: Rows) -> None:
        """Has the reader read some more notes, and counts the time."""
        wall, cpu = time.perf_counter(), time.process_time()
        self.found += reader(rows)
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu
        self.notes += len(rows)


@dataclass
class Comparison:
    """Both paces over the same notes, and what the machine is."""

    settings: dict[str, Any]
    machine: dict[str, Any]
    ours: Pace = field(default_factory=Pace)
    presidio: Pace = field(default_factory=Pace)
    split: dict[str, float] = field(default_factory=dict)
    """Milliseconds of processor time a note, by step; of some of the notes, each step by itself."""

    def lines(self) -> list[str]:
        """For a person."""
        out = [
            ", ".join(f"{k} {v}" for k, v in part.items()) for part in (self.settings, self.machine)
        ]
        for name, pace in (("anonkit", self.ours), ("Presidio", self.presidio)):
            if pace.notes:
                out.append(
                    f"{name:<9}{pace.notes / pace.wall:8.1f} notes a second"
                    f"{pace.notes / pace.cpu:8.1f} a processor second, {pace.found} findings"
                )
        if self.split:
            steps = ", ".join(f"{step} {spent:.2f}" for step, spent in self.split.items())
            out.append(f"milliseconds a note: {steps}")
        if self.presidio.notes:
            per_note = [p / n for p, n in self._costs()]
            out.append(
                f"ratio {per_note[1] / per_note[0]:.1f} by the clock, "
                f"{per_note[3] / per_note[2]:.1f} by processor time"
            )
        return out

    def _costs(self) -> list[tuple[float, int]]:
        ours, theirs = self.ours, self.presidio
        return [
            (ours.wall, ours.notes),
            (theirs.wall, theirs.notes),
            (ours.cpu, ours.notes),
            (theirs.cpu, theirs.notes),
        ]


def our_reader(jurisdiction: str, model: str, *, with_record: bool) -> Reader:
    """A function that has anonkit analyse notes, with what their records say or without."""
    votes = _votes(model)

    # As `anonkit scrub` does: what is known of a client is compiled once for all their notes.
    clients = KnownClients()

    def analyse(rows: Rows) -> int:
        items = (
            (
                row["text"],
                clients.of(row["record"], row["record"]["client_id"]) if with_record else None,
            )
            for row in rows
        )
        return sum(map(len, text.analyse_many(items, jurisdiction, votes)))

    return analyse


def split_of(rows: Rows, jurisdiction: str, model: str, *, with_record: bool) -> dict[str, float]:
    """Milliseconds of processor time a note by step: reading, recognisers, known values, model."""
    from anonkit.deidentification.text.analysis import recognised  # noqa: PLC0415
    from anonkit.deidentification.text.normalise import normalise  # noqa: PLC0415
    from anonkit.deidentification.text.note import read_note  # noqa: PLC0415

    clients, votes = KnownClients(), _votes(model)
    clock = _Clock(len(rows))
    for at in range(0, len(rows), _BATCH):
        some = rows[at : at + _BATCH]
        notes = [read_note(normalise(row["text"]).text, jurisdiction) for row in some]
        clock.stop("reading")
        found = [recognised(note) for note in notes]
        clock.stop("recognisers")
        for row, note, findings in zip(some if with_record else (), notes, found, strict=False):
            known = clients.of(row["record"], row["record"]["client_id"])
            findings.extend(known.find(note) if known is not None else ())
        clock.stop("known values")
        if votes is not None:
            # The general model reads whole notes here, not the stretches in doubt alone.
            list(votes.weigh(notes, found) if hasattr(votes, "weigh") else votes(notes))
        clock.stop("model")
    return clock.spent


class _Clock:
    """Adds up processor time by step."""

    def __init__(self, notes: int) -> None:
        self.spent: dict[str, float] = {}
        self._notes = max(1, notes)
        self._since = time.process_time()

    def stop(self, step: str) -> None:
        """Counts the time since the last stop for a step."""
        now = time.process_time()
        self.spent[step] = self.spent.get(step, 0.0) + 1000 * (now - self._since) / self._notes
        self._since = now


def _votes(model: str) -> Any:
    if model == "none":
        return None
    return text.own_votes() if model == "own" else text.model_votes()


def compare(chosen: argparse.Namespace) -> Comparison:
    """Reads the notes with both, a share at a time; the first few only warm up."""
    rows = distinct_notes(chosen.jurisdiction, chosen.notes + chosen.warm, chosen.seed)
    warm, rows = rows[: chosen.warm], with_repeats(rows[chosen.warm :], chosen.repeats)
    ours = our_reader(chosen.jurisdiction, chosen.model, with_record=not chosen.without_record)
    result = Comparison(_settings(chosen, rows), _machine())
    ours(warm)
    # Before Presidio is there: what it loads makes every collection of garbage dearer.
    result.split = split_of(
        rows[:_SPLIT], chosen.jurisdiction, chosen.model, with_record=not chosen.without_record
    )
    theirs: Reader | None = None
    if not chosen.alone:
        from benchmarks.presidio_baseline import presidio_batch  # noqa: PLC0415

        analyse = presidio_batch()
        theirs = lambda some: analyse([row["text"] for row in some])  # noqa: E731
        theirs(warm[:8])
    for at in range(0, len(rows), chosen.turn):
        turn = rows[at : at + chosen.turn]
        result.ours.add(ours, turn)
        if theirs is not None:
            # Presidio's pace is even; a part of the notes tells it.
            result.presidio.add(theirs, turn[:: chosen.sparse])
    return result


def _settings(chosen: argparse.Namespace, rows: Rows) -> dict[str, Any]:
    return {
        "notes": len(rows),
        "mean length": sum(len(row["text"]) for row in rows) // max(1, len(rows)),
        "jurisdiction": chosen.jurisdiction,
        "model": chosen.model,
        "record": not chosen.without_record,
        "repeats": chosen.repeats,
        "seed": chosen.seed,
    }


def _machine() -> dict[str, Any]:
    info = Path("/proc/cpuinfo")
    names = (
        line.partition(":")[2].strip()
        for line in (info.read_text().splitlines() if info.exists() else [])
        if line.startswith("model name")
    )
    return {
        "processor": next(names, platform.processor() or platform.machine()),
        "cores here": os.cpu_count(),
        "cores used": 1,
        "python": platform.python_version(),
        "system": platform.system(),
        "load": round(os.getloadavg()[0], 1) if hasattr(os, "getloadavg") else None,
    }


def main() -> None:
    """Reads the arguments and prints what was measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.free_text", description=__doc__)
    parser.add_argument("--notes", type=int, default=2000)
    parser.add_argument("--jurisdiction", choices=("uk", "us"), default="uk")
    parser.add_argument("--model", choices=MODELS, default="own")
    parser.add_argument("--without-record", action="store_true", help="nothing known of clients")
    parser.add_argument("--repeats", type=float, default=0.0, help="share that stands there again")
    parser.add_argument("--alone", action="store_true", help="without Presidio")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--warm", type=int, default=64, help="notes read before the clock starts")
    parser.add_argument(
        "--turn", type=int, default=256, help="notes read by one, then by the other"
    )
    parser.add_argument("--sparse", type=int, default=8, help="Presidio reads one note in so many")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    result = compare(chosen)
    print(json.dumps(asdict(result), indent=1) if chosen.json else "\n".join(result.lines()))


if __name__ == "__main__":
    main()
