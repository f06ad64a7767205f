"""Which encoding a file has: its mark, strict UTF-8, or the code page somebody declared; never a guess."""

from __future__ import annotations

import codecs
from typing import BinaryIO

from anonkit.errors import SourceUnreadable

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(stream: BinaryIO, code_page: str | None) -> str:
    """The encoding by which the whole stream can be read; `SourceUnreadable` where there is none."""
    head = stream.read(4)
    stream.seek(0)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    for name in (marked,) if marked else ("utf-8", code_page):
        if name is not None and _decodes(stream, name):
            return name
    raise SourceUnreadable(
        "The file is neither UTF-8 nor in the declared code page. "
        "Declare `code_page:` for it in the mapping file (often cp1252)."
    )


def _decodes(stream: BinaryIO, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    stream.seek(0)
    try:
        while block := stream.read(_BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    finally:
        stream.seek(0)
    return True
