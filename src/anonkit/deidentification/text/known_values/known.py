"""All that is known of the people a note may speak of, compiled once and looked for together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.known_values.codes import CodeIndex
from anonkit.deidentification.text.known_values.harvest import harvest_record
from anonkit.deidentification.text.known_values.names import NameIndex
from anonkit.deidentification.text.known_values.phrases import PhraseIndex
from anonkit.deidentification.text.known_values.towns import town_index
from anonkit.deidentification.text.known_values.values import KnownValue
from anonkit.deidentification.text.note import Note


class KnownValues:
    """Looks for the identifiers the clinic holds, in whatever form a note writes them.

    Towns are those of everybody in the records: whoever they belong to, a note may name them.
    """

    def __init__(
        self, values: Iterable[KnownValue] = (), towns: frozenset[str] = frozenset()
    ) -> None:
        held = tuple(dict.fromkeys(values))
        self.values = held
        self.token = object()
        """Stands for this object where keeping the object itself would keep all it holds."""
        self._towns = towns

    @classmethod
    def from_record(cls, record: Mapping[str, object] | None, owner: str = "client") -> KnownValues:
        """Known values of one client's record."""
        return cls(harvest_record(record or {}, owner))

    def __repr__(self) -> str:
        """Says how many values are known, never which."""
        return f"KnownValues({len(self.values)} values)"

    def name_part(self, key: str) -> tuple[str, str] | None:
        """Whose name a folded word is, and which part: first, last, short or initials."""
        return self._names.part_of(key)

    def find(self, note: Note) -> Iterator[Finding]:
        """Every place where one of them stands."""
        yield from self._names.find(note)
        yield from self._codes.find(note)
        yield from self._phrases.find(note)
        yield from town_index(self._towns).find(note)

    # Each is made when first asked for: who only writes surrogates needs the names alone.
    @cached_property
    def _names(self) -> NameIndex:
        return NameIndex(self.values)

    @cached_property
    def _codes(self) -> CodeIndex:
        return CodeIndex(self.values)

    @cached_property
    def _phrases(self) -> PhraseIndex:
        return PhraseIndex(self.values)
