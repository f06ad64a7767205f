"""The fonts of record.pdf: those that Typst brings, the machine's own, and last a box for what none of them shows.

PDF/UA refuses a character that no font has a sign for. `templates/fonts/box.ttf` has one sign, an empty box, for
every character, so no record is refused for its writing: what is not shown still copies, and is read aloud, as itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import Fonts

_BOX = "Anonkit Boxes"
_PREFERRED = (
    "Libertinus Serif", "DejaVu Sans", "Noto Sans", "Segoe UI", "Noto Sans CJK SC", "Noto Sans Arabic",
    "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Thai", "PingFang SC", "Hiragino Sans", "Microsoft YaHei",
    "Yu Gothic", "Malgun Gothic", "Nirmala UI", "Arial Unicode MS", "Noto Emoji", "Noto Color Emoji",
    "Segoe UI Emoji", "Apple Color Emoji",
)  # fmt: skip


@dataclass(frozen=True)
class PdfFonts:
    """Fonts that were looked for once, and the order in which a sign is looked for in them."""

    found: Fonts
    families: tuple[str, ...]


@cache
def pdf_fonts() -> PdfFonts:
    """What this machine can write with; the box comes last, as it has a sign for everything."""
    import typst  # noqa: PLC0415 - 80 MB that only an export needs

    folder = resources.files("anonkit.portability").joinpath("templates/fonts")
    with resources.as_file(folder) as place:
        found = typst.Fonts(
            include_system_fonts=True, include_embedded_fonts=True, font_paths=[str(place)]
        )
        known = set(found.families()) - {_BOX}
        first = [family for family in _PREFERRED if family in known]
        return PdfFonts(found, (*first, *sorted(known.difference(first)), _BOX))
