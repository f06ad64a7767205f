"""What a target takes, as data: its files, their columns, and what happens to everything else.

Every field of every canonical table is decided: a column takes it, or a rule says why none does. A
target that leaves one undecided is refused before anything runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Form = Literal["text", "date", "time", "minutes", "words", "list", "staff", "matched"]
CrosswalkKind = Literal["practitioners", "services", "locations", "statuses", "products"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Strict):
    """One column of a target's file; exactly one source."""

    field: str | None = None
    """A field of the row itself."""
    client: str | None = None
    """A column of the client's own row in the file that holds the clients."""
    consent: str | None = None
    """The client's state for a purpose; `words` says it in the target's words."""
    contact: str | None = None
    """The first contact of this kind around the client; `of` names its field."""
    of: str = "name"
    fold: tuple[str, ...] = ()
    """Fields of the row, as labelled words; the first one stands without its label."""
    fold_tables: tuple[str, ...] = ()
    """Rows of other tables about the same client, as words."""
    constant: str | None = None
    form: Form = "text"
    pattern: str = "%Y-%m-%d"
    day_pattern: str | None = None
    """How a moment is written of which only the day is known; else it gets midnight."""
    without_year: str | None = None
    """How the target writes a date whose year is unknown; it takes none where this is not said."""
    words: Mapping[str, str] = {}
    coerced: tuple[str, ...] = ()
    """Words that lose meaning on the way."""
    start: str = ""
    """For minutes: the field the count begins at."""
    kind: CrosswalkKind | None = None
    """For matched: the crosswalk that says the target's word."""
    carries: str | None = None
    """For a look-up: the key that it stands for."""
    longest: int | None = None
    on_long: Literal["cut", "wait"] = "cut"
    required: bool = False
    unique: bool = False
    counts: bool = True
    """Whether this column is where its field is accounted for; a second look at a field is not."""

    @property
    def sources(self) -> tuple[str, ...]:
        """The fields of the row that this column takes."""
        own = (self.field, self.carries, *self.fold)
        return tuple(name for name in own if name)


class Condition(_Strict):
    """Rows in which a field holds one of these words, and why they do not come along."""

    field: str
    words: tuple[str, ...] = ()
    empty: bool = False
    reason: str


class Control(_Strict):
    """The columns that control sums are read back from."""

    month: str | None = None
    by: str | None = None
    money: str | None = None
    client: str | None = None
    field_month: str | None = None
    field_by: str | None = None
    field_money: str | None = None
    is_text: bool = False
    """Months are taken from the text as it stands, on whatever clock it was told."""


class TargetFile(_Strict):
    """One file that the target takes; a row for each row of its table."""

    name: str
    file: str
    table: str
    columns: Mapping[str, Column]
    rows_at_most: int | None = None
    bytes_at_most: int | None = None
    is_plain: bool = False
    """Cells are written as they are: no spreadsheet is meant to open this."""
    overflow: str | None = None
    """The text column in which a value stands that its own column cannot express."""
    needs_one_of: tuple[str, ...] = ()
    """The target refuses a row in which all of these columns are empty."""
    refuse_when: tuple[Condition, ...] = ()
    leave_out_when: tuple[Condition, ...] = ()
    only_when: tuple[Condition, ...] = ()
    """Where given, only rows in which one of these holds."""
    extra: tuple[str, ...] = ()
    """A list beside the account: its rows are accounted for elsewhere. Entries alike in these columns are one."""
    control: Control = Control()
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, data: Any) -> Any:
        """A column that is only the name of a field may be written so."""
        columns = {
            name: {"field": column} if isinstance(column, str) else column
            for name, column in data["columns"].items()
        }
        return {**data, "columns": columns}


class Rule(_Strict):
    """Why no column takes a field or a table, and what happens to it instead."""

    drop: str | None = None
    refuse: str | None = None
    attach: str | None = None

    @model_validator(mode="after")
    def _one(self) -> Rule:
        if sum(reason is not None for reason in (self.drop, self.refuse, self.attach)) != 1:
            raise ValueError("says exactly one of drop, refuse, attach, with its reason")
        return self

    @property
    def reason(self) -> str:
        """Why."""
        return self.drop or self.refuse or self.attach or ""


class SideEffect(_Strict):
    """What the target would do to people, and how that is prevented."""

    what: str
    prevented: str


class Attachments(_Strict):
    """Which files on clients the target takes."""

    file: str = "files.zip"
    index: str = "files_index.csv"
    media_types: tuple[str, ...]
    bytes_at_most: int
    archive_bytes_at_most: int = 1_000_000_000
    columns: Mapping[str, str]
    """Column of the index to: file, client_number, client_name, dated, kind."""
    keeps_rows: bool = False
    """Files go along of rows that are written as well."""
    history: bool = True
    """Whether a page made by us is taken as a file."""


class Target(_Strict):
    """One target platform."""

    name: str
    title: str
    how: str
    country: str
    certainty: str
    source: str
    takes: str = ""
    files: tuple[TargetFile, ...] = Field(default=())
    attachments: Attachments | None = None
    tables: Mapping[str, Rule] = {}
    fields: Mapping[str, Rule] = {}
    rest: Rule | None = None
    """What happens to tables that nothing else is said of."""
    side_effects: tuple[SideEffect, ...] = ()
    known: Mapping[CrosswalkKind, tuple[str, ...]] = {}
    """Words that the target has by itself."""
    proposed: Mapping[CrosswalkKind, Mapping[str, str]] = {}
    """Our words that the target is known to call something else; empty where it has no such thing."""

    @property
    def clients_file(self) -> TargetFile | None:
        """The file that holds the clients."""
        return next((file for file in self.files if file.table == "clients"), None)

    def rule_for(self, table: str, field: str) -> Rule | None:
        """What happens to a field that no column takes."""
        return self.fields.get(f"{table}.{field}") or self.rule_for_rows(table)

    def rule_for_rows(self, table: str) -> Rule | None:
        """What happens to rows that no file takes."""
        return self.tables.get(table) or self.rest

    def columns_of(self, table: str) -> Iterator[tuple[TargetFile, str, Column]]:
        """Every column that is filled from rows of this table itself, and accounts for them."""
        for file in self.files:
            if file.table == table and not file.extra:
                yield from ((file, name, column) for name, column in file.columns.items())
