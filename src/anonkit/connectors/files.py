"""A platform that hands its records out as files."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatch

from pydantic import BaseModel, ConfigDict

from anonkit.connectors.base import Recognition
from anonkit.connectors.mapping import Mapping, Reading
from anonkit.connectors.readers import plain_header

USUAL = "usual"
"""The readings that platforms with unknown headers extend: what most exports call their columns."""


class ExportFile(BaseModel):
    """One export a clinic can have from the platform."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    container: str
    how: str
    """Where it is found at the platform, and who may take it."""
    who: str = ""
    """Who may take it."""
    hides: str = ""
    """What it leaves out unless a filter is changed."""
    arrives: str = ""
    """When it comes; at once where nothing stands here."""
    expires: str = ""
    readings: list[str] = []
    """The readings by which it is known to have arrived."""
    is_needed: bool = True
    """Whether a clinic that leaves misses something without it."""


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
    known: int = 0
    """How many of the table's columns the reading knows."""
    is_own: bool = False
    """Whether a mapping of the clinic's own says it."""

    def recognition(self, columns: int) -> Recognition:
        """What to tell of it."""
        base = (self.reading.extends or "").partition("/")
        name = base[2] if base[2] and base[0] != USUAL else self.name
        certainty = "own" if self.is_own else self.reading.certainty
        return Recognition(self.platform, name, certainty, self.known, columns)


@dataclass(frozen=True)
class FileConnector:
    """One platform: its facts, and how its files are recognised and read."""

    name: str
    facts: PlatformFacts
    mapping: Mapping
    is_own: bool = False
    """Whether a mapping of the clinic's own stands here."""

    def tables(self) -> tuple[str, ...]:
        """The canonical tables its files can fill."""
        return tuple(
            dict.fromkeys(t for reading in self.mapping.readings.values() for t in reading.tables)
        )

    def recognise(
        self,
        headers: tuple[str, ...],
        file_name: str,
        sheet: str | None,
        *,
        assumed: bool = False,
    ) -> Recognised | None:
        """The reading that fits best: most of its columns there; the first of equals.

        Readings whose headers nobody has seen are only asked where `assumed` says so.
        """
        best: tuple[int, Recognised] | None = None
        for name, reading in self.mapping.readings.items():
            if (reading.certainty == "assumed") is not assumed:
                continue
            plain = set(reading.header_names(headers).values())
            if not _fits(reading, plain, file_name, sheet):
                continue
            is_named = bool(reading.recognise.file or reading.recognise.sheet)
            known = len(plain & {plain_header(column) for column in reading.columns})
            score = 2 * known + is_named
            if best is None or score > best[0]:
                found = Recognised(
                    self._platform_of(reading), name, reading, is_named, known, self.is_own
                )
                best = score, found
        return best[1] if best else None

    def _platform_of(self, reading: Reading) -> str:
        base = (reading.extends or "").partition("/")[0]
        return base if base and base != USUAL else self.mapping.platform

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
    if not all({plain_header(one) for one in group} & plain for group in known.one_of):
        return False
    return not {plain_header(column) for column in known.without} & plain


def _is_one_of(name: str, patterns: list[str]) -> bool:
    return any(fnmatch(name.casefold(), pattern.casefold()) for pattern in patterns)
