"""Takes everything out of a picture but the pixels."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from anonkit.errors import AnonkitError

_MOST_PIXELS = 100_000_000
_JPEG_QUALITY = 92
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF")


class UnreadablePicture(AnonkitError):
    """A file that is no picture, is damaged, or is too large to be opened safely."""


def strip_metadata(picture: bytes, media_type: str = "image/jpeg") -> bytes:
    """The picture's first frame encoded anew as JPEG or PNG, turned as its camera meant it.

    Nothing of EXIF, GPS, XMP, ICC profiles, comments, thumbnails or further frames is carried:
    the pixels are copied into a picture that never had any.
    """
    plain = _pixels(picture)
    out = BytesIO()
    if media_type == "image/png":
        plain.save(out, format="PNG", optimize=False)
    else:
        plain.convert("RGB").save(out, format="JPEG", quality=_JPEG_QUALITY, optimize=False)
    return out.getvalue()


def _pixels(picture: bytes) -> Image.Image:
    try:
        with Image.open(BytesIO(picture), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise UnreadablePicture("the picture has too many pixels to be opened safely")
            turned = ImageOps.exif_transpose(opened)
            mode = "RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB"
            converted = turned.convert(mode)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise UnreadablePicture(
            "the file is no picture that can be read, or it is damaged"
        ) from None
    return Image.frombytes(converted.mode, converted.size, converted.tobytes())
