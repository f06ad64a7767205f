"""Lines of a text file whose encoding is proven: by its mark, or because every byte is UTF-8."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from anonkit.errors import SourceUnreadable

_HEAD = 4096
# The longer mark first: UTF-32 begins as UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_lines(path: Path, newline: str | None = None) -> Iterator[str]:
    """The file's lines; `SourceUnreadable` names the first line that is not in its encoding.

    An encoding is never guessed: bytes of a code page could be any of several, and a wrong guess
    would hide a name behind letters nobody looks for.
    """
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, newline=newline) as file:
            yield from file
    except UnicodeError:
        raise SourceUnreadable(_refusal(path, encoding)) from None


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is None and head.count(0) * 4 > len(head):
        raise SourceUnreadable(
            f"{path.name} looks like UTF-16 without its mark, or is no text at all; "
            "save it as UTF-8 and try again."
        )
    return marked or "utf-8"


def _refusal(path: Path, encoding: str) -> str:
    if encoding.startswith("utf-8"):
        where = f"{path.name}, line {_first_bad_line(path)}: not UTF-8"
    else:
        where = f"{path.name} is marked as {encoding.upper()} and is not"
    return (
        f"{where}; save the file as UTF-8 (in a spreadsheet: CSV UTF-8) and try again. "
        "Mend a line pasted from elsewhere in the program it came from."
    )


def _first_bad_line(path: Path) -> int:
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                return number
    return 0
