"""Reads a bag back, locked or plain, and holds it to its manifest before anything is used.

What comes from outside may be hostile: paths that lead out of the bag, files that unpack without end,
names that stand twice. Nothing is ever unpacked to disk, and every size is held to before it is read.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any, Protocol
from zipfile import BadZipFile, ZipFile

import pyrage

from anonkit.errors import IntegrityError, SettingsError, SourceUnreadable
from anonkit.portability.aes_zip import is_aes_zip, read_aes_zip
from anonkit.portability.signature import PUBLIC_KEY, SIGNATURE, check_signature

LARGEST_BAG = 8 * 1024**3
"""More than this is not unpacked: a small file can be made to grow without end."""
LARGEST_RATIO = 200
"""Nothing real is packed tighter than this, but for files of a few kilobytes."""
_SMALL = 1024**2
_MOST_FILES = 100_000
_MANIFEST, _TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
_HOSTILE = "The archive is not one of ours and may be meant to harm: {}. It was not unpacked."


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
        except (BadZipFile, ValueError, NotImplementedError):
            raise SourceUnreadable(
                "The archive is damaged, or is no ZIP file. Ask for it again."
            ) from None
        self._refuse_hostile()
        self._root = self._find_root()

    def _refuse_hostile(self) -> None:
        members = self._archive.infolist()
        names = [info.filename for info in members]
        if len(members) > _MOST_FILES or len(set(names)) != len(names):
            raise SourceUnreadable(_HOSTILE.format("too many files, or a name that stands twice"))
        if not all(_is_inside(name) for name in names):
            raise SourceUnreadable(_HOSTILE.format("a path leads out of it"))
        if sum(info.file_size for info in members) > LARGEST_BAG:
            raise SourceUnreadable(
                "The archive holds more than 8 GiB. Unpack it by hand and give the folder."
            )
        packed = {info.header_offset for info in members}
        if len(packed) != len(members) or any(
            info.file_size > _SMALL and info.file_size > LARGEST_RATIO * max(1, info.compress_size)
            for info in members
        ):
            raise SourceUnreadable(_HOSTILE.format("a file grows without end when it is unpacked"))

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
        try:
            return self._archive.read(self._root + name)
        except (BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError):
            raise IntegrityError(
                "A file of the archive is damaged, or is packed in a way that bags are not. Ask for it again."
            ) from None


def _is_inside(name: str) -> bool:
    """Whether a path stays in its folder wherever it is unpacked."""
    path = PurePosixPath(name)
    return not (
        "\\" in name or ":" in name or "\0" in name or path.is_absolute() or ".." in path.parts
    )


def open_bag(path: Path, *, identities: Sequence[str] = (), passphrase: str | None = None) -> Bag:
    """The bag at a path: its folder, the folder around it, its ZIP file, or the locked file.

    Every file is checked against the manifest first; what is locked is opened in memory only.
    """
    place = _place(path)
    if place.is_dir():
        bag: Bag = FolderBag(place)
    else:
        bag = ZipBag(_opened(place, identities, passphrase))
    check_bag(bag)
    return bag


def _opened(place: Path, identities: Sequence[str], passphrase: str | None) -> bytes:
    content = place.read_bytes()
    if place.suffix == ".age":
        return _unlocked(content, identities, passphrase)
    if not is_aes_zip(content):
        return content
    if passphrase is None:
        raise SettingsError("The export is locked. Give the passphrase.")
    return read_aes_zip(content, passphrase)


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
    """Raises `IntegrityError` unless payload, tags and signature are exactly as they were made."""
    names = set(bag.names())
    if _MANIFEST not in names:
        raise IntegrityError(
            "The bag has no manifest, so nobody can tell whether it is whole. Ask for it again."
        )
    wanted = _digests(bag, _MANIFEST)
    payload = {name for name in names if name.startswith("data/")}
    tags = _digests(bag, _TAG_MANIFEST) if _TAG_MANIFEST in names else {}
    held = wanted | tags
    changed = [
        name
        for name in sorted(set(held) & names)
        if sha256(bag.read(name)).hexdigest() != held[name]
    ]
    missing, added = sorted(set(held) - names), sorted(payload - set(wanted))
    if changed or missing or added:
        raise IntegrityError(
            f"The bag is not as it was made: {len(changed)} files changed, {len(missing)} missing, "
            f"{len(added)} added. Ask for it again."
        )
    signed_by(bag)


def _digests(bag: Bag, manifest: str) -> dict[str, str]:
    """Digest by path, as a manifest of the bag says."""
    wanted: dict[str, str] = {}
    for line in bag.read(manifest).decode("utf-8", "replace").splitlines():
        digest, _, name = line.partition(" ")
        path = name.strip().removeprefix("*")
        if not _is_inside(path):
            raise SourceUnreadable(_HOSTILE.format("its manifest leads out of it"))
        wanted[path] = digest.lower()
    return wanted


def signed_by(bag: Bag) -> str:
    """The fingerprint of the key that signed the bag; empty where nobody did."""
    names = set(bag.names())
    if SIGNATURE not in names and PUBLIC_KEY not in names:
        return ""
    if not {SIGNATURE, PUBLIC_KEY, _TAG_MANIFEST} <= names:
        raise IntegrityError("A part of the bag's signature is missing. Ask for it again.")
    return check_signature(bag.read(_TAG_MANIFEST), bag.read(PUBLIC_KEY), bag.read(SIGNATURE))
