"""A small made-up clinic as canonical frames, for tests of de-identification."""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd

from anonkit.deidentification.case_identity import assign_cases
from anonkit.deidentification.client_directory import build_directory
from anonkit.deidentification.context import ReleaseContext
from anonkit.model import CLIENT_TABLES, TABLES, canonical_frame

AS_OF = date(2024, 12, 31)
SERIES = "uk-training/own-staff/training"

_FIRST = ("Adaeze", "Gráinne", "Siân", "Tamsin", "Oluwaseun", "Marguerite", "Harold", "Precious")
_LAST = ("Okonkwo", "Bickerstaffe", "Llewellyn", "Featherstonehaugh", "Marchetti", "Abernethy")


def rows_of_client(number: int, **changes: object) -> dict[str, list[dict[str, object]]]:
    """Everything on one client, by table; `changes` go over the row in `clients`."""
    key = f"jane:clients:{10_000 + number}"
    first, last = _FIRST[number % len(_FIRST)], _LAST[(number * 5 + number // 6) % len(_LAST)]
    month = 1 + number % 9
    days = (f"2023-{month:02d}-07", f"2023-{month:02d}-21", f"2023-{month + 3:02d}-02")
    client = {
        "row_key": key,
        "client_id": str(10_000 + number),
        "first_name": first,
        "last_name": last,
        "birth_date": f"19{60 + number % 35}-04-{1 + number % 27:02d}",
        "sex": "female" if number % 4 else "male",
        "skin_type": ("I", "II", "III", "IV", "V", "VI")[number % 6],
        "email": f"{first.lower()}.{number}@clientmail.example",
        "mobile_phone": f"07700 900{number % 1000:03d}",
        "address_line_1": f"{number + 3} Quillfeather Row",
        "city": "Kendal",
        "region": "Cumbria",
        "postcode": ("LA9 5RT", "M1 4EX", "CF10 1AA", "EH1 1YZ")[number % 4],
        "occupation": "coach driver",
        "employer": "Fellside Coaches",
        **changes,
    }
    visits = list(enumerate(days, start=1))
    return {
        "clients": [client],
        "contacts": [
            {
                "row_key": f"jane:contacts:{number}",
                "client_key": key,
                "name": f"Kwabena {last}",
                "relationship": "husband",
                "kind": "emergency",
                "phone": f"07700 901{number % 1000:03d}",
            }
        ],
        "appointments": [
            {
                "row_key": f"jane:appointments:{number}-{visit}",
                "client_key": key,
                "appointment_id": f"{number}-{visit}",
                "staff_key": "jane:staff:1",
                "service": "Anti-wrinkle consultation",
                "service_family": "botulinum toxin",
                "starts_at": f"{day}T10:00:00+00:00",
                "status": "completed",
                "price": "250.00",
            }
            for visit, day in visits
        ],
        "treatments": [
            {
                "row_key": f"jane:treatments:{number}-{visit}",
                "client_key": key,
                "appointment_key": f"jane:appointments:{number}-{visit}",
                "staff_key": "jane:staff:1",
                "treated_at": f"{day}T10:15:00+00:00",
                "procedure": "glabella and forehead",
                "family": "botulinum toxin",
                "place": "here",
                "product": "Azzalure",
                "lot": f"L{number}X{visit}",
                "quantity": "50",
                "unit": "Speywood unit",
                "site": "glabella",
            }
            for visit, day in visits
        ],
        "notes": [
            {
                "row_key": f"jane:notes:{number}",
                "client_key": key,
                "appointment_key": f"jane:appointments:{number}-1",
                "kind": "clinical",
                "staff_key": "jane:staff:1",
                "author": "Dr Perpetua Vanterpool",
                "written_at": f"{days[0]}T11:00:00+00:00",
                "status": "signed",
                "title": "Initial",
                "text": (
                    f"{first} {last} seen with husband Kwabena. Aged {2023 - 1960 - number % 35}, coach driver from Kendal. "
                    f"Azzalure 50u to glabella, lot L{number}X1. Review {int(days[1][8:])}/"
                    f"{month}/23 with Dr Vanterpool. Tel 07700 900{number % 1000:03d}. Paid £250."
                ),
            },
            {
                "row_key": f"jane:notes:{number}-draft",
                "client_key": key,
                "kind": "clinical",
                "written_at": f"{days[1]}T11:00:00+00:00",
                "status": "draft",
                "text": "half a note",
            },
        ],
        "outcomes": [
            {
                "row_key": f"jane:outcomes:{number}",
                "client_key": key,
                "treatment_key": f"jane:treatments:{number}-1",
                "observed_at": days[1],
                "kind": "complication",
                "what": "eyelid ptosis" if number % 2 else "bruising",
                "severity": "mild",
                "resolved": "yes",
            }
        ],
        "payments": [
            {
                "row_key": f"jane:payments:{number}",
                "client_key": key,
                "paid_at": days[0],
                "invoice_number": f"INV-{4000 + number}",
                "amount": "250.00",
                "kind": "sale",
                "currency": "GBP",
            }
        ],
    }


def staff_rows() -> list[dict[str, object]]:
    """The clinic's own people."""
    return [
        {
            "row_key": "jane:staff:1",
            "staff_id": "1",
            "name": "Dr Perpetua Vanterpool",
            "role": "Doctor",
            "registration_number": "7700123",
        }
    ]


def bundle_of(numbers: range, **changes: object) -> dict[str, pd.DataFrame]:
    """One bundle of these clients, with the clinic's tables."""
    rows: dict[str, list[dict[str, object]]] = {"staff": staff_rows()}
    for number in numbers:
        for table, found in rows_of_client(number, **changes).items():
            rows.setdefault(table, []).extend(found)
    tables = {table: rows[table] for table in TABLES if table in rows}
    return {table: canonical_frame(table, _tagged(table, found)) for table, found in tables.items()}


def _tagged(table: str, rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return [
        {"tag": f"{table}#{hashlib.sha256(str(r['row_key']).encode()).hexdigest()[:12]}", **r}
        for r in rows
    ]


def split(bundle: dict[str, pd.DataFrame], count: int) -> list[dict[str, pd.DataFrame]]:
    """The bundle in so many partitions by client."""
    keys = list(bundle["clients"]["row_key"])
    parts = []
    for index in range(count):
        own = set(keys[index::count])
        part = {}
        for table, frame in bundle.items():
            if table in CLIENT_TABLES:
                column = "row_key" if table == "clients" else "client_key"
                part[table] = frame[frame[column].isin(own)].reset_index(drop=True)
            else:
                part[table] = frame
        parts.append(part)
    return parts


def context_of(
    bundle: dict[str, pd.DataFrame],
    series: str = SERIES,
    person_by_client: dict[str, str] | None = None,
    **changes: object,
) -> ReleaseContext:
    """A context in which every client of the bundle is a person of the release."""
    keys = list(bundle["clients"]["row_key"])
    person_by_client = person_by_client or {key: f"p{key}" for key in keys}
    persons = pd.DataFrame(
        {
            "client_key": keys,
            "person": [person_by_client[key] for key in keys],
            "review_group": [None] * len(keys),
            "evidence": ["[]"] * len(keys),
        }
    )
    seeds = {
        person: hashlib.sha256(b"seed" + person.encode()).digest()
        for person in person_by_client.values()
    }
    full_names = bundle["clients"]["first_name"] + " " + bundle["clients"]["last_name"]
    settings = {
        "series": series,
        "as_of": AS_OF,
        "identity_by_person": assign_cases(seeds, series),
        "persons": persons,
        "directory": build_directory([bundle["clients"]]),
        "forbidden_names": frozenset(full_names.dropna()),
        **changes,
    }
    return ReleaseContext(**settings)
