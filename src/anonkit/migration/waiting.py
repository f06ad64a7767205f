"""Reasons for which a row waits on its way although nothing is to be mended in it: it waits with another row."""

from __future__ import annotations

WITH_CLIENT = "waits with its client"
WITH_PAGE = "waits with its client's page"
CLIENT_IN_QUARANTINE = "its client waits in the clinic's quarantine"
WITHOUT_PARENT = "what it belongs to is not at the target"

_WITH_ANOTHER = frozenset({WITH_CLIENT, WITH_PAGE, CLIENT_IN_QUARANTINE, WITHOUT_PARENT})


def waits_with_another(reason: str) -> bool:
    """Whether the row goes on by itself as soon as the other one does."""
    return reason in _WITH_ANOTHER
