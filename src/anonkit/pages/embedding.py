"""What a page carries inside itself: data, pictures, and the mark that says what it is."""

from __future__ import annotations

import json
import re
from base64 import b64encode

from markupsafe import Markup

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}
_KIND = re.compile(r"[a-z][a-z-]*")


def json_island(identity: str, value: object) -> Markup:
    """The value as JSON in a script element that no text inside it can close and no browser runs."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    island = Markup(text)  # noqa: S704 - nothing in it can end the element
    return Markup('<script type="application/json" id="{}">{}</script>').format(identity, island)


def page_mark(kind: str, content: str) -> Markup:
    """The machine mark of a page, ``<meta name="anonkit-KIND" content="…">``."""
    if not _KIND.fullmatch(kind):
        raise ValueError("the kind of a page mark is one lower-case word")
    return Markup('<meta name="anonkit-{}" content="{}">').format(kind, content)


def data_uri(content: bytes, media_type: str) -> str:
    """The bytes as a ``data:`` address, for pictures that must travel inside the page."""
    return f"data:{media_type};base64,{b64encode(content).decode()}"
