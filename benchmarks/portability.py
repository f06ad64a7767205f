"""Patient exports: the FHIR part beside fhir.resources, the whole bag, and the most memory a clinic takes.

`python -m benchmarks.portability` prints a JSON object. Both sides of a ratio take turns in one run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from anonkit.model import CLIENT_TABLES, Identity, canonical_frame, partition_of
from anonkit.portability import (
    Basis,
    ClientRecord,
    Clinic,
    ExportContext,
    collect_client_record,
    to_fhir,
)
from anonkit.storage import Workspace

_PER_PARTITION = 50
_TURN = 25
"""Clients that each side takes before it is the other's turn."""
_GOES = 3
_T = TypeVar("_T")
_R = TypeVar("_R")
_PRODUCTS = (
    ("Azzalure", "botulinum toxin", "Speywood units"),
    ("Restylane Kysse", "dermal filler", "ml"),
)
_CONTEXT = ExportContext("benchmark", "2026-11-20T09:30:00+00:00", Clinic("A clinic"))


def rows_of(number: int) -> dict[str, list[dict[str, str]]]:
    """A made-up client with six visits."""
    key = f"made:clients:{number}"
    visits = range(6)

    def own(table: str, place: object, **values: str) -> dict[str, str]:
        return {
            "row_key": f"made:{table}:{number}-{place}",
            "platform": "made",
            "client_key": key,
            **values,
        }

    client = {"row_key": key, "platform": "made", "client_id": str(number), "first_name": f"Ada{number}",
              "last_name": "Quill", "birth_date": f"19{50 + number % 50}-03-0{1 + number % 9}", "sex": "female",
              "email": f"ada{number}@oddment.example", "mobile_phone": f"07700 900{number % 1000:03}"}  # fmt: skip
    day = [f"202{2 + each % 4}-0{1 + each}-1{number % 9}T10:00:00+00:00" for each in visits]
    products = [_PRODUCTS[each % 2] for each in visits]
    by_visit = {"appointments": [], "treatments": [], "notes": [], "payments": []}
    for v in visits:
        booked, (product, family, unit) = (
            {"appointment_key": f"made:appointments:{number}-{v}"},
            products[v],
        )
        by_visit["appointments"].append(
            own(
                "appointments",
                v,
                starts_at=day[v],
                ends_at=day[v],
                service="Review",
                status="completed",
            )
        )
        by_visit["treatments"].append(
            own("treatments", v, **booked, treated_at=day[v], procedure=product, product=product, family=family,
                lot=f"L{v}{number}", quantity=f"{v + 1}.50", unit=unit, site="lips")
        )  # fmt: skip
        text = f"Visit {v}: settled well, no bruising, review in two weeks."
        by_visit["notes"].append(
            own("notes", v, **booked, kind="clinical", written_at=day[v], text=text)
        )
        by_visit["payments"].append(
            own("payments", v, paid_at=day[v], item=product, amount="185.00", currency="GBP")
        )
    return {
        "clients": [client],
        **by_visit,
        "consents": [
            own("consents", v, purpose="care", state="given", stated_at=day[v]) for v in (0, 1)
        ],
        "allergies": [own("allergies", 0, substance="latex", reaction="rash")],
        "medications": [own("medications", 0, name="sumatriptan", dose="50 mg", status="current")],
        "conditions": [own("conditions", 0, name="migraine", status="active", kind="condition")],
    }


def record_of(number: int) -> ClientRecord:
    """The record of a made-up client."""
    frames = {table: canonical_frame(table, rows) for table, rows in rows_of(number).items()}
    persons = pd.DataFrame(columns=["client_key", "person", "review_group", "evidence"])
    return collect_client_record([frames], persons, f"made:clients:{number}", basis=Basis.ART15)


