"""Drawn pictures: faces and skin with EXIF, and pages that are only an image."""

import io
import random
from datetime import date

from PIL import Image, ImageDraw, ImageFilter

from sample_data.generator.draws import rng
from sample_data.generator.people import Person

_SKINS = {"I": (246, 219, 200), "II": (238, 205, 180), "III": (221, 180, 148),
          "IV": (188, 140, 104), "V": (141, 96, 66), "VI": (92, 60, 43)}  # fmt: skip


def face(person: Person, skin: str, stage: str, day: date) -> bytes:
    """A JPEG of a drawn face, with place, camera and day in its EXIF."""
    draw = rng("face", person.clinic, person.n, stage)
    image = Image.new("RGB", (160, 120), (206, 212, 216))
    _head(ImageDraw.Draw(image), _SKINS[skin], draw, stage)
    image = image.filter(ImageFilter.GaussianBlur(0.6))
    if person.n % 2:
        ImageDraw.Draw(image).text((4, 106), f"{person.last} {day:%d.%m.%y}", fill=(20, 20, 20))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=60, exif=_exif(person, day))
    return out.getvalue()


def _head(
    pen: ImageDraw.ImageDraw, skin: tuple[int, int, int], draw: random.Random, stage: str
) -> None:
    dark = tuple(max(0, part - 60) for part in skin)
    pen.ellipse((45, 12, 115, 112), fill=skin)
    pen.pieslice((40, 2, 120, 80), 180, 360, fill=(70, 48, 36))
    pen.ellipse((48, 26, 112, 110), fill=skin)
    for x in (66, 94):
        pen.ellipse((x - 7, 50, x + 7, 57), fill=(250, 250, 250))
        pen.ellipse((x - 3, 50, x + 3, 57), fill=(60, 80, 70))
        pen.line((x - 9, 44, x + 9, 42), fill=(60, 40, 30), width=2)
    pen.line((80, 56, 77, 72, 82, 73), fill=dark, width=1)
    pen.ellipse((70, 84, 90, 90 + (2 if stage == "after" else 0)), fill=(186, 88, 90))
    for _ in range(5 if stage == "before" else 1):
        x, y = draw.randrange(60, 100), draw.randrange(28, 40)
        pen.line((x - 8, y, x + 8, y), fill=dark, width=1)


def _exif(person: Person, day: date) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Lumenbox", "LB-20 Clinic"
    exif[0x0132] = f"{day:%Y:%m:%d} 10:15:00"
    exif[0x010E] = f"{person.name} {day.isoformat()}"
    exif[0x013B] = "room 2"
    inside = exif.get_ifd(0x8769)
    inside[0x9003], inside[0xA431] = f"{day:%Y:%m:%d} 10:15:00", f"LB20-{4410000 + person.n}"
    place = exif.get_ifd(0x8825)
    north, west = ((54.0, 4.0, 30.0), (1.0, 32.0, 10.0))
    if person.clinic == "us":
        north, west = ((38.0, 50.0, 12.0), (104.0, 49.0, 16.0))
    place[1], place[2], place[3], place[4] = "N", north, "W", west
    return exif


def page_as_image(lines: list[str], day: date) -> bytes:
    """A PDF of one page that is a picture of text: no text layer."""
    image = Image.new("L", (620, 877), 250)
    pen = ImageDraw.Draw(image)
    for place, line in enumerate(lines):
        pen.text(
            (60, 60 + 26 * place), line.encode("latin-1", "replace").decode("latin-1"), fill=40
        )
    pen.line((90, 640, 130, 600, 160, 650, 210, 610, 260, 640), fill=20, width=3)
    out = io.BytesIO()
    moment = day.timetuple()
    image.rotate(0.7, fillcolor=250).save(
        out, "PDF", resolution=75.0, quality=45, creationDate=moment, modDate=moment
    )
    return out.getvalue()
