"""Reads ``teaching.yaml``: every fault in one message that names the place, never what was written."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable
from typing import Any

import yaml
from pydantic import ValidationError

from anonkit.datasets.teaching.layer import LONGEST_TEXT, Teaching
from anonkit.errors import SettingsError

LONGEST_FILE = 500_000
_FILE = "teaching.yaml"
_KEY = re.compile(r"[a-z_]{1,20}|C-[0-9A-Z]{1,8}")
_HOLDS = (
    "It holds title, level, themes, objectives, reading and cases, and for each case title, level, themes, "
    "objectives, stages, happened_from, questions, pitfalls and reading"
)


def read_teaching(text: str | None) -> Teaching:
    """The file as data; every fault of it in one `SettingsError`. Nothing written is an empty layer."""
    if text is None:
        return Teaching()
    if len(text) > LONGEST_FILE:
        raise SettingsError(
            f"{_FILE} is longer than {LONGEST_FILE // 1000} kB; a text of it has at most "
            f"{LONGEST_TEXT:,} characters, so shorten it or make two sets."
        )
    try:
        return Teaching.model_validate(yaml.load(text, Loader=_Once) or {})  # noqa: S506 - a safe loader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f" at line {mark.line + 1}" if mark else ""
        says = error.problem if isinstance(error, _Refused) else "is not YAML"
        raise SettingsError(
            f"{_FILE} {says}{place}; mend it and write again (a text with : # ? or brackets in it stands "
            "in quotes)"
        ) from None
    except RecursionError:
        raise SettingsError(f"{_FILE} is nested too deep; write it flat") from None
    except ValidationError as error:
        faults = "; ".join(dict.fromkeys(_fault(one["loc"], one["msg"]) for one in error.errors()))
        raise SettingsError(f"{_FILE} cannot be used: {faults}. {_HOLDS}") from None


def teaching_for(text: str | None, cases: Collection[str]) -> Teaching:
    """The layer for a set of these cases; `SettingsError` where it speaks of one that is not in it."""
    teaching = read_teaching(text)
    strange = [
        str(number) for number, case in enumerate(teaching.cases, start=1) if case not in cases
    ]
    if strange:
        raise SettingsError(
            f"{_FILE} speaks of cases that are not in this set: entry {', '.join(strange[:12])} of cases. "
            "Take them out, or choose them with --cases; a case number stands at the top of its case."
        )
    return teaching


def _fault(place: tuple[int | str, ...], says: str) -> str:
    where = ".".join(map(_shown, place)) or "the whole file"
    return f"{where}: {says.removeprefix('Value error, ')}"


def _shown(part: int | str) -> str:
    """A key as it was written where it looks like one; somebody may have written a name."""
    return str(part) if isinstance(part, int) or _KEY.fullmatch(part) else "(another key)"


class _Refused(yaml.MarkedYAMLError):
    """Something that YAML allows and this file does not."""


class _Once(yaml.SafeLoader):
    """A safe loader that refuses a key written twice, and references that could grow without end."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise _Refused(problem="refers to another place", problem_mark=self.get_mark())
        return super().compose_node(parent, index)

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:
        keys = [key.value for key, _ in node.value]
        for place, (key, _) in enumerate(node.value):
            if key.value in keys[:place]:
                raise _Refused(problem="says one thing twice", problem_mark=key.start_mark)
        return super().construct_mapping(node, deep=deep)
