"""What Jupyter's server does when a notebook is saved: outputs stay on the screen and in no file."""

from __future__ import annotations

from typing import Any

from jupyter_server.services.contents.checkpoints import AsyncCheckpoints

_KEPT = "keep_output"


def without_outputs(model: dict[str, Any], **_: Any) -> None:
    """Empties the outputs of code cells before a save, but for cells tagged ``keep_output``."""
    if model.get("type") != "notebook" or not isinstance(model.get("content"), dict):
        return
    content = model["content"]
    content.get("metadata", {}).pop("widgets", None)
    for cell in content.get("cells", []):
        if cell.get("cell_type") == "code" and _KEPT not in cell.get("metadata", {}).get(
            "tags", []
        ):
            cell["outputs"] = []
            cell["execution_count"] = None


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
