"""A sensitive topic as its YAML file says it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

import yaml

from anonkit.deidentification.note_text.statements import Status, TermList

_FOLDER = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Topic:
    """What a note may touch that nobody would want told, even of an unknown person."""

    name: str
    says: str
    """What it covers, in a line."""
    told_as: str
    """The general words that stand in its place where it is generalised."""
    terms: TermList = field(repr=False)
    counts: frozenset[Status]
    """How a note must speak of it so that it touches this client."""
    tells_persons_apart: bool
    """Whether a relative's is not the client's; harm at home is, whoever does it."""
    bearing: re.Pattern[str] | None = field(repr=False)
    """Words near a mention that show that it bears on the treatment."""


@cache
def topics() -> Mapping[str, Topic]:
    """The topics that ship, by name, in the order of their names."""
    read = (_read(file) for file in _FOLDER.glob("*.yaml"))
    return MappingProxyType({t.name: t for t in sorted(read, key=lambda topic: topic.name)})


def _read(file: Path) -> Topic:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    bearing = data.get("bears on treatment") or ()
    return Topic(
        name=data["topic"],
        says=data["says"],
        told_as=data["told as"],
        terms=TermList.from_data(data),
        counts=frozenset(Status(word) for word in data["counts"]),
        tells_persons_apart=data.get("persons", "told apart") == "told apart",
        bearing=re.compile(rf"(?<!\w)(?:{'|'.join(bearing)})") if bearing else None,
    )
