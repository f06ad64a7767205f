"""Appointment rows read, mapped and stored, beside what pandas takes for the same file, in one run.

The peer reads every column as text, reads the two date columns as UTC and writes Parquet. Memory is
that of a process of its own for each size.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from anonkit.connectors import ReadContext, read_sources
from anonkit.keys import KeyRing
from anonkit.model import Identity
from anonkit.storage import PieceStore

HEADERS = (
    *("Session date", "Start time", "Registration date", "Booking contact name"),
    *("Booking contact email", "Booking contact phone", "Client address", "Spots filled"),
    *("Duration", "Service name", "Service type", "Staff name", "Booking status"),
    *("Attendance status", "Payment status"),
)


def write_bookings(path: Path, rows: int, clients: int) -> None:
    """A bookings list of the second layout, each client with many visits."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADERS)
        for number in range(rows):
            client, day = number % clients, number // clients
            writer.writerow(
                (
                    *(f"20{10 + day % 16:02d}-{1 + number % 12:02d}-{1 + number % 28:02d}",),
                    *(f"{8 + number % 10:02d}:{number % 4 * 15:02d}", "2024-01-02"),
                    *(
                        f"Ann Ames{client}",
                        f"ann{client}@example.org",
                        f"07700 9{client % 100_000:05d}",
                    ),
                    *(f"{client} Hazel Row", "1", "45m", f"Skin peel {number % 9}", "Appointment"),
                    *(f"Staff {number % 7}", "Confirmed", "Attended", "Paid"),
                )
            )


def ours(path: Path, folder: Path) -> None:
    """Read, mapped, stored encrypted."""
    keys = KeyRing(b"k" * 32)
    context = ReadContext(
        *("wix", "uk", "Europe/London", Identity(keys)),
        "2026-01-01T00:00:00+00:00",
        lambda _: "b",
    )
    with PieceStore(folder / "pieces", keys.storage) as store:
        for piece in read_sources([path], context):
            for table, frame in piece.frames.items():
                store.add(f"new/{table}", frame)


def theirs(path: Path, folder: Path) -> None:
    """The same file as pandas reads it."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in ("Session date", "Registration date"):
        frame[column] = pd.to_datetime(frame[column], utc=True)
    frame.to_parquet(folder / "peer.parquet")


def main() -> None:
    """Prints times and the most memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 2_000_000])
    parser.add_argument("--clients", type=int, default=10_000)
    parser.add_argument(
        "--only", choices=("ours", "theirs"), help="For the runs of its own process."
    )
    arguments = parser.parse_args()
    if arguments.only is not None:
        _one(arguments.only, arguments.rows[0], arguments.clients)
        return
    for rows in arguments.rows:
        for name in ("theirs", "ours"):
            command = [sys.executable, "-m", "benchmarks.reading", "--only", name]
            command += ["--rows", str(rows), "--clients", str(arguments.clients)]
            print(
                subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
            )


def _one(name: str, rows: int, clients: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bookings.csv"
        write_bookings(path, rows, clients)
        started, on_cpu = time.perf_counter(), time.process_time()
        {"ours": ours, "theirs": theirs}[name](path, Path(folder))
        seconds, on_cpu = time.perf_counter() - started, time.process_time() - on_cpu
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name:<7} {rows:>9} rows  {seconds:8.1f} s  {on_cpu:8.1f} s of processor time  {most:7.0f} MiB"
        )


if __name__ == "__main__":
    main()
