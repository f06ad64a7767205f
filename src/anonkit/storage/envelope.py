"""The one form in which identified data lies on disk: AES-256-GCM, bound to the place it belongs to.

Source: NIST SP 800-38D. Nonces are random; one key may seal 2**32 files before that is a concern.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anonkit.errors import IntegrityError

_MAGIC = b"AKIT1\x00"
_NONCE = 12


def seal(key: bytes, content: bytes, place: str) -> bytes:
    """The content encrypted; it opens only with the same key and the same place."""
    nonce = secrets.token_bytes(_NONCE)
    return _MAGIC + nonce + AESGCM(key).encrypt(nonce, content, place.encode())


def unseal(key: bytes, sealed: bytes, place: str) -> bytes:
    """The content; `IntegrityError` for another key, another place, or changed bytes."""
    nonce, body = sealed[len(_MAGIC) : len(_MAGIC) + _NONCE], sealed[len(_MAGIC) + _NONCE :]
    if sealed[: len(_MAGIC)] != _MAGIC:
        raise IntegrityError(
            f"{place} is not an encrypted file of anonkit; restore it from a copy."
        )
    try:
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except InvalidTag:
        raise IntegrityError(
            f"{place} does not open: it was changed, moved, or sealed with another key."
        ) from None


def write_aside(path: Path, content: bytes) -> None:
    """Writes the file whole or not at all: aside first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.aside")
    try:
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
