"""Finds the platforms that have an ``api.yaml``, and the readings in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from anonkit.connectors.mapping import Mapping as ReadingFile
from anonkit.connectors.mapping import Reading
from anonkit.connectors.mapping_loading import raw_mapping
from anonkit.connectors.rest.declaration import Api
from anonkit.errors import MappingError, SettingsError

_PLATFORMS = Path(str(resources.files("anonkit.connectors") / "platforms"))
_NAME = "api.yaml"


@dataclass(frozen=True)
class ApiFolder:
    """A platform's API: how it is asked, and how what it says becomes canonical rows."""

    name: str
    api: Api
    readings: Mapping[str, Reading]


@cache
def available_apis() -> tuple[str, ...]:
    """The platforms that can be pulled, in alphabetical order."""
    return tuple(sorted(path.parent.name for path in _PLATFORMS.glob(f"*/{_NAME}")))


@cache
def api_named(name: str) -> ApiFolder:
    """The API of a platform; `SettingsError` names those that there are."""
    if name not in available_apis():
        raise SettingsError(
            f"{name} has no API that can be pulled. There are {', '.join(available_apis())}."
        )
    return load_api(name, _PLATFORMS / name / _NAME)


def load_api(name: str, path: Path) -> ApiFolder:
    """The API that a file describes; `MappingError` names every fault."""
    raw = raw_mapping(path)
    try:
        api = Api.model_validate(raw)
        readings = {
            resource: {
                "recognise": {"file": f"{name}-api-{resource}.jsonl"},
                **reading,
                "drop": {**api.drop, **reading.get("drop", {})},
            }
            for resource, reading in api.readings.items()
        }
        parsed = ReadingFile.model_validate({"platform": name, "readings": readings})
    except ValidationError as error:
        faults = "\n  ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise MappingError(f"{name}/{path.name} cannot be used:\n  {faults}") from None
    if unknown := set(parsed.readings) - set(api.resources):
        raise MappingError(f"{name}/{path.name}: readings of no resource: {', '.join(unknown)}")
    return ApiFolder(name, api, parsed.readings)
