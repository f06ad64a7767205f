"""The content policy of a page: nothing runs and nothing loads but what the page itself carries."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from hashlib import sha256

from markupsafe import Markup

PHOTOS_BESIDE = "'self' file: data:"
"""Image sources of a page whose photographs lie in a folder beside it."""


def content_policy(
    styles: Sequence[str],
    scripts: Sequence[str],
    images: str = "data:",
    other_styles: Sequence[str] = (),
    other_scripts: Sequence[str] = (),
) -> Markup:
    """The meta element that allows exactly these inline styles and scripts, these images, and no network.

    The others are digests, as a policy writes them, of what stands in a page inside this one.
    """
    rules = {
        "default-src": "'none'",
        "script-src": _hashes(scripts, other_scripts),
        "style-src": _hashes(styles, other_styles),
        "img-src": images,
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    content = Markup("; ".join(f"{name} {value}" for name, value in rules.items()))  # noqa: S704 - our words
    return Markup('<meta http-equiv="Content-Security-Policy" content="{}">').format(content)


def _hashes(texts: Sequence[str], others: Sequence[str]) -> str:
    digests = [b64encode(sha256(str(text).encode()).digest()).decode() for text in texts]
    own = [f"'sha256-{digest}'" for digest in digests]
    return " ".join(dict.fromkeys([*own, *others])) or "'none'"
