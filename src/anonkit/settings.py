"""A workspace's settings: `anonkit.yaml`, read into a typed object, every fault at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal
from zoneinfo import available_timezones

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from anonkit.errors import SettingsError

Jurisdiction = Literal["uk", "us"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Clinic(_Strict):
    """Who the clinic is."""

    name: str = ""
    jurisdiction: Jurisdiction
    state: str | None = None
    """Two letters of the US state whose rules on keeping records apply."""
    time_zone: str
    """IANA zone of times that come without one."""
    adults_only: bool = False
    currency: str | None = None
    contact: str = ""
    """Where a client can reach the clinic about their data."""
    controller: str = ""
    """Who consents to tests of the clinic's own releases, and since when."""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("is not an IANA time zone such as Europe/London")
        return value


class Notice(_Strict):
    """One version of the privacy notice."""

    version: str
    in_force_from: str
    purposes: tuple[str, ...] = ()


class Party(_Strict):
    """A processor or recipient, and the agreement with it."""

    name: str
    role: str = "processor"
    country: str = ""
    agreement: str = ""


class Retention(_Strict):
    """How long records are kept after the last treatment."""

    years: int = Field(ge=0, le=100)


class Engine(_Strict):
    """How work is spread."""

    name: str = "local"
    workers: int = Field(default=1, ge=1, le=64)
    clients_per_partition: int = Field(default=2000, ge=1)
    partitions: int | None = Field(default=None, ge=1, le=4096)
    """A fixed number of partitions, instead of one for every `clients_per_partition`."""


class Settings(_Strict):
    """Everything in `anonkit.yaml`."""

    workspace_id: str
    clinic: Clinic
    platforms: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    parties: tuple[Party, ...] = ()
    retention: Retention
    engine: Engine = Engine()


def load_settings(path: Path) -> Settings:
    """The settings in this file; `SettingsError` lists every fault with its key."""
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(
            f"{path.name} is not there; is this a workspace? `anonkit init` makes one."
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path.name} is not readable YAML{_line(error)}; mend it and try again."
        ) from None
    return parse_settings(content, path.name)


def parse_settings(content: Any, name: str) -> Settings:
    """The settings in this mapping, named `name` in messages."""
    try:
        return Settings.model_validate(content)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc']) or 'file'}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise SettingsError(f"{name} cannot be used: {faults}") from None


def dump_settings(settings: Settings) -> str:
    """The settings as YAML, in declared order."""
    content = settings.model_dump(mode="json")
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True)


def _line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f" (line {mark.line + 1})" if mark is not None else ""
