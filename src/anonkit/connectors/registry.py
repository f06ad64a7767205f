"""Finds platforms, folder by folder, and says which of them a table comes from."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path
from typing import Protocol

import yaml
from pydantic import ValidationError

from anonkit.connectors.files import USUAL, FileConnector, PlatformFacts, Recognised
from anonkit.connectors.mapping import Mapping
from anonkit.connectors.mapping_loading import RawReading, load_mapping, raw_mapping
from anonkit.errors import MappingError, SettingsError

_PLATFORMS = Path(str(resources.files("anonkit.connectors") / "platforms"))


@cache
def available_connectors() -> tuple[str, ...]:
    """The names of all platforms, in alphabetical order."""
    return tuple(
        sorted(
            folder.name for folder in _PLATFORMS.iterdir() if (folder / "connector.yaml").is_file()
        )
    )


@cache
def connector_named(name: str) -> FileConnector:
    """The connector of a platform; `SettingsError` names those that there are."""
    if name not in available_connectors():
        raise SettingsError(
            f"There is no platform {name}. There are {', '.join(available_connectors())}."
        )
    folder = _PLATFORMS / name
    return FileConnector(name, _facts(folder), load_mapping(folder / "mapping.yaml", base_reading))


def connector_from(path: Path) -> FileConnector:
    """The connector of a clinic's own mapping file."""
    mapping = load_mapping(path, base_reading)
    if mapping.platform not in available_connectors():
        raise MappingError(
            f"{path.name}: platform: there is no platform {mapping.platform}. "
            f"There are {', '.join(available_connectors())}."
        )
    return FileConnector(mapping.platform, connector_named("generic").facts, mapping, is_own=True)


def base_reading(platform: str, reading: str) -> RawReading | None:
    """A platform's reading as its file says it, for mappings that extend it."""
    if platform == USUAL:
        path = _PLATFORMS / "usual.yaml"
    elif platform in available_connectors():
        path = _PLATFORMS / platform / "mapping.yaml"
    else:
        return None
    return _shipped_readings(path).get(reading)


@cache
def _shipped_readings(path: Path) -> dict[str, RawReading]:
    """The raw readings of a file that ships, read once; whoever extends one makes its own."""
    found: dict[str, RawReading] = raw_mapping(path).get("readings", {})
    return found


@cache
def usual_mapping() -> Mapping:
    """The readings that platforms with unknown headers extend."""
    return load_mapping(_PLATFORMS / "usual.yaml", base_reading)


class TableRecogniser(Protocol):
    """Knows by which reading a table is read."""

    def recognise(
        self, headers: tuple[str, ...], file_name: str, sheet: str | None
    ) -> Recognised | None:
        """The reading, or ``None`` where nobody knows the table."""

    def code_page_of(self, file_name: str) -> str | None:
        """The encoding of files that are not UTF-8."""


class Recogniser:
    """Asks the clinic's own mapping first, then its platform, then all others."""

    def __init__(self, platform: str, mapping: Path | None) -> None:
        self._own = connector_from(mapping) if mapping is not None else None
        others = [name for name in available_connectors() if name != platform]
        self._platforms = [connector_named(name) for name in (platform, *others)]

    def recognise(
        self, headers: tuple[str, ...], file_name: str, sheet: str | None
    ) -> Recognised | None:
        """The reading that fits, or ``None`` where nobody knows the table."""
        own = [(self._own, False), (self._own, True)]
        known = [(connector, False) for connector in self._platforms]
        # Headers that nobody has seen are believed last, and only of the platform that is named.
        for connector, assumed in (*own, *known, (self._platforms[0], True)):
            if connector is not None and (
                found := connector.recognise(headers, file_name, sheet, assumed=assumed)
            ):
                return found
        return None

    def code_page_of(self, file_name: str) -> str | None:
        """The encoding the clinic or its platform declares for files that are not UTF-8."""
        asked = [self._own] if self._own is not None else []
        return next(
            (page for one in (*asked, self._platforms[0]) if (page := one.code_page_of(file_name))),
            None,
        )


def _facts(folder: Path) -> PlatformFacts:
    path = folder / "connector.yaml"
    try:
        return PlatformFacts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise MappingError(
            f"platforms/{folder.name}/connector.yaml cannot be used. Mend it."
        ) from error
