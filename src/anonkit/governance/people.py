"""What the consent gate has to know of each person: wishes, age, ties to staff, disputes."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from anonkit.model import PartialDate, age_on

ADULT_AGE = 18
_RESTRICTIVENESS = ("given", "unknown", "expired", "refused", "withdrawn")
_DISPUTES = frozenset({"complaint", "claim", "legal hold"})
_DIGITS = re.compile(r"\D+")
_WORDS = re.compile(r"[^0-9a-z]+")


@dataclass(frozen=True)
class PersonFacts:
    """One person's wishes and circumstances; flags only, no values."""

    states: Mapping[str, str] = field(default_factory=dict)
    """Purpose to the consent state that counts."""
    restrictions: frozenset[str] = frozenset()
    is_under_age: bool = False
    is_age_unknown: bool = False
    is_staff: bool = False
    shares_with_staff: bool = False
    has_dispute: bool = False
    is_deceased: bool = False

    def joined(self, other: PersonFacts) -> PersonFacts:
        """Both sets of facts as one, the more restrictive of each."""
        purposes = sorted({*self.states, *other.states})
        return replace(
            self,
            states={
                purpose: _stricter(self.states.get(purpose), other.states.get(purpose))
                for purpose in purposes
            },
            restrictions=self.restrictions | other.restrictions,
            is_under_age=self.is_under_age or other.is_under_age,
            is_age_unknown=self.is_age_unknown and other.is_age_unknown,
            is_staff=self.is_staff or other.is_staff,
            shares_with_staff=self.shares_with_staff or other.shares_with_staff,
            has_dispute=self.has_dispute or other.has_dispute,
            is_deceased=self.is_deceased or other.is_deceased,
        )


def facts_of_bundle(
    bundle: Mapping[str, pd.DataFrame],
    person_by_client: Mapping[str, str],
    as_of: date | None = None,
) -> dict[str, PersonFacts]:
    """The facts about every person in one partition; a consent that ended before `as_of` has expired."""
    clients = bundle.get("clients")
    if clients is None or clients.empty:
        return {}
    staff = _StaffIndex(bundle.get("staff"))
    treated = _days_by_client(bundle)
    states = state_by_person(bundle.get("consents"), person_by_client, as_of)
    complaining = _complaining_clients(bundle)
    found: dict[str, PersonFacts] = {}
    for row in clients.to_dict("records"):
        key = str(row["row_key"])
        person = person_by_client[key]
        facts = _client_facts(row, staff, treated.get(key, []), in_dispute=key in complaining)
        facts = replace(facts, states=states.get(person, {}))
        found[person] = found[person].joined(facts) if person in found else facts
    return found


def _client_facts(
    row: Mapping[Hashable, Any], staff: _StaffIndex, treated: list[date], *, in_dispute: bool
) -> PersonFacts:
    restrictions = frozenset(_texts(row.get("restriction")))
    birth = _birth(row.get("birth_date"))
    ages = [age_on(birth, day) for day in treated] if birth else []
    known = [age for age in ages if age is not None]
    return PersonFacts(
        restrictions=restrictions,
        is_under_age=any(age < ADULT_AGE for age in known),
        is_age_unknown=birth is None or birth.year is None,
        is_staff=staff.is_member(row),
        shares_with_staff=staff.shares_with(row),
        has_dispute=in_dispute or bool(restrictions & _DISPUTES),
        is_deceased=row.get("status") == "deceased" or isinstance(row.get("deceased_on"), str),
    )


def _days_by_client(bundle: Mapping[str, pd.DataFrame]) -> dict[str, list[date]]:
    """The days on which each client was treated or seen, as far as they are known."""
    days: dict[str, list[date]] = {}
    for table, column in (
        ("treatments", "treated_at"),
        ("appointments", "starts_at"),
        ("notes", "written_at"),
    ):
        frame = bundle.get(table)
        if frame is None:
            continue
        for key, text in zip(frame["client_key"], frame[column], strict=True):
            day = _earliest_day(text)
            if day is not None:
                days.setdefault(str(key), []).append(day)
    return days


