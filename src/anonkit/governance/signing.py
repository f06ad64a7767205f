"""Signatures under manifests: Ed25519, with a key derived from the workspace's own.

A recipient verifies without any key of the clinic's: the public key lies beside the signature, and the
clinic tells its fingerprint another way. Source: RFC 8032.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from anonkit.errors import IntegrityError
from anonkit.keys import KeyRing

_ALGORITHM = "Ed25519"
_MARK = "signature"


@dataclass(frozen=True)
class Signature:
    """A signature and the public key it fits."""

    public_key: bytes
    value: bytes

    @classmethod
    def under(cls, content: bytes, keys: KeyRing) -> Signature:
        """The workspace's signature under these bytes; the same bytes give the same signature."""
        key = Ed25519PrivateKey.from_private_bytes(keys.signing)
        return cls(_raw(key.public_key()), key.sign(content))

    @classmethod
    def from_bytes(cls, document: bytes) -> Signature:
        """The signature that was written; `IntegrityError` where it is none."""
        try:
            held = json.loads(document)
            if (held["anonkit"], held["algorithm"]) != (_MARK, _ALGORITHM):
                raise ValueError
            return cls(b64decode(held["public_key"]), b64decode(held["signature"]))
        except (ValueError, KeyError, TypeError):
            raise IntegrityError(
                "the signature is not one this version can read; ask for the release again"
            ) from None

    def to_bytes(self) -> bytes:
        """The signature as it is written: readable JSON."""
        held = {
            "anonkit": _MARK,
            "algorithm": _ALGORITHM,
            "public_key": b64encode(self.public_key).decode(),
            "fingerprint": self.fingerprint,
            "signature": b64encode(self.value).decode(),
        }
        return (json.dumps(held, indent=1) + "\n").encode()

    @property
    def fingerprint(self) -> str:
        """The public key in ten groups that can be read out; a patient export shows the same ones."""
        digest = sha256(self.public_key).hexdigest()[:40]
        return " ".join(digest[start : start + 4] for start in range(0, 40, 4))

    def fits(self, content: bytes) -> bool:
        """Whether this is the key's signature under these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(self.value, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    def is_of(self, keys: KeyRing) -> bool:
        """Whether the key is this workspace's."""
        return self.public_key == _raw(
            Ed25519PrivateKey.from_private_bytes(keys.signing).public_key()
        )


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
