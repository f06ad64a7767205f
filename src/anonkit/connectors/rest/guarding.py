"""No list without end: pages that repeat, totals that are passed, a list that changed while it was read."""

from __future__ import annotations

import json
from collections.abc import Mapping

from anonkit.connectors.rest.declaration import Api
from anonkit.errors import PermanentError

_EMPTY_PAGES = 3


class NeverEnding(PermanentError):
    """A list that repeats itself or never ends."""


class PageGuard:
    """Watches one pass over one list."""

    def __init__(self, api: Api, resource: str) -> None:
        self._api = api
        self._resource = resource
        self._positions: set[str] = set()
        self._ids: set[str] = set()
        self._totals: set[int | None] = set()
        self._without_id = 0
        self._pages = 0
        self._empty_in_a_row = 0

    def check_position(self, position: Mapping[str, str]) -> None:
        """Refuses a page that was asked for before."""
        key = json.dumps(dict(position), sort_keys=True)
        if key in self._positions:
            raise self._ended("points back to a page it gave before")
        self._positions.add(key)

    def take(self, ids: list[str], total: int | None) -> None:
        """Looks at one page; `NeverEnding` where it says nothing new or too much."""
        self._pages += 1
        self._totals.add(total)
        known = {one for one in ids if one}
        if known and known <= self._ids:
            raise self._ended("gives a page of entries that it gave before")
        self._ids |= known
        self._without_id += len(ids) - len([one for one in ids if one])
        self._empty_in_a_row = 0 if ids else self._empty_in_a_row + 1
        if self._empty_in_a_row > _EMPTY_PAGES:
            raise self._ended("gives one empty page after the other")
        if total is not None and self._count > 2 * max(total, 50):
            raise self._ended(f"gives more than twice the {total} entries it speaks of")
        if self._pages > self._api.most_pages:
            raise self._ended(f"is longer than {self._api.most_pages} pages")

    @property
    def is_steady(self) -> bool:
        """Whether the total stayed the same and as many entries came."""
        if self._totals == {None} or not self._totals:
            return True
        return len(self._totals) == 1 and self._totals == {self._count}

    @property
    def _count(self) -> int:
        return len(self._ids) + self._without_id

    def _ended(self, why: str) -> NeverEnding:
        return NeverEnding(
            f"{self._api.title}: the list of {self._resource} {why}. The pull stopped; what came before it "
            "is kept. Tell the platform's support, and run again when it is mended."
        )
