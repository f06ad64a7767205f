"""Rows pass, go on without a wrong value, or wait with their reasons; nothing is lost on the way."""

from __future__ import annotations

import json
import pickle
from datetime import date
from typing import Any

import pandas as pd
import pytest

from anonkit.errors import ValidationError
from anonkit.model import CLIENT_TABLES, TABLES, canonical_frame
from anonkit.validation import (
    ASIDES_COLUMNS,
    QUARANTINE_COLUMNS,
    BundleVerdict,
    ClinicFacts,
    ValidationReport,
    load_suites,
    validate_bundle,
)
from tests.unit.validation.expectation_cases import AS_OF, BundleBuilder, cases_of

SUITES = load_suites(platforms=("jane", "wix"))
CLINIC = ClinicFacts("uk", adults_only=True, as_of=AS_OF)


def client(number: int = 1, **changes: Any) -> dict[str, Any]:
    """A sound client."""
    row = {
        "row_key": f"wix:clients:{number}",
        "tag": f"clients#{number:012d}",
        "client_id": str(number),
        "first_name": "Maeve",
        "last_name": "Okonjo",
        "birth_date": "1984-05-17",
        "email": "maeve@example.org",
    }
    return row | changes


def note(number: int = 1, of: int = 1, **changes: Any) -> dict[str, Any]:
    """A sound note."""
    row = {
        "row_key": f"wix:notes:{number}",
        "tag": f"notes#{number:012d}",
        "client_key": f"wix:clients:{of}",
        "kind": "clinical",
        "text": "Settled well.",
        "author": "IE",
        "written_at": "2024-05-01",
    }
    return row | changes


def judge(clinic: ClinicFacts = CLINIC, **tables: list[dict[str, Any]]) -> BundleVerdict:
    """The verdict on these rows."""
    bundle = {table: canonical_frame(table, rows) for table, rows in tables.items()}
    return validate_bundle(bundle, SUITES, clinic)


def reasons_of(verdict: BundleVerdict) -> dict[str, list[str]]:
    """Codes by row key."""
    held = verdict.quarantined
    return {
        key: [reason["code"] for reason in json.loads(reasons)]
        for key, reasons in zip(held["row_key"], held["reasons"], strict=True)
    }


def test_sound_rows_pass_unchanged() -> None:
    """What goes in comes out, column for column."""
    verdict = judge(clients=[client()], notes=[note()])
    pd.testing.assert_frame_equal(verdict.passed["clients"], canonical_frame("clients", [client()]))
    pd.testing.assert_frame_equal(verdict.passed["notes"], canonical_frame("notes", [note()]))
    assert verdict.quarantined.empty
    assert verdict.asides.empty


def test_a_critical_finding_holds_the_row_with_every_reason() -> None:
    """The row waits as it was found, with its lesser findings told too."""
    verdict = judge(clients=[client(birth_date="2031-01-01", email="nowhere")])
    assert verdict.passed["clients"].empty
    assert verdict.asides.empty
    (row,) = verdict.quarantined.to_dict("records")
    assert list(verdict.quarantined.columns) == list(QUARANTINE_COLUMNS)
    assert (row["table"], row["client_key"], row["stage"]) == (
        "clients",
        "wix:clients:1",
        "validate",
    )
    assert json.loads(row["payload"])["email"] == "nowhere"
    severities = [reason["severity"] for reason in json.loads(row["reasons"])]
    assert severities[0] == "critical"
    assert {"future-birth-date", "implausible-email"} <= set(reasons_of(verdict)["wix:clients:1"])


def test_a_warning_takes_the_value_aside_and_lets_the_row_go_on() -> None:
    """The field is empty, the value is kept as found with its reason."""
    verdict = judge(clients=[client(email="nowhere", mobile_phone="12")])
    assert verdict.quarantined.empty
    passed = verdict.passed["clients"].iloc[0]
    assert pd.isna(passed["email"])
    assert pd.isna(passed["mobile_phone"])
    assert passed["last_name"] == "Okonjo"
    assert list(verdict.asides.columns) == list(ASIDES_COLUMNS)
    kept = {(row.field, row.value, row.reason) for row in verdict.asides.itertuples()}
    assert kept == {
        ("email", "nowhere", "implausible-email"),
        ("mobile_phone", "12", "implausible-phone"),
    }


