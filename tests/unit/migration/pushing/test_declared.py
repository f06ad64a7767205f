"""A target that is described as data: Semble, against a server that keeps its documented shapes."""

from datetime import UTC, datetime
from random import Random

import pytest

from anonkit.connectors.rest import Access, Patience, RateLimiter, api_named, open_connection
from anonkit.migration import target_named
from anonkit.migration.pushing import (
    DeclaredReceiver,
    FoundSums,
    HeldEntries,
    Ledger,
    PushCheck,
    RowSource,
    push,
    read_back,
    read_target,
    roll_back,
)
from anonkit.model import Identity
from tests.migration_world import Keys, client, converted
from tests.servers.semble import Running, Semble

TARGET = target_named("semble")


def clock():
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def practice():
    with Running(Semble()) as running:
        yield running


@pytest.fixture
def receiver(practice):
    api = api_named("semble").api
    limiter, patience = RateLimiter(100_000, 1.0), Patience(attempts=2, first_wait=0.001)
    access = Access({"token": "token-1"}, {}, practice.at)
    with open_connection(api, access, limiter=limiter, patience=patience) as connection:
        yield DeclaredReceiver("semble", connection)


@pytest.fixture
def ledger(tmp_path):
    with Ledger(tmp_path / "l.sqlite3", workspace="w", target="semble", account="a") as book:
        yield book


def rows_for(receiver, *clients, consents=()):
    found = converted(TARGET, clients=list(clients), consents=list(consents))
    assert found.account.gaps() == ()
    source = RowSource(TARGET, Identity(Keys()), {}, lambda _: b"", receiver.order)
    return list(source.rows(found))


def some(count=120):
    return [client(number, city="Leeds") for number in range(count)]


def test_patients_arrive_and_read_back_alike(practice, receiver, ledger):
    """More than one page of them; nobody is told anything, and an unknown consent is no yes."""
    given = {"client_key": "wix:clients:1", "purpose": "marketing_email", "state": "given"}
    rows = rows_for(receiver, *some(), consents=[{**given, "stated_at": "2025-01-01"}])
    report = push(rows, receiver, ledger, clock)
    assert report.done["patients"] == {"written": 120}
    with HeldEntries(str) as held:
        read_target(receiver, ledger, held, FoundSums(TARGET, "UTC", {}))
        check = PushCheck(receiver, ledger, held)
        read = read_back(check.watched(rows), receiver, ledger, 5, Random(1))
        compared = check.comparisons({}, {}, read)
    assert [each.what for each in compared if not each.holds] == []
    kept = list(practice.practice.patients.values())
    wishes = [one["communicationPreferences"] for one in kept]
    assert sum(one["promotionalMarketing"] for one in wishes) == 1
    assert not any(one["receiveEmail"] or one["receiveSMS"] for one in wishes)
    again = push(rows, receiver, ledger, clock)
    assert again.done["patients"] == {"unchanged": 120}


def test_an_answer_that_got_lost_is_looked_up(practice, receiver, ledger):
    """The patient was made and nobody said so: the list is read, and no second one is made."""
    lost = []

    def lose(query):
        if "createPatient" not in query or len(lost) > 1:
            return False
        lost.append(query)
        return True

    practice.practice.before.append(lose)
    push(rows_for(receiver, client(1), client(2), client(3)), receiver, ledger, clock)
    assert len(lost) == 2
    assert len(practice.practice.patients) == 3


def test_what_is_refused_waits_without_its_value(practice, receiver, ledger):
    """Whatever the answer says of it, nothing of it is kept."""
    practice.practice.refuses = {"mail1@oddment.example"}
    report = push(rows_for(receiver, client(1), client(2)), receiver, ledger, clock)
    assert report.done["patients"] == {"waiting": 1, "written": 1}
    assert report.reasons == {"the target refused it": 1}


def test_changed_and_taken_back(practice, receiver, ledger):
    """A changed patient is changed in place, without the number that is only ever added; then all are deleted."""
    push(rows_for(receiver, client(1), client(2)), receiver, ledger, clock)
    changed = push(rows_for(receiver, client(1), client(2, city="Whitby")), receiver, ledger, clock)
    assert changed.done["patients"] == {"unchanged": 1, "changed": 1}
    assert {one.get("city") for one in practice.practice.patients.values()} == {None, "Whitby"}
    assert roll_back(receiver, ledger, clock).done["patients"] == {"deleted": 2}
    assert practice.practice.patients == {}
