"""A target whose interface is described as data: which lists it has, and how it is told of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from anonkit.connectors.rest import Answer, Connection, entries_of, found_at, set_at, text_at
from anonkit.migration.pushing.forecast import Costs
from anonkit.migration.pushing.outgoing import Outgoing
from anonkit.migration.pushing.receiver import Removed, RowRefused

_TARGETS = Path(str(resources.files("anonkit.migration") / "targets"))
_FILE = "receiver.yaml"
_DAY = 10


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Act(_Strict):
    """One thing that can be done to an entry: by a GraphQL query, or at a path of its own."""

    query: str = ""
    """GraphQL; ``$row`` is the entry, ``$id`` its id."""
    path: str = ""
    """Asked with POST, the fields as parameters; ``{id}`` is the entry's id."""
    without: tuple[str, ...] = ()
    """Fields that this act does not take."""
    row: Mapping[str, str] = {}
    """Fields that are told whatever the row says."""
    id: str = ""
    """Where in the answer the entry's id stands; an act that has one is done only where it is told."""
    leaves: Literal["deleted", "archived"] = "deleted"
    """What taking an entry back makes of it."""

    @model_validator(mode="after")
    def _one(self) -> Act:
        if bool(self.query) == bool(self.path):
            raise ValueError("says exactly one of query and path")
        return self


class AnswerPlaces(_Strict):
    """Where in an answer it stands whether something was done."""

    error: str = ""
    """Holds something only where it was not."""
    done: tuple[str, ...] = ()
    """One of these holds a number or a truth; nought or false where it was not."""


class ReceivedList(_Strict):
    """One list of a target."""

    list: str
    """The list of the platform's ``api.yaml`` that it is read back from."""
    naming: tuple[str, ...]
    says: Mapping[str, str]
    """Our name for a field to its place in an entry; the rest is not told by the list."""
    days: tuple[str, ...] = ()
    booleans: tuple[str, ...] = ()
    changes_a_day: int | None = None
    """How many entries the target wants made or changed in a day at most."""
    create: Act
    change: Act
    remove: Act
    answer: AnswerPlaces

    @model_validator(mode="after")
    def _named(self) -> ReceivedList:
        if not self.create.id:
            raise ValueError("create says where in the answer the new id stands")
        return self


@cache
def declared_receivers() -> tuple[str, ...]:
    """The targets whose interface is described so."""
    return tuple(sorted(path.parent.name for path in _TARGETS.glob(f"*/{_FILE}")))


@cache
def declared_lists(platform: str) -> Mapping[str, ReceivedList]:
    """What is described of one target."""
    text = (_TARGETS / platform / _FILE).read_text(encoding="utf-8")
    return TypeAdapter(dict[str, ReceivedList]).validate_python(yaml.safe_load(text))


