"""A folder that is written whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anonkit.errors import OutputExists


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """Readable JSON in the order given."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def check_empty(destination: Path) -> None:
    """Nothing where the place is new or an empty folder; else `OutputExists`."""
    if destination.exists() and (not destination.is_dir() or any(destination.iterdir())):
        raise OutputExists(
            f"the place for the release ({destination.name}) is not empty; name a new or empty folder"
        )


def write_whole(destination: Path, content_by_path: Mapping[str, bytes]) -> None:
    """Writes aside and renames, so that a killed run leaves no half release under the name."""
    destination.parent.mkdir(parents=True, exist_ok=True)
    aside = destination.with_name(f".{destination.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    try:
        for path, content in content_by_path.items():
            target = aside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if destination.exists():
            destination.rmdir()
        aside.rename(destination)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def write_folder(destination: Path, content_by_path: Mapping[str, bytes]) -> None:
    """Writes these files into a new or empty place, whole or not at all; `OutputExists` elsewhere."""
    check_empty(destination)
    write_whole(destination, content_by_path)
