"""How an archive is locked: for holders of age keys, by a passphrase, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import RawIOBase
from typing import Any, BinaryIO

import pyrage

from anonkit.errors import SettingsError


@dataclass(frozen=True)
class ForKeys:
    """Only the holders of these age (``age1…``) or SSH public keys can open it."""

    keys: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class ForPassphrase:
    """Whoever knows the passphrase can open it: a locked page, and a ZIP file under AES-256."""

    passphrase: str


@dataclass(frozen=True)
class Plain:
    """Not locked: a folder that only its owner can read."""


Lock = ForKeys | ForPassphrase | Plain


class _Pull(RawIOBase):
    """A file that is read from pieces as they are made."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._piece = memoryview(b"")
        self.fault: BaseException | None = None
        """What went wrong while a piece was made."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._piece:
            try:
                piece = next(self._pieces, None)
            except BaseException as fault:
                self.fault = fault
                raise
            if piece is None:
                return 0
            self._piece = memoryview(piece)
        count = min(len(buffer), len(self._piece))
        buffer[:count] = self._piece[:count]
        self._piece = self._piece[count:]
        return count


class _Push(RawIOBase):
    """A file that remembers why it could not be written."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self.fault: BaseException | None = None

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        try:
            return self._out.write(content)
        except BaseException as fault:
            self.fault = fault
            raise


def write_for_keys(pieces: Iterator[bytes], out: BinaryIO, lock: ForKeys) -> None:
    """Writes the pieces as they come, locked; nothing of them is on disk in the clear."""
    pull, push = _Pull(pieces), _Push(out)
    try:
        pyrage.encrypt_io(pull, push, [recipient(key) for key in lock.keys])
    except pyrage.EncryptError:
        # age says only that it could not read or write; why is what a person needs.
        fault = pull.fault or push.fault
        if fault is None:
            raise
        raise fault from None


def check_lock(lock: Lock) -> None:
    """Raises where a lock would not hold: no key, an unknown kind of key, a short passphrase."""
    if isinstance(lock, ForKeys):
        if not lock.keys:
            raise SettingsError(
                "No recipient key is given. Give one that begins with age1 or ssh-."
            )
        for key in lock.keys:
            recipient(key)
    elif isinstance(lock, ForPassphrase):
        check_passphrase(lock.passphrase)


def recipient(key: str) -> Any:
    """The holder of a public key; `SettingsError`, without the key, where it is none."""
    try:
        if key.startswith("ssh-"):
            return pyrage.ssh.Recipient.from_str(key)
        return pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError:
        raise SettingsError(
            "A recipient key is not an age or SSH public key. It begins with age1, ssh-ed25519 or ssh-rsa; "
            "a key that begins with AGE-SECRET-KEY is the private half and is to stay with its owner."
        ) from None


def check_passphrase(passphrase: str) -> None:
    """Raises where a passphrase could be guessed by trying."""
    if len(passphrase) < 16:
        raise SettingsError(
            "The passphrase is shorter than 16 characters. Leave it out to have one made."
        )
