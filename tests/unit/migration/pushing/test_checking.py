"""What stands at Cliniko beside the rows of a push: whatever is missing, changed or double is seen."""

from datetime import UTC, datetime
from hashlib import blake2b
from random import Random

import pytest

from anonkit.connectors.rest import Access, RateLimiter, api_named, open_connection
from anonkit.migration import target_named
from anonkit.migration.pushing import (
    ClinikoReceiver,
    FoundSums,
    HeldEntries,
    Ledger,
    PushCheck,
    by_resource,
    push,
    read_back,
    read_target,
)
from tests.outgoing_rows import rows_of_a_clinic
from tests.servers.cliniko import Cliniko, Running, furnished

PEOPLE = 5


def clock():
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def pushed(tmp_path):
    """A clinic that was pushed: the server, the receiver, the ledger and the rows."""
    clinic = furnished(Cliniko(limit=100_000, span=1))
    clinic.held["practitioners"]["31"]["user_id"] = "8"
    access = {"key": "nurse-key-uk1"}, {"contact": "it@clinic.example"}
    book = Ledger(tmp_path / "l.sqlite3", workspace="w", target="cliniko", account="a")
    with Running(clinic) as running, book as ledger:
        limiter = RateLimiter(100_000, 1.0)
        api = api_named("cliniko").api
        with open_connection(api, Access(*access, running.at), limiter=limiter) as connection:
            receiver, rows = ClinikoReceiver(connection), rows_of_a_clinic(PEOPLE)
            push(rows, receiver, ledger, clock)
            yield clinic, receiver, ledger, rows


def checked(_clinic, receiver, ledger, rows, expected=None):
    """The comparisons by what they compare, and the tags that differ."""
    sums = FoundSums(target_named("cliniko"), "UTC", {"31": "Robin Quill"})
    digest = lambda text: blake2b(text.encode(), key=b"k").hexdigest()  # noqa: E731
    with HeldEntries(digest) as held:
        read_target(receiver, ledger, held, sums)
        check = PushCheck(receiver, ledger, held)
        read = read_back(check.watched(rows), receiver, ledger, 5, Random(1))
        found = sums.total()
        comparisons = check.comparisons(by_resource(expected or found), found, read)
    return {each.what: each for each in comparisons}, check.differs


def wrong(found):
    return sorted(what for what, each in found[0].items() if not each.holds)


def test_an_undisturbed_push_agrees(pushed):
    """Every row, every field and every file; months and clients are told by the target's own words."""
    found, differs = checked(*pushed)
    assert differs == []
    assert {what for what, each in found.items() if not each.holds} == set()
    assert found["entries in patients"].found == PEOPLE
    assert found["individual appointments by client"].found == 2 * PEOPLE + 2
    assert found["individual appointments by month and practitioner"].found == 2 * PEOPLE + 2
    assert found["files fetched again, by SHA-256"].found == 2


def test_an_entry_that_is_gone_is_missed(pushed):
    """Somebody deleted a note at the target."""
    note = next(iter(pushed[0].held["treatment_notes"].values()))
    note["deleted_at"] = "2026-03-02T10:00:00Z"
    found = checked(*pushed)
    assert "entries in treatment notes" in wrong(found)
    assert found[1] == ["notes#0"]


def test_a_field_that_changed_is_seen(pushed):
    """Another e-mail address, and a visit that was cancelled there."""
    clinic = pushed[0]
    list(clinic.held["patients"].values())[1]["email"] = "other@oddment.example"
    visit = next(iter(clinic.held["individual_appointments"].values()))
    visit["cancelled_at"] = "2026-03-02T10:00:00Z"
    found = checked(*pushed)
    assert "fields of patients, one by one" in wrong(found)
    assert "fields of individual appointments, one by one" in wrong(found)
    assert set(found[1]) == {"clients#1", "appointments#0-0"}


def test_a_file_with_other_bytes_is_seen(pushed):
    """Digests are of what the target gives out."""
    clinic = pushed[0]
    clinic.files[next(iter(clinic.files))] = b"another scan"
    assert "files fetched again, by SHA-256" in wrong(checked(*pushed))


def test_a_double_is_seen_and_a_visit_told_twice_is_none(pushed):
    """A second entry that nobody's row made; two visits alike to the letter were both sent."""
    clinic = pushed[0]
    first = next(iter(clinic.held["patients"].values()))
    clinic.add(
        "patients", first_name="Ines", last_name="X", old_reference_id=first["old_reference_id"]
    )
    clinic.add("patients", first_name="Somebody", last_name="New")
    found = checked(*pushed)
    assert wrong(found) == ["entries that stand there twice"]
    assert found[0]["entries that stand there twice"].found == 1


def test_a_visit_that_moved_to_another_month_breaks_the_sum(pushed):
    """Sums are told by the target alone."""
    expected = FoundSums(target_named("cliniko"), "UTC", {"31": "Robin Quill"})
    with HeldEntries(str) as held:
        read_target(pushed[1], pushed[2], held, expected)
    visit = next(iter(pushed[0].held["individual_appointments"].values()))
    visit["starts_at"] = "2024-04-01T10:00:00Z"
    found = checked(*pushed, expected=expected.total())
    assert "individual appointments by month and practitioner" in wrong(found)
    assert "individual appointments by client" not in wrong(found)
