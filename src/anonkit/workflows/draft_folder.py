"""The folder in which a draft is written and searched before anybody sees it."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd


class TablesReader:
    """De-identified tables as one partition."""

    partition_count = 1

    def __init__(self, tables: Mapping[str, pd.DataFrame]) -> None:
        self._tables = tables

    @property
    def tables(self) -> tuple[str, ...]:
        return tuple(self._tables)

    def read(self, table: str, partition: int, columns: Any = None) -> pd.DataFrame | None:
        frame = self._tables.get(table) if partition == 0 else None
        return frame if frame is None or columns is None else frame[list(columns)]


class CheckingFolder:
    """A folder of the workspace's owner alone, in which a draft is checked; gone afterwards."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> Path:
        shutil.rmtree(self._folder, ignore_errors=True)
        self._folder.mkdir(parents=True, mode=0o700)
        return self._folder / "release"

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def copy_whole(folder: Path, target: Path) -> None:
    """Copies aside and renames, so that a killed run leaves no half release."""
    aside = target.with_name(f".{target.name}.partial")
    shutil.rmtree(aside, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, aside)
    if target.exists():
        target.rmdir()
    aside.rename(target)
