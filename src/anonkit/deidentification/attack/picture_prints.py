"""What two pictures have in common although every byte differs: a print of light and dark."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, UnidentifiedImageError

SUFFIXES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff")
NEAR = 8
"""So many of 64 bits may differ where a picture was only made smaller or saved again."""


def print_of(content: bytes) -> int | None:
    """64 bits: whether each of 8 by 8 spots is lighter than its right neighbour; ``None`` for no picture."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            grey = np.asarray(picture.convert("L").resize((9, 8)), dtype=np.int16)
    except (UnidentifiedImageError, OSError, ValueError):
        return None
    # A picture of one colour is like every other of one colour, and says nothing.
    if grey.max() - grey.min() < 8:
        return None
    bits = np.packbits((grey[:, :-1] < grey[:, 1:]).ravel())
    return int.from_bytes(bits.tobytes(), "big")


def is_near(one: int, other: int) -> bool:
    """Whether two prints are of one picture."""
    return (one ^ other).bit_count() <= NEAR


def carries_metadata(content: bytes) -> bool:
    """Whether a picture says anything beside its pixels: EXIF, XMP, comments."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            told = {
                key
                for key in picture.info
                if key in ("exif", "comment", "xmp", "XML:com.adobe.xmp", "Author")
            }
            return bool(told or dict(picture.getexif()))
    except (UnidentifiedImageError, OSError, ValueError):
        return False
