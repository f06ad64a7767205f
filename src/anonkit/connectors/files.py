"""A platform that hands its records out as files."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch

from pydantic import BaseModel, ConfigDict

from anonkit.connectors.mapping import Mapping, Reading
from anonkit.connectors.readers import plain_header


class ExportFile(BaseModel):
    """One export a clinic can have from the platform."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    container: str
    how: str
    """Where it is found at the platform, and who may take it."""
    hides: str = ""
    """What it leaves out unless a filter is changed."""
    expires: str = ""


class PlatformFacts(BaseModel):
    """What is known of a platform, apart from how its files are read."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    files: list[ExportFile] = []
    api: str
    """Whether there is an interface for programs, and who may use it."""
    target: str
    """What the platform takes in."""
    certainty: str
    """verified, verified-weak, inferred: how well its files are known."""
    source: str
    """Where these facts were found."""
    never: list[str] = []
    """What can never be had."""
    code_page: str | None = None


@dataclass(frozen=True)
class Recognised:
    """The reading that fits a table."""

    platform: str
    name: str
    reading: Reading
    is_named: bool
    """Whether the mapping fixes the name of file or sheet, so that it may be shown."""


@dataclass(frozen=True)
class FileConnector:
    """One platform: its facts, and how its files are recognised and read."""

    name: str
    facts: PlatformFacts
    mapping: Mapping

    def tables(self) -> tuple[str, ...]:
        """The canonical tables its files can fill."""
        return tuple(
            dict.fromkeys(t for reading in self.mapping.readings.values() for t in reading.tables)
        )

    def recognise(
        self, headers: tuple[str, ...], file_name: str, sheet: str | None
    ) -> Recognised | None:
        """The reading that fits best: most of its columns there; the first of equals."""
        best: tuple[int, Recognised] | None = None
        plain = {plain_header(header) for header in headers}
        for name, reading in self.mapping.readings.items():
            if not _fits(reading, plain, file_name, sheet):
                continue
            is_named = bool(reading.recognise.file or reading.recognise.sheet)
            score = 2 * len(plain & {plain_header(column) for column in reading.columns}) + is_named
            if best is None or score > best[0]:
                platform = (
                    reading.extends.partition("/")[0] if reading.extends else self.mapping.platform
                )
                best = score, Recognised(platform, name, reading, is_named)
        return best[1] if best else None

    def code_page_of(self, file_name: str) -> str | None:
        """The declared encoding of a file that is not UTF-8."""
        for reading in self.mapping.readings.values():
            if reading.code_page and _is_one_of(file_name, reading.recognise.file or ["*"]):
                return reading.code_page
        return self.facts.code_page


def _fits(reading: Reading, plain: set[str], file_name: str, sheet: str | None) -> bool:
    known = reading.recognise
    if known.file and not _is_one_of(file_name, known.file):
        return False
    if known.sheet and plain_header(sheet or "") not in {
        plain_header(name) for name in known.sheet
    }:
        return False
    if not {plain_header(column) for column in known.columns} <= plain:
        return False
    return not {plain_header(column) for column in known.without} & plain


def _is_one_of(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name.casefold(), pattern.casefold()) for pattern in patterns)
