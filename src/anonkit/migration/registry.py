"""Finds targets, folder by folder."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from anonkit.errors import MappingError, SettingsError
from anonkit.migration.canonical import CANONICAL_TARGETS, canonical_target
from anonkit.migration.target import Target
from anonkit.migration.target_check import check_target

_TARGETS = Path(str(resources.files("anonkit.migration") / "targets"))


@cache
def available_targets() -> tuple[str, ...]:
    """The targets that ship, in alphabetical order."""
    described = (path.parent.name for path in _TARGETS.glob("*/target.yaml"))
    return tuple(sorted([*described, *CANONICAL_TARGETS]))


@cache
def target_named(name: str) -> Target:
    """The target of this name; `SettingsError` names those that there are."""
    if name not in available_targets():
        raise SettingsError(
            f"There is no target {name}. There are {', '.join(available_targets())}; any other platform by its "
            "blank template: --to template --template FILE."
        )
    if name in CANONICAL_TARGETS:
        return check_target(canonical_target(name), name)
    return load_target(_TARGETS / name / "target.yaml", name)


def load_target(path: Path, name: str) -> Target:
    """The target that a file describes, checked whole."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, yaml.YAMLError):
        raise MappingError(f"{path.name} of {name} is not readable YAML; mend it.") from None
    return parse_target({"name": name, **content}, f"{name}/{path.name}")


def parse_target(content: dict[str, Any], place: str) -> Target:
    """The target that this mapping describes, checked whole."""
    try:
        target = Target.model_validate(content)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise MappingError(f"{place} cannot be used: {faults}.") from None
    return check_target(target, place)