def fhir_part(clients: int) -> dict[str, float]:
    """Clients in a second of processor time: built, gated and written here; validated and written by fhir.resources.

    The two take turns of a few clients, so that each runs as it would alone and both share what else the machine
    does; of three goes at a turn the quickest counts, for both. No more than a turn is held: what lies in memory,
    Python's collector looks through in everybody's time.
    """
    from fhir.resources.R4B import get_fhir_model_class  # noqa: PLC0415 - the peer is a development tool

    def ours(record: ClientRecord) -> tuple[str, str]:
        made = to_fhir(record, _CONTEXT)
        return made.to_ndjson(), made.summary_json()

    def theirs(resources: list[dict[str, Any]]) -> None:
        for plain in resources:
            model = get_fhir_model_class(plain["resourceType"])
            model.model_validate(plain).model_dump_json()

    theirs(_plain(*ours(record_of(clients))))  # loads what each needs
    spent = {"ours": 0.0, "theirs": 0.0}
    for first in range(0, clients, _TURN):
        records = [record_of(each) for each in range(first, min(first + _TURN, clients))]
        texts, seconds = _timed(ours, records)
        spent["ours"] += seconds
        _, seconds = _timed(theirs, [_plain(*each) for each in texts])
        spent["theirs"] += seconds
    return {
        "clients": clients,
        "ours_per_second": round(clients / spent["ours"], 1),
        "fhir_resources_per_second": round(clients / spent["theirs"], 1),
        "ratio": round(spent["theirs"] / spent["ours"], 1),
    }


def _plain(lines: str, summary: str) -> list[dict[str, Any]]:
    """The same resources as plain dicts, as the peer wants them; not counted."""
    return [json.loads(text) for text in (*lines.splitlines(), summary)]


def _timed(step: Callable[[_T], _R], each_of: Sequence[_T]) -> tuple[list[_R], float]:
    """What came out, and the least seconds of processor time it took."""
    spent = []
    for _ in range(_GOES):
        start = time.process_time()
        made = [step(each) for each in each_of]
        spent.append(time.process_time() - start)
    return made, min(spent)


def make_workspace(folder: Path, clients: int) -> None:
    """A workspace with so many made-up clients, written as `ingest` leaves it."""
    from anonkit.workflows import init  # noqa: PLC0415

    init(folder, platform="generic", jurisdiction="uk", time_zone="Europe/London")
    workspace = Workspace.open(folder)
    count = max(1, clients // _PER_PARTITION)
    identity = Identity(workspace.keys)
    with workspace.records.begin(count) as transaction:
        for index, numbers in _partitions(clients, count):
            made = [rows_of(number) for number in numbers]
            for table in (name for name in CLIENT_TABLES if name in made[0]):
                rows = [
                    row | {"tag": identity.tag(table, row["row_key"])}
                    for each in made
                    for row in each[table]
                ]
                transaction.write(table, index, canonical_frame(table, rows))
        persons = [(f"made:clients:{n}", f"p{n}", None, None) for n in range(clients)]
        columns = ["client_key", "person", "review_group", "evidence"]
        transaction.write("persons", 0, pd.DataFrame(persons, columns=columns, dtype="str"))


def _partitions(clients: int, count: int) -> Iterator[tuple[int, list[int]]]:
    by_index: dict[int, list[int]] = {}
    for number in range(clients):
        by_index.setdefault(partition_of(f"p{number}", count), []).append(number)
    yield from by_index.items()


def whole_clinic(clients: int) -> dict[str, float]:
    """The whole clinic exported, gated, bagged, with PDF, and locked for a key: seconds and megabytes at most."""
    import pyrage  # noqa: PLC0415

    from anonkit.workflows import export_clinic  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "clinic"
        make_workspace(place, clients)
        key = str(pyrage.x25519.Identity.generate().to_public())
        before, start = time.process_time(), time.perf_counter()
        report = export_clinic(
            place, output=Path(folder) / "out", basis="art15", reason="a measurement", recipient=key
        )
        spent, clock = time.process_time() - before, time.perf_counter() - start
    assert report.written == clients
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "clients": clients,
        "processor_seconds": round(spent, 1),
        "clock_seconds": round(clock, 1),
        "most_megabytes": round(most),
    }


def main() -> None:
    """Prints what was asked for; every clinic in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fhir", type=int, default=200, metavar="CLIENTS")
    parser.add_argument("--clinics", type=int, nargs="*", default=[100, 1000], metavar="CLIENTS")
    parser.add_argument("--one-clinic", type=int, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one_clinic:
        print(json.dumps(whole_clinic(chosen.one_clinic)))
        return
    measured: dict[str, object] = {"fhir": fhir_part(chosen.fhir)} if chosen.fhir else {}
    clinics = [_in_own_process(clients) for clients in chosen.clinics]
    measured["clinics"] = clinics
    if len(clinics) > 1:
        most = [each["most_megabytes"] for each in clinics]
        measured["memory_of_the_last_beside_the_first"] = round(most[-1] / most[0], 3)
    print(json.dumps(measured, indent=1))


def _in_own_process(clients: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.portability", "--one-clinic", str(clients)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    made: dict[str, float] = json.loads(told)
    return made


if __name__ == "__main__":
    main()
