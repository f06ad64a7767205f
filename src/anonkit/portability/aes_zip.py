"""A ZIP file of one stored member under AES-256, as WinZip wrote it down (AE-2); 7-Zip, Keka and libarchive open it.

Source: https://www.winzip.com/en/support/aes-encryption/. What lies inside is a ZIP file itself, so that
neither names nor sizes of the record's files show. The key is drawn from the passphrase in only 1,000
rounds, as the format has it; `generate_passphrase` makes up for that with 96 bits.
"""

from __future__ import annotations

import hmac
import secrets
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import pbkdf2_hmac, sha1
from typing import BinaryIO

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext, algorithms, modes

from anonkit.errors import SettingsError, SourceUnreadable

_ROUNDS, _KEY, _SALT, _CHECK, _TAG, _BLOCK = 1000, 32, 16, 2, 10, 16
_METHOD_AES, _VERSION, _IS_ENCRYPTED, _IS_UTF8 = 99, 51, 0x0001, 0x0800
_LARGEST = 0xFFFFFFFF - 4096
_EXTRA = struct.pack("<HHH2sBH", 0x9901, 7, 2, b"AE", 3, 0)
_LOCAL, _CENTRAL, _END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_PIECE = 1 << 20


@dataclass(frozen=True, repr=False)
class _Keys:
    """What a passphrase and a salt give."""

    cipher: bytes
    mac: bytes
    check: bytes

    @classmethod
    def of(cls, passphrase: str, salt: bytes) -> _Keys:
        made = pbkdf2_hmac("sha1", passphrase.encode(), salt, _ROUNDS, 2 * _KEY + _CHECK)
        return cls(made[:_KEY], made[_KEY : 2 * _KEY], made[2 * _KEY :])


class _Stream:
    """AES in counter mode with the little-endian counter of this format, from one."""

    def __init__(self, key: bytes) -> None:
        # The counter blocks are ours, so each is encrypted by itself; nothing of the record meets ECB.
        self._blocks: CipherContext = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305
        self._next = 1
        self._left = np.empty(0, np.uint8)

    def apply(self, content: bytes) -> bytes:
        """The content with the next bytes of the stream laid over it."""
        text = np.frombuffer(content, np.uint8)
        missing = max(0, len(text) - len(self._left))
        stream = np.concatenate([self._left, self._more(-(-missing // _BLOCK))])
        self._left = stream[len(text) :]
        return bytes(np.bitwise_xor(text, stream[: len(text)]).tobytes())

    def _more(self, blocks: int) -> np.ndarray:
        counters = np.zeros((blocks, 2), "<u8")
        counters[:, 0] = np.arange(self._next, self._next + blocks)
        self._next += blocks
        return np.frombuffer(self._blocks.update(counters.tobytes()), np.uint8)


def write_aes_zip(
    pieces: Iterable[bytes], out: BinaryIO, *, name: str, passphrase: str, made_at: str
) -> None:
    """Writes the pieces, locked, as the one member `name`; `out` must be able to seek.

    Nothing is in memory but the piece at hand; `SettingsError` where the format ends, at 4 GiB.
    """
    salt = secrets.token_bytes(_SALT)
    keys = _Keys.of(passphrase, salt)
    stream, mac = _Stream(keys.cipher), hmac.new(keys.mac, digestmod=sha1)
    start = out.tell()
    out.write(_local(name, made_at, 0))
    out.write(salt + keys.check)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _LARGEST:
            raise SettingsError(
                "The record is larger than a locked ZIP file can be, 4 GiB. Lock it for a key: --recipient."
            )
        locked = stream.apply(piece)
        mac.update(locked)
        out.write(locked)
    out.write(mac.digest()[:_TAG])
    end = out.tell()
    out.seek(start)
    out.write(_local(name, made_at, size))
    out.seek(end)
    central = _central(name, made_at, size)
    out.write(central + _END + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(central), end, 0))


def _common(name: str, made_at: str, size: int) -> bytes:
    moment = datetime.fromisoformat(made_at)
    day = (moment.year - 1980) << 9 | moment.month << 5 | moment.day
    time = moment.hour << 11 | moment.minute << 5 | moment.second // 2
    locked = size + _SALT + _CHECK + _TAG if size else 0
    lengths = (len(name.encode()), len(_EXTRA))
    head = (_VERSION, _IS_ENCRYPTED | _IS_UTF8, _METHOD_AES, time, day, 0, locked, size)
    return struct.pack("<HHHHHIIIHH", *head, *lengths)


def _local(name: str, made_at: str, size: int) -> bytes:
    return _LOCAL + _common(name, made_at, size) + name.encode() + _EXTRA


def _central(name: str, made_at: str, size: int) -> bytes:
    made_by = struct.pack("<H", 3 << 8 | _VERSION)
    rest = struct.pack("<HHHII", 0, 0, 0, 0o600 << 16, 0)
    return _CENTRAL + made_by + _common(name, made_at, size) + rest + name.encode() + _EXTRA


def is_aes_zip(content: bytes) -> bool:
    """Whether this is a ZIP file whose first member is locked this way."""
    return content[:4] == _LOCAL and content[8:10] == struct.pack("<H", _METHOD_AES)


def read_aes_zip(content: bytes, passphrase: str) -> bytes:
    """The member of a file that `write_aes_zip` wrote, held to its MAC before anything is given out.

    Raises `SettingsError` for a wrong passphrase, `SourceUnreadable` where a byte was changed.
    """
    (_, size, name_length, extra_length) = struct.unpack("<IIHH", content[18:30])
    start = 30 + name_length + extra_length
    salt, check = content[start : start + _SALT], content[start + _SALT : start + _SALT + _CHECK]
    body_at = start + _SALT + _CHECK
    locked, tag = content[body_at : body_at + size], content[body_at + size :][:_TAG]
    keys = _Keys.of(passphrase, salt)
    if not hmac.compare_digest(keys.check, check):
        raise SettingsError("The passphrase does not open this export. Check it and try again.")
    if not hmac.compare_digest(hmac.new(keys.mac, locked, sha1).digest()[:_TAG], tag):
        raise SourceUnreadable(
            "The locked file is damaged, or the passphrase is wrong. Ask for it again."
        )
    stream = _Stream(keys.cipher)
    return b"".join(
        stream.apply(locked[place : place + _PIECE]) for place in range(0, len(locked), _PIECE)
    )
