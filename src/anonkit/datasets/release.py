"""A release folder as its recipient reads it: no key, no workspace, and nothing that was changed since."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.index_page import render_index
from anonkit.datasets.manifest import MANIFEST_FILE, FileEntry, Manifest
from anonkit.datasets.teaching import read_teaching
from anonkit.errors import IntegrityError


@dataclass(frozen=True)
class Release:
    """One release whose files are what its manifest says."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path | str) -> Release:
        """The release in that folder; `IntegrityError` names every file that is missing, changed or foreign."""
        root = Path(path)
        manifest_file = root / MANIFEST_FILE
        if not manifest_file.is_file():
            raise IntegrityError(
                f"{root.name} holds no {MANIFEST_FILE}; it is not a release folder"
            )
        manifest = Manifest.from_bytes(manifest_file.read_bytes())
        faults = _faults(root, manifest)
        if faults:
            raise IntegrityError(
                f"{root.name} is not as it was released: {'; '.join(faults)}. Ask for the release again"
            )
        return cls(root, manifest)

    @property
    def facts(self) -> ReleaseFacts:
        """What is known of the release as a whole."""
        return self.manifest.facts

    @property
    def is_recalled(self) -> bool:
        """Whether the clinic has asked for it back."""
        return self.facts.state == "recalled"

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it holds."""
        return tuple(self.manifest.rows_by_table)

    def table(self, name: str) -> pd.DataFrame:
        """One table, typed where every value is of its type."""
        if name not in self.manifest.rows_by_table:
            raise KeyError(f"the release holds no table {name}; it holds {', '.join(self.tables)}")
        return pd.read_parquet(io.BytesIO(self._bytes(f"tables/{name}.parquet")))

    @cached_property
    def cases(self) -> list[dict[str, Any]]:
        """The cases, each as one document."""
        lines = (json.loads(line) for line in self._bytes("cases.jsonl").decode().splitlines())
        return [
            {name: value for name, value in line.items() if name not in _LINE_MARKS}
            for line in lines
        ]

    @cached_property
    def photos(self) -> dict[str, bytes]:
        """The pictures by name."""
        paths = [path for path in self.manifest.paths if path.startswith("photos/")]
        return {path.removeprefix("photos/"): self._bytes(path) for path in paths}

    @cached_property
    def teaching(self) -> dict[str, Any]:
        """What a trainer wrote beside the cases, by case number."""
        has_any = "teaching.yaml" in set(self.manifest.paths)
        return read_teaching(self._bytes("teaching.yaml").decode() if has_any else None)

    def one_file(self) -> str:
        """The case set as a single page with its pictures inside, to hand to a trainer."""
        return self.page(self.facts, embed_photos=True)

    def page(self, facts: ReleaseFacts, *, embed_photos: bool = False) -> str:
        """The page of this release under the facts given."""
        return render_index(
            self.cases,
            facts,
            photos=self.photos,
            embed_photos=embed_photos,
            teaching=self.teaching,
        )

    def _bytes(self, path: str) -> bytes:
        return (self.path / path).read_bytes()


_LINE_MARKS = {"anonkit", "release", "mark"}


def _faults(root: Path, manifest: Manifest) -> list[str]:
    """Every file that is not as the manifest says, by path."""
    listed = {entry.path: entry for entry in manifest.files}
    there = {
        file.relative_to(root).as_posix() for file in sorted(root.rglob("*")) if file.is_file()
    } - {MANIFEST_FILE}
    missing = [f"{path} is missing" for path in sorted(listed.keys() - there)]
    # What somebody put there may be named after a client, so it is counted and not named.
    foreign = [
        f"a file does not belong to it ({number})"
        for number in [len(there - listed.keys())]
        if number
    ]
    changed = [
        f"{path} was changed"
        for path in sorted(listed.keys() & there)
        if FileEntry.of(path, (root / path).read_bytes()) != listed[path]
    ]
    return missing + foreign + changed
