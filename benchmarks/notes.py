"""Notes to measure with, made up from a seed: distinct texts, each with its client's record."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice
from typing import Any

from sample_data.generator.gold import _record
from sample_data.generator.notes import notes_of
from sample_data.generator.world import make_world

_CLIENTS = 400


def distinct_notes(jurisdiction: str, wanted: int, seed: int) -> list[dict[str, Any]]:
    """So many notes of as many clients as they take, no text twice; `id`, `record` and `text`."""
    return list(islice(_notes(jurisdiction, seed), wanted))


def _notes(jurisdiction: str, seed: int) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for clinic in count():
        world = make_world(jurisdiction, seed + clinic, _CLIENTS)
        for person in world.people:
            for note in notes_of(world, person):
                if note.text not in seen:
                    seen.add(note.text)
                    yield {"id": note.id, "record": _record(world, note), "text": note.text}


def with_repeats(notes: list[dict[str, Any]], share: float) -> list[dict[str, Any]]:
    """The notes, with so large a share of the whole standing there a second time, for its client."""
    if not 0 <= share < 1:
        raise SystemExit("--repeats is a share below 1")
    again = round(len(notes) * share / (1 - share))
    step = max(1, len(notes) // max(1, again))
    return [*notes, *notes[::step][:again]]
