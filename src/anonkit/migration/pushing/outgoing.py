"""One row on its way to a target."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True, repr=False)
class StoredFile:
    """A file that goes along: its name at the target, its kind, and its bytes when they are wanted."""

    name: str
    media_type: str
    size: int
    read: Callable[[], bytes]

    @property
    def digest(self) -> str:
        """SHA-256 of its bytes."""
        return sha256(self.read()).hexdigest()


@dataclass(frozen=True, repr=False)
class Outgoing:
    """A row in the target's own fields; its repr shows no more than its tag."""

    resource: str
    """The target's list it belongs to."""
    tag: str
    content_hash: str
    """Keyed; the same while the row says the same."""
    values: Mapping[str, str]
    """The target's fields as text; empty ones are not there."""
    refers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Field to resource and tag of the row whose id at the target stands there."""
    author: str = ""
    """The target's id of whoever wrote it, where it is known."""
    file: StoredFile | None = None

    def __repr__(self) -> str:
        return f"Outgoing({self.tag})"


def content_of(values: Mapping[str, str], refers: Mapping[str, tuple[str, str]], file: str) -> str:
    """What a row says, as one text to be hashed with a key: fields, whom it refers to, the file's name."""
    parts = [sorted(values.items()), sorted(refers.items()), file]
    return json.dumps(parts, ensure_ascii=False)
