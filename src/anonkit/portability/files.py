"""Documents and photographs: where each lies in the bag, its size, its digest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Protocol

from anonkit.errors import AnonkitError
from anonkit.portability.held import HeldFile, RecordRow


class BlobReader(Protocol):
    """Encrypted storage of files, as far as an export needs it."""

    def get(self, blob: str, /) -> bytes:
        """The file's bytes."""


_SUFFIX_BY_MEDIA_TYPE = {
    "application/pdf": ".pdf",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
    "image/heic": ".heic",
    "image/tiff": ".tif",
    "text/plain": ".txt",
    "text/csv": ".csv",
    "text/html": ".txt",  # a page could run scripts when opened; its text is all there
    "application/rtf": ".rtf",
    "application/msword": ".doc",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_MEDIA_TYPE_BY_START = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)
_STEM_BY_TABLE = {"documents": "document", "photos": "photo"}
MISSING = "the clinic's storage no longer holds this file, or holds it damaged"
"""What is said of a file that cannot be read."""


def describe_files(
    rows: Mapping[str, Sequence[RecordRow]], blobs: BlobReader | None
) -> tuple[HeldFile, ...]:
    """Every file the rows speak of; each is read once, and none is kept in memory."""
    return tuple(
        _described(row, table, number, blobs)
        for table in _STEM_BY_TABLE
        for number, row in enumerate(
            (row for row in rows.get(table, ()) if row.get("blob")), start=1
        )
    )


def _described(row: RecordRow, table: str, number: int, blobs: BlobReader | None) -> HeldFile:
    content = read_blob(blobs, row.get("blob"))
    if content is None:
        return HeldFile(row.id, row.get("blob"), "", row.get("media_type"), problem=MISSING)
    media_type = media_type_of(content, row.get("media_type"))
    suffix = _SUFFIX_BY_MEDIA_TYPE.get(media_type, ".bin")
    path = f"{table}/{_STEM_BY_TABLE[table]}-{number:03d}{suffix}"
    return HeldFile(
        row.id, row.get("blob"), path, media_type, len(content), sha256(content).hexdigest()
    )


def read_blob(blobs: BlobReader | None, blob: str) -> bytes | None:
    """The file's bytes; ``None`` where the storage cannot give them."""
    if blobs is None:
        return None
    try:
        return blobs.get(blob)
    except (KeyError, FileNotFoundError, AnonkitError):
        return None


def media_type_of(content: bytes, stated: str) -> str:
    """What the file is: by its first bytes where they tell, else as stated."""
    for start, media_type in _MEDIA_TYPE_BY_START:
        if content.startswith(start):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:11] in (b"hei", b"mif"):
        return "image/heic"
    return stated or "application/octet-stream"
