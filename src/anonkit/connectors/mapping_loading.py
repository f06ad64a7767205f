"""Mapping files from disk: read, extended, checked whole; every fault at once, with file and key."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from anonkit.connectors.mapping import Mapping
from anonkit.errors import MappingError

RawReading = dict[str, Any]
# The one written in C reads the same and takes a tenth of the time; every ingest reads all platforms.
_PLAINEST = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load_mapping(path: Path, base_reading: Callable[[str, str], RawReading | None]) -> Mapping:
    """The mapping a file holds; `MappingError` names every fault.

    `base_reading` gives the raw reading of a platform that an ``extends: platform/reading`` names.
    """
    raw = raw_mapping(path)
    faults: list[str] = []
    readings = raw.get("readings")
    for name, reading in (readings if isinstance(readings, dict) else {}).items():
        base_name = reading.get("extends") if isinstance(reading, dict) else None
        if base_name is None:
            continue
        platform, _, base = str(base_name).partition("/")
        found = base_reading(platform, base)
        if found is None:
            faults.append(f"readings.{name}.extends: there is no reading {base_name}")
        else:
            raw["readings"][name] = extended(found, reading)
    try:
        mapping = Mapping.model_validate(raw)
    except ValidationError as error:
        faults += [
            _fault_line(fault) for fault in error.errors(include_input=False, include_url=False)
        ]
    else:
        faults += _bad_patterns(mapping)
    if faults:
        listed = "\n  ".join(faults)
        raise MappingError(
            f"{path.name} cannot be used as a mapping:\n  {listed}\nMend these lines and run again."
        )
    return mapping


def raw_mapping(path: Path) -> dict[str, Any]:
    """The file's YAML as it stands."""
    try:
        # The plainest loader leaves every word a text: a clinic's own `Yes:` must not become a boolean.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_PLAINEST)  # noqa: S506
    except FileNotFoundError as error:
        raise MappingError(
            f"There is no mapping file {path.name}. Give the path of one."
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        raise MappingError(
            f"{path.name} is not valid YAML{where}. Mend it and run again."
        ) from error
    if not isinstance(content, dict):
        raise MappingError(f"{path.name} holds no mapping: it needs `platform:` and `readings:`.")
    return content


def extended(base: RawReading, own: RawReading) -> RawReading:
    """The base reading with what its own lines say on top: rows by table and part, fields by name."""
    merged = {
        **base,
        **{
            key: value
            for key, value in own.items()
            if key not in {"rows", "recognise", "drop", "spellings"}
        },
    }
    merged["recognise"] = {**base.get("recognise", {}), **own.get("recognise", {})}
    for key in ("drop", "spellings"):
        merged[key] = {**base.get(key, {}), **own.get(key, {})}
    rows = [dict(row) for row in base.get("rows", [])]
    for row in own.get("rows", []):
        same = next((at for at, held in enumerate(rows) if _row_name(held) == _row_name(row)), None)
        if same is None:
            rows.append(row)
        else:
            fields = {**rows[same].get("fields", {}), **row.get("fields", {})}
            rows[same] = {
                **rows[same],
                **row,
                "fields": {name: rule for name, rule in fields.items() if rule},
            }
    merged["rows"] = rows
    return merged


def _row_name(row: dict[str, Any]) -> tuple[Any, Any]:
    return row.get("table"), row.get("part")


def _fault_line(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    message = str(fault["msg"]).removeprefix("Value error, ")
    return f"{key}: {message}"


def _bad_patterns(mapping: Mapping) -> list[str]:
    return [
        f"readings.{name}.{row.table}.{field}.extract: needs a pattern with one group"
        for name, reading in mapping.readings.items()
        for row in reading.rows
        for field, rule in row.fields.items()
        for one in (rule, *(rule.parts or []), *(rule.choose or []))
        if one.extract is not None and not _is_pattern(one.extract)
    ]


def _is_pattern(text: str) -> bool:
    try:
        return re.compile(text).groups >= 1
    except re.error:
        return False