class DeclaredReceiver:
    """One account of such a target; what its interface does not know, no argument changes."""

    def __init__(self, platform: str, connection: Connection) -> None:
        self._lists = declared_lists(platform)
        self._connection = connection
        self.order = tuple(self._lists)
        self.naming: Mapping[str, tuple[str, ...]] = {
            name: one.naming for name, one in self._lists.items()
        }
        self.costs = declared_costs(platform)

    def account(self) -> str:
        """The account that the key opens, as far as its interface tells."""
        return self._connection.base_url

    def directory(self) -> Mapping[str, Mapping[str, str]]:
        """Nothing that a crosswalk may name."""
        return {}

    def present(self, resource: str) -> Iterator[tuple[str, str]]:  # noqa: ARG002
        """No entry bears the number of a source."""
        yield from ()

    def source_number(self, row: Outgoing) -> str:  # noqa: ARG002
        """None is kept there."""
        return ""

    def entries(self, resource: str) -> Iterator[tuple[str, Mapping[str, str]]]:
        """Every entry of the list and what it says."""
        described = self._lists[resource]
        for entry in entries_of(self._connection, described.list):
            place = self._connection.api.resources[described.list].id
            yield text_at(entry, place), _said(described, entry)

    def told(self, row: Outgoing, ids: Mapping[str, str]) -> Mapping[str, str]:  # noqa: ARG002
        """Of the row, what the list can say."""
        described = self._lists[row.resource]
        return {name: value for name, value in row.values.items() if name in described.says}

    def look_up(self, row: Outgoing, ids: Mapping[str, str]) -> list[str]:
        """The interface finds nobody by a field, so the list is read."""
        told = self.told(row, ids)
        return [key for key, said in self.entries(row.resource) if _agree(told, said)]

    def agrees(self, row: Outgoing, target_id: str, ids: Mapping[str, str]) -> bool:
        """Reads the list until the entry comes."""
        told = self.told(row, ids)
        found = (said for key, said in self.entries(row.resource) if key == target_id)
        return _agree(told, next(found, {}))

    def digest(self, target_id: str) -> str:  # noqa: ARG002
        """No files are taken."""
        return ""

    def create(self, row: Outgoing, ids: Mapping[str, str]) -> str:  # noqa: ARG002
        """Makes the entry; the target's id."""
        described = self._lists[row.resource]
        return self._done(described, described.create, _payload(described, row))

    def finish(self, row: Outgoing, target_id: str) -> None:
        """Nothing remains to be done."""

    def update(self, row: Outgoing, target_id: str, ids: Mapping[str, str]) -> None:  # noqa: ARG002
        """Makes the entry say what the row says now."""
        described = self._lists[row.resource]
        payload = _payload(described, row, described.change.without)
        self._done(described, described.change, payload, target_id)

    def remove(self, resource: str, target_id: str) -> Removed:
        """Deletes or archives the entry, where the target lets it."""
        described = self._lists[resource]
        try:
            self._done(described, described.remove, {}, target_id)
        except RowRefused:
            return "stays"
        return described.remove.leaves

    def _done(
        self, described: ReceivedList, act: Act, row: Mapping[str, Any], target_id: str = ""
    ) -> str:
        told = {**row, **act.row}
        if act.query:
            variables = {
                **({"id": target_id} if target_id else {}),
                **({"row": told} if told else {}),
            }
            body = {"query": act.query, "variables": variables}
            answer = self._connection.send("POST", "", body=body)
        else:
            path = act.path.replace("{id}", quote(target_id, safe=""))
            answer = self._connection.send("POST", path, params=list(told.items()))
        _refuse(answer, described.answer)
        key = text_at(answer.body, act.id) if act.id else target_id
        if not key:
            raise RowRefused("the target named no entry that it made")
        return key


def declared_costs(platform: str) -> Costs:
    """One call a row; the list is read back in pages."""
    lists = declared_lists(platform)
    limits = [one.changes_a_day for one in lists.values() if one.changes_a_day]
    return Costs(dict.fromkeys(lists, 1), start=30, changes_a_day=min(limits, default=None))


def _refuse(answer: Answer, places: AnswerPlaces) -> None:
    """A refusal comes as an answer like any other; what it says may hold a value and is not told."""
    if answer.is_refusal or found_at(answer.body, "errors"):
        raise RowRefused("the target does not take a field of it")
    told = [found_at(answer.body, place) for place in places.done]
    is_undone = bool(told) and not any(_is_true(one) for one in told)
    if is_undone or (places.error and found_at(answer.body, places.error)):
        raise RowRefused("the target refused it")


def _is_true(told: Any) -> bool:
    return str(told).strip().casefold() not in {"", "0", "none", "false"}


def _payload(described: ReceivedList, row: Outgoing, without: Iterable[str] = ()) -> dict[str, Any]:
    left_out = set(without)
    found: dict[str, Any] = {}
    for name, value in row.values.items():
        if name not in left_out:
            set_at(found, name, value == "true" if name in described.booleans else value)
    return found


def _said(described: ReceivedList, entry: Any) -> dict[str, str]:
    found = {name: text_at(entry, place) for name, place in described.says.items()}
    return {
        name: text[:_DAY] if name in described.days else text
        for name, text in found.items()
        if text
    }


def _agree(told: Mapping[str, str], said: Mapping[str, str]) -> bool:
    return all(said.get(name, "") == value for name, value in told.items())
