"""The cue words of statements, read once from their list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "data" / "cues.yaml"


@dataclass(frozen=True)
class Cues:
    """One expression for each list of `cues.yaml`; the words stand whole."""

    denying: re.Pattern[str] = field(repr=False)
    no_denial: re.Pattern[str] = field(repr=False)
    denial_ends: re.Pattern[str] = field(repr=False)
    denied_box: re.Pattern[str] = field(repr=False)
    denied_after: re.Pattern[str] = field(repr=False)
    denied_last: re.Pattern[str] = field(repr=False)
    family: re.Pattern[str] = field(repr=False)
    another_person: re.Pattern[str] = field(repr=False)
    family_heading: re.Pattern[str] = field(repr=False)
    family_after: re.Pattern[str] = field(repr=False)
    not_the_subject: re.Pattern[str] = field(repr=False)
    person_ends: re.Pattern[str] = field(repr=False)
    hypothetical: re.Pattern[str] = field(repr=False)
    hypothetical_after: re.Pattern[str] = field(repr=False)
    warned: re.Pattern[str] = field(repr=False)
    warned_after: re.Pattern[str] = field(repr=False)
    historical: re.Pattern[str] = field(repr=False)
    historical_after: re.Pattern[str] = field(repr=False)
    earlier: re.Pattern[str] = field(repr=False)
    earlier_after: re.Pattern[str] = field(repr=False)
    possible: re.Pattern[str] = field(repr=False)
    probable: re.Pattern[str] = field(repr=False)


@cache
def cues() -> Cues:
    """The cues as they ship."""
    lists: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return Cues(**{one.name: _pattern(lists[one.name.replace("_", " ")]) for one in fields(Cues)})


def _pattern(expressions: list[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w'])(?:" + "|".join(expressions) + r")(?!\w)")
