"""What a mapping file may say: how the tables of an export become canonical rows, as data."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from anonkit.connectors.mapping_parts import Columns, Condition, ForEach, Member, Recognise, Strict
from anonkit.connectors.readers import plain_header
from anonkit.connectors.values import PARSERS, DateOrder
from anonkit.model import TABLES


class FieldRule(Strict):
    """Where a field's value comes from and how it is read. A bare text is a column."""

    column: str | None = None
    """One column."""
    member: Member | None = None
    """`column` holds a list of objects, and this is taken of it."""
    first_of: Columns | None = None
    """The first of these columns that holds something."""
    numbered: str | None = None
    """A column name with ``{n}``: every filled column of the group, as a list."""
    start: int = 1
    """The first number of the group."""
    parts: list[FieldRule] | None = None
    """Several values, joined; empty ones are left out."""
    joined_by: str = " "
    """What stands between the parts."""
    choose: list[FieldRule] | None = None
    """Rules of their own, in order: the first that has a value gives it."""
    between: tuple[str, str] | None = None
    """The first filled column that stands between these two: for columns that clinics name."""
    same_row: str | None = None
    """The row of this table that the same source row has made before."""
    constant: str | None = None
    """The same value in every row."""
    rest: bool = False
    """All columns that nothing else names, as one JSON object of column to value."""
    extract: str | None = None
    """A regular expression; its first group is the value."""
    values: dict[str, str] | None = None
    """The source's words to canonical words, whatever their case."""
    otherwise: Literal["keep", "missing"] = "keep"
    """What becomes of a word that `values` does not list."""
    default: str | None = None
    """What stands where the source says nothing, or no word that `values` lists."""
    parse: str | None = None
    """A parser by name, where the field's own type does not say it."""
    order: DateOrder | None = None
    """The order of dates in this column, where it differs from the reading's."""
    plus: FieldRule | None = None
    """A duration that is added to a moment."""
    refers_to: str | None = None
    """The value is the source id of a row of this table."""
    staff: bool = False
    """The value is a member of staff, by id, initials or name."""
    add_staff: bool = True
    """Whether an unknown member of staff becomes a row of the staff table."""
    form: str | None = None
    """A text with ``{}`` in it, in which the value is set."""
    when: Condition | None = None
    """The value is only taken where this holds."""

    @model_validator(mode="before")
    @classmethod
    def _from_column(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        sources: tuple[object, ...] = (
            self.column,
            self.first_of,
            self.numbered,
            self.parts,
            self.choose,
            self.between,
        )
        sources = (*sources, self.same_row, self.constant, self.rest or None)
        if sum(source is not None for source in sources) != 1:
            names = "column, first_of, numbered, parts, choose, between, same_row, constant, rest"
            raise ValueError(f"needs exactly one of {names}")
        if self.member is not None and self.column is None:
            raise ValueError("member goes with column")
        if self.parse is not None and self.parse not in PARSERS:
            raise ValueError(f"knows no parser of this name; there are {', '.join(PARSERS)}")
        if self.refers_to is not None and self.refers_to not in TABLES:
            raise ValueError("refers_to names no canonical table")
        if self.numbered is not None and "{n}" not in self.numbered:
            raise ValueError("numbered needs {n} in the name of the column")
        return self

    @property
    def columns(self) -> list[str]:
        """Every column the rule names, patterns of groups aside."""
        own = [self.column] if self.column else []
        inner = [
            column for part in (self.parts or []) + (self.choose or []) for column in part.columns
        ]
        inner += self.plus.columns if self.plus else []
        return own + (self.first_of or []) + inner + (self.when.columns if self.when else [])


class IdRule(Strict):
    """The source id of a row. A bare text or a list is the columns that hold it."""

    columns: list[str] = Field(default_factory=list)
    """The platform's own id, in one column or several."""
    within: Columns = Field(default_factory=list)
    """Columns that tell apart rows of one such id: questions of one form; a keyed hash joins the id."""
    derived: list[FieldRule] = Field(default_factory=list)
    """Where those are empty: values that a keyed hash makes an id of, the same in the next export."""

    @model_validator(mode="before")
    @classmethod
    def _from_columns(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"columns": [value]}
        return {"columns": value} if isinstance(value, list) else value

    @property
    def named(self) -> list[str]:
        """Every column the rule names."""
        return (
            self.columns
            + self.within
            + [column for rule in self.derived for column in rule.columns]
        )


class ClientRule(Strict):
    """Which client a row is about. ``self`` is the client row that the same source row makes."""

    own: bool = False
    id: Columns = Field(default_factory=list)
    """Columns that may hold the platform's client id or the clinic's own number."""
    id_extract: str | None = None
    """A regular expression; its first group is the id: links of an interface end in it."""
    email: Columns = Field(default_factory=list)
    phone: Columns = Field(default_factory=list)
    name: Columns = Field(default_factory=list)
    """One column with the full name, or first and last name."""
    birth_date: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_self(cls, value: Any) -> Any:
        return {"own": True} if value == "self" else value

    @property
    def columns(self) -> list[str]:
        """Every column the rule names."""
        return (
            self.id
            + self.email
            + self.phone
            + self.name
            + ([self.birth_date] if self.birth_date else [])
        )


class AttachmentRule(Strict):
    """A file that the row names: its bytes go to encrypted storage, its text layer into the row."""

    column: str
    """The column with the file's name."""
    required: bool = False
    """The file is the record: a row without it waits in quarantine."""
    needs_text: bool = False
    """The row is only made where the file has a text layer."""


class RowRule(Strict):
    """One canonical row that a source row makes."""

    table: str
    part: str | None = None
    """Tells rows of one table apart that come from one source row; joins their ids."""
    id: IdRule = Field(default_factory=IdRule)
    client: ClientRule | None = None
    fields: dict[str, FieldRule] = Field(default_factory=dict)
    when: Condition | None = None
    attachment: AttachmentRule | None = None
    for_each: ForEach | None = None

    @model_validator(mode="after")
    def _fits_the_table(self) -> Self:
        if self.table not in TABLES:
            raise ValueError(f"knows no table of this name; there are {', '.join(TABLES)}")
        schema = TABLES[self.table]
        targets = [*self.fields]
        if self.for_each is not None:
            targets += [self.for_each.header_to, self.for_each.value_to]
            targets += [self.for_each.position_to] if self.for_each.position_to else []
        own = {field.name for field in schema.fields}
        if unknown := [name for name in targets if name not in own]:
            raise ValueError(f"table {self.table} has no field {', '.join(unknown)}")
        if self.table != "clients" and schema.is_about_clients and self.client is None:
            raise ValueError(f"rows of {self.table} belong to clients; say which in client")
        return self

    @property
    def columns(self) -> list[str]:
        """Every column the rule names, patterns of groups aside."""
        found = [column for rule in self.fields.values() for column in rule.columns]
        found += self.id.named
        found += self.client.columns if self.client else []
        found += self.when.columns if self.when else []
        found += [self.attachment.column] if self.attachment else []
        found += self.for_each.columns if self.for_each else []
        found += [self.for_each.members] if self.for_each and self.for_each.members else []
        return found


class AmendRule(Strict):
    """A table that completes client rows instead of making its own: holds, id checks."""

    client: ClientRule
    fields: dict[str, FieldRule]
    appended: Columns = Field(default_factory=list)
    """Fields to which the value is added on a line of its own instead of filling a gap."""
    replaced: Columns = Field(default_factory=list)
    """Fields whose value stands above the one of the client row."""
    when: Condition | None = None
    """Rows that do not meet it complete nothing and are ignored."""
    until: str | None = None
    """A column with the last day: after it only the `appended` fields are taken over."""

    @model_validator(mode="after")
    def _fits_clients(self) -> Self:
        own = {field.name for field in TABLES["clients"].fields}
        if unknown := [name for name in self.fields if name not in own]:
            raise ValueError(f"table clients has no field {', '.join(unknown)}")
        return self

    @property
    def columns(self) -> list[str]:
        """Every column the rule names."""
        found = self.client.columns + [
            column for rule in self.fields.values() for column in rule.columns
        ]
        return (
            found + (self.when.columns if self.when else []) + ([self.until] if self.until else [])
        )


class IgnoreRows(Strict):
    """Rows that are no records: breaks in a schedule, sums at the foot."""

    reason: str
    when: Condition


class Reading(Strict):
    """How one kind of table is recognised and what its rows make."""

    extends: str | None = None
    recognise: Recognise = Field(default_factory=Recognise)
    certainty: Literal["verified", "verified-weak", "assumed"] = "verified-weak"
    """How well the headers are known; an assumed reading is only tried for the platform that is named."""
    spellings: dict[str, Columns] = Field(default_factory=dict)
    """Other spellings that a column of this reading may have in the file."""
    summary: Columns = Field(default_factory=list)
    """Words in the first cell of a row that sums up the others."""
    code_page: str | None = None
    """The encoding of files that are not UTF-8."""
    dates: DateOrder | None = None
    """The order of dates in this table; the clinic's country says it otherwise."""
    blank: Columns = Field(default_factory=list)
    """Words that stand for nothing."""
    ignore: str | None = None
    """Why the whole table is left aside."""
    ignore_rows: list[IgnoreRows] = Field(default_factory=list)
    rows: list[RowRule] = Field(default_factory=list)
    amends: AmendRule | None = None
    repeats: Literal["ignore", "keep"] = "ignore"
    """What a row is that says letter by letter what another one said: the same row again, or its own."""
    drop: dict[str, str] = Field(default_factory=dict)
    """Columns that are knowingly left behind, with the reason."""

    @model_validator(mode="after")
    def _makes_something(self) -> Self:
        known = self.recognise
        if not (known.columns or known.one_of or known.file or known.sheet):
            raise ValueError("needs columns, one_of, file or sheet in recognise")
        if not (self.rows or self.amends or self.ignore):
            raise ValueError("makes nothing: give rows, amends or ignore")
        if self.amends and self.rows:
            raise ValueError("a table that amends clients makes no rows of its own")
        keys = [(row.table, row.part) for row in self.rows]
        if len(set(keys)) != len(keys):
            raise ValueError("two rows of one table need different parts")
        if self.is_about_itself and "clients" not in {row.table for row in self.rows}:
            raise ValueError("client: self needs a row of clients in the same reading")
        return self

    @property
    def is_about_itself(self) -> bool:
        """Whether a row speaks of the client row that the same source row makes."""
        return any(row.client is not None and row.client.own for row in self.rows)

    @property
    def takes_rest(self) -> bool:
        """Whether some rule takes all columns that nothing else names."""
        return any(
            (row.for_each is not None and row.for_each.rest)
            or any(rule.rest for rule in row.fields.values())
            for row in self.rows
        )

    @property
    def tables(self) -> tuple[str, ...]:
        """The canonical tables it makes or completes."""
        made = dict.fromkeys(row.table for row in self.rows)
        return tuple(made) or (("clients",) if self.amends else ())

    @property
    def columns(self) -> list[str]:
        """Every column that any rule names, patterns of groups aside; dropped ones too."""
        found = [column for row in self.rows for column in row.columns]
        found += [column for column in self.drop if "*" not in column]
        found += [column for rule in self.ignore_rows for column in rule.when.columns]
        return found + (self.amends.columns if self.amends else [])

    @cached_property
    def name_by_spelling(self) -> dict[str, str]:
        """Each further spelling of a column, plain, to the plain name that the rules use."""
        return {
            plain_header(spelling): plain_header(name)
            for name, spellings in self.spellings.items()
            for spelling in spellings
        }

    def header_names(self, headers: Iterable[str]) -> dict[str, str]:
        """Each plain header to the name the rules know it by; the first of two spellings counts."""
        plain = list(dict.fromkeys(plain_header(header) for header in headers))
        names: dict[str, str] = {}
        taken = set(plain)
        for header in plain:
            name = self.name_by_spelling.get(header, header)
            names[header] = header if name in taken and name != header else name
            taken.add(names[header])
        return names

    @property
    def groups(self) -> list[str]:
        """The patterns of numbered columns."""
        rules = [rule for row in self.rows for rule in row.fields.values()]
        return [rule.numbered for rule in rules if rule.numbered]

    @property
    def gaps(self) -> list[tuple[str, str]]:
        """The pairs of columns between which a clinic names its own."""
        rules = [rule for row in self.rows for rule in row.fields.values()]
        return [rule.between for rule in rules if rule.between]


class Mapping(Strict):
    """A mapping file: the platform whose rows it makes and its readings by name."""

    platform: str
    readings: dict[str, Reading] = Field(default_factory=dict)
