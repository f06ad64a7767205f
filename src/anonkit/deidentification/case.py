"""One case while it is being made: who it is, its course, and the names it will bear.

It holds values of the client and lives in memory only, inside the partition function.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from anonkit.deidentification.case_identity import CaseIdentity
from anonkit.deidentification.course_time import Course
from anonkit.model import PartialDate

CLIENT = "client"
"""The owner of the client's own values within a case."""


NamePart = Callable[[str], tuple[str, str] | None]
"""Whose name a folded word is, and which part of it; ``None`` for a stranger's."""


class MadeUpName(Protocol):
    """A made-up person's name."""

    @property
    def first(self) -> str:
        """First name."""

    @property
    def last(self) -> str:
        """Last name."""


class NameBook(Protocol):
    """Made-up values for one case: the same surface of the same owner, the same value."""

    def surrogate(
        self,
        entity: str,
        surface: str,
        owner: str | None = None,
        part_of: NamePart | None = None,
        before: str = "",
    ) -> str:
        """What stands in place of a value; `part_of` tells whose name a word is.

        `before` is the text right before it, where there is any.
        """

    def person(self, owner: str, gender: str | None = None) -> MadeUpName:
        """Who somebody is in this case; the surrogates of their names agree with it."""


def same_value(text: str) -> str:
    """The form in which two writings of one value are the same."""
    return " ".join(text.casefold().split())


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True)
class Case:
    """One person as a case."""

    identity: CaseIdentity
    person: str = field(repr=False)
    client_keys: tuple[str, ...] = field(repr=False)
    course: Course = field(repr=False)
    age: int | None = field(repr=False)
    """Completed years at the first visit; ``None`` where the birth year is unknown."""
    book: NameBook = field(repr=False)
    made_up_name: str = field(default="", repr=False)
    name_part: NamePart | None = field(default=None, repr=False)
    owner_by_value: Mapping[str, str] = field(default_factory=_nothing, repr=False)
    """Whose value it is, by `same_value`, for the people around this client."""
    role_by_staff: Mapping[str, str] = field(default_factory=_nothing, repr=False)
    """The part each member of staff plays in this case, by row key."""
    row_by_key: Mapping[str, str] = field(default_factory=_nothing, repr=False)
    """The rows' names within the case, by row key."""
    grain: str | None = None
    """The grain of this case's course time, where it has one of its own."""

    @property
    def number(self) -> str:
        """The case number."""
        return self.identity.case

    def course_label(self, when: PartialDate | None, grain: str) -> str:
        """A date as this case tells it; `grain` is for cases without one of their own."""
        return self.course.label(when, self.grain or grain)

    def made_up(self, entity: str, value: str, owner: str | None, before: str = "") -> str:
        """What stands in place of a value, in tables and notes alike."""
        return self.book.surrogate(entity, value, owner, self.name_part, before)

    def owner_of(self, value: str) -> str | None:
        """Whose value it is; ``None`` where nobody around this client has it."""
        return self.owner_by_value.get(same_value(value))
