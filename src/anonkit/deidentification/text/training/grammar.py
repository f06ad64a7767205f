"""Templates with choices and slots, read from the phrase files.

`[a|b|]` is a choice, `{slot}` a slot or another section, `{section*2-4}` several of a section.
A line that begins with `uk:` or `us:` is written in that country only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PHRASES = "anonkit.deidentification.text.training"
_REPEAT = re.compile(r"(?P<name>[\w.]+)\*(?P<least>\d+)-(?P<most>\d+)")


@dataclass(frozen=True, slots=True)
class Literal:
    """Words that stand as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for something made up, or for a line of a section."""

    name: str
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several ways to go on."""

    ways: tuple[Sequence_, ...]


@dataclass(frozen=True, slots=True)
class Sequence_:  # noqa: N801  # typing has taken the plain word
    """Parts one after another."""

    parts: tuple[Literal | Slot | Choice, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A template and where it may be used."""

    country: str | None
    template: Sequence_


def parse(text: str) -> Sequence_:
    """A template from its text."""
    sequence, end = _sequence(text, 0, nested=False)
    assert end == len(text), f"unbalanced template: {text}"
    return sequence


def _sequence(text: str, at: int, *, nested: bool) -> tuple[Sequence_, int]:
    parts: list[Literal | Slot | Choice] = []
    plain: list[str] = []

    def flush() -> None:
        if plain:
            parts.append(Literal("".join(plain)))
            plain.clear()

    while at < len(text):
        character = text[at]
        if character == "\\" and at + 1 < len(text):
            plain.append("\n" if text[at + 1] == "n" else text[at + 1])
            at += 2
        elif character == "{":
            flush()
            end = text.index("}", at)
            parts.append(_slot(text[at + 1 : end]))
            at = end + 1
        elif character == "[":
            flush()
            choice, at = _choice(text, at + 1)
            parts.append(choice)
        elif nested and character in "|]":
            break
        else:
            plain.append(character)
            at += 1
    flush()
    return Sequence_(tuple(parts)), at


def _choice(text: str, at: int) -> tuple[Choice, int]:
    ways: list[Sequence_] = []
    while True:
        way, at = _sequence(text, at, nested=True)
        ways.append(way)
        assert at < len(text), f"a choice is not closed: {text}"
        at += 1
        if text[at - 1] == "]":
            return Choice(tuple(ways)), at


def _slot(text: str) -> Slot:
    repeat = _REPEAT.fullmatch(text)
    if repeat is None:
        return Slot(text)
    return Slot(repeat["name"], int(repeat["least"]), int(repeat["most"]))


@cache
def sections() -> dict[str, tuple[Line, ...]]:
    """Every section of the phrase files by its name."""
    found: dict[str, list[Line]] = {}
    folder = files(_PHRASES) / "phrases"
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".txt"):
            _read(entry.read_text(encoding="utf-8"), found)
    return {name: tuple(lines) for name, lines in found.items()}


def _read(text: str, found: dict[str, list[Line]]) -> None:
    lines: list[Line] | None = None
    for line in text.splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line[3:].strip(), [])
        elif line.strip() and not line.startswith("#"):
            assert lines is not None, "a phrase stands before the first section"
            country = line[:2] if line[:3] in ("uk:", "us:") else None
            lines.append(Line(country, parse(line[3:].strip() if country else line)))


@cache
def lines_of(section: str, jurisdiction: str) -> tuple[Sequence_, ...]:
    """The templates of a section for a country."""
    lines = sections()[section]
    return tuple(x.template for x in lines if x.country in (None, jurisdiction))


def slots_of(sequence: Sequence_) -> Iterator[str]:
    """The names of every slot a template may come to."""
    for part in sequence.parts:
        if isinstance(part, Slot):
            yield part.name
        elif isinstance(part, Choice):
            for way in part.ways:
                yield from slots_of(way)
