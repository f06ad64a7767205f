"""The small parts of a mapping file: conditions, members of lists, and how a table is recognised."""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Columns = Annotated[list[str], BeforeValidator(_as_list)]


class Condition(Strict):
    """When a row rule applies: every line that is given must hold."""

    column: str | None = None
    is_in: Columns | None = None
    """`column` holds one of these words, whatever their case."""
    not_in: Columns | None = None
    """`column` holds none of these words."""
    any_filled: Columns | None = None
    """At least one of these columns holds something."""
    all_filled: Columns | None = None
    """Each of these columns holds something."""
    all_empty: Columns | None = None
    """None of these columns holds anything."""

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        if (self.is_in is not None or self.not_in is not None) != (self.column is not None):
            raise ValueError("is_in and not_in go with column, and column with one of them")
        return self

    @property
    def columns(self) -> list[str]:
        """Every column the condition looks at."""
        named = (self.any_filled, self.all_filled, self.all_empty)
        return ([self.column] if self.column else []) + [
            name for names in named for name in names or []
        ]


class Member(Strict):
    """What is taken of a list of objects: phones by their kind, labels by their name."""

    take: str = ""
    """The key whose value counts, ``outer.inner`` for one within; the member itself where it is empty."""
    where: dict[str, str] = Field(default_factory=dict)
    """Keys and the words that the member must have there, whatever their case."""
    every: bool = False
    """All such members as a list; the first one otherwise."""
    total: bool = False
    """The sum of the numbers: minutes of the parts of a booking."""


class ForEach(Strict):
    """One canonical row for each filled column: a questionnaire that stands sideways."""

    columns: list[str] = Field(default_factory=list)
    rest: bool = False
    """All columns that nothing else names."""
    header_to: str
    """The field that takes the column's name."""
    value_to: str
    """The field that takes the value."""
    position_to: str | None = None
    """The field that takes the number of the column in its order."""
    members: str | None = None
    """A column that holds a list of objects: one row for each of them instead of for each column."""
    within: Columns = Field(default_factory=list)
    """Keys of lists inside the members, from the outside in, down to the questions."""
    header: str = "name"
    """The key of a member that takes the place of the column's name."""


class Recognise(Strict):
    """By what a table is recognised: every line that is given must fit."""

    columns: Columns = Field(default_factory=list)
    """Headers that must all be there, whatever their case and punctuation."""
    one_of: list[Columns] = Field(default_factory=list)
    """Groups of headers: of each group at least one must be there."""
    without: Columns = Field(default_factory=list)
    """Headers that must not be there."""
    file: Columns = Field(default_factory=list)
    """File names, ``*`` for any letters; such names may be shown."""
    sheet: Columns = Field(default_factory=list)
    """Sheet names; such names may be shown."""
