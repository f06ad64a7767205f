"""Suites as data: Great Expectations' own file format, read without its engine.

A suite guards one canonical table: ``canonical/<table>.json`` always, ``platforms/<name>/<table>.json``
for rows of that platform besides. The loading fails closed: a file that is not understood whole is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from anonkit.errors import ValidationError
from anonkit.model import TABLES
from anonkit.validation.facts import SETTINGS, ClinicFacts

SEVERITIES: tuple[str, ...] = ("critical", "warning", "info")
_META = frozenset({"code", "message", "field", "only", "unless"})
_CODE = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Rule:
    """One expectation of a suite, and what its failing means here."""

    type: str
    kwargs: Mapping[str, Any]
    severity: str
    code: str
    message: str
    field: str
    """The column to mend; empty where the row as a whole is meant."""
    only: str | None = None
    unless: str | None = None

    def applies_to(self, clinic: ClinicFacts) -> bool:
        """Whether the clinic's jurisdiction and settings call for the rule."""
        wanted = self.only is None or self.only in clinic.settings
        return wanted and (self.unless is None or self.unless not in clinic.settings)


@dataclass(frozen=True)
class Suite:
    """The rules for one canonical table."""

    name: str
    file: str
    table: str
    platform: str | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Suites:
    """Every suite that guards a clinic's tables."""

    suites: tuple[Suite, ...]

    def for_table(self, table: str) -> tuple[Suite, ...]:
        """The canonical suite of a table, then those of platforms."""
        return tuple(suite for suite in self.suites if suite.table == table)

    def rule_for(self, table: str, code: str, field: str) -> Rule | None:
        """The rule that gives this code for this field."""
        for suite in self.for_table(table):
            for rule in suite.rules:
                if (rule.code, rule.field) == (code, field):
                    return rule
        return None


def load_suites(folder: Path | None = None, platforms: Iterable[str] = ()) -> Suites:
    """The canonical suites, and those of the platforms named; by default the ones that ship.

    Raises `ValidationError` naming file and position for anything that is not understood.
    """
    if folder is not None:
        return _load_folder(folder, tuple(platforms))
    packaged = files("anonkit") / "expectations"
    if packaged.is_dir():
        with as_file(packaged) as place:
            return _load_folder(place, tuple(platforms))
    return _load_folder(Path(__file__).resolve().parents[3] / "expectations", tuple(platforms))


def _load_folder(folder: Path, platforms: tuple[str, ...]) -> Suites:
    missing = [table for table in TABLES if not (folder / "canonical" / f"{table}.json").is_file()]
    if missing:
        raise ValidationError(
            f"expectations: no suite for {', '.join(missing)}; each canonical table needs canonical/<table>.json"
        )
    paths: list[tuple[str | None, Path]] = [
        (None, path) for path in sorted((folder / "canonical").glob("*.json"))
    ]
    for platform in sorted(set(platforms)):
        paths += [
            (platform, path) for path in sorted((folder / "platforms" / platform).glob("*.json"))
        ]
    return Suites(tuple(_load_suite(path, platform, folder) for platform, path in paths))


def _load_suite(path: Path, platform: str | None, folder: Path) -> Suite:
    file = path.relative_to(folder).as_posix()
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as fault:
        raise ValidationError(
            f"{file}: not a JSON file ({type(fault).__name__}); mend or remove it"
        ) from None
    if path.stem not in TABLES:
        raise ValidationError(f"{file}: no canonical table has that name")
    entries = content.get("expectations") if isinstance(content, dict) else None
    if not isinstance(entries, list) or not entries or not isinstance(content.get("name"), str):
        raise ValidationError(f"{file}: a suite needs a name and a list of expectations")
    rules = tuple(
        _rule(entry, f"{file}, expectation {n}", path.stem) for n, entry in enumerate(entries, 1)
    )
    return Suite(content["name"], file, path.stem, platform, rules)


def _rule(entry: Any, place: str, table: str) -> Rule:
    if not isinstance(entry, dict) or set(entry) != {"type", "kwargs", "meta", "severity"}:
        raise ValidationError(f"{place}: needs type, kwargs, meta and severity, and nothing else")
    meta = entry["meta"]
    if (
        not isinstance(entry["kwargs"], dict)
        or not isinstance(meta, dict)
        or not set(meta) <= _META
    ):
        raise ValidationError(
            f"{place}: kwargs and meta are mappings; meta may hold {', '.join(sorted(_META))}"
        )
    rule = Rule(
        type=str(entry["type"]),
        kwargs=entry["kwargs"],
        severity=str(entry["severity"]),
        code=str(meta.get("code", "")),
        message=str(meta.get("message", "")),
        field=str(meta.get("field", "")),
        only=meta.get("only"),
        unless=meta.get("unless"),
    )
    _check_rule(rule, place, table)
    return rule


def _check_rule(rule: Rule, place: str, table: str) -> None:
    known = TABLES[table].field_by_name
    if rule.severity not in SEVERITIES:
        raise ValidationError(f"{place}: severity is one of {', '.join(SEVERITIES)}")
    if not _CODE.fullmatch(rule.code) or not rule.message:
        raise ValidationError(f"{place}: meta needs a code in kebab case and a message")
    if rule.field and rule.field not in known:
        raise ValidationError(f"{place}: table {table} has no field {rule.field}")
    if rule.severity == "warning" and (not rule.field or known[rule.field].required):
        raise ValidationError(
            f"{place}: a warning empties a field, so it must name one that is not required"
        )
    for setting in (rule.only, rule.unless):
        if setting is not None and setting not in SETTINGS:
            raise ValidationError(f"{place}: only and unless are among {', '.join(SETTINGS)}")
    for column in columns_of(rule):
        if not column.startswith("_") and column not in known:
            raise ValidationError(f"{place}: table {table} has no column {column}")


def columns_of(rule: Rule) -> tuple[str, ...]:
    """The columns a rule reads, as its arguments name them."""
    names: list[str] = []
    for key, value in rule.kwargs.items():
        if key in _COLUMN_ARGUMENTS and isinstance(value, str):
            names.append(value)
        elif key in _COLUMNS_ARGUMENTS and isinstance(value, list | dict):
            names += [str(item) for item in value]
    return tuple(names)


_COLUMN_ARGUMENTS = frozenset(
    (
        "column",
        "than",
        "other",
        "start",
        "end",
        "birth",
        "at",
        "fact",
        "kind",
        "score",
        "scale",
        "column_A",
        "column_B",
    )
)
_COLUMNS_ARGUMENTS = frozenset(("columns", "column_list", "where"))
