"""The record as one locked page: any browser on a phone or computer opens it, with the passphrase and nothing else.

The page carries the ZIP file of the bag under AES-256-GCM; the key is drawn from the passphrase by
PBKDF2-SHA-256 in 600,000 rounds (OWASP, 2023). Both are done by the browser itself (WebCrypto); the
page's content policy names its one script and allows no network.
"""

from __future__ import annotations

import json
import secrets
from base64 import b64encode
from collections.abc import Iterable, Mapping
from hashlib import pbkdf2_hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anonkit.pages import environment
from anonkit.portability.archive_index import ArchiveEntry
from anonkit.portability.context import ExportContext
from anonkit.portability.wording import moment_in_words

ROUNDS = 600_000
LARGEST_PAGE = 48 * 1024 * 1024
"""A ZIP file above this stays out of a page: phones run out of memory."""
_SALT, _NONCE, _KEY = 16, 12, 32
_IMAGES = "blob: data:"


def locked_page(archive: bytes, context: ExportContext, passphrase: str) -> str:
    """The page that opens `archive`, the ZIP file of the bag, for whoever knows the passphrase."""
    file = f"client-record-{context.case}.zip"
    return _page("locked.html", archive, context, passphrase, {"file": file}, case=context.case)


def search_page(entries: Iterable[ArchiveEntry], context: ExportContext, passphrase: str) -> str:
    """The page that finds a client's file in an archive, for whoever knows the passphrase."""
    own = sorted(entries, key=lambda each: (not each.order, each.order))
    index = json.dumps([each.as_dict() for each in own], ensure_ascii=False).encode()
    count = len({each.file for each in own})
    return _page("search.html", index, context, passphrase, {}, count=count)


def _page(
    template: str,
    content: bytes,
    context: ExportContext,
    passphrase: str,
    settings: Mapping[str, str],
    **values: object,
) -> str:
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    key = pbkdf2_hmac("sha256", passphrase.encode(), salt, ROUNDS, _KEY)
    locked = b64encode(AESGCM(key).encrypt(nonce, content, None)).decode()
    lock = {"rounds": ROUNDS, "salt": b64encode(salt).decode(), "nonce": b64encode(nonce).decode()}
    return (
        environment("anonkit.portability")
        .get_template(template)
        .render(
            clinic=context.clinic,
            made_on=moment_in_words(context.made_on, context.clinic.jurisdiction),
            settings={**lock, **settings},
            locked=locked,
            images=_IMAGES,
            **values,
        )
    )
