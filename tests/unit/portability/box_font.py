"""Makes `box.ttf`, the font of record.pdf whose one sign, an empty box, stands for every character.

`python -m tests.unit.portability.box_font` writes it anew. PDF/UA refuses a character without a sign; with this
font as the last of all, what no other font of a computer shows is a box that still copies and reads aloud as itself.
"""

from __future__ import annotations

from pathlib import Path
from struct import pack, unpack

TARGET = Path(__file__).parents[3] / "src/anonkit/portability/templates/fonts/box.ttf"
FAMILY = "Anonkit Boxes"
WIDTH = 777
"""In thousandths of the size; the template knows a box by it."""
_LEFT, _RIGHT, _TOP, _LINE = 80, 697, 680, 60
_EPOCH = 0


def _padded(content: bytes) -> bytes:
    return content + b"\0" * (-len(content) % 4)


def _checksum(content: bytes) -> int:
    whole = _padded(content)
    return sum(unpack(f">{len(whole) // 4}I", whole)) & 0xFFFFFFFF


def _box() -> bytes:
    """Two rectangles, the inner one the other way round, so that it is a hole."""
    inner_left, inner_right, inner_top = _LEFT + _LINE, _RIGHT - _LINE, _TOP - _LINE
    outer = [(_LEFT, 0), (_LEFT, _TOP), (_RIGHT, _TOP), (_RIGHT, 0)]
    inner = [(inner_left, _LINE), (inner_right, _LINE), (inner_right, inner_top), (inner_left, inner_top)]  # fmt: skip
    points = outer + inner
    steps = [(0, 0), *points]
    across = [right[0] - left[0] for left, right in zip(steps, points, strict=False)]
    up = [right[1] - left[1] for left, right in zip(steps, points, strict=False)]
    outline = pack(">hhhhh", 2, _LEFT, 0, _RIGHT, _TOP) + pack(">HHH", 3, 7, 0)
    return _padded(outline + b"\x01" * 8 + pack(">8h", *across) + pack(">8h", *up))


def _names() -> bytes:
    records, words = b"", b""
    for number, text in ((1, FAMILY), (2, "Regular"), (3, FAMILY), (4, FAMILY), (6, "AnonkitBoxes")):  # fmt: skip
        encoded = text.encode("utf-16-be")
        records += pack(">HHHHHH", 3, 1, 0x409, number, len(encoded), len(words))
        words += encoded
    return pack(">HHH", 0, 5, 6 + len(records)) + records + words


def made() -> bytes:
    """The font, as OpenType describes one: https://learn.microsoft.com/typography/opentype/spec/."""
    box = _box()
    every_character = pack(">III", 0x20, 0x10FFFF, 1)
    tables = {
        b"OS/2": pack(">HhHHH11h10s4I4sHHHhhhHHIIhhHHH", 4, WIDTH, 400, 5, 0, *[0] * 11, bytes(10), 0, 0, 0, 0,
                      b"NONE", 0x40, 0x20, 0xFFFF, 800, -200, 0, 800, 200, 0, 0, 500, _TOP, 0, 32, 1),
        b"cmap": pack(">HHHHIHHIII", 0, 1, 3, 10, 12, 13, 0, 28, 0, 1) + every_character,
        b"glyf": box + box,
        b"head": pack(">IIIIHHqq4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, _EPOCH, _EPOCH,
                      _LEFT, 0, _RIGHT, _TOP, 0, 8, 2, 1, 0),
        b"hhea": pack(">IhhhHhhhhhhhhhhhH", 0x10000, 800, -200, 0, WIDTH, _LEFT, _LEFT, _RIGHT, 1, *[0] * 7, 2),
        b"hmtx": pack(">HhHh", WIDTH, _LEFT, WIDTH, _LEFT),
        b"loca": pack(">III", 0, len(box), 2 * len(box)),
        b"maxp": pack(">IHHHHHHHHHHHHHH", 0x10000, 2, 8, 2, 0, 0, 2, *[0] * 8),
        b"name": _names(),
        b"post": pack(">IIhhIIIII", 0x30000, 0, -100, 50, 0, 0, 0, 0, 0),
    }  # fmt: skip
    count = len(tables)
    power = count.bit_length() - 1
    head = pack(">IHHHH", 0x10000, count, 16 << power, power, 16 * count - (16 << power))
    place, body = len(head) + 16 * count, b""
    for tag, content in sorted(tables.items()):
        head += tag + pack(">III", _checksum(content), place + len(body), len(content))
        body += _padded(content)
    return head + body


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(made())
