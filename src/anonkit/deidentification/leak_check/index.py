"""What must not be found: everybody's identifiers, and who belongs to which case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, order=True)
class FullName:
    """A person's name in folded words."""

    given: tuple[str, ...]
    middle: tuple[str, ...]
    family: tuple[str, ...]


@dataclass(repr=False)
class ClientMarks:
    """What tells one client, and the people around them, to someone who reads their case."""

    given_names: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    visit_days: set[date] = field(default_factory=set)
    birth_days_of_year: set[tuple[int, int]] = field(default_factory=set)
    staff: set[str] = field(default_factory=set)
    staff_names: set[str] = field(default_factory=set)
    related: set[str] = field(default_factory=set)
    fragments: set[str] = field(default_factory=set)
    """Runs that mean something in this case only: local phone numbers, short record numbers, streets."""

    def add(self, other: ClientMarks) -> None:
        """Takes over what another part of the records says."""
        for name, found in vars(other).items():
            getattr(self, name).update(found)


@dataclass(repr=False)
class IdentifierIndex:
    """Every identifier in a clinic's records, and the clients of each case; its repr shows nothing.

    It holds identified values in memory only and is never written.
    """

    recorded: set[tuple[str, str]] = field(default_factory=set)
    """Kind (name, email, phone, address, postcode, id, number, url, handle, ip) and value as recorded."""
    full_names: set[FullName] = field(default_factory=set)
    birth_dates: set[date] = field(default_factory=set)
    marks: dict[str, ClientMarks] = field(default_factory=dict)
    staff_names: dict[str, set[str]] = field(default_factory=dict)
    words: Counter[str] = field(default_factory=Counter)
    """Lower-case words of the clinic's notes, with the number of clients in whose notes they stand."""
    clients_by_case: dict[str, tuple[str, ...]] = field(default_factory=dict)
    checks_visit_dates: bool = True

    def __repr__(self) -> str:
        return f"IdentifierIndex({len(self.recorded)} values, {len(self.clients_by_case)} cases)"

    def marks_of(self, client_key: str) -> ClientMarks:
        """The marks of a client, made where there are none."""
        return self.marks.setdefault(client_key, ClientMarks())

    def add(self, other: IdentifierIndex) -> IdentifierIndex:
        """Takes over what another partition holds; gives itself back, for folding."""
        self.recorded |= other.recorded
        self.full_names |= other.full_names
        self.birth_dates |= other.birth_dates
        self.words.update(other.words)
        self.clients_by_case.update(other.clients_by_case)
        for key, marks in other.marks.items():
            self.marks_of(key).add(marks)
        for key, names in other.staff_names.items():
            self.staff_names.setdefault(key, set()).update(names)
        return self

    def marks_of_case(self, case: str) -> ClientMarks:
        """The marks of a case's own clients, their relatives among the clients, and the staff they met."""
        own = ClientMarks()
        for client in self.clients_by_case.get(case, ()):
            own.add(self.marks_of(client))
        for client in sorted(own.related):
            relative = self.marks_of(client)
            own.names |= relative.names
            own.given_names |= relative.given_names
        for member in sorted(own.staff):
            own.staff_names |= self.staff_names.get(member, set())
        return own

    def with_cases(self, cases: Mapping[str, Iterable[str]]) -> IdentifierIndex:
        """The same identifiers, looked at with other cases; nothing is copied but the case list."""
        clients = {case: tuple(sorted(set(keys))) for case, keys in cases.items()}
        parts = {name: value for name, value in vars(self).items() if name != "clients_by_case"}
        return IdentifierIndex(**parts, clients_by_case=clients)