def state_by_person(
    consents: pd.DataFrame | None, person_by_client: Mapping[str, str], as_of: date | None
) -> dict[str, dict[str, str]]:
    """Per person and purpose the state that counts: the latest dated, else the most restrictive."""
    statements: dict[tuple[str, str], list[tuple[str, str]]] = {}
    if consents is None:
        return {}
    columns = ("client_key", "purpose", "state", "stated_at", "valid_until")
    rows = zip(*(consents[name] for name in columns), strict=True)
    for key, purpose, told, stated_at, until in rows:
        state = "expired" if told == "given" and _is_over(until, as_of) else told
        person = person_by_client.get(str(key))
        if person is not None:
            day = (
                stated_at[:10]
                if isinstance(stated_at, str) and len(stated_at) >= len("2024-05-01")
                else ""
            )
            statements.setdefault((person, str(purpose)), []).append((day, str(state)))
    found: dict[str, dict[str, str]] = {}
    for (person, purpose), said in sorted(statements.items()):
        found.setdefault(person, {})[purpose] = _state_that_counts(said)
    return found


def _is_over(until: object, as_of: date | None) -> bool:
    """Whether a consent ended before this day; an end that is not known to the day ends early."""
    return as_of is not None and isinstance(until, str) and until[:10] < as_of.isoformat()


def _state_that_counts(said: list[tuple[str, str]]) -> str:
    """A dated statement outranks an earlier one; an undated one only ever restricts."""
    latest = max(day for day, _ in said)
    # An empty flag is no statement, so it does not stand against a dated one.
    counted = [state for day, state in said if day == latest or (not day and state != "unknown")]
    return max(counted, key=_strictness)


def _strictness(state: str) -> int:
    # A word that is none of the five states cannot be taken for a yes.
    return _RESTRICTIVENESS.index(state) if state in _RESTRICTIVENESS else len(_RESTRICTIVENESS)


def _stricter(one: str | None, other: str | None) -> str:
    return max((state for state in (one, other) if state is not None), key=_strictness)


def _complaining_clients(bundle: Mapping[str, pd.DataFrame]) -> frozenset[str]:
    keys: set[str] = set()
    for table in ("notes", "feedback"):
        frame = bundle.get(table)
        if frame is not None:
            keys.update(str(key) for key in frame.loc[frame["kind"] == "complaint", "client_key"])
    return frozenset(keys)


class _StaffIndex:
    """Names and contact details of staff, folded so that spelling does not hide a match."""

    def __init__(self, staff: pd.DataFrame | None) -> None:
        rows = [] if staff is None else staff.to_dict("records")
        self._names = frozenset(filter(None, (_name_words(row.get("name")) for row in rows)))
        self._contacts = frozenset(
            contact
            for row in rows
            for contact in (
                _folded(row.get("email")),
                _phone(row.get("phone")),
                _folded(row.get("address")),
            )
            if contact
        )

    def is_member(self, row: Mapping[Hashable, Any]) -> bool:
        """Whether a client row is a member of staff, by name."""
        firsts = [_folded(row.get(name)) for name in ("first_name", "preferred_name")]
        last = _folded(row.get("last_name"))
        return any(
            first and last and frozenset((*first.split(), *last.split())) in self._names
            for first in firsts
        )

    def shares_with(self, row: Mapping[Hashable, Any]) -> bool:
        """Whether a client row has an e-mail, phone or address of a member of staff."""
        address = " ".join(
            filter(None, (_folded(row.get(name)) for name in ("address_line_1", "postcode")))
        )
        own = {
            _folded(row.get("email")),
            _phone(row.get("mobile_phone")),
            _folded(row.get("address_line_1")),
            address,
            *(_folded(email) for email in _texts(row.get("other_emails"))),
            *(_phone(phone) for phone in _texts(row.get("other_phones"))),
        }
        return bool((own - {""}) & self._contacts) or (
            bool(address) and self._holds_address(address)
        )

    def _holds_address(self, address: str) -> bool:
        words = address.split()
        return len(words) > 1 and any(
            all(word in contact.split() for word in words)
            for contact in self._contacts
            if " " in contact
        )


_TITLES = frozenset(
    {
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "sister",
        "prof",
        "nurse",
        "rn",
        "np",
        "pa",
        "md",
        "aprn",
        "dnp",
    }
)


def _name_words(name: object) -> frozenset[str]:
    return frozenset(word for word in _folded(name).split() if word not in _TITLES)


def _folded(value: object) -> str:
    return _WORDS.sub(" ", value.casefold()).strip() if isinstance(value, str) else ""


def _phone(value: object) -> str:
    # The last nine digits are the same with and without a country code.
    return _DIGITS.sub("", value)[-9:] if isinstance(value, str) else ""


def _birth(value: object) -> PartialDate | None:
    try:
        return PartialDate.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _earliest_day(value: object) -> date | None:
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _texts(value: object) -> Iterable[str]:
    """The members of a JSON list, or the text itself."""
    if not isinstance(value, str):
        return []
    if value.startswith("["):
        return [str(member) for member in json.loads(value)]
    return [value]
