"""The contract of every platform's API, found by itself: let in, paged, mapped whole, never yes by silence."""

from datetime import UTC, datetime

import httpx
import pandas as pd
import pytest

from anonkit.connectors import ReadContext, read_pulled
from anonkit.connectors.rest import (
    Access,
    Connection,
    PageStore,
    Patience,
    RateLimiter,
    Snapshot,
    api_named,
    available_apis,
    probe,
    pull,
)
from anonkit.errors import PermanentError
from anonkit.keys import KeyRing
from anonkit.model import TABLES, Identity
from tests.cases.apis.cases import CASES
from tests.servers.reduced import small
from tests.servers.vendors import ACCESS, VENDORS

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NAMES = [name for name in available_apis() if name != "cliniko"]
"""Cliniko has a server of its own."""


def connected(name, folder, secrets=None, rule=lambda _request: None, **changed):
    own, settings = ACCESS[name]
    settings = {**settings, **changed}
    return Connection(
        folder.api,
        Access(dict(secrets or own), settings),
        limiter=RateLimiter(100_000, 1.0),
        patience=Patience(attempts=2, first_wait=0.001, longest_wait=0.002),
        transport=httpx.MockTransport(
            lambda request: rule(request) or VENDORS[name](request, CASES[name])
        ),
    )


@pytest.fixture(scope="module", params=NAMES)
def read(request, tmp_path_factory):
    """A platform pulled and read: its name, its snapshot, its canonical frames, what was unmapped and noticed."""
    name = request.param
    folder = small(api_named(name))
    store = PageStore(tmp_path_factory.mktemp(name), b"k" * 32)
    with connected(name, folder) as connection:
        pull(folder, connection, store, lambda: NOW)
    snapshot = Snapshot(folder, store)
    context = ReadContext(
        platform=name,
        jurisdiction="us" if name == "mindbody" else "uk",
        time_zone="Europe/London",
        identity=Identity(KeyRing(b"k" * 32)),
        pulled_at=NOW.isoformat(),
        put_blob=lambda content: str(len(content)),
    )
    pieces = list(read_pulled(snapshot.sources(), snapshot, context))
    frames = {}
    for table in TABLES:
        found = [piece.frames[table] for piece in pieces if table in piece.frames]
        if found:
            frames[table] = pd.concat(found, ignore_index=True)
    return name, snapshot, frames, pieces


def test_every_entry_comes_once(read):
    """Three clients and three visits, whatever the paging, the spans and the subsets."""
    _, _, frames, pieces = read
    assert len(frames["clients"]) == 3
    assert len(frames["appointments"]) == 3
    for frame in frames.values():
        assert frame["row_key"].is_unique
    assert all(piece.counts.closes and not len(piece.faults) for piece in pieces)


def test_no_column_is_left_unexplained(read):
    """Each column of the platform's own example is mapped, or dropped with a reason."""
    _, _, _, pieces = read
    assert sorted({column for piece in pieces for column in piece.unmapped["column"]}) == []


def test_nothing_is_left_unread(read):
    """No word, time, phone or client that could not be understood."""
    _, _, _, pieces = read
    codes = {noticed.code for piece in pieces for noticed in piece.findings}
    assert codes - {"joined-by-name"} == set()


def test_visits_have_clients_moments_and_known_states(read):
    """What other parts rely on."""
    _, _, frames, _ = read
    visits = frames["appointments"]
    assert visits["client_key"].notna().all()
    assert visits["starts_at"].str.contains("T10:00:00|T11:00:00|T09:00:00").all()
    assert visits["ends_at"].notna().all()
    states = TABLES["appointments"].field_by_name["status"].choices
    assert visits["status"].isin(states).all()
    # The subsets that platforms leave out unless they are asked for.
    assert {"cancelled", "late cancelled"} & set(visits["status"])


def test_silence_is_no_consent(read):
    """A yes only where the platform says a yes that somebody gave."""
    name, _, frames, _ = read
    consents = frames.get("consents")
    if consents is None:
        assert name in {"acuity", "semble"}
        return
    marketing = consents[consents["purpose"].str.startswith("marketing")]
    if name in {"pabau", "square"}:
        assert "given" not in set(marketing["state"])


def test_links_that_open_without_a_key_are_not_kept(read):
    """Neither in the pages nor in what is read of them."""
    _, snapshot, _, _ = read
    for resource, declared in snapshot._api.api.resources.items():
        for _, _, item in snapshot.items(resource):
            assert not set(declared.never) & set(item)


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_secret_is_refused(name, tmp_path):
    """The platform does not let anybody in without the right secret, and the run says so."""
    folder = small(api_named(name))
    wrong = dict.fromkeys(ACCESS[name][0], "wrong")
    with connected(name, folder, wrong) as connection, pytest.raises(PermanentError):
        pull(folder, connection, PageStore(tmp_path, b"k" * 32), lambda: NOW)


def test_a_token_for_one_clinic_opens_no_other(tmp_path):
    """At Jane a token is made out to a host; the right secrets do not help at another one."""
    folder = small(api_named("jane"))
    with (
        connected("jane", folder, host="another.janeapp.com") as connection,
        pytest.raises(PermanentError),
    ):
        pull(folder, connection, PageStore(tmp_path, b"k" * 32), lambda: NOW)


@pytest.mark.parametrize("name", NAMES)
def test_a_busy_platform_is_asked_again(name):
    """A 429 and a 503 on the way do no harm."""
    folder, failures = (
        small(api_named(name)),
        [httpx.Response(503), httpx.Response(429, headers={"Retry-After": "0"})],
    )
    with connected(
        name, folder, rule=lambda _request: failures.pop() if len(failures) > 1 else None
    ) as connection:
        assert probe(folder, connection, NOW.isoformat()).counts