def test_an_info_only_counts() -> None:
    """The row and its value stay."""
    verdict = judge(clients=[client(first_name="M")])
    assert verdict.passed["clients"]["first_name"].tolist() == ["M"]
    assert verdict.counts["clients", "one-letter-name"] == 1
    assert verdict.quarantined.empty
    assert verdict.asides.empty


def test_children_wait_with_their_client_and_with_nobody_else() -> None:
    """A quarantined client holds their rows; a quarantined note or booking holds none."""
    verdict = judge(
        clients=[client(1, birth_date="2031"), client(2)],
        appointments=[
            {
                "row_key": "wix:appointments:1",
                "client_key": "wix:clients:2",
                "starts_at": "2024-05-01T10:00:00+01:00",
                "ends_at": "2024-05-01T09:00:00+01:00",
            }
        ],
        notes=[note(1, of=1), note(2, of=2, appointment_key="wix:appointments:1")],
    )
    found = reasons_of(verdict)
    assert found["wix:notes:1"][0] == "waits-with-client"
    assert "unknown-client" not in found["wix:notes:1"]
    assert "ends-before-start" in found["wix:appointments:1"]
    assert verdict.passed["notes"]["row_key"].tolist() == ["wix:notes:2"]
    assert verdict.counts["notes", "waits-with-client"] == 1


def test_a_row_of_nobody_is_of_an_unknown_client() -> None:
    """Neither an unknown key nor a missing one passes; a document may be nobody's."""
    verdict = judge(
        clients=[client()],
        notes=[note(1, of=9), note(2, client_key=None), note(3)],
        documents=[{"row_key": "wix:documents:1", "kind": "price list"}],
    )
    found = reasons_of(verdict)
    assert found["wix:notes:1"] == found["wix:notes:2"] == ["unknown-client"]
    assert verdict.passed["notes"]["row_key"].tolist() == ["wix:notes:3"]
    assert len(verdict.passed["documents"]) == 1


def test_a_client_who_waits_already_is_not_unknown() -> None:
    """A later ingest brings rows of a client whose own row is in quarantine: they wait too."""
    bundle = {"notes": canonical_frame("notes", [note(1, of=5)])}
    verdict = validate_bundle(bundle, SUITES, CLINIC, waiting=frozenset({"wix:clients:5"}))
    assert reasons_of(verdict) == {"wix:notes:1": ["waits-with-client"]}


def test_an_exact_copy_waits_and_the_first_passes() -> None:
    """A repeated client row holds no children back; two that differ both wait."""
    same = judge(clients=[client(), client()], notes=[note()])
    assert reasons_of(same) == {"wix:clients:1": ["duplicate-row"]}
    assert len(same.passed["notes"]) == 1
    differing = judge(clients=[client(), client(first_name="Other")], notes=[note()])
    assert differing.passed["clients"].empty
    assert differing.passed["notes"].empty
    assert differing.counts["clients", "duplicate-key"] == 2


def test_platform_suites_guard_only_rows_of_their_platform() -> None:
    """Wix wants an e-mail address; Jane does not."""
    bare = {"email": None, "mobile_phone": "+447700900123"}
    verdict = judge(clients=[client(1, platform="wix", **bare), client(2, platform="jane", **bare)])
    assert verdict.counts["clients", "no-email"] == 1


def test_helper_columns_go_into_the_payload_and_nowhere_else() -> None:
    """What a connector wrote beside a row helps whoever mends it, and is not part of the record."""
    frame = canonical_frame("notes", [note(1, of=9), note(2)]).assign(_client_ref=["GC-9", "GC-1"])
    people = canonical_frame("clients", [client()])
    verdict = validate_bundle({"clients": people, "notes": frame}, SUITES, CLINIC)
    assert json.loads(verdict.quarantined["payload"].iloc[0])["_client_ref"] == "GC-9"
    assert list(verdict.passed["notes"].columns) == list(TABLES["notes"].column_names)


