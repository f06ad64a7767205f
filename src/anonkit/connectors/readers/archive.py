"""ZIP archives: every member has one fate, and none can write, climb or swell."""

from __future__ import annotations

import io
import lzma
import re
import stat
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from anonkit.connectors.readers.units import BadUnit, SkippedUnit, SourceFile
from anonkit.errors import SourceUnreadable


@dataclass(frozen=True)
class ArchiveLimits:
    """How much an archive may hold before it is taken for an attack."""

    members: int = 50_000
    member_bytes: int = 1 << 30
    total_bytes: int = 16 << 30
    ratio: int = 300
    depth: int = 3


_USUAL = ArchiveLimits()
_SMALL = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    EOFError,
    RuntimeError,  # a password, or a compression that is not built in
)
_SYSTEM = re.compile(
    r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$", re.IGNORECASE
)


def read_archive(
    archive: SourceFile, safe_name: str, limits: ArchiveLimits = _USUAL
) -> Iterator[SourceFile | BadUnit | SkippedUnit]:
    """The members as files, and those that must not be opened as faults; `SourceUnreadable` for no ZIP."""
    parts = _opened(archive)
    members = [member for member in parts.infolist() if not member.is_dir()]
    total = 0
    seen: set[str] = set()
    for number, member in enumerate(members, start=1):
        place = f"member {number}"
        total += member.file_size
        if _SYSTEM.search(member.filename.replace("\\", "/")):
            yield SkippedUnit(place, "system-file")
        elif reason := _danger(member, number, total, limits) or _repeated(member, seen):
            yield BadUnit(place, reason)
        elif not _is_whole(parts, member, limits):
            yield BadUnit(place, "unreadable-file")
        else:
            seen.add(member.filename)
            yield _member_file(archive, parts, member, safe_name)


def _danger(member: zipfile.ZipInfo, number: int, total: int, limits: ArchiveLimits) -> str | None:
    name = member.filename.replace("\\", "/")
    if (
        name.startswith("/")
        or re.match(r"[A-Za-z]:", name)
        or ".." in name.split("/")
        or "\x00" in name
    ):
        return "unsafe-member"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "unsafe-member"
    if member.flag_bits & 0x1:
        return "encrypted-member"
    if (
        number > limits.members
        or member.file_size > limits.member_bytes
        or total > limits.total_bytes
    ):
        return "too-large"
    if member.file_size > _SMALL and member.file_size > limits.ratio * max(member.compress_size, 1):
        return "too-large"
    return None


def _repeated(member: zipfile.ZipInfo, seen: set[str]) -> str | None:
    return "duplicate-member" if member.filename in seen else None


def _opened(archive: SourceFile) -> zipfile.ZipFile:
    stream = archive.open()
    try:
        parts = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError) as fault:
        stream.close()
        raise SourceUnreadable("The archive is damaged. Download it again.") from fault
    # Its members are read later, each by its own turn; the file closes when nobody holds the archive.
    weakref.finalize(parts, stream.close)
    return parts


def _is_whole(parts: zipfile.ZipFile, member: zipfile.ZipInfo, limits: ArchiveLimits) -> bool:
    """Whether the member unpacks to what it says; its check sum is tested on the way."""
    size = 0
    try:
        with parts.open(member) as content:
            while block := content.read(_SMALL):
                size += len(block)
                if size > limits.member_bytes:
                    return False
    except _BROKEN:
        return False
    return size == member.file_size


def _member_file(
    archive: SourceFile, parts: zipfile.ZipFile, member: zipfile.ZipInfo, safe_name: str
) -> SourceFile:
    def open_member() -> BinaryIO:
        return io.BytesIO(parts.read(member))

    path = tuple(
        part for part in member.filename.replace("\\", "/").split("/") if part not in {"", "."}
    )
    return SourceFile((*archive.path, *path), open_member, member.file_size, safe_name)
