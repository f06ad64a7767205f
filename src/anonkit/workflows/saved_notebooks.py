"""What Jupyter's server does when a notebook is saved: what came of clients' records stays on the screen.

The kernel says what the notebook opened (`anonkit.notebook`). Releases alone: its outputs are kept. Clients'
records, or nothing that we know of: they are left out of the file, and the file says so.
"""

from __future__ import annotations

import logging
import os
from hashlib import sha256
from pathlib import Path
from typing import Any

from jupyter_server.services.contents.checkpoints import AsyncCheckpoints

_KEPT = "keep_output"
_RECORDS, _RELEASES = "records", "releases"
_SAID = {
    _RELEASES: "kept: releases are all that was opened",
    _RECORDS: "left out: clients' records were opened",
    "": "left out: nothing says that releases are all that was opened",
}
_log = logging.getLogger("anonkit.lab")


def without_outputs(
    model: dict[str, Any], path: str = "", contents_manager: Any = None, **_: Any
) -> None:
    """Empties the outputs of code cells before a save, but where releases are all that was opened.

    A cell tagged ``keep_output`` keeps its own as long as no records were opened.
    """
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    content = model["content"]
    opened = _opened(path, contents_manager)
    content.setdefault("metadata", {})["anonkit"] = {"outputs": _SAID[opened]}
    if opened == _RELEASES:
        return
    content["metadata"].pop("widgets", None)
    left_out = sum(_emptied(cell, opened) for cell in content.get("cells", []))
    if left_out:
        _log.warning("saved without the outputs of %d cells; they were %s", left_out, _SAID[opened])


def _emptied(cell: dict[str, Any], opened: str) -> bool:
    """Empties a code cell; whether there was something in it."""
    if cell.get("cell_type") != "code":
        return False
    if opened != _RECORDS and _KEPT in cell.get("metadata", {}).get("tags", []):
        return False
    had_outputs = bool(cell.get("outputs"))
    cell["outputs"], cell["execution_count"] = [], None
    return had_outputs


def _opened(path: str, contents_manager: Any) -> str:
    """What the notebook's kernel said it opened; nothing where it said nothing."""
    state, root = os.environ.get("ANONKIT_LAB_STATE"), getattr(contents_manager, "root_dir", None)
    if not state or not root or not path:
        return ""
    place = os.path.realpath(Path(root) / path.strip("/"))
    mark = Path(state) / "opened" / sha256(place.encode()).hexdigest()[:24]
    try:
        said = mark.read_text(encoding="utf-8")
    except OSError:
        return ""
    return said if said in (_RECORDS, _RELEASES) else ""


class NoCheckpoints(AsyncCheckpoints):
    """Keeps no second copies of notebooks."""

    async def create_checkpoint(self, *_: Any) -> dict[str, str]:
        """Says that one was made; none was."""
        return {"id": "checkpoint", "last_modified": "1970-01-01T00:00:00Z"}

    async def restore_checkpoint(self, *_: Any) -> None:
        """There is nothing to restore."""

    async def rename_checkpoint(self, *_: Any) -> None:
        """There is nothing to rename."""

    async def delete_checkpoint(self, *_: Any) -> None:
        """There is nothing to delete."""

    async def list_checkpoints(self, *_: Any) -> list[dict[str, str]]:
        """None are kept."""
        return []
