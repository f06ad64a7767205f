"""Pages as they came, encrypted, each with where it came from, when, and its hash."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from anonkit.storage import seal, unseal, write_aside

_PULL = "pull-{:04d}"


@dataclass(frozen=True)
class PageName:
    """Which page of which list, in which pass over it; names sort in the order of pulling."""

    resource: str
    stream: int
    """Which part of the list: the default one, a subset, a span of time."""
    passing: int
    number: int

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.resource}.{self.stream:05d}.{self.passing:02d}.{self.number:06d}.sealed"

    @classmethod
    def of(cls, file: str) -> PageName | None:
        """The page a file is, or ``None``."""
        match = re.fullmatch(r"(\w+)\.(\d{5})\.(\d{2})\.(\d{6})\.sealed", file)
        return cls(match[1], int(match[2]), int(match[3]), int(match[4])) if match else None


@dataclass(frozen=True, repr=False)
class Page:
    """One answer of the platform."""

    path: str
    """Below the platform's address, without what lets us in."""
    query: list[list[str]]
    pulled_at: str
    sha256: str
    """Of the answer as it came."""
    subset: str
    items: list[Any]
    total: int | None
    next: dict[str, str] | None
    """Where the page after it stands."""


@dataclass(frozen=True)
class PullFacts:
    """One pull: when it began, since when it asked for changes, whether it is whole."""

    number: int
    started: str
    since: str | None
    complete: bool = False


class PageStore:
    """The pages of one platform in one workspace."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def pulls(self) -> list[PullFacts]:
        """Every pull that is kept, in order."""
        found = sorted(self._folder.glob("pull-*/facts.sealed"))
        return [PullFacts(**self._read(path)) for path in found]

    def begin(self, started: str, since: str | None) -> PullFacts:
        """A new pull."""
        number = max((one.number for one in self.pulls()), default=0) + 1
        facts = PullFacts(number, started, since)
        self._write(self._pull(number) / "facts.sealed", asdict(facts))
        return facts

    def finish(self, facts: PullFacts) -> None:
        """The pull is whole; one that asked for everything takes the place of all before it."""
        done = PullFacts(facts.number, facts.started, facts.since, complete=True)
        self._write(self._pull(facts.number) / "facts.sealed", asdict(done))
        if facts.since is None:
            for old in self.pulls():
                if old.number < facts.number:
                    shutil.rmtree(self._pull(old.number))

    def names(self, facts: PullFacts, resource: str | None = None) -> list[PageName]:
        """The pages of one pull, in the order in which they were pulled."""
        found = (PageName.of(path.name) for path in self._pull(facts.number).glob("*.sealed"))
        named = [one for one in found if one and resource in {None, one.resource}]
        return sorted(named, key=lambda one: (one.resource, one.stream, one.passing, one.number))

    def write(self, facts: PullFacts, name: PageName, page: Page) -> None:
        """Keeps one page, whole or not at all."""
        self._write(self._pull(facts.number) / name.file, asdict(page))

    def read(self, facts: PullFacts, name: PageName) -> Page:
        """One page."""
        return Page(**self._read(self._pull(facts.number) / name.file))

    def has_file(self, resource: str, entry: str) -> bool:
        """Whether the file of this entry is here."""
        return self._file(resource, entry).exists()

    def write_file(self, resource: str, entry: str, content: bytes) -> None:
        """Keeps the file of an entry."""
        path = self._file(resource, entry)
        write_aside(path, seal(self._key, content, f"pulled/{path.name}"))

    def read_file(self, resource: str, entry: str) -> bytes:
        """The file of an entry."""
        path = self._file(resource, entry)
        return unseal(self._key, path.read_bytes(), f"pulled/{path.name}")

    def clear(self) -> None:
        """Forgets everything: the next pull asks for all of it again."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def pages(self, resource: str) -> Iterator[tuple[PullFacts, PageName]]:
        """Every page of a resource that counts: the last pull of everything and the changes since."""
        for facts in self.counting():
            for name in self.names(facts, resource):
                yield facts, name

    def counting(self) -> list[PullFacts]:
        """The last whole pull of everything, and the whole pulls of changes after it."""
        whole = [one for one in self.pulls() if one.complete]
        start = max((at for at, one in enumerate(whole) if one.since is None), default=0)
        return whole[start:]

    def _pull(self, number: int) -> Path:
        return self._folder / _PULL.format(number)

    def _file(self, resource: str, entry: str) -> Path:
        # An id is the platform's own text, which a file system may not take.
        return (
            self._folder / "files" / f"{resource}-{sha256(entry.encode()).hexdigest()[:32]}.sealed"
        )

    def _write(self, path: Path, content: Mapping[str, Any]) -> None:
        text = json.dumps(content, ensure_ascii=False).encode()
        write_aside(path, seal(self._key, text, self._place(path)))

    def _read(self, path: Path) -> Any:
        return json.loads(unseal(self._key, path.read_bytes(), self._place(path)))

    def _place(self, path: Path) -> str:
        return f"pulled/{self._folder.name}/{path.parent.name}/{path.name}"
