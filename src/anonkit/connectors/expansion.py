"""From what the user gave (files, folders, archives) to single files, each with a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from anonkit.connectors.naming import SourceNames
from anonkit.connectors.readers import (
    DOCUMENT_SUFFIXES,
    PHOTO_SUFFIXES,
    ArchiveLimits,
    BadUnit,
    SkippedUnit,
    SourceFile,
    read_archive,
    refuse_marked,
)
from anonkit.errors import SourceUnreadable

TABLE_SUFFIXES = frozenset(
    {".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xls", ".jsonl", ".ndjson", ".json"}
)
MAPPING_NAME = "mapping.yaml"
_SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini"})


_USUAL = ArchiveLimits()


@dataclass
class Container:
    """An archive or folder: the fates of the units that are not tables."""

    name: str
    is_archive: bool
    tables: int = 0
    """Members that are read as tables; their rows are counted under the table's own name."""
    bad: list[BadUnit] = field(default_factory=list)
    skipped: list[SkippedUnit] = field(default_factory=list)


@dataclass
class Expanded:
    """Everything that was given, file by file."""

    tables: list[SourceFile] = field(default_factory=list)
    attachments: list[SourceFile] = field(default_factory=list)
    containers: dict[str, Container] = field(default_factory=dict)
    repeated: list[SourceFile] = field(default_factory=list)
    """Files whose bytes came before."""


class Expander:
    """Walks sources; every file is met once."""

    def __init__(self, names: SourceNames, limits: ArchiveLimits = _USUAL) -> None:
        self._names = names
        self._limits = limits
        self._digests: set[bytes] = set()
        self._found = Expanded()

    def expand(self, sources: Sequence[Path | SourceFile]) -> Expanded:
        """All files of the sources; `MarkedInput` where one of them was released."""
        for source in sources:
            if isinstance(source, SourceFile):
                self._add(source, depth=0)
                continue
            if not source.exists():
                raise SourceUnreadable("A source does not exist. Check the path that was given.")
            for folder, path, place in _walk(source):
                file = SourceFile(place, partial(_open, path), path.stat().st_size, folder)
                self._add(file, depth=0)
        return self._found

    def _add(self, file: SourceFile, depth: int) -> None:
        refuse_marked(file)
        if file.suffix == ".zip":
            self._add_archive(file, depth)
        elif file.suffix in TABLE_SUFFIXES or (file.suffix == ".txt" and _looks_delimited(file)):
            if self._is_repeated(file):
                self._found.repeated.append(file)
            else:
                self._found.tables.append(file)
                self._container(file.container).tables += 1
        elif file.suffix in PHOTO_SUFFIXES | DOCUMENT_SUFFIXES:
            self._container(file.container)
            self._found.attachments.append(file)
        else:
            skipped = SkippedUnit(self._number(file.container), _why_skipped(file))
            self._container(file.container).skipped.append(skipped)

    def _add_archive(self, file: SourceFile, depth: int) -> None:
        if self._is_repeated(file):
            self._found.repeated.append(file)
            return
        name = self._names.name(file.path)
        container = Container(name, is_archive=True)
        self._found.containers[name] = container
        if depth:
            self._container(file.container).tables += 1
        try:
            members = (
                list(read_archive(file, name, self._limits)) if depth < self._limits.depth else None
            )
        except SourceUnreadable:
            container.bad.append(BadUnit("archive", "unreadable-file"))
            return
        if members is None:
            container.bad.append(BadUnit("archive", "nested-too-deep"))
            return
        for member in members:
            if isinstance(member, BadUnit):
                container.bad.append(member)
            elif isinstance(member, SkippedUnit):
                container.skipped.append(member)
            else:
                self._add(member, depth + 1)

    def _container(self, name: str) -> Container:
        return self._found.containers.setdefault(name, Container(name, is_archive=False))

    def _number(self, container: str) -> str:
        held = self._container(container)
        return f"file {len(held.skipped) + 1}"

    def _is_repeated(self, file: SourceFile) -> bool:
        digest = sha256()
        with file.open() as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
        if digest.digest() in self._digests:
            return True
        self._digests.add(digest.digest())
        return False


def _why_skipped(file: SourceFile) -> str:
    if file.name == MAPPING_NAME:
        return "mapping-file"
    is_system = file.name.casefold() in _SYSTEM_NAMES or file.name.startswith("._")
    return "system-file" if is_system else "not-recognised"


def _walk(source: Path) -> Iterator[tuple[str, Path, tuple[str, ...]]]:
    """Top folder, path and place beneath the source of each file, in the order of their names."""
    if source.is_file():
        yield "", source, (source.name,)
        return
    for path in sorted(source.rglob("*")):
        # A link could lead out of the folder that was given.
        if path.is_file() and not path.is_symlink():
            place = path.relative_to(source).parts
            yield place[0] if len(place) > 1 else "", path, place


def _open(path: Path) -> BinaryIO:
    return cast("BinaryIO", path.open("rb"))


def _looks_delimited(file: SourceFile) -> bool:
    with file.open() as stream:
        first = stream.readline(1 << 16)
    return first.count(b"\t") >= 2 or first.count(b";") >= 2
