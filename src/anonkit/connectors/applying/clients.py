"""Which client a row is about: by id, e-mail, phone, name; never by guess."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from anonkit.connectors.values import folded_name

_ALIKE = 80
"""First names this much alike (of 100) are one name spelt twice."""


@dataclass(frozen=True)
class ClientRef:
    """What a row says of its client, in comparable form."""

    ids: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    name: str = ""
    birth_date: str = ""

    @property
    def best(self) -> tuple[str, str]:
        """The strongest of what is there, with its kind."""
        for kind, values in (("id", self.ids), ("email", self.emails), ("phone", self.phones)):
            if values:
                return kind, values[0]
        return ("name", self.name) if self.name else ("none", "")


@dataclass(frozen=True)
class Match:
    """The client a row is about, or why there is none."""

    key: str | None = None
    is_ambiguous: bool = False
    by: str = ""


@dataclass(frozen=True)
class _Client:
    key: str
    ids: frozenset[str]
    has_given_id: bool
    names: tuple[str, ...]
    birth_date: str


@dataclass
class ClientBook:
    """Every client seen in this ingest or an earlier one, by what rows may call them."""

    _by_key: dict[str, _Client] = field(default_factory=dict)
    _by: dict[str, dict[str, dict[str, None]]] = field(
        default_factory=lambda: {
            kind: defaultdict(dict) for kind in ("id", "email", "phone", "name")
        }
    )

    def add(self, row: Mapping[str, Any], emails: Iterable[str], phones: Iterable[str]) -> None:
        """Remembers one clients row; the same key again adds to what is known."""
        key = str(row["row_key"])
        source_id = key.split(":", 2)[2]
        given = {str(row[name]) for name in ("client_id", "client_number") if row.get(name)}
        names = tuple(dict.fromkeys(name for name in _names_of(row) if name))
        client = _Client(
            key,
            frozenset(given),
            not is_made_id(source_id),
            names,
            str(row.get("birth_date") or ""),
        )
        self._by_key[key] = client
        for kind, values in (("id", given), ("email", emails), ("phone", phones), ("name", names)):
            for value in values:
                self._by[kind][value.casefold()][key] = None

    def find(self, ref: ClientRef, platform: str) -> Match:
        """The one client that fits; ambiguous where several people do."""
        if found := self._candidates("id", ref.ids):
            return self._one(found, ref, platform, "id")
        for kind, values in (("email", ref.emails), ("phone", ref.phones)):
            found = self._candidates(kind, values)
            # A client with another number of its own is somebody else, whatever e-mail they share.
            found = [one for one in found if not (ref.ids and one.has_given_id)]
            if found:
                return self._one(found, ref, platform, kind)
        if ref.ids or not ref.name:
            return Match()
        found = self._candidates("name", (ref.name,))
        if ref.birth_date:
            found = [one for one in found if one.birth_date in {"", ref.birth_date}]
        return self._one(found, ref, platform, "name") if found else Match()

    def _candidates(self, kind: str, values: Iterable[str]) -> list[_Client]:
        keys: dict[str, None] = {}
        for value in values:
            keys.update(self._by[kind].get(value.casefold(), {}))
        return [self._by_key[key] for key in keys]

    def _one(self, found: list[_Client], ref: ClientRef, platform: str, by: str) -> Match:
        if by == "id":
            own = [one for one in found if one.key.startswith(f"{platform}:")]
            found = own or found
        elif ref.name and by != "name":
            found = [one for one in found if _agrees(ref.name, one.names)]
            if not found:
                return Match(is_ambiguous=True, by=by)
        if len(found) > 1 and ref.birth_date:
            found = [one for one in found if one.birth_date == ref.birth_date] or found
        if len(found) > 1 and ref.name:
            found = [one for one in found if ref.name in one.names] or found
        if not _is_one_person(found):
            return Match(is_ambiguous=True, by=by)
        return Match(key=found[0].key, by=by)


def is_made_id(source_id: str) -> bool:
    """Whether an id was made here (from values or from file and row), not given by the source."""
    return source_id.startswith(("d-", "r-"))


def _names_of(row: Mapping[str, Any]) -> Iterable[str]:
    first, last = str(row.get("first_name") or ""), str(row.get("last_name") or "")
    preferred = str(row.get("preferred_name") or "")
    yield folded_name(f"{first} {last}")
    if preferred:
        yield folded_name(f"{preferred} {last}")
    if row.get("middle_name"):
        yield folded_name(f"{first} {row['middle_name']} {last}")


def _agrees(name: str, names: tuple[str, ...]) -> bool:
    """Whether a name may be spelt so for the same person; a relative at the same address is not."""
    words = name.split()
    if not words or not names:
        return True
    return any(
        _first_names_agree(words, other.split()) or sorted(words) == sorted(other.split())
        for other in names
    )


def _first_names_agree(words: list[str], other: list[str]) -> bool:
    if not other:
        return True
    one, two = words[0], other[0]
    return one in two or two in one or fuzz.ratio(one, two) >= _ALIKE


def _is_one_person(found: list[_Client]) -> bool:
    names = {one.names[0] if one.names else "" for one in found}
    births = {one.birth_date for one in found if one.birth_date}
    return len(found) == 1 or (len(names) == 1 and len(births) <= 1)
