"""The record as one locked page: any browser on a phone or computer opens it, with the passphrase and nothing else.

The page carries the ZIP file of the bag under AES-256-GCM; the key is drawn from the passphrase by
PBKDF2-SHA-256 in 600,000 rounds (OWASP, 2023). Both are done by the browser itself (WebCrypto); the
page's content policy names its one script and allows no network.
"""

from __future__ import annotations

import secrets
from base64 import b64encode
from hashlib import pbkdf2_hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anonkit.pages import environment
from anonkit.portability.context import ExportContext

ROUNDS = 600_000
LARGEST_PAGE = 48 * 1024 * 1024
"""A ZIP file above this stays out of a page: phones run out of memory."""
_SALT, _NONCE, _KEY = 16, 12, 32
_IMAGES = "blob: data:"


def locked_page(archive: bytes, context: ExportContext, passphrase: str) -> str:
    """The page that opens `archive`, the ZIP file of the bag, for whoever knows the passphrase."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    key = pbkdf2_hmac("sha256", passphrase.encode(), salt, ROUNDS, _KEY)
    locked = AESGCM(key).encrypt(nonce, archive, None)
    settings = {
        "rounds": ROUNDS,
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
        "file": f"client-record-{context.case}.zip",
    }
    template = environment("anonkit.portability").get_template("locked.html")
    return template.render(
        clinic=context.clinic,
        case=context.case,
        made_on=context.made_on,
        settings=settings,
        locked=b64encode(locked).decode(),
        images=_IMAGES,
    )
