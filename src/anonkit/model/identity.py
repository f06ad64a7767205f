"""Row keys, which name a row for ever, and tags, which name it where nobody may read the key."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_TAG_LENGTH = 12


@dataclass(frozen=True)
class RowKey:
    """Platform, table and source id of a row; its text form is what `row_key` columns hold."""

    platform: str
    table: str
    source_id: str

    def __str__(self) -> str:
        # The source id comes last, so that it may itself hold the separator.
        return f"{self.platform}:{self.table}:{self.source_id}"

    @classmethod
    def parse(cls, text: str) -> RowKey:
        """The key that a `row_key` text stands for."""
        platform, table, source_id = text.split(":", 2)
        return cls(platform, table, source_id)


class NamingKey(Protocol):
    """What holds a workspace's naming key; this floor knows no other."""

    @property
    def naming(self) -> bytes:
        """32 bytes."""


class Identity:
    """Makes tags and keyed digests with the workspace's naming key."""

    def __init__(self, keys: NamingKey) -> None:
        self._key = keys.naming

    def tag(self, table: str, row_key: str) -> str:
        """The row's name outside encrypted storage: table and twelve letters of a keyed hash."""
        digest = self._digest("tag", f"{table}\x1f{row_key}")
        letters = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_TAG_LENGTH])
        return f"{table}#{letters}"

    def content_hash(self, content: str | bytes) -> str:
        """A keyed digest; a plain one of a short value could be guessed."""
        return self._digest("content", content).hex()

    def file_tag(self, name: str) -> str:
        """A short keyed name for a source file whose own name may tell who a client is."""
        return self._digest("file", name).hex()[:10]

    def _digest(self, what: str, content: str | bytes) -> bytes:
        body = content.encode() if isinstance(content, str) else content
        return hmac.new(self._key, what.encode() + b"\x1e" + body, sha256).digest()
