"""Makes every attempt to reach a network an error, in this process, while it lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

# Looking a name up is phoning home as much as connecting is.
_OUTWARD = frozenset(
    {
        "socket.connect",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.gethostbyaddr",
    }
)
_refusing = [0]
_refused: list[str] = []


class SocketOpened(AssertionError):
    """Something tried to reach a network."""


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _refusing[0] and event in _OUTWARD:
        _refused.append(event)
        raise SocketOpened(f"{event} {arguments[-2:]!r}")


sys.addaudithook(_hook)


@contextmanager
def sockets_refused() -> Iterator[None]:
    """No look-up and no connection, not even to this machine, gets through meanwhile.

    Raises `SocketOpened` at the end as well: a library may swallow what it was told.
    """
    before = len(_refused)
    _refusing[0] += 1
    try:
        yield
    finally:
        _refusing[0] -= 1
    if len(_refused) > before:
        raise SocketOpened(f"tried: {', '.join(_refused[before:])}")
