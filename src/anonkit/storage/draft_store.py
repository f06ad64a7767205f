"""Drafts of releases: whole folders, encrypted file by file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from anonkit.errors import OutputExists, WorkspaceError
from anonkit.storage.envelope import seal, unseal, write_aside

_INDEX = "index.sealed"


class DraftStore:
    """Release folders that wait for review and approval; nothing of them is readable without the key."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def keep(self, draft: str, folder: Path) -> None:
        """Seals a folder under this name; an older draft of the name is replaced."""
        home = self._folder / draft
        shutil.rmtree(home, ignore_errors=True)
        names = sorted(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )
        for number, name in enumerate(names):
            content = (folder / name).read_bytes()
            write_aside(
                home / f"{number:05d}.sealed", seal(self._key, content, f"drafts/{draft}/{name}")
            )
        index = seal(self._key, json.dumps(names).encode(), f"drafts/{draft}/{_INDEX}")
        write_aside(home / _INDEX, index)

    def unpack(self, draft: str, destination: Path) -> None:
        """Writes a draft's files, in the clear, into a new or empty folder."""
        if destination.exists() and any(destination.iterdir()):
            raise OutputExists(f"{destination} is not empty; name a new folder.")
        home = self._folder / draft
        if not (home / _INDEX).exists():
            raise WorkspaceError(
                f"There is no draft {draft}; `anonkit status` lists those there are."
            )
        names = json.loads(
            unseal(self._key, (home / _INDEX).read_bytes(), f"drafts/{draft}/{_INDEX}")
        )
        for number, name in enumerate(names):
            sealed = (home / f"{number:05d}.sealed").read_bytes()
            write_aside(destination / name, unseal(self._key, sealed, f"drafts/{draft}/{name}"))

    def discard(self, draft: str) -> None:
        """Removes a draft; nothing where it is gone already."""
        shutil.rmtree(self._folder / draft, ignore_errors=True)

    def names(self) -> tuple[str, ...]:
        """The drafts that are there."""
        return tuple(sorted(path.parent.name for path in self._folder.glob(f"*/{_INDEX}")))
