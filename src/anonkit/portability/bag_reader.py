"""Reads a bag back, locked or plain, and holds it to its manifest before anything is used."""

from __future__ import annotations

import io
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol
from zipfile import BadZipFile, ZipFile

import pyrage

from anonkit.errors import IntegrityError, SettingsError, SourceUnreadable

LARGEST_BAG = 8 * 1024**3
"""More than this is not unpacked: a small file can be made to grow without end."""
_MANIFEST = "manifest-sha256.txt"


class Bag(Protocol):
    """The files of a bag by path."""

    def names(self) -> list[str]:
        """Every file, relative to the bag."""

    def read(self, name: str) -> bytes:
        """What a file holds."""


class FolderBag:
    """A bag that lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> list[str]:
        """Every file; links are not followed."""
        found = (
            path for path in self._folder.rglob("*") if path.is_file() and not path.is_symlink()
        )
        return sorted(path.relative_to(self._folder).as_posix() for path in found)

    def read(self, name: str) -> bytes:
        """What a file holds."""
        return (self._folder / name).read_bytes()


class ZipBag:
    """A bag in a ZIP file, read without unpacking."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = ZipFile(io.BytesIO(content))
        except BadZipFile:
            raise SourceUnreadable(
                "The archive is damaged, or is no ZIP file. Ask for it again."
            ) from None
        if sum(info.file_size for info in self._archive.infolist()) > LARGEST_BAG:
            raise SourceUnreadable(
                "The archive holds more than 8 GiB. Unpack it by hand and give the folder."
            )
        self._root = self._find_root()

    def _find_root(self) -> str:
        ends = [name for name in self._archive.namelist() if name.rsplit("/", 1)[-1] == "bagit.txt"]
        if not ends:
            raise SourceUnreadable("The archive holds no bag: there is no bagit.txt in it.")
        return min(ends, key=len).removesuffix("bagit.txt")

    def names(self) -> list[str]:
        """Every file of the bag."""
        files = [info.filename for info in self._archive.infolist() if not info.is_dir()]
        return sorted(
            name.removeprefix(self._root) for name in files if name.startswith(self._root)
        )

    def read(self, name: str) -> bytes:
        """What a file holds."""
        return self._archive.read(self._root + name)


def open_bag(path: Path, *, identities: Sequence[str] = (), passphrase: str | None = None) -> Bag:
    """The bag at a path: its folder, the folder around it, its ZIP file, or the locked file.

    Every file is checked against the manifest first; what is locked is opened in memory only.
    """
    place = _place(path)
    if place.is_dir():
        bag: Bag = FolderBag(place)
    elif place.suffix == ".age":
        bag = ZipBag(_unlocked(place.read_bytes(), identities, passphrase))
    else:
        bag = ZipBag(place.read_bytes())
    check_bag(bag)
    return bag


def _place(path: Path) -> Path:
    if not path.exists():
        raise SourceUnreadable("There is nothing at the path given for the export.")
    if not path.is_dir() or (path / "bagit.txt").is_file():
        return path
    inside = [
        each
        for each in path.iterdir()
        if each.name.endswith((".zip.age", ".zip")) or (each / "bagit.txt").is_file()
    ]
    if len(inside) != 1:
        raise SourceUnreadable(
            "The folder does not hold exactly one bag or locked file. Name it itself."
        )
    return inside[0]


def _unlocked(content: bytes, identities: Sequence[str], passphrase: str | None) -> bytes:
    if passphrase is None and not identities:
        raise SettingsError(
            "The export is locked. Give the passphrase, or the file with your private key."
        )
    try:
        if passphrase is not None:
            return bytes(pyrage.passphrase.decrypt(content, passphrase))
        return bytes(pyrage.decrypt(content, [_identity(each) for each in identities]))
    except pyrage.DecryptError:
        raise SettingsError(
            "The passphrase or key does not open this export. Check it and try again."
        ) from None


def _identity(text: str) -> Any:
    try:
        if text.startswith("AGE-SECRET-KEY-"):
            return pyrage.x25519.Identity.from_str(text.strip())
        return pyrage.ssh.Identity.from_buffer(text.encode())
    except pyrage.IdentityError:
        raise SettingsError("A private key is neither an age key nor an SSH key.") from None


def check_bag(bag: Bag) -> None:
    """Raises `IntegrityError` unless the payload is exactly what the manifest says."""
    names = bag.names()
    if _MANIFEST not in names:
        raise IntegrityError(
            "The bag has no manifest, so nobody can tell whether it is whole. Ask for it again."
        )
    wanted: dict[str, str] = {}
    for line in bag.read(_MANIFEST).decode("utf-8").splitlines():
        digest, _, name = line.partition("  ")
        wanted[name] = digest
    payload = {name for name in names if name.startswith("data/")}
    changed = [
        name
        for name in sorted(payload & set(wanted))
        if sha256(bag.read(name)).hexdigest() != wanted[name]
    ]
    missing, added = sorted(set(wanted) - payload), sorted(payload - set(wanted))
    if changed or missing or added:
        raise IntegrityError(
            f"The bag is not as it was made: {len(changed)} files changed, {len(missing)} missing, "
            f"{len(added)} added. Ask for it again."
        )
