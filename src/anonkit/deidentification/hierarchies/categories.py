"""Hierarchies of words, read from data: each word belongs to a group, and groups may to others."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from anonkit.deidentification.hierarchies.base import Step, SteppedHierarchy

_DATA = Path(__file__).parent / "data"


def category_hierarchy(name: str) -> SteppedHierarchy:
    """The hierarchy that ``data/<name>.yaml`` describes."""
    steps: list[tuple[str, Step]] = [
        (str(level["words"]), partial(_lookup, name=name, level=index))
        for index, level in enumerate(_table(name)["levels"])
    ]
    return SteppedHierarchy(str(_table(name)["name"]), tuple(steps))


def _lookup(value: str, name: str, level: int) -> str | None:
    return _groups(name, level).get(" ".join(value.split()).casefold())


@cache
def _groups(name: str, level: int) -> Mapping[str, str]:
    """From a word in lower case to its group at a level."""
    table = _table(name)
    return {
        str(word).casefold(): str(group)
        for group, words in table["levels"][level]["groups"].items()
        for word in words
    }


@cache
def _table(name: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = yaml.safe_load((_DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    return table


def category_files() -> tuple[str, ...]:
    """The names of the category files that ship."""
    files = sorted(_DATA.glob("*.yaml"))
    return tuple(file.stem for file in files if "levels" in yaml.safe_load(file.read_text("utf-8")))
