"""Platforms reached over HTTP: described as data, never asked faster than they allow, never for ever."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anonkit.connectors.rest.access import Access as Access
    from anonkit.connectors.rest.apis import ApiFolder as ApiFolder
    from anonkit.connectors.rest.apis import api_named as api_named
    from anonkit.connectors.rest.apis import available_apis as available_apis
    from anonkit.connectors.rest.declaration import Api as Api
    from anonkit.connectors.rest.http import Answer as Answer
    from anonkit.connectors.rest.http import Connection as Connection
    from anonkit.connectors.rest.http import NotPermitted as NotPermitted
    from anonkit.connectors.rest.http import Patience as Patience
    from anonkit.connectors.rest.http import Unconfirmed as Unconfirmed
    from anonkit.connectors.rest.http import open_connection as open_connection
    from anonkit.connectors.rest.limits import RateLimiter as RateLimiter
    from anonkit.connectors.rest.pages import PageStore as PageStore
    from anonkit.connectors.rest.paths import found_at as found_at
    from anonkit.connectors.rest.paths import last_part as last_part
    from anonkit.connectors.rest.paths import set_at as set_at
    from anonkit.connectors.rest.paths import text_at as text_at
    from anonkit.connectors.rest.probing import Probe as Probe
    from anonkit.connectors.rest.probing import probe as probe
    from anonkit.connectors.rest.pulling import Pulled as Pulled
    from anonkit.connectors.rest.pulling import pull as pull
    from anonkit.connectors.rest.reading_lists import entries_of as entries_of
    from anonkit.connectors.rest.shaping import plain_text as plain_text
    from anonkit.connectors.rest.shaping import tree_text as tree_text
    from anonkit.connectors.rest.shared_limits import SharedLimiter as SharedLimiter
    from anonkit.connectors.rest.snapshot import Snapshot as Snapshot

_HOME_BY_NAME = {
    "Access": "access",
    "Api": "declaration",
    "ApiFolder": "apis",
    "api_named": "apis",
    "available_apis": "apis",
    "Answer": "http",
    "Connection": "http",
    "NotPermitted": "http",
    "Patience": "http",
    "Unconfirmed": "http",
    "open_connection": "http",
    "RateLimiter": "limits",
    "PageStore": "pages",
    "found_at": "paths",
    "set_at": "paths",
    "entries_of": "reading_lists",
    "last_part": "paths",
    "text_at": "paths",
    "Probe": "probing",
    "probe": "probing",
    "Pulled": "pulling",
    "pull": "pulling",
    "SharedLimiter": "shared_limits",
    "plain_text": "shaping",
    "tree_text": "shaping",
    "Snapshot": "snapshot",
}
__all__ = list(_HOME_BY_NAME)


def __getattr__(name: str) -> Any:
    if name not in _HOME_BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_BY_NAME[name]}"), name)
