"""Which release is meant, and whose workspace it belongs to: a folder, a draft, or a name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from anonkit.datasets import MANIFEST_FILE, Manifest
from anonkit.errors import SettingsError
from anonkit.storage import SETTINGS_FILE, Workspace


@dataclass(frozen=True)
class ReleasePlace:
    """One release: its workspace, its id and, where one was named, the folder in the clear."""

    workspace: Workspace
    release: str
    folder: Path | None


def release_place(
    release: Path | str, workspace: Workspace | Path | str | None = None
) -> ReleasePlace:
    """The release named by a folder, by the place of its draft, or by its id.

    The workspace is the one given, else the one that the folder or the working directory lies in;
    `SettingsError` where there is none.
    """
    path = Path(release)
    is_folder = (path / MANIFEST_FILE).is_file()
    if path.exists() and not path.is_dir():
        raise SettingsError(f"{path} is a file; name the release's folder, or the release's id.")
    name = (
        Manifest.from_bytes((path / MANIFEST_FILE).read_bytes()).facts.release
        if is_folder
        else path.name
    )
    return ReleasePlace(_workspace(path, workspace), name, path if is_folder else None)


def _workspace(path: Path, named: Workspace | Path | str | None) -> Workspace:
    if named is not None:
        return named if isinstance(named, Workspace) else Workspace.open(named)
    start = path.resolve() if path.exists() else Path.cwd() / path
    for folder in (start, *start.parents):
        if (folder / SETTINGS_FILE).exists():
            return Workspace.open(folder)
    raise SettingsError(
        f"{path} lies in no workspace, so it is not known whose release it is; name the clinic's workspace "
        "with --workspace."
    )
