"""What goes wrong on the way from a platform's API, at every platform and every request: nothing lost, nothing doubled."""

import contextlib
import json
from datetime import UTC, datetime

import httpx
import pytest

from anonkit.connectors.rest import (
    Access,
    Connection,
    PageStore,
    Patience,
    RateLimiter,
    Snapshot,
    api_named,
    available_apis,
    pull,
)
from anonkit.errors import ConnectorError, PermanentError, TransientError
from tests.cases.apis.cases import CASES
from tests.servers.cliniko import Cliniko, Running, furnished
from tests.servers.cliniko_people import peopled
from tests.servers.reduced import small
from tests.servers.vendors import ACCESS, VENDORS

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
NAMES = available_apis()
RENEWS = {name for name in NAMES if api_named(name).api.auth.token_url}
"""Where a token that has run out is asked for again without a person."""


class Killed(BaseException):
    """The process ends here."""


class Disturbed(httpx.BaseTransport):
    """A platform behind a line on which a rule may do something before, or to, each answer."""

    def __init__(
        self, inner, rule=lambda _number, _request: None, change=lambda _number, answer: answer
    ):
        self.inner, self.rule, self.change = inner, rule, change
        self.asked = 0

    def handle_request(self, request):
        self.asked += 1
        request.read()
        if (told := self.rule(self.asked, request)) is not None:
            return told
        answer = self.inner.handle_request(request)
        answer.read()
        return self.change(self.asked, answer)


@pytest.fixture(scope="module")
def cliniko():
    with Running(peopled(furnished(Cliniko(limit=100_000, span=1)), 7)) as running:
        yield running.at


class Platform:
    """One platform, asked through a line that can be disturbed."""

    def __init__(self, name, at):
        self.name, self.at = name, at
        self.folder = small(api_named(name))

    @contextlib.contextmanager
    def connected(self, **disturbing):
        if self.name == "cliniko":
            secrets, settings = {"key": "secret-key-uk1"}, {"contact": "it@clinic.example"}
            inner = httpx.HTTPTransport()
        else:
            secrets, settings = ACCESS[self.name]
            inner = httpx.MockTransport(lambda asked: VENDORS[self.name](asked, CASES[self.name]))
        line = Disturbed(inner, **disturbing)
        with Connection(
            self.folder.api,
            Access(dict(secrets), settings, self.at if self.name == "cliniko" else ""),
            limiter=RateLimiter(100_000, 1.0),
            patience=Patience(attempts=2, first_wait=0.001, longest_wait=0.002),
            transport=line,
        ) as connection:
            yield connection, line

    def pull(self, store, **disturbing):
        """What it says it did, and how many requests that took."""
        with self.connected(**disturbing) as (connection, line):
            done = pull(self.folder, connection, store, lambda: NOW)
        return done, line.asked

    def told(self, store):
        """Every row of every list; no id twice."""
        snapshot = Snapshot(self.folder, store)
        found = {}
        for name in self.folder.readings:
            found[name] = [json.loads(line) for line in snapshot.lines(name)]
            keys = [key for key, _, _ in snapshot.items(name)]
            assert len(set(keys)) == len(keys)
        return found


@pytest.fixture(scope="module", params=NAMES)
def platform(request, cliniko):
    return Platform(request.param, cliniko)


@pytest.fixture(scope="module")
def whole(platform, tmp_path_factory):
    """What an undisturbed pull brings, and in how many requests."""
    store = PageStore(tmp_path_factory.mktemp(platform.name), b"k" * 32)
    return platform.told(store), platform.pull(store)[1], platform.told(store)


