"""The mark that everything released bears; what bears it may not come in as records."""

from __future__ import annotations

import json
import re

from anonkit.connectors.readers.units import SourceFile
from anonkit.errors import MarkedInput

_EDGE = 1 << 16
_MARK = re.compile(rb"anonkit-release", re.IGNORECASE)


def refuse_marked(file: SourceFile) -> None:
    """Raises `MarkedInput` where the file bears the mark of a release; its name is not told."""
    with file.open() as stream:
        head = stream.read(_EDGE)
        tail = b""
        if file.size > _EDGE and stream.seekable():
            stream.seek(max(_EDGE, file.size - _EDGE))
            tail = stream.read(_EDGE)
    wide = head.replace(b"\x00", b"")
    if (
        _MARK.search(wide)
        or _MARK.search(tail)
        or (file.name == "manifest.json" and _is_manifest(file))
    ):
        raise MarkedInput(
            "A source bears the mark of a release: what was released may not come in as records again. "
            "Give the clinic's own exports instead."
        )


def _is_manifest(file: SourceFile) -> bool:
    try:
        content = json.loads(file.read())
    except ValueError:
        return False
    return isinstance(content, dict) and content.get("anonkit") == "release"
