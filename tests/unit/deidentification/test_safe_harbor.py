"""The machine checks of Safe Harbor find what the rule forbids, by table, column and count."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.leak_check import Leak, LeakReport
from anonkit.deidentification.safe_harbor import safe_harbor_checks

CLEAN = {
    "cases": {"case": "C-7K3QF", "age_band": "90+", "zip3": "802", "span": "2019 to 2023"},
    "treatments": {
        "case": "C-7K3QF",
        "when": "2023",
        "treated_at": "2023",
        "remarks": "1.1 ml, 30 mJ, may bruise",
    },
    "notes": {
        "case": "C-7K3QF",
        "when": "2023",
        "text": "Review in 2 weeks. Aged 44. Spring in her step.",
    },
}
FORBIDDEN = [
    ("SH-2", "treatments", "treated_at", "2023-05"),
    ("SH-2", "treatments", "when", "+2 weeks"),
    ("SH-2", "notes", "text", "seen on 12 March"),
    ("SH-2", "notes", "text", "03/12/2023"),
    ("SH-2", "notes", "text", "came on Tuesday"),
    ("SH-2", "notes", "text", "at 10:30 am"),
    ("SH-2", "notes", "text", "in the summer"),
    ("SH-3", "notes", "text", "a 93-year-old"),
    ("SH-3", "cases", "age_band", "90-99"),
    ("SH-3", "treatments", "treated_at", "1931"),
    ("SH-4", "cases", "zip3", "036"),
    ("SH-4", "cases", "zip3", "80202"),
    ("SH-5", "cases", "case", "jane:clients:1"),
    ("SH-5", "treatments", "client_key", "jane:clients:1"),
]


def _tables(table: str = "", column: str = "", value: str = "") -> dict[str, pd.DataFrame]:
    rows = {name: dict(row) for name, row in CLEAN.items()}
    if table:
        rows[table][column] = value
    return {name: pd.DataFrame([row]) for name, row in rows.items()}


def _states(tables: dict[str, pd.DataFrame], leaks: LeakReport | None = None) -> dict[str, str]:
    checks = safe_harbor_checks(tables, leaks, latest_year=2024, signed_by=None)
    return {check.rule: check.state for check in checks}


def test_a_clean_release_passes_and_waits_for_a_signature() -> None:
    """Nothing is found; the leak check and the signature are waited for where they are not there yet."""
    waits = {"SH-1": "waits", "SH-6": "waits"}
    assert (
        _states(_tables())
        == dict.fromkeys(("SH-1", "SH-2", "SH-3", "SH-4", "SH-5", "SH-6"), "passed") | waits
    )


@pytest.mark.parametrize(
    ("rule", "table", "column", "value"), FORBIDDEN, ids=[f"{r} {v}" for r, _, _, v in FORBIDDEN]
)
def test_what_the_rule_forbids_is_found(rule: str, table: str, column: str, value: str) -> None:
    """One forbidden value fails its rule and names its column, without the value."""
    checks = safe_harbor_checks(
        _tables(table, column, value), None, latest_year=2024, signed_by=None
    )
    failed = {check.rule: check.places for check in checks if check.state == "failed"}
    assert failed == {rule: (f"{table}.{column}: 1",)}


def test_leaks_are_told_by_kind() -> None:
    """The first rule rests on the leak check and counts what it found."""
    leaks = LeakReport((Leak("a", "phone", "x"), Leak("b", "phone", "y")), 0, (), 2)
    checks = safe_harbor_checks(_tables(), leaks, latest_year=2024, signed_by="A Name")
    assert (checks[0].state, checks[0].places, checks[5].state) == (
        "failed",
        ("phone: 2",),
        "passed",
    )
