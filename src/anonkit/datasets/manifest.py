"""The manifest of a release: its files with sizes and digests, and what is needed to make it again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from anonkit.datasets.facts import Approval, ReleaseFacts
from anonkit.errors import IntegrityError

MANIFEST_FILE = "manifest.json"
MACHINE_MARK = "release"
"""What the key ``anonkit`` of a released JSON document holds."""
_VERSION = 1


@dataclass(frozen=True)
class FileEntry:
    """One file of a release, by its path with forward slashes."""

    path: str
    size: int
    sha256: str

    @classmethod
    def of(cls, path: str, content: bytes) -> FileEntry:
        """The entry for these bytes."""
        return cls(path, len(content), sha256(content).hexdigest())


@dataclass(frozen=True)
class Manifest:
    """What a release holds; everything but the manifest itself is listed."""

    facts: ReleaseFacts
    files: tuple[FileEntry, ...]
    rows_by_table: Mapping[str, int]

    @classmethod
    def of(
        cls,
        facts: ReleaseFacts,
        content_by_path: Mapping[str, bytes],
        rows_by_table: Mapping[str, int],
    ) -> Manifest:
        """The manifest of these files, sorted by path."""
        entries = (FileEntry.of(path, content) for path, content in content_by_path.items())
        return cls(facts, tuple(sorted(entries, key=lambda entry: entry.path)), dict(rows_by_table))

    def to_bytes(self) -> bytes:
        """The manifest as it is written: sorted, readable JSON."""
        facts = {
            name: value
            for name, value in asdict_plain(self.facts).items()
            if name not in {"treatment_by_field", "precision_by_field"}
        }
        document = {
            "anonkit": MACHINE_MARK,
            "manifest_version": _VERSION,
            **facts,
            "rows": dict(self.rows_by_table),
            "files": [asdict(entry) for entry in self.files],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> Manifest:
        """The manifest that was written; `IntegrityError` where it is none."""
        try:
            document: dict[str, Any] = json.loads(content)
            if (
                document.pop("anonkit") != MACHINE_MARK
                or document.pop("manifest_version") != _VERSION
            ):
                raise ValueError
            files = tuple(FileEntry(**entry) for entry in document.pop("files"))
            rows = document.pop("rows")
            facts = _facts(document)
        except (ValueError, TypeError, KeyError, AttributeError):
            raise IntegrityError(
                f"{MANIFEST_FILE} is not the manifest of a release this version can read; "
                "ask for the release again"
            ) from None
        return cls(facts, files, rows)

    @property
    def paths(self) -> Iterable[str]:
        """The paths of all files."""
        return (entry.path for entry in self.files)


def asdict_plain(facts: ReleaseFacts) -> dict[str, Any]:
    """The facts as JSON values."""
    plain = {name: getattr(facts, name) for name in facts.__dataclass_fields__}
    return {
        **plain,
        "approval": asdict(facts.approval) if facts.approval else None,
        "second_approval": asdict(facts.second_approval) if facts.second_approval else None,
        "terms": list(facts.terms),
        "digests": dict(facts.digests),
        "versions": dict(facts.versions),
    }


def _facts(document: dict[str, Any]) -> ReleaseFacts:
    """The facts as they were before they became JSON."""
    signed = {
        name: Approval(**held) if (held := document.pop(name)) else None
        for name in ("approval", "second_approval")
    }
    return ReleaseFacts(**{**document, **signed, "terms": tuple(document["terms"])})