def moments(asked):
    """Every request of a short pull; of a long one the first, the last and some between."""
    return sorted({1, asked, *range(1, asked + 1, max(1, asked // 6))})


def test_an_undisturbed_pull_brings_something(whole):
    """Otherwise the others compare nothing with nothing."""
    before, asked, told = whole
    assert not any(before.values())
    assert any(told.values())
    assert asked > 3


def test_killed_at_any_request_it_goes_on(platform, whole, tmp_path):
    """A process that ends while a request is under way: the next one ends like an undisturbed pull."""
    _, asked, told = whole
    for moment in moments(asked):

        def rule(number, _request, moment=moment):
            if number == moment:
                raise Killed

        store = PageStore(tmp_path / str(moment), b"k" * 32)
        with pytest.raises(Killed):
            platform.pull(store, rule=rule)
        lists_were_whole = bool(store.pulls()) and store.pulls()[-1].complete
        _, after = platform.pull(store)
        assert platform.told(store) == told
        # What was kept is not asked for again; a token and the page at hand may be.
        assert lists_were_whole or after <= asked - moment + 3


def test_a_line_that_breaks_is_tried_again(platform, whole, tmp_path):
    """A connection lost before, in the middle of, or after an answer, once at every request."""
    _, _, told = whole
    broken = set()

    def rule(number, request):
        if request.url not in broken and number % 2:
            broken.add(request.url)
            raise httpx.ReadError("gone")

    store = PageStore(tmp_path, b"k" * 32)
    platform.pull(store, rule=rule)
    assert broken
    assert platform.told(store) == told


ERRORS = b'{"errors": [{"code": "X"}]}'
NO_LISTS = (b"", b"<html>Maintenance</html>", b'{"error": "internal"}', b"null", ERRORS)


@pytest.mark.parametrize(
    ("content", "moment"),
    [*((content, "middle") for content in NO_LISTS), (ERRORS, "first"), (ERRORS, "last")],
)
def test_an_answer_that_is_none_is_not_taken_for_an_empty_list(
    platform, whole, tmp_path, content, moment
):
    """With 200 and without a list: the pull stops and says so; what it kept counts, and the next one ends whole."""
    _, asked, told = whole
    at = {"first": 1, "middle": max(1, asked // 2), "last": asked}[moment]

    def change(number, answer):
        return httpx.Response(200, content=content) if number == at else answer

    store = PageStore(tmp_path, b"k" * 32)
    try:
        done, _ = platform.pull(store, change=change)
    except ConnectorError:
        pass
    else:
        # It stood in the place of a file: that one is left, and comes with the next pull.
        assert done.files_left == {"of another size than the entry says": 1}
    platform.pull(store)
    assert platform.told(store) == told


def test_half_an_answer_is_not_taken(platform, whole, tmp_path):
    """A body that ends in the middle of its JSON."""
    _, asked, told = whole

    def change(number, answer):
        cut = answer.content[: len(answer.content) // 2]
        return httpx.Response(200, content=cut) if number == asked // 2 else answer

    store = PageStore(tmp_path, b"k" * 32)
    with pytest.raises(PermanentError):
        platform.pull(store, change=change)
    platform.pull(store)
    assert platform.told(store) == told


def test_a_token_that_runs_out_on_the_way(platform, whole, tmp_path):
    """It is renewed where that is possible; elsewhere the run stops, and goes on with a new key."""
    _, asked, told = whole
    refused = []

    def rule(number, _request):
        if number == asked // 2:
            refused.append(number)
            return httpx.Response(401)
        return None

    store = PageStore(tmp_path, b"k" * 32)
    if platform.name in RENEWS:
        platform.pull(store, rule=rule)
    else:
        with pytest.raises(PermanentError, match="anonkit connect"):
            platform.pull(store, rule=rule)
        platform.pull(store)
    assert refused
    assert platform.told(store) == told


def test_a_platform_that_is_away_for_longer(platform, tmp_path):
    """Every answer is a 503: the run ends with the reason, without a pull that counts."""
    store = PageStore(tmp_path, b"k" * 32)
    with pytest.raises(TransientError):
        platform.pull(store, rule=lambda _number, _request: httpx.Response(503))
    assert not any(platform.told(store).values())
