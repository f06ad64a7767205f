"""Findings of many notes in their order, on one core or several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from anonkit.execution import LocalExecutor
from anonkit.workflows.note_files import NoteRow

if TYPE_CHECKING:
    from anonkit.deidentification.text import Finding, KnownValues, ScrubbedText

_SHARE = 256
"""How many notes a worker reads at a time."""
_FEW = 1024
"""As many notes are read before workers would have started."""
_MOST_KNOWN = 64
"""Clients whose known values are kept compiled; notes of one client stand close together."""

_Task = tuple[str, Mapping[str, Any], str]
"""Text, record and client of a note."""


class KnownClients:
    """Known values of the clients met lately, compiled once for all their notes."""

    def __init__(self) -> None:
        from anonkit.deidentification.text import Recent

        self._held: Recent[tuple[Any, ...], KnownValues] = Recent(_MOST_KNOWN)

    def of(self, record: Mapping[str, Any], client: str) -> KnownValues | None:
        """What a record says of a client; None where it says nothing."""
        from anonkit.deidentification.text import KnownValues

        if not record:
            return None
        key = (client, *((name, str(value)) for name, value in record.items()))
        known = self._held.get(key)
        if known is None:
            known = KnownValues.from_record(record, owner=client)
            self._held.put(key, known)
        return known


def notes_found(
    rows: Iterable[NoteRow], jurisdiction: str, workers: int = 1
) -> Iterator[tuple[NoteRow, list[Finding]]]:
    """Each note with its findings."""
    yield from _each(rows, _Detect(jurisdiction), workers)


def notes_blanked(
    rows: Iterable[NoteRow], jurisdiction: str, workers: int = 1
) -> Iterator[tuple[NoteRow, ScrubbedText]]:
    """Each note with placeholders for what was found in it."""
    yield from _each(rows, _Blank(jurisdiction), workers)


def _each(
    rows: Iterable[NoteRow], function: Callable[[list[_Task]], list[Any]], workers: int
) -> Iterator[tuple[NoteRow, Any]]:
    todo = iter(rows)
    first = list(islice(todo, _FEW + 1))
    executor = LocalExecutor(workers if len(first) > _FEW else 1)
    waiting: list[list[NoteRow]] = []

    def tasks() -> Iterator[list[_Task]]:
        every = chain(first, todo)
        while share := list(islice(every, _SHARE)):
            waiting.append(share)
            yield [(row.text, row.record, row.client) for row in share]

    for answers in executor.map(function, tasks()):
        yield from zip(waiting.pop(0), answers, strict=True)


@dataclass(frozen=True)
class _Detect:
    """Finds what identifies in a share of the notes; goes to a worker as it is."""

    jurisdiction: str

    def __call__(self, tasks: list[_Task]) -> list[list[Finding]]:
        from anonkit.deidentification.text import analyse_many, own_votes

        known = KnownClients()
        items = ((text, known.of(record, client)) for text, record, client in tasks)
        return list(analyse_many(items, self.jurisdiction, own_votes()))


@dataclass(frozen=True)
class _Blank:
    """Writes placeholders into a share of the notes; goes to a worker as it is."""

    jurisdiction: str

    def __call__(self, tasks: list[_Task]) -> list[ScrubbedText]:
        from anonkit.deidentification.text import NoteToScrub, own_votes, scrub_texts

        known = KnownClients()
        notes = (
            NoteToScrub(text, known.of(record, client), client) for text, record, client in tasks
        )
        return list(scrub_texts(notes, jurisdiction=self.jurisdiction, model=own_votes()))
