"""A made-up release before it is written, for tests of gate and report."""

from __future__ import annotations

import json

import pandas as pd

from anonkit.model import DeidentifiedRecords


def case_number(number: int) -> str:
    """A case number as releases have them."""
    return f"C-{number:05d}".replace("0", "K").replace("1", "M")


def release_tables(
    people: int = 10, notes: dict[int, str] | None = None, whens: dict[int, str] | None = None
) -> dict[str, pd.DataFrame]:
    """People alike in pairs of bands, a visit each; `notes` and `whens` change single cases."""
    numbers = range(people)
    cases = [case_number(n) for n in numbers]
    halves = [n * 2 >= people for n in numbers]
    found = ["[]", json.dumps(["bruising"])]
    return {
        "cases": pd.DataFrame(
            {
                "case": cases,
                "made_up_name": "Imogen Whitlock",
                "age_band": ["30-39" if half else "40-49" for half in halves],
                "sex": "female",
                "skin_type": "II",
                "complications": [found[n % 2] for n in numbers],
            }
        ),
        "treatments": pd.DataFrame(
            {
                "case": cases,
                "row": "treatments-1",
                "visit": "1",
                "when": [(whens or {}).get(n, "first visit") for n in numbers],
                "treated_at": "first visit",
                "family": "botulinum toxin",
            }
        ),
        "notes": pd.DataFrame(
            {
                "case": cases,
                "row": "notes-1",
                "visit": "1",
                "when": "first visit",
                "text": [(notes or {}).get(n, "Settled well.") for n in numbers],
            }
        ),
    }


class Reader:
    """Tables handed out as storage would, the case table among them."""

    def __init__(self, tables: dict[str, pd.DataFrame]) -> None:
        self._tables = tables
        self.partition_count = 1
        self.tables = tuple(tables)

    def read(self, table: str, partition: int, columns: object = None) -> pd.DataFrame | None:
        """The whole table."""
        return self._tables.get(table)


def deidentified(tables: dict[str, pd.DataFrame]) -> DeidentifiedRecords:
    """The tables as records that a policy has been through."""
    return DeidentifiedRecords(Reader(tables))
