"""Metadata of photographs: where and by whom they were taken, comments, thumbnails."""

from __future__ import annotations

import io
from collections.abc import Iterator

from PIL import ExifTags, Image

from anonkit.deidentification.leak_check.passages import Passage, joined

_IFDS = (ExifTags.IFD.Exif, ExifTags.IFD.GPSInfo, ExifTags.IFD.Interop)
_COORDINATES = frozenset((2, 4))  # GPSLatitude, GPSLongitude


def has_coordinates(content: bytes) -> bool:
    """Whether a picture says where on earth it was taken."""
    with Image.open(io.BytesIO(content)) as picture:
        tags = picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
        xmp = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
        xmp_bytes = xmp if isinstance(xmp, bytes) else str(xmp).encode()
        return bool(_COORDINATES & set(tags)) or b"GPSLatitude" in xmp_bytes


def picture_passages(content: bytes, place: str) -> Iterator[Passage]:
    """Every piece of text that a picture carries besides its pixels."""
    with Image.open(io.BytesIO(content)) as picture:
        exif = picture.getexif()
        pieces: list[object] = list(exif.values())
        for ifd in _IFDS:
            pieces += exif.get_ifd(ifd).values()
        for key, value in picture.info.items():
            pieces += [key, value]
    for piece in pieces:
        text = _text(piece)
        if text:
            yield Passage(text, joined(place, "picture metadata"))


def _text(piece: object) -> str:
    if isinstance(piece, bytes):
        # The first eight bytes of a comment may name its encoding; UTF-16 shows as zeros between letters.
        return piece.replace(b"\x00", b"").decode("utf-8", "replace")
    return piece if isinstance(piece, str) else ""
