"""HTTP with limits of time, size and pace; what went wrong is told without an address or a secret."""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Any, Self
from urllib.parse import urlsplit

import httpx
import stamina

from anonkit.connectors.rest.access import Access
from anonkit.connectors.rest.auth import Login
from anonkit.connectors.rest.declaration import Api
from anonkit.connectors.rest.limits import Limiter, RateLimiter
from anonkit.errors import PermanentError, TransientError

Params = Sequence[tuple[str, str]]

_LONGEST_WAIT = 900.0
_LARGEST_PAGE = 64 << 20
_SAFE = frozenset({"GET", "HEAD"})


class _Busy(TransientError):
    """The platform asks to wait."""

    def __init__(self, message: str, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class NotPermitted(PermanentError):
    """The platform knows the key and does not let it do this."""


class Unconfirmed(TransientError):
    """A request that changes something was sent, and nobody said whether it was taken."""


@dataclass(frozen=True)
class Patience:
    """How long one request may take, and how often it is tried."""

    connect: float = 10.0
    read: float = 30.0
    whole: float = 120.0
    attempts: int = 5
    first_wait: float = 0.5
    longest_wait: float = 30.0


_USUAL = Patience()


@dataclass(frozen=True, repr=False)
class Answer:
    """What a platform said; its repr shows no more than the status."""

    status: int
    content: bytes
    headers: Mapping[str, str]

    @property
    def body(self) -> Any:
        """The JSON of the answer; ``None`` where it is none."""
        try:
            return json.loads(self.content) if self.content else None
        except ValueError:
            return None

    @property
    def is_refusal(self) -> bool:
        """Whether the platform understood and does not want it."""
        return 400 <= self.status < 500

    def __repr__(self) -> str:
        return f"Answer({self.status})"


class Connection:
    """Requests to one platform, as one account.

    Raises `TransientError` where the platform cannot be reached, `PermanentError` where it does not let us
    in, `Unconfirmed` where a change was sent and not answered.
    """

    def __init__(
        self,
        api: Api,
        access: Access,
        *,
        limiter: Limiter | None = None,
        patience: Patience = _USUAL,
        transport: httpx.BaseTransport | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        _keep_addresses_out_of_logs()
        self.api = api
        self.base_url = access.base_url(api)
        self._access = access
        self._limiter: Limiter = limiter or RateLimiter(api.limit.requests, api.limit.seconds)
        self._patience = patience
        self._now = now
        timeout = httpx.Timeout(patience.read, connect=patience.connect)
        self._client = httpx.Client(
            timeout=timeout, transport=transport, follow_redirects=False, verify=_trusted()
        )
        self._headers = {name: access.filled(text, api) for name, text in api.headers.items()}
        self._login = Login(api, access, self._ask_for_token)

    def close(self) -> None:
        """Lets the connections go."""
        self._client.close()
        self._limiter.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def get(self, path: str, params: Params = ()) -> Answer:
        """The answer to a question; every refusal is an error."""
        return self.accepted(self.send("GET", path, params), path)

    def ask(self, path: str, params: Params = (), body: Any = None) -> Answer:
        """The answer to a question that is put as POST and changes nothing."""
        return self.accepted(self.send("POST", path, params, body, repeatable=True), path)

    def send(
        self,
        method: str,
        path: str,
        params: Params = (),
        body: Any = None,
        *,
        repeatable: bool | None = None,
        largest: int = _LARGEST_PAGE,
    ) -> Answer:
        """The answer, refusals included; tried again where that cannot do a thing twice."""
        may_repeat = method in _SAFE if repeatable is None else repeatable
        once = _Request(method, self._address(path), params, body, largest=largest)
        answer = self._with_patience(once, repeatable=may_repeat)
        if answer.status == 401 and self._login.can_renew:
            self._login.renew()
            answer = self._with_patience(once, repeatable=may_repeat)
        if answer.status in {401, 403}:
            self._refuse_entry(answer.status, path)
        return answer

    def accepted(self, answer: Answer, path: str) -> Answer:
        """The answer where the platform took the request; `PermanentError` otherwise."""
        if answer.is_refusal or 300 <= answer.status < 400:
            raise PermanentError(
                f"{self.api.title} answered {answer.status} at {_shown(path)}. "
                "Look at the connection with `anonkit connect`, then run again."
            )
        return answer

    def file(self, link: str, largest: int) -> Answer:
        """The bytes behind a link of the platform; where it points to storage elsewhere, without our key."""
        answer = self.send("GET", link, largest=largest)
        if answer.status not in {301, 302, 303, 307}:
            return self.accepted(answer, "the file")
        target = str(httpx.URL(self._address(link)).join(answer.headers.get("location", "")))
        return self._storage(_Request("GET", target, largest=largest))

    def upload(
        self, address: str, fields: Mapping[str, str], name: str, content: bytes, media_type: str
    ) -> Answer:
        """A file put into storage elsewhere, by an address the platform gave; our key stays here."""
        files = {"file": (name, content, media_type or "application/octet-stream")}
        return self._storage(_Request("POST", address, form=dict(fields), files=files))

    def _storage(self, request: _Request) -> Answer:
        """A request to storage that the platform pointed to: nothing of ours goes with it."""
        parts = urlsplit(request.address)
        if parts.scheme != "https" and parts.hostname != urlsplit(self.base_url).hostname:
            raise PermanentError(
                f"{self.api.title} points to a place in the clear; nothing was sent."
            )
        answer = self._patiently(lambda: self._once(request, {}, limited=False))
        if answer.status >= 400:
            raise PermanentError(f"The storage of {self.api.title} answered {answer.status}.")
        return answer

    def _with_patience(self, request: _Request, *, repeatable: bool) -> Answer:
        def once() -> Answer:
            headers = {**self._headers, **self._login.headers()}
            return self._once(request, headers, repeatable=repeatable)

        return self._patiently(once)

    def _patiently(self, once: Callable[[], Answer]) -> Answer:
        patience = self._patience
        for attempt in stamina.retry_context(
            on=_wait_or_give_up,
            attempts=patience.attempts,
            timeout=None,
            wait_initial=patience.first_wait,
            wait_max=patience.longest_wait,
            wait_jitter=patience.first_wait,
        ):
            with attempt:
                return once()
        raise AssertionError("the last attempt either answers or raises")

    def _once(
        self,
        request: _Request,
        headers: Mapping[str, str],
        *,
        limited: bool = True,
        repeatable: bool = True,
    ) -> Answer:
        try:
            if not limited:
                return self._answer(request, headers)
            with self._limiter.slot():
                answer = self._answer(request, headers)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            # Nothing was sent, so nothing can have happened.
            raise TransientError(
                f"{self.api.title} could not be reached. Look at the network and run again; "
                "what was done stays done."
            ) from None
        except httpx.HTTPError:
            raise self._broken(repeatable=repeatable) from None
        return self._checked(answer, repeatable=repeatable)

    def _answer(self, request: _Request, headers: Mapping[str, str]) -> Answer:
        deadline = time.monotonic() + self._patience.whole
        with self._client.stream(
            request.method,
            request.address,
            params=list(request.params) or None,
            headers=headers,
            json=request.body,
            data=request.form,
            files=request.files,
        ) as response:
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                if len(content) > request.largest:
                    raise PermanentError(
                        f"{self.api.title} gave more than {request.largest >> 20} MiB at once; it was left aside."
                    )
                if time.monotonic() > deadline:
                    raise httpx.ReadTimeout("too slow")
            return Answer(response.status_code, bytes(content), response.headers)

    def _checked(self, answer: Answer, *, repeatable: bool) -> Answer:
        if answer.status == 429:
            seconds = self._asked_wait(answer)
            if seconds > _LONGEST_WAIT:
                raise TransientError(
                    f"{self.api.title} takes no request for {seconds / 60:.0f} minutes. Run again then."
                )
            self._limiter.close_for(seconds)
            raise _Busy(f"{self.api.title} asks to wait. Run again later.", seconds)
        if answer.status >= 500:
            raise self._broken(repeatable=repeatable)
        return answer

    def _broken(self, *, repeatable: bool) -> TransientError:
        if repeatable:
            return TransientError(
                f"{self.api.title} does not answer as it should. Run again later; what was done stays done."
            )
        return Unconfirmed(
            f"{self.api.title} did not say whether it took a record. Run again: it is looked up first."
        )

    def _asked_wait(self, answer: Answer) -> float:
        """Seconds until the platform takes requests again, by whichever header says so."""
        reset = answer.headers.get(self.api.reset_header) if self.api.reset_header else None
        if reset and reset.strip().replace(".", "", 1).isdigit():
            return max(0.0, float(reset) - self._now()) + 0.05
        after = (answer.headers.get("retry-after") or "").strip()
        if after.replace(".", "", 1).isdigit():
            return float(after)
        try:
            return max(0.0, parsedate_to_datetime(after).timestamp() - self._now())
        except (TypeError, ValueError):
            return self.api.limit.seconds

    def _refuse_entry(self, status: int, path: str) -> None:
        kind = PermanentError if status == 401 else NotPermitted
        why = "does not know the key or it has run out" if status == 401 else "does not permit it"
        raise kind(
            f"{self.api.title} answered {status} at {_shown(path)}: it {why}. Run `anonkit connect` with a "
            "key that may do this; the run goes on where it stopped."
        )

    def _address(self, path: str) -> str:
        """The whole address; a link to another place is refused, for our key would go with it."""
        if "://" not in path:
            return self.base_url + path
        ours, theirs = urlsplit(self.base_url), urlsplit(path)
        if (ours.scheme, ours.netloc) != (theirs.scheme, theirs.netloc):
            raise PermanentError(
                f"{self.api.title} answered with a link to another place; nothing was sent there."
            )
        return path

    def _ask_for_token(self, address: str, sent: Mapping[str, str], sent_as: str) -> Any:
        is_json = sent_as == "json"
        request = _Request(
            "POST", address, body=dict(sent) if is_json else None, form=None if is_json else sent
        )
        headers = {**self._headers, **self._static_headers()}
        answer = self._patiently(lambda: self._once(request, headers))
        if answer.status >= 400:
            raise PermanentError(
                f"{self.api.title} gave no new token ({answer.status}). Run `anonkit connect` again."
            )
        return answer.body

    def _static_headers(self) -> dict[str, str]:
        texts = self.api.auth.headers.items()
        return {name: self._access.filled(text, self.api) for name, text in texts}


@dataclass(frozen=True, repr=False)
class _Request:
    method: str
    address: str
    params: Params = ()
    body: Any = None
    form: Mapping[str, str] | None = None
    files: Mapping[str, tuple[str, bytes, str]] | None = None
    largest: int = _LARGEST_PAGE


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we trust; reading it takes longer than a request, so it is read once."""
    return httpx.create_ssl_context()


def open_connection(
    api: Api,
    access: Access,
    *,
    limiter: Limiter | None = None,
    patience: Patience = _USUAL,
) -> Connection:
    """A connection with one platform, to be closed after use."""
    return Connection(api, access, limiter=limiter, patience=patience)


def _wait_or_give_up(error: Exception) -> bool | float:
    """Whether to try again, or after how many seconds."""
    if isinstance(error, _Busy):
        return error.seconds
    return isinstance(error, TransientError) and not isinstance(error, Unconfirmed)


def _shown(path: str) -> str:
    """The kind of a place, without ids or queries."""
    parts = urlsplit(path).path.split("/")
    return "/".join("…" if any(sign.isdigit() for sign in part[2:]) else part for part in parts)


class _WithoutAddresses(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING


_FILTER = _WithoutAddresses()


def _keep_addresses_out_of_logs() -> None:
    """A client's id or a key can stand in an address, and httpx logs addresses."""
    for name in ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.proxy"):
        logging.getLogger(name).addFilter(_FILTER)
    if not logging.getLogger("stamina").handlers:
        logging.getLogger("stamina").addHandler(logging.NullHandler())
