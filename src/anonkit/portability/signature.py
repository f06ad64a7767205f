"""The clinic's detached Ed25519 signature over a bag's tag manifest, which names every file by digest.

Anybody can check it with OpenSSL 3: ``openssl pkeyutl -verify -pubin -inkey signature/public_key.pem
-rawin -in tagmanifest-sha256.txt -sigfile signature/tagmanifest-sha256.txt.sig``. The key says who signed
only to those who had its fingerprint from the clinic by another way.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from anonkit.errors import IntegrityError

SIGNED = "tagmanifest-sha256.txt"
SIGNATURE = f"signature/{SIGNED}.sig"
PUBLIC_KEY = "signature/public_key.pem"


@dataclass(frozen=True, repr=False)
class Signer:
    """Signs bags with the key that this seed, 32 bytes, stands for."""

    seed: bytes

    def files(self, tag_manifest: bytes) -> dict[str, bytes]:
        """The signature and the public key, by their paths in the bag."""
        key = Ed25519PrivateKey.from_private_bytes(self.seed)
        pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return {PUBLIC_KEY: pem, SIGNATURE: key.sign(tag_manifest)}

    @property
    def fingerprint(self) -> str:
        """The public key's fingerprint, to be told by another way than the bag."""
        return _fingerprint(Ed25519PrivateKey.from_private_bytes(self.seed).public_key())


def check_signature(tag_manifest: bytes, pem: bytes, signature: bytes) -> str:
    """The fingerprint of the key that signed; `IntegrityError` where the signature does not hold."""
    try:
        key = load_pem_public_key(pem)
        if not isinstance(key, Ed25519PublicKey):
            raise TypeError
        key.verify(signature, tag_manifest)
    except (InvalidSignature, ValueError, TypeError):
        raise IntegrityError(
            "The bag's signature does not hold: it was changed after it was signed. Ask for it again."
        ) from None
    return _fingerprint(key)


def _fingerprint(key: Ed25519PublicKey) -> str:
    digest = sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:40]
    return " ".join(digest[place : place + 4] for place in range(0, 40, 4))
