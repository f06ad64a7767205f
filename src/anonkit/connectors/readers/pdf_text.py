"""The text layer of a PDF."""

from __future__ import annotations

import io
import logging
import re
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_MOST_PAGES = 2000


@dataclass(frozen=True)
class PdfText:
    """What a PDF says: its text, whether it is only an image, or that it cannot be read."""

    text: str = ""
    page_count: int = 0
    is_image_only: bool = False
    is_corrupt: bool = False


def read_pdf(content: bytes) -> PdfText:
    """The text of all pages in reading order; never raises."""
    # pypdf logs what it meets in a damaged file, and that may be a client's text.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        if not content.startswith(b"%PDF") or b"%%EOF" not in content[-2048:]:
            # A file that was cut off in transit may still open; half a chart must not pass as a whole.
            return PdfText(is_corrupt=True)
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText(is_corrupt=True)
        pages = [_page_text(page) for page in reader.pages[:_MOST_PAGES]]
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
    ):
        return PdfText(is_corrupt=True)
    text = "\n\n".join(page for page in pages if page)
    return PdfText(text, len(pages), is_image_only=not text)


def _page_text(page: object) -> str:
    laid_out: str = page.extract_text(extraction_mode="layout")  # type: ignore[attr-defined]
    lines = [re.sub(r"(?<=\S) {3,}", "  ", line).rstrip() for line in laid_out.splitlines()]
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line[indent:] for line in lines)).strip()
