"""Files and small documents in encrypted storage: scans, photographs, the code map, decisions."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from anonkit.errors import WorkspaceError
from anonkit.storage.envelope import seal, unseal, write_aside


class BlobStore:
    """Bytes by a keyed digest of what they are; the same bytes are kept once."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._key = key

    def put(self, content: bytes) -> str:
        """Keeps the bytes and returns their name."""
        name = hmac.new(self._key, content, sha256).hexdigest()[:40]
        path = self._path(name)
        if not path.exists():
            write_aside(path, seal(self._key, content, f"blobs/{name}"))
        return name

    def get(self, name: str) -> bytes:
        """The bytes of this name."""
        path = self._path(name)
        if not path.exists():
            raise WorkspaceError(f"The stored file {name} is gone; restore it from a copy.")
        return unseal(self._key, path.read_bytes(), f"blobs/{name}")

    def remove(self, name: str) -> None:
        """Takes the bytes of this name away; nothing where they are gone already."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / f"{name}.sealed"


class SealedDocuments:
    """Named JSON documents in one encrypted folder."""

    def __init__(self, folder: Path, key: bytes, name: str) -> None:
        self._folder = folder
        self._key = key
        self._name = name

    def write(self, name: str, content: Any) -> None:
        """Writes the document whole or not at all."""
        text = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
        write_aside(self._path(name), seal(self._key, text, f"{self._name}/{name}"))

    def read(self, name: str, default: Any = None) -> Any:
        """The document, or the default where there is none."""
        path = self._path(name)
        if not path.exists():
            return default
        return json.loads(unseal(self._key, path.read_bytes(), f"{self._name}/{name}"))

    def names(self) -> tuple[str, ...]:
        """The documents that are there."""
        found = self._folder.glob("*.json.sealed")
        return tuple(sorted(path.name.removesuffix(".json.sealed") for path in found))

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json.sealed"
