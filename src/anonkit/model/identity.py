"""Row keys, which name a row for ever, and tags, which name it where nobody may read the key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_TAG_LENGTH = 12
_LETTERS = bytes(_ALPHABET.encode()[byte % len(_ALPHABET)] for byte in range(256))
"""The letter of a tag for each byte of a digest."""
_DIGEST_SIZE = 32


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
        return self.tags(table, (row_key,))[0]

    def tags(self, table: str, row_keys: Iterable[str]) -> list[str]:
        """As `tag`, for many rows of one table."""
        start = f"{table}#"
        digests = self._digests("tag", row_keys, f"{table}\x1f")
        return [start + digest[:_TAG_LENGTH].translate(_LETTERS).decode() for digest in digests]

    def content_hash(self, content: str | bytes) -> str:
        """A keyed digest; a plain one of a short value could be guessed."""
        return self.content_hashes((content,))[0]

    def content_hashes(self, contents: Iterable[str | bytes]) -> list[str]:
        """As `content_hash`, for many contents."""
        return [digest.hex() for digest in self._digests("content", contents)]

    def file_tag(self, name: str) -> str:
        """A short keyed name for a source file whose own name may tell who a client is."""
        return self._digests("file", (name,))[0].hex()[:10]

    def _digests(self, what: str, contents: Iterable[str | bytes], start: str = "") -> list[bytes]:
        """Keyed BLAKE2b (RFC 7693) of each; the key is taken in once, as a clinic has millions of rows."""
        begun = blake2b(
            start.encode(), key=self._key, person=what.encode(), digest_size=_DIGEST_SIZE
        )
        copy, digests = begun.copy, []
        for content in contents:
            one = copy()
            one.update(content.encode() if isinstance(content, str) else content)
            digests.append(one.digest())
        return digests