def test_the_frames_handed_in_stay_as_they_were() -> None:
    """The caller's frames are never changed."""
    frame = canonical_frame("clients", [client(email="nowhere")])
    before = frame.copy()
    validate_bundle({"clients": frame}, SUITES, CLINIC)
    pd.testing.assert_frame_equal(frame, before)


def test_only_the_tables_asked_for_are_judged() -> None:
    """The clinic's own tables come with every partition and need judging once."""
    bundle = {
        "clients": canonical_frame("clients", [client()]),
        "staff": canonical_frame("staff", [{"row_key": "wix:staff:1", "name": None}]),
    }
    verdict = validate_bundle(bundle, SUITES, CLINIC, tables=CLIENT_TABLES)
    assert list(verdict.passed) == ["clients"]
    assert verdict.quarantined.empty


def test_a_table_nobody_knows_is_refused() -> None:
    """An unguarded table never passes."""
    with pytest.raises(ValidationError, match="patients"):
        validate_bundle({"patients": pd.DataFrame()}, SUITES, CLINIC)


def test_facts_suites_and_verdicts_can_be_sent_to_another_process() -> None:
    """Every part of the partition function is picklable."""
    verdict = judge(clients=[client()])
    for thing in (SUITES, CLINIC, validate_bundle, verdict):
        assert pickle.loads(pickle.dumps(thing)) is not None


def everything() -> dict[str, pd.DataFrame]:
    """Every case's rows, faulty and sound, of the tables that look at one another."""
    builder = BundleBuilder()
    for table in ("clients", "treatments", "staff"):
        for case in cases_of(table):
            builder.add(case, case.passes, "p")
            builder.add(case, case.fails, "f")
    return builder.bundle()


def partition(bundle: dict[str, pd.DataFrame], index: int, count: int) -> dict[str, pd.DataFrame]:
    """The rows of every count-th client, and the clinic's own tables."""
    parts = {}
    for table, frame in bundle.items():
        if table not in CLIENT_TABLES:
            parts[table] = frame
            continue
        owner = frame["row_key" if table == "clients" else "client_key"].fillna("")
        mine = owner.map(lambda key: sum(key.encode()) % count == index)
        parts[table] = frame[mine.astype(bool)]
    return parts


def test_partitions_change_nothing_and_every_row_has_one_fate() -> None:
    """The same rows wait, the same values go aside, the same is counted, in one partition or in three."""
    bundle = everything()
    whole = validate_bundle(bundle, SUITES, CLINIC)
    for table, frame in bundle.items():
        held = (whole.quarantined["table"] == table).sum()
        assert len(frame) == len(whole.passed[table]) + held
    verdicts = [
        validate_bundle(
            partition(bundle, index, 3),
            SUITES,
            CLINIC,
            tables=None if index == 0 else CLIENT_TABLES,
        )
        for index in range(3)
    ]

    def sorted_rows(frames: list[pd.DataFrame]) -> list[tuple[str, ...]]:
        return sorted(
            tuple(map(str, row)) for frame in frames for row in frame.itertuples(index=False)
        )

    assert sorted_rows([v.quarantined for v in verdicts]) == sorted_rows([whole.quarantined])
    assert sorted_rows([v.asides for v in verdicts]) == sorted_rows([whole.asides])
    for table in bundle:
        assert sorted_rows([v.passed[table] for v in verdicts if table in v.passed]) == sorted_rows(
            [whole.passed[table]]
        )
    in_parts = ValidationReport.of([v.summary for v in verdicts], AS_OF)
    assert in_parts == ValidationReport.of([whole.summary], AS_OF)


def test_a_future_day_depends_on_the_day_of_judging() -> None:
    """No clock inside: the day is an argument."""
    later = ClinicFacts("uk", adults_only=False, as_of=date(2040, 1, 1))
    assert judge(later, clients=[client(birth_date="2031-01-01")]).quarantined.empty
