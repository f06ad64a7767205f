"""Every platform behind a real socket: lines that break, stop half way or trickle, and lists that change while they are read."""

import copy
import json
from collections import Counter
from datetime import UTC, datetime

import pytest

from anonkit.connectors.rest import (
    Access,
    Connection,
    PageStore,
    Patience,
    RateLimiter,
    Snapshot,
    api_named,
    found_at,
    pull,
    set_at,
)
from tests.cases.apis.cases import CASES
from tests.servers.reduced import small
from tests.servers.vendor_sockets import VendorServer
from tests.servers.vendors import ACCESS, VENDORS

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
BEFALLS = ("nothing is said", "half is said", "it trickles")
CLIENTS = {
    **dict.fromkeys(("pabau", "phorest"), "clients"),
    "jane": "patients",
    "semble": "patients",
    "mindbody": "Clients",
    "square": "customers",
    "wix": "contacts",
    "zenoti": "guests",
}
"""What each vendor calls the list of clients, where it comes in pages."""


def pulled(name, server, store):
    """Every row of every list, each id once."""
    folder = small(api_named(name))
    secrets, settings = ACCESS[name]
    with Connection(
        folder.api,
        Access(dict(secrets), settings),
        limiter=RateLimiter(100_000, 1.0),
        patience=Patience(
            connect=1.0, read=1.0, whole=0.15, attempts=3, first_wait=0.001, longest_wait=0.002
        ),
        transport=server.transport(),
    ) as connection:
        pull(folder, connection, store, lambda: NOW)
    snapshot = Snapshot(folder, store)
    for resource in folder.readings:
        keys = [key for key, _, _ in snapshot.items(resource)]
        assert len(set(keys)) == len(keys)
    return {one: [json.loads(row) for row in snapshot.lines(one)] for one in folder.readings}


@pytest.mark.parametrize("name", sorted(VENDORS))
def test_a_bad_line_costs_time_and_nothing_else(name, tmp_path):
    """Connections that end without a word, in the middle of an answer, or bring it a sign at a time."""

    def rule(number):
        # Never twice in a row: three attempts are made.
        return BEFALLS[number // 2] if number % 2 and number < 6 else None

    with VendorServer(name, CASES[name]) as server:
        expected = pulled(name, server, PageStore(tmp_path / "a", b"k" * 32))
    with VendorServer(name, CASES[name], rule) as server:
        assert pulled(name, server, PageStore(tmp_path / "b", b"k" * 32)) == expected
    assert Counter(server.befell).keys() == set(BEFALLS)


@pytest.mark.parametrize("name", sorted(CLIENTS))
def test_a_client_who_comes_while_the_list_is_read_hides_nobody(name, tmp_path):
    """Somebody is entered before all others, so that every later page begins one entry sooner than it did."""
    place = api_named(name).api.resources
    (resource,) = (
        one
        for one, described in place.items()
        if described.items.rpartition(".")[2] == CLIENTS[name] or one == CLIENTS[name]
    )
    key = place[resource].id
    for moment in (2, 3, 4):
        lists = copy.deepcopy(CASES[name])
        new = copy.deepcopy(lists[CLIENTS[name]][0])
        set_at(new, key, "9999999")

        def rule(number, moment=moment, lists=lists, new=new):
            if number == moment:
                lists[CLIENTS[name]].insert(0, new)

        store = PageStore(tmp_path / str(moment), b"k" * 32)
        with VendorServer(name, lists, rule) as server:
            pulled(name, server, store)
        keys = {one for one, _, _ in Snapshot(small(api_named(name)), store).items(resource)}
        assert {str(found_at(one, key)) for one in CASES[name][CLIENTS[name]]} <= keys
