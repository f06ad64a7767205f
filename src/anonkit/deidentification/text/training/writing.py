"""Notes made up whole, each with the places of its identifiers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from anonkit.deidentification.text.training.grammar import (
    Choice,
    Literal,
    Sequence_,
    Slot,
    lines_of,
    sections,
)
from anonkit.deidentification.text.training.hands import Hand, draw_copyist, draw_hand, written
from anonkit.deidentification.text.training.people import Cast
from anonkit.deidentification.text.training.recasting import recast
from anonkit.deidentification.text.training.slots import Piece, fill
from anonkit.deidentification.text.training.written_notes import hand_written

NAMING_NOBODY = 0.28
"""The share of composed notes without any identifier."""
WRITTEN_BY_HAND = 0.6
"""The share of notes that somebody wrote whole; the others are composed of phrases."""
_RUN_TOGETHER = 0.2
"""How often two of them stand in one text."""
_CUT = 0.15
"""How often only some lines or sentences of a text are read."""
_EDGE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class WrittenNote:
    """A made-up note; each span is start, end, kind."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def write_notes(seed: int, count: int, jurisdiction: str) -> Iterator[WrittenNote]:
    """The same notes for the same seed, all people in them made up."""
    draw = Random(f"{seed}/{jurisdiction}")  # noqa: S311  # nothing here is secret
    for _ in range(count):
        yield write_note(draw, jurisdiction)


def write_note(draw: Random, jurisdiction: str) -> WrittenNote:
    """One note of a kind drawn by chance."""
    if draw.random() < WRITTEN_BY_HAND:
        return written_note(draw, jurisdiction)
    kind = "clean.note" if draw.random() < NAMING_NOBODY else "note"
    hand = draw_hand(draw)
    pieces = _Writer(Cast(draw, jurisdiction), hand).section(kind)
    return assemble(written(pieces, hand, draw))


def written_note(draw: Random, jurisdiction: str) -> WrittenNote:
    """A note written by hand, told of other people, now and then joined to another or cut."""
    pieces = _recast_note(draw, jurisdiction)
    if draw.random() < _RUN_TOGETHER:
        between = draw.choice(("\n", "\n\n", " ", ". ", "\n---\n"))
        pieces = [*pieces, (between, None), *_recast_note(draw, jurisdiction)]
    if draw.random() < _CUT:
        pieces = _part_of(pieces, draw)
    return assemble(written(pieces, draw_copyist(draw), draw))


def _recast_note(draw: Random, jurisdiction: str) -> list[Piece]:
    note = draw.choice(hand_written(jurisdiction))
    return recast(note.pieces, jurisdiction, draw)


def _part_of(pieces: list[Piece], draw: Random) -> list[Piece]:
    """From one sentence's end to another's; all of it where there are none."""
    parted: list[list[Piece]] = [[]]
    for text, entity in pieces:
        if entity is not None:
            parted[-1].append((text, entity))
            continue
        for place, part in enumerate(_EDGE.split(text)):
            if place:
                parted.append([])
            if part:
                parted[-1].append((part, None))
    first = draw.randrange(len(parted))
    chosen = parted[first : draw.randrange(first, len(parted)) + 1]
    joined: list[Piece] = []
    for part in chosen:
        joined += [("\n" if joined else "", None), *part]
    return joined


def assemble(pieces: list[Piece]) -> WrittenNote:
    """The text of the pieces, and where the marked ones stand."""
    spans: list[tuple[int, int, str]] = []
    texts: list[str] = []
    length = 0
    for text, entity in pieces:
        if entity is not None:
            spans.append((length, length + len(text), entity))
        texts.append(text)
        length += len(text)
    return WrittenNote("".join(texts), tuple(spans))


@dataclass
class _Writer:
    cast: Cast
    hand: Hand

    def section(self, name: str) -> list[Piece]:
        template = self.cast.draw.choice(lines_of(name, self.cast.jurisdiction))
        return self.sequence(template)

    def sequence(self, template: Sequence_) -> list[Piece]:
        pieces: list[Piece] = []
        for part in template.parts:
            if isinstance(part, Literal):
                pieces.append((part.text, None))
            elif isinstance(part, Choice):
                pieces.extend(self.sequence(self.cast.draw.choice(part.ways)))
            else:
                pieces.extend(self.slot(part))
        return pieces

    def slot(self, slot: Slot) -> list[Piece]:
        if ":" in slot.name:
            entity, _, section = slot.name.partition(":")
            return [("".join(text for text, _ in self.section(section)), entity)]
        if slot.name not in sections():
            return fill(slot.name, self.cast)
        if (slot.least, slot.most) == (1, 1):
            return self.section(slot.name)
        count = self.cast.draw.randint(slot.least, slot.most)
        pieces: list[Piece] = []
        for place in range(count):
            if place:
                pieces.append((self.hand.glue, None))
            clause = self.section(slot.name)
            pieces.extend(_opened(clause) if self.hand.opens_high else clause)
        return pieces


def _opened(pieces: list[Piece]) -> list[Piece]:
    if not pieces:
        return pieces
    (text, entity), rest = pieces[0], pieces[1:]
    if not text:
        return [pieces[0], *_opened(rest)]
    return [(text[:1].upper() + text[1:], entity), *rest]
