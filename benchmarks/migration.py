"""`python -m benchmarks.migration`: from encrypted records to import files, beside pandas without any accounting.

The peer reads the same columns from plain Parquet, renames them and writes CSV. Each runs in a process of its
own; seconds are told by the clock and by processor time, memory is the most the process ever held.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from anonkit.model import canonical_frame
from anonkit.storage import Workspace
from anonkit.workflows import init, migrate

_PEOPLE_IN_A_PARTITION = 2000
_COLUMNS = {
    "clients": {
        "client_id": "Patient Number",
        "first_name": "First Name",
        "last_name": "Last Name",
        "email": "Email",
        "mobile_phone": "Mobile Phone",
        "birth_date": "Birth Date",
    },
    "appointments": {
        "location": "Location Name",
        "starts_at": "Appointment Start Date & Time",
        "ends_at": "Appointment End Date & Time",
        "client_key": "Patient Number",
        "service": "Treatment Name",
        "price": "Treatment Price",
        "staff_key": "Staff Member Name",
        "status": "Status",
        "remarks": "Notes",
    },
    "notes": {
        "client_key": "Patient Number",
        "written_at": "Entered Date",
        "signed_at": "Signing Date",
        "staff_key": "Signing Doctor",
        "text": "Chart Text",
    },
}
_TEXT = (
    "Botox 20 units to glabella, 10 to frontalis. Consent given, risks explained. No bruising. "
    "Advised to stay upright for four hours; review in two weeks. Entry "
)


def make_records(place: Path, clients: int, rows: int) -> None:
    """A workspace with so many clients and rows (half bookings, half notes), and the same as plain Parquet."""
    init(place / "clinic", platform="jane", jurisdiction="us", time_zone="America/Denver")
    count = max(1, clients // _PEOPLE_IN_A_PARTITION)
    plain = place / "plain"
    with Workspace.open(place / "clinic").records.begin(count) as transaction:
        transaction.write("staff", 0, _staff())
        for index in range(count):
            for table, frame in _partition(index, clients // count, rows // count // 2):
                transaction.write(table, index, frame)
                (plain / table).mkdir(parents=True, exist_ok=True)
                frame[list(_COLUMNS[table])].to_parquet(plain / table / f"{index:05d}.parquet")


def _staff() -> pd.DataFrame:
    rows = [{"row_key": f"jane:staff:{n}", "name": f"Practitioner {n}"} for n in range(8)]
    return canonical_frame("staff", rows)


def _partition(index: int, clients: int, rows: int) -> Iterator[tuple[str, pd.DataFrame]]:
    numbers = np.arange(index * clients, (index + 1) * clients)
    ids = [f"{number:07d}" for number in numbers]
    keys = np.array([f"jane:clients:{each}" for each in ids], dtype=object)
    people = {
        "row_key": keys,
        "client_id": ids,
        "first_name": "Corisande",
        "last_name": [f"Snodworth{each}" for each in ids],
        "email": [f"mail{each}@oddment.example" for each in ids],
        "mobile_phone": "+12025550123",
        "birth_date": "1984-05-17",
    }
    yield "clients", canonical_frame("clients", pd.DataFrame(people))
    chance = np.random.default_rng(index)
    owner = np.sort(chance.integers(0, clients, rows))
    minutes = pd.to_datetime("2015-01-05T16:00Z") + pd.to_timedelta(
        chance.integers(0, 5_000_000, rows), unit="min"
    )
    begin = minutes.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    end = (minutes + pd.Timedelta(minutes=45)).strftime("%Y-%m-%dT%H:%M:%S+00:00")
    places = [f"{index}-{number}" for number in range(rows)]
    staff = [f"jane:staff:{n}" for n in chance.integers(0, 8, rows)]
    booked = {
        "row_key": [f"jane:appointments:{each}" for each in places],
        "client_key": keys[owner],
        "staff_key": staff,
        "service": "Neurotoxin, upper face",
        "location": "Mesa",
        "starts_at": begin,
        "ends_at": end,
        "status": "completed",
        "price": "420.00",
        "remarks": "asked for the afternoon",
    }
    yield "appointments", canonical_frame("appointments", pd.DataFrame(booked))
    written = {
        "row_key": [f"jane:notes:{each}" for each in places],
        "client_key": keys[owner],
        "staff_key": staff,
        "kind": "clinical",
        "written_at": begin,
        "signed_at": end,
        "text": [_TEXT + each for each in places],
    }
    yield "notes", canonical_frame("notes", pd.DataFrame(written))


def by_pandas(place: Path) -> None:
    """What the peer does."""
    output = place / "by-pandas"
    output.mkdir()
    for table, names in _COLUMNS.items():
        frame = pd.read_parquet(place / "plain" / table).rename(columns=names)
        frame.to_csv(output / f"{table}.csv", index=False)


def by_anonkit(place: Path) -> None:
    """Files with the account, then read again and compared."""
    report = migrate(place / "clinic", to="jane", output=place / "by-anonkit")
    if not report.holds:
        raise SystemExit("the reconciliation does not close")


def measured(place: Path, which: str) -> dict[str, float]:
    """Seconds and megabytes of one side in a fresh process."""
    code = f"from benchmarks import migration; migration.run_one({str(place)!r}, {which!r})"
    result = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    figures: dict[str, float] = json.loads(result.stdout.splitlines()[-1])
    return figures


def run_one(place: str, which: str) -> None:
    """Runs one side and prints what it took."""
    clock, cpu = time.perf_counter(), time.process_time()
    {"pandas": by_pandas, "anonkit": by_anonkit}[which](Path(place))
    figures = {
        "seconds": time.perf_counter() - clock,
        "cpu_seconds": time.process_time() - cpu,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


def main() -> None:
    """Reads the arguments and prints what was measured."""
    parser = argparse.ArgumentParser(prog="benchmarks.migration", description=__doc__)
    parser.add_argument("--clients", type=int, default=100_000)
    parser.add_argument("--rows", type=int, nargs="+", default=[500_000, 1_000_000])
    arguments = parser.parse_args()
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as folder:
            os.environ["ANONKIT_KEY_FILE"] = str(Path(folder) / "keys.json")
            clients = arguments.clients * rows // max(arguments.rows)
            make_records(Path(folder), clients, rows)
            theirs, ours = (measured(Path(folder), which) for which in ("pandas", "anonkit"))
            print(f"{clients} clients, {rows} bookings and notes")
            for name, figures in (("pandas", theirs), ("anonkit", ours)):
                told = ", ".join(f"{key} {value:.1f}" for key, value in figures.items())
                print(f"  {name:<8} {told}")
            print(f"  ratio by processor time {ours['cpu_seconds'] / theirs['cpu_seconds']:.2f}")


if __name__ == "__main__":
    main()
