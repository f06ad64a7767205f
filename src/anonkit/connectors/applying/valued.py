"""What a rule makes of whole columns: each combination of cells that differs is read once.

A rule looks at few columns, and what stands in them repeats; reading it again for each row would give
the same value and the same notices. So the rule itself is asked, by the cells it looks at, and its
answer is kept for as long as the memory for it lasts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from operator import itemgetter
from typing import Any, Generic, TypeVar

from anonkit.connectors.applying.fields import Cells, headers_between
from anonkit.connectors.applying.known_columns import numbered_headers
from anonkit.connectors.applying.remembered import LONGEST_TEXT, MOST_TEXTS
from anonkit.connectors.mapping import FieldRule
from anonkit.connectors.readers import plain_header

T = TypeVar("T")
Notes = Counter[tuple[str, str]]

_BETWEEN = "\x1f"


@dataclass(frozen=True)
class Look:
    """The columns that a rule looks at."""

    names: tuple[str, ...]
    rest: tuple[str, ...] = ()
    """The headers of the columns that no rule names, where the rule takes those."""

    @property
    def width(self) -> int:
        """How many columns that are."""
        return len(self.names) + len(self.rest)

    def key_of(self, cells: Sequence[Sequence[str]], count: int) -> Sequence[Any]:
        """For each row one key: its text where there is one column, else its cells as one text."""
        if self.width == 1:
            return cells[0]
        if not cells:
            return [""] * count
        # A text is made and compared in less time than a tuple, and nobody has to collect it.
        keys = list(map(_BETWEEN.join, zip(*cells, strict=True)))
        if "".join(keys).count(_BETWEEN) == (self.width - 1) * count:
            return keys
        return list(zip(*cells, strict=True))

    def cells(self, key: Any, order: tuple[str, ...], made: Mapping[str, str]) -> Cells:
        """The cells that a key stands for."""
        if isinstance(key, tuple):
            texts: Sequence[str] = key
        else:
            texts = key.split(_BETWEEN) if self.width > 1 else (key,) * self.width
        by_name = dict(zip(self.names, texts, strict=False))
        rest = {
            h: text for h, text in zip(self.rest, texts[len(self.names) :], strict=True) if text
        }
        return Cells(by_name, order, rest, dict(made))


class Columns:
    """The cells of a block, or of some of its rows, by plain header; what stands for nothing is empty."""

    def __init__(
        self,
        by_name: Mapping[str, Sequence[str]],
        rest: Mapping[str, Sequence[str]],
        count: int,
        rows: Sequence[int] | None = None,
    ) -> None:
        self._by_name = by_name
        self._rest = rest
        self._rows = rows
        self._keys: dict[Look, Sequence[Any]] = {}
        self.count = count if rows is None else len(rows)

    def chosen(self, rows: Sequence[int]) -> Columns:
        """The same columns of these rows, given in order."""
        if len(rows) == self.count:
            return self
        own = rows if self._rows is None else [self._rows[row] for row in rows]
        return Columns(self._by_name, self._rest, self.count, own)

    def named(self, name: str) -> Sequence[str]:
        """The column that rules know by this name; empty text where the source has none."""
        return self._taken(self._by_name.get(name))

    def unnamed(self, header: str) -> Sequence[str]:
        """A column that no rule names."""
        return self._taken(self._rest[header])

    def keys(self, look: Look) -> Sequence[Any]:
        """What stands in each row where a rule looks."""
        if (keys := self._keys.get(look)) is None:
            cells = [self.named(name) for name in look.names]
            cells += [self.unnamed(header) for header in look.rest]
            keys = self._keys[look] = look.key_of(cells, self.count)
        return keys

    def _taken(self, column: Sequence[str] | None) -> Sequence[str]:
        if column is None:
            return [""] * self.count
        return column if self._rows is None else [column[row] for row in self._rows]


def look_of(
    columns: Iterable[str],
    rules: Iterable[FieldRule],
    order: tuple[str, ...],
    present: Collection[str],
    rest: tuple[str, ...],
) -> Look:
    """Those of the columns present that are named, and that the rules find by pattern or place.

    `order` are the plain headers as the source has them, `rest` the headers that no rule names.
    """
    every = [inner for rule in rules for inner in _walked(rule)]
    names = dict.fromkeys(map(plain_header, columns))
    for rule in every:
        names |= dict.fromkeys(map(plain_header, rule.columns))
        names |= dict.fromkeys(headers_between(order, *rule.between) if rule.between else ())
        names |= dict.fromkeys(numbered_headers(rule.numbered) if rule.numbered else ())
    takes_rest = any(rule.rest for rule in every)
    return Look(tuple(name for name in names if name in present), rest if takes_rest else ())


def uses_other_rows(rule: FieldRule) -> bool:
    """Whether the value depends on what the same source row has made before."""
    return any(one.same_row is not None for one in _walked(rule))


def names_staff(rule: FieldRule) -> set[bool]:
    """Whether members of staff that the rule does not know are added; empty where it names none."""
    return {one.add_staff for one in _walked(rule) if one.staff}


def _walked(rule: FieldRule) -> Iterator[FieldRule]:
    yield rule
    for inner in (*(rule.parts or ()), *(rule.choose or ()), *((rule.plus,) if rule.plus else ())):
        yield from _walked(inner)


class Valued(Generic[T]):
    """One rule over columns."""

    def __init__(
        self,
        look: Look,
        order: tuple[str, ...],
        read: Callable[[Cells], T],
        aside: Notes,
        told: Notes,
    ) -> None:
        self.look = look
        self._order = order
        self._read = read
        self._aside = aside
        """Where `read` writes what it notices; empty between two calls."""
        self._told = told
        self._answers: _Answers[T] = _Answers(self._answer, told)

    def of(self, columns: Columns) -> list[T]:
        """The value of each row; what is noticed is told once for each row."""
        keys = columns.keys(self.look)
        self._answers.make_room()
        # One call for all of them takes a third of the time that one call for each takes.
        found = (
            list(itemgetter(*keys)(self._answers))
            if len(keys) > 1
            else [self._answers[key] for key in keys]
        )
        for key, count in self._answers.noted_among(keys).items():
            for note in self._answers.notes_by_key[key]:
                self._told[note] += count
        return found

    def of_made(self, columns: Columns, made: Sequence[Mapping[str, str]]) -> list[T]:
        """As `of`, where the value depends on the rows that each source row has made before."""
        found = []
        for key, own in zip(columns.keys(self.look), made, strict=True):
            found.append(self._read(self.look.cells(key, self._order, own)))
            self._told.update(self._taken_notes())
        return found

    def unread(self, columns: Columns) -> dict[Any, int]:
        """The keys that were not read so far, each with the first row in which it stands."""
        keys = columns.keys(self.look)
        fresh = set(keys) - self._answers.keys()
        if not fresh:
            return {}
        first = zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True)
        return {key: row for key, row in first if key in fresh}

    def learn(self, key: Any) -> None:
        """Reads one key ahead of the rows it stands in."""
        value, notes = self._answer(key)
        self._answers.keep(key, value, notes)

    def _answer(self, key: Any) -> tuple[T, tuple[tuple[str, str], ...]]:
        value = self._read(self.look.cells(key, self._order, {}))
        return value, self._taken_notes()

    def _taken_notes(self) -> tuple[tuple[str, str], ...]:
        notes = tuple(self._aside.elements())
        self._aside.clear()
        return notes


class _Answers(dict[Any, T], Generic[T]):
    """The values by key; a missing one is read."""

    def __init__(
        self, answer: Callable[[Any], tuple[T, tuple[tuple[str, str], ...]]], told: Notes
    ) -> None:
        super().__init__()
        self._answer = answer
        self._told = told
        self.notes_by_key: dict[Any, tuple[tuple[str, str], ...]] = {}

    def __missing__(self, key: Any) -> T:
        value, notes = self._answer(key)
        if not self.keep(key, value, notes):
            self._told.update(notes)
        return value

    def keep(self, key: Any, value: T, notes: tuple[tuple[str, str], ...]) -> bool:
        """Remembers an answer; tells whether there was room for its key."""
        if (len(key) if isinstance(key, str) else sum(map(len, key))) > LONGEST_TEXT:
            return False
        self[key] = value
        if notes:
            self.notes_by_key[key] = notes
        return True

    def make_room(self) -> None:
        """Forgets everything where too much is remembered."""
        if len(self) > MOST_TEXTS:
            self.clear()
            self.notes_by_key.clear()

    def noted_among(self, keys: Sequence[Any]) -> Counter[Any]:
        """How often each key stands there of which something was noticed."""
        if not self.notes_by_key:
            return Counter()
        return Counter(compress(keys, map(self.notes_by_key.__contains__, keys)))
