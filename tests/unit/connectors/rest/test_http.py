"""Requests: what is tried again, what is not, and what is never told."""

import json
import logging

import httpx
import pytest

from anonkit.connectors.rest import Access, RateLimiter, Unconfirmed, api_named
from anonkit.connectors.rest.http import Connection, Patience
from anonkit.errors import PermanentError, SettingsError, TransientError

QUICK = Patience(first_wait=0.001, longest_wait=0.002, attempts=3)
KEY = "MS0xLXNlY3JldA-uk1"


def connection(answer, api="cliniko", **secrets):
    access = Access(secrets or {"key": KEY}, {"contact": "it@clinic.example"})
    return Connection(
        api_named(api).api,
        access,
        limiter=RateLimiter(100_000, 1.0),
        patience=QUICK,
        transport=httpx.MockTransport(answer),
    )


def answers(*replies):
    """A platform that gives these answers in turn, the last one for ever; asked requests are kept."""
    asked = []

    def answer(request):
        asked.append(request)
        reply = replies[min(len(asked), len(replies)) - 1]
        if isinstance(reply, Exception):
            raise reply
        return reply

    return answer, asked


def test_the_key_says_where_the_account_lives():
    """The shard stands at the end of the key; a key without one lives where the first accounts do."""
    api = api_named("cliniko").api
    assert Access({"key": KEY}).base_url(api) == "https://api.uk1.cliniko.com/v1"
    assert Access({"key": "abc"}).base_url(api) == "https://api.au1.cliniko.com/v1"


def test_a_place_in_the_clear_is_refused():
    """Records do not travel without https, except on this machine."""
    with pytest.raises(SettingsError):
        Access({"key": KEY}, at="http://clinic.example/v1").base_url(api_named("cliniko").api)


def test_bears_key_and_contact():
    """Every request has the key as user and the contact in User-Agent."""
    answer, asked = answers(httpx.Response(200, json={}))
    connection(answer).get("/user")
    assert asked[0].headers["user-agent"] == "anonkit (it@clinic.example)"
    assert asked[0].headers["authorization"].startswith("Basic ")


@pytest.mark.parametrize(
    "first",
    [
        httpx.Response(500),
        httpx.Response(503),
        httpx.ReadTimeout("slow"),
        httpx.RemoteProtocolError("cut"),
        httpx.ConnectError("away"),
        httpx.Response(429, headers={"X-RateLimit-Reset": "1"}),
        httpx.Response(429, headers={"Retry-After": "0"}),
    ],
)
def test_a_question_is_put_again(first):
    """What broke on the way is asked once more."""
    answer, asked = answers(first, httpx.Response(200, json={"ok": 1}))
    assert connection(answer).get("/patients").body == {"ok": 1}
    assert len(asked) == 2


@pytest.mark.parametrize("broken", [httpx.Response(502), httpx.ReadTimeout("slow")])
def test_a_change_is_not_sent_twice(broken):
    """Nobody said whether it was taken, so it must be looked up before it is sent again."""
    answer, asked = answers(broken)
    with pytest.raises(Unconfirmed):
        connection(answer).send("POST", "/patients", body={"first_name": "Ann"})
    assert len(asked) == 1


@pytest.mark.parametrize("early", [httpx.ConnectError("away"), httpx.Response(429)])
def test_a_change_that_cannot_have_happened_is_sent_again(early):
    """A refused connection and a full limit changed nothing."""
    api_limit = httpx.Response(201, json={"id": "1"})
    if isinstance(early, httpx.Response):
        early.headers["Retry-After"] = "0"
    answer, asked = answers(early, api_limit)
    assert connection(answer).send("POST", "/patients", body={}).status == 201
    assert len(asked) == 2


def test_gives_up_after_a_few_times():
    """A platform that stays away is no reason to wait for ever."""
    answer, asked = answers(httpx.ConnectError("away"))
    with pytest.raises(TransientError):
        connection(answer).get("/patients")
    assert len(asked) == 3


def test_a_long_wait_is_told_instead_of_waited():
    """An hour is for a person to decide."""
    answer, _ = answers(httpx.Response(429, headers={"Retry-After": "3600"}))
    with pytest.raises(TransientError, match="60 minutes"):
        connection(answer).get("/patients")


@pytest.mark.parametrize("status", [401, 403])
def test_stops_where_it_is_not_let_in(status):
    """A key that is refused is not tried again."""
    answer, asked = answers(httpx.Response(status))
    with pytest.raises(PermanentError):
        connection(answer).get("/patients")
    assert len(asked) == 1


def test_a_link_to_another_place_is_not_followed():
    """The key goes to the platform alone."""
    answer, asked = answers(httpx.Response(200, json={}))
    with pytest.raises(PermanentError):
        connection(answer).get("https://elsewhere.example/v1/patients?page=2")
    assert asked == []


def test_storage_gets_no_key():
    """A file behind a link to storage is fetched without what lets us in."""
    answer, asked = answers(
        httpx.Response(302, headers={"Location": "https://storage.example/1?signature=x"}),
        httpx.Response(200, content=b"scan"),
    )
    got = connection(answer).file(
        "https://api.uk1.cliniko.com/v1/patient_attachments/1/content", 99
    )
    assert got.content == b"scan"
    assert "authorization" not in asked[1].headers


def test_a_file_larger_than_allowed_is_cut_off():
    """What is too large is not read to its end."""
    answer, _ = answers(httpx.Response(200, content=b"x" * 1000))
    with pytest.raises(PermanentError):
        connection(answer).file("/patient_attachments/1/content", 99)


def test_secrets_are_never_told(caplog):
    """No log line, message or repr holds a key or an address."""
    answer, _ = answers(httpx.ConnectError(f"https://{KEY}@api"))
    with caplog.at_level(logging.DEBUG), pytest.raises(TransientError) as error:
        connection(answer).get("/patients", [("q[]", "email:=ann@example.org")])
    access = Access({"key": KEY})
    told = caplog.text + str(error.value) + repr(error.value) + repr(access)
    told += repr(error.value.__cause__) + repr(error.value.__suppress_context__)
    assert KEY not in told
    assert "ann@example.org" not in told


def test_a_token_that_runs_out_is_asked_for_again():
    """In the middle of a pull a new token takes the place of the old one, and its refresh token is kept."""
    tokens = iter(["first", "second"])
    kept = {}

    def answer(request):
        if request.url.path.endswith("/token"):
            return httpx.Response(
                200, json={"access_token": next(tokens), "refresh_token": "next-refresh"}
            )
        if request.headers["authorization"] == "Bearer second":
            return httpx.Response(200, json={"ok": 1})
        return httpx.Response(401, content=json.dumps({"error": "expired"}))

    api = api_named("cliniko").api.model_copy(
        update={
            "auth": api_named("cliniko").api.auth.model_copy(
                update={
                    "kind": "oauth",
                    "token_url": "/token",
                    "form": {"grant_type": "refresh_token", "refresh_token": "{refresh_token}"},
                }
            )
        }
    )
    access = Access(
        {"key": "x-uk1", "refresh_token": "old"}, {"contact": "a@b.example"}, save=kept.update
    )
    one = Connection(
        api,
        access,
        limiter=RateLimiter(1000, 1.0),
        patience=QUICK,
        transport=httpx.MockTransport(answer),
    )
    assert one.get("/patients").body == {"ok": 1}
    assert kept["refresh_token"] == "next-refresh"
