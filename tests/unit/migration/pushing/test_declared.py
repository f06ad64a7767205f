"""Targets that are described as data, each against a server that keeps its documented shapes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from anonkit.connectors.rest import Access, Patience, RateLimiter, api_named, open_connection
from anonkit.errors import TransientError
from anonkit.migration import target_named
from anonkit.migration.pushing import (
    DeclaredReceiver,
    Forecast,
    FoundSums,
    HeldEntries,
    Ledger,
    PushCheck,
    RowSource,
    costs_of,
    push,
    read_back,
    read_target,
    roll_back,
)
from anonkit.migration.pushing.receivers.declared import declared_receivers
from anonkit.model import Identity
from tests.migration_world import Keys, client, converted
from tests.servers import pabau, semble

SERVERS = {
    "pabau": lambda: pabau.Running(pabau.Pabau()),
    "semble": lambda: semble.Running(semble.Semble()),
}


def clock():
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def test_every_described_target_has_a_server():
    """A target that nobody tries is no target."""
    assert tuple(sorted(SERVERS)) == declared_receivers()


@pytest.fixture(params=sorted(SERVERS))
def name(request):
    return request.param


@pytest.fixture
def practice(name):
    with SERVERS[name]() as running:
        yield running


@pytest.fixture
def receiver(name, practice):
    api = api_named(name).api
    limiter, patience = RateLimiter(100_000, 1.0), Patience(attempts=2, first_wait=0.001)
    access = Access(dict(practice.practice.secrets), {}, practice.at)
    with open_connection(api, access, limiter=limiter, patience=patience) as connection:
        yield DeclaredReceiver(name, connection)


@pytest.fixture
def ledger(name, tmp_path):
    with Ledger(tmp_path / "l.sqlite3", workspace="w", target=name, account="a") as book:
        yield book


@pytest.fixture
def rows_for(name, receiver):
    target = target_named(name)

    def rows(*clients, consents=()):
        found = converted(target, clients=list(clients), consents=list(consents))
        assert found.account.gaps() == ()
        source = RowSource(target, Identity(Keys()), {}, lambda _: b"", receiver.order)
        return list(source.rows(found))

    return rows


def some(count=120):
    return [client(number, city="Leeds") for number in range(count)]


def test_patients_arrive_and_read_back_alike(name, practice, receiver, ledger, rows_for):
    """More than one page of them; nobody is told anything, and an unknown consent is no yes."""
    given = {"client_key": "wix:clients:1", "purpose": "marketing_email", "state": "given"}
    rows = rows_for(*some(), consents=[{**given, "stated_at": "2025-01-01"}])
    report = push(rows, receiver, ledger, clock)
    assert report.done["patients"] == {"written": 120}
    with HeldEntries(str) as held:
        read_target(receiver, ledger, held, FoundSums(target_named(name), "UTC", {}))
        check = PushCheck(receiver, ledger, held)
        read = read_back(check.watched(rows), receiver, ledger, 5, Random(1))
        compared = check.comparisons({}, {}, read)
    assert [each.what for each in compared if not each.holds] == []
    assert practice.practice.marketed() == 1
    again = push(rows, receiver, ledger, clock)
    assert again.done["patients"] == {"unchanged": 120}


def test_an_answer_that_got_lost_is_looked_up(practice, receiver, ledger, rows_for):
    """The patient was made and nobody said so: the list is read, and no second one is made."""
    lost = []

    def lose(what):
        if what != "create" or len(lost) > 1:
            return False
        lost.append(what)
        return True

    practice.practice.lose.append(lose)
    push(rows_for(client(1), client(2), client(3)), receiver, ledger, clock)
    assert len(lost) == 2
    assert len(practice.practice.people()) == 3


def test_what_is_refused_waits_without_its_value(practice, receiver, ledger, rows_for):
    """Whatever the answer says of it, nothing of it is kept."""
    practice.practice.refuses = {"mail1@oddment.example"}
    report = push(rows_for(client(1), client(2)), receiver, ledger, clock)
    assert report.done["patients"] == {"waiting": 1, "written": 1}
    assert report.reasons == {"the target refused it": 1}


def test_changed_and_taken_back(practice, receiver, ledger, rows_for):
    """A changed patient is changed in place; then all are taken back, as far as the target lets them."""
    there = practice.practice
    push(rows_for(client(1), client(2)), receiver, ledger, clock)
    changed = push(rows_for(client(1), client(2, city="Whitby")), receiver, ledger, clock)
    assert changed.done["patients"] == {"unchanged": 1, "changed": 1}
    assert {one.get(there.names["city"]) for one in there.people().values()} == {None, "Whitby"}
    assert roll_back(receiver, ledger, clock).done["patients"] == {there.taken_back: 2}
    assert there.people() == {}
    assert there.marketed() == 0


def test_a_day_allows_no_more_than_the_target_wants(practice, receiver, ledger, rows_for):
    """The push stops before one change too many, goes on the next day, and the forecast counts the night."""
    receiver.costs = replace(receiver.costs, changes_a_day=3)
    rows, there = rows_for(*some(5)), practice.practice
    for _ in range(2):
        with pytest.raises(TransientError, match="3 changes a day"):
            push(rows, receiver, ledger, clock)
        assert len(there.people()) == 3
    later = clock() + timedelta(hours=15)
    assert push(rows, receiver, ledger, lambda: later).done["patients"] == {
        "unchanged": 3,
        "written": 2,
    }
    told = Forecast(target_named("pabau"), receiver.costs)
    told.rows["patients"] = 5
    assert told.seconds(1.0) == told.calls + 86_400
    assert Forecast(target_named("pabau"), costs_of("pabau")).costs.changes_a_day == 10_000
