"""What kind of file a content is, by its first bytes."""

from __future__ import annotations

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"%PDF", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
)
_BY_SUFFIX = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".mp4": "video/mp4",
    ".mov": "video/quicktime",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".svg": "image/svg+xml",
}
PHOTO_SUFFIXES = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".heif"}
)
DOCUMENT_SUFFIXES = frozenset({".pdf", *_BY_SUFFIX})


def media_type_of(content: bytes, suffix: str) -> str:
    """The IANA media type by content, else by ending; a name alone can be wrong."""
    for start, kind in _STARTS:
        if content.startswith(start) and not (kind == "application/zip" and suffix in _BY_SUFFIX):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in {b"heic", b"heix", b"mif1", b"hevc"}:
        return "image/heic"
    return _BY_SUFFIX.get(suffix, "application/octet-stream")


def is_cut_off(content: bytes, media_type: str) -> bool:
    """Whether a picture ends before its own end mark."""
    tail = content[-64:]
    if media_type == "image/jpeg":
        return b"\xff\xd9" not in tail
    return media_type == "image/png" and b"IEND" not in tail
