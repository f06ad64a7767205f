"""A page under a passphrase: it opens itself in the browser, with nothing fetched and nothing installed.

AES-256-GCM with a key by PBKDF2-HMAC-SHA256; the browser does both by itself (WebCrypto). The page inside
keeps its own content policy, and the page around it allows exactly what that policy allows.
Sources: NIST SP 800-38D, SP 800-132; OWASP password storage, 600 000 rounds.
"""

from __future__ import annotations

import gzip
import re
import secrets
from base64 import b64encode
from collections.abc import Callable
from hashlib import pbkdf2_hmac

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from anonkit.datasets.facts import ReleaseFacts
from anonkit.errors import SettingsError
from anonkit.pages import environment

ROUNDS = 600_000
SHORTEST_PASSPHRASE = 12
_SALT, _NONCE, _KEY = 16, 12, 32
_HASH = re.compile(r"'sha256-[A-Za-z0-9+/=]+'")
_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')


def locked_page(
    page: str,
    passphrase: str,
    facts: ReleaseFacts,
    randomness: Callable[[int], bytes] = secrets.token_bytes,
) -> str:
    """The page as another that asks for the passphrase and then becomes it.

    `SettingsError` for a passphrase of fewer than twelve letters: whoever has the file may try for ever.
    """
    if len(passphrase) < SHORTEST_PASSPHRASE:
        raise SettingsError(
            f"The passphrase needs {SHORTEST_PASSPHRASE} letters or more: whoever has the file may try for ever. "
            "Four or five words that do not belong together will do."
        )
    salt, nonce = randomness(_SALT), randomness(_NONCE)
    key = pbkdf2_hmac("sha256", passphrase.encode(), salt, ROUNDS, _KEY)
    sealed = AESGCM(key).encrypt(nonce, gzip.compress(page.encode(), mtime=0), None)
    held = {
        "salt": b64encode(salt).decode(),
        "nonce": b64encode(nonce).decode(),
        "rounds": ROUNDS,
        "sealed": b64encode(sealed).decode(),
    }
    scripts, styles = _allowed(page)
    shown = environment("anonkit.datasets").get_template("locked.html")
    return shown.render(facts=facts, held=held, inner_scripts=scripts, inner_styles=styles)


def _allowed(page: str) -> tuple[list[str], list[str]]:
    """The digests of scripts and of styles that the page's own policy names."""
    found = _POLICY.search(page)
    rules = (found[1] if found else "").replace("&#39;", "'").split(";")
    by_name = {rule.split()[0]: _HASH.findall(rule) for rule in rules if rule.split()}
    return by_name.get("script-src", []), by_name.get("style-src", [])
