"""A release folder as its recipient reads it: no key, no workspace, and nothing that was changed since."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from anonkit.datasets.facts import ReleaseFacts
from anonkit.datasets.index_page import render_index
from anonkit.datasets.manifest import MANIFEST_FILE, FileEntry, Manifest
from anonkit.datasets.teaching import Teaching, read_teaching
from anonkit.errors import IntegrityError
from anonkit.governance import Signature
from anonkit.model import released_frame


@dataclass(frozen=True)
class Release:
    """One release whose files are what its manifest says."""

    path: Path
    manifest: Manifest

    @classmethod
    def open(cls, path: Path | str) -> Release:
        """The release in that folder; `IntegrityError` names every file that is missing, changed or foreign."""
        root = Path(path)
        sys.audit("anonkit.release.opened", str(root))
        manifest_file = root / MANIFEST_FILE
        if not manifest_file.is_file():
            raise IntegrityError(
                f"{root.name} holds no {MANIFEST_FILE}; it is not a release folder"
            )
        content = manifest_file.read_bytes()
        manifest = Manifest.from_bytes(content)
        faults = _faults(root, manifest) + _signature_faults(root, manifest, content)
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
    def signature(self) -> Signature | None:
        """The clinic's signature under the manifest; a draft has none."""
        file = self.path / SIGNATURE_FILE
        return Signature.from_bytes(file.read_bytes()) if file.is_file() else None

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
        return released_frame(pd.read_parquet(io.BytesIO(self._bytes(f"tables/{name}.parquet"))))

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
    def teaching(self) -> Teaching:
        """What a trainer wrote beside the cases; an empty layer where nobody did."""
        has_any = "teaching.yaml" in set(self.manifest.paths)
        return read_teaching(self._bytes("teaching.yaml").decode() if has_any else None)

    def one_file(self, cases: Sequence[Mapping[str, Any]] | None = None) -> str:
        """The case set, or these cases of it, as a single page with its pictures inside."""
        chosen = self.cases if cases is None else cases
        shown = {photo["photo"] for case in chosen for photo in _photos(case)}
        return render_index(
            chosen,
            self.facts,
            photos={name: held for name, held in self.photos.items() if name in shown},
            embed_photos=True,
            teaching=self.teaching,
        )

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


SIGNATURE_FILE = "manifest.sig.json"
"""The clinic's signature under the manifest."""
PACK_FILE = "pack.json"
"""Says of a part of a release for whom it was packed, and which files were left out of it."""
AUDIT_EXTRACT = "audit-extract.jsonl"
"""The lines of the clinic's audit log that speak of this release, in an auditor's part of it."""

_LINE_MARKS = {"anonkit", "release", "mark"}


def _faults(root: Path, manifest: Manifest) -> list[str]:
    """Every file that is not as the manifest says, by path."""
    listed = {entry.path: entry for entry in manifest.files}
    there = {
        file.relative_to(root).as_posix() for file in sorted(root.rglob("*")) if file.is_file()
    } - {MANIFEST_FILE, SIGNATURE_FILE, PACK_FILE, AUDIT_EXTRACT}
    missing = [
        f"{path} is missing" for path in sorted(listed.keys() - there - _left_out_of_pack(root))
    ]
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


def _photos(case: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The pictures of a case that lie in its folder."""
    rows = [row for visit in case.get("visits", []) for row in visit.get("photos", [])]
    return [row for row in rows if "photo" in row]


def _left_out_of_pack(root: Path) -> set[str]:
    """The files that a part of a release does without, as it says itself; the others must be there."""
    file = root / PACK_FILE
    if not file.is_file():
        return set()
    try:
        return set(json.loads(file.read_bytes())["left_out"])
    except (ValueError, KeyError, TypeError):
        return set()


def _signature_faults(root: Path, manifest: Manifest, content: bytes) -> list[str]:
    """Whether the manifest is as somebody signed it; only a draft goes without."""
    file = root / SIGNATURE_FILE
    if not file.is_file():
        is_draft = manifest.facts.state == "draft"
        return [] if is_draft else [f"it says {manifest.facts.state} and bears no signature"]
    if Signature.from_bytes(file.read_bytes()).fits(content):
        return []
    return [f"{MANIFEST_FILE} is not what was signed"]
