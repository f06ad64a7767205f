"""Only pixels leave."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from anonkit.deidentification.photos import UnreadablePicture, strip_metadata

SECRET = b"Featherstonehaugh"


def jpeg(orientation=1):
    """A small picture with everything that can be carried in one."""
    picture = Image.new("RGB", (40, 20), "white")
    picture.putpixel((0, 0), (255, 0, 0))
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (54.0, 19.0, 30.0)
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, icc_profile=b"icc" + SECRET, comment=SECRET, quality=95)
    return out.getvalue()


def png():
    """A picture with a comment in a text chunk."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET.decode())
    out = BytesIO()
    Image.new("RGBA", (8, 8), (1, 2, 3, 128)).save(out, "PNG", pnginfo=info)
    return out.getvalue()


@pytest.mark.parametrize(
    ("picture", "media_type"), [(jpeg(), "image/jpeg"), (png(), "image/png"), (png(), "image/jpeg")]
)
def test_nothing_but_pixels_is_carried(picture, media_type):
    """No EXIF, GPS, profile, comment or text chunk is left."""
    assert SECRET in picture
    stripped = strip_metadata(picture, media_type)
    opened = Image.open(BytesIO(stripped))
    assert SECRET not in stripped
    assert not opened.getexif()
    assert not {"icc_profile", "comment", "exif", "Comment", "xmp"} & set(opened.info)


def test_a_picture_is_turned_as_its_camera_meant_it():
    """The orientation is applied, since the tag that says it is gone."""
    assert Image.open(BytesIO(strip_metadata(jpeg(orientation=6)))).size == (20, 40)


def test_the_same_picture_gives_the_same_bytes():
    """A release is the same byte for byte."""
    assert strip_metadata(jpeg()) == strip_metadata(jpeg())


def test_what_is_appended_to_a_picture_is_gone():
    """Bytes after the end of the picture are not carried."""
    assert SECRET not in strip_metadata(jpeg() + SECRET)


@pytest.mark.parametrize("junk", [b"", b"no picture", jpeg()[:200], b"%PDF-1.7"])
def test_what_is_no_picture_is_refused_without_a_word_of_it(junk):
    """Damaged files end with a message that holds nothing of them."""
    with pytest.raises(UnreadablePicture, match="can be read"):
        strip_metadata(junk)
