"""From a file's bytes to passages, by what the bytes are rather than by what the name says."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

import pypdf

from anonkit.deidentification.leak_check.passages import IsCase, Passage, joined
from anonkit.deidentification.leak_check.reading.html_page import html_passages
from anonkit.deidentification.leak_check.reading.json_text import json_lines_passages, json_passages
from anonkit.deidentification.leak_check.reading.pictures import has_coordinates, picture_passages
from anonkit.deidentification.leak_check.reading.tables import csv_passages, parquet_passages

_DEEPEST = 4
_LARGEST_MEMBER = 2**30
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")
_STRING = re.compile(rb"[\x20-\x7e\t]{5,}|(?:[\x20-\x7e]\x00){5,}|(?:\x00[\x20-\x7e]){5,}")


class Finding(Exception):
    """A leak that is no text: a place on earth, or a file that cannot be read and so cannot be cleared."""

    def __init__(self, kind: str, place: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.place = place


def passages_of(
    name: str, content: bytes, is_case: IsCase, place: str = "", depth: int = 0
) -> Iterator[Passage | Finding]:
    """The passages of a file, those of files inside it too, and findings that are no text."""
    if depth > _DEEPEST:
        yield Finding("nested too deep to read", place)
        return
    try:
        yield from _known_format(name, content, is_case, place, depth)
    except Exception:  # noqa: BLE001 - see below
        # Whatever a reader stumbles over, an unread file must not pass; its message could hold a value.
        yield Finding("unreadable", place)
        yield from _strings(content, place)


def _known_format(
    name: str, content: bytes, is_case: IsCase, place: str, depth: int
) -> Iterator[Passage | Finding]:
    if content.startswith(b"PK\x03\x04"):
        yield from _zip(content, is_case, place, depth)
    elif content.startswith(b"\x1f\x8b"):
        inner = _unpacked(content)
        yield from passages_of(PurePosixPath(name).stem, inner, is_case, place, depth + 1)
    elif content.startswith(b"PAR1"):
        yield from parquet_passages(content, place, is_case)
    elif content.startswith(b"%PDF"):
        yield from _pdf(content, place)
    elif content.startswith(_PICTURES):
        if has_coordinates(content):
            yield Finding("gps", joined(place, "picture metadata"))
        yield from picture_passages(content, place)
        yield from _strings(content, place)
    else:
        yield from _text_or_bytes(name, content, is_case, place)


def _text_or_bytes(name: str, content: bytes, is_case: IsCase, place: str) -> Iterator[Passage]:
    text = _decoded(content)
    if text is None:
        yield from _strings(content, place)
        return
    suffix = PurePosixPath(name).suffix.lower()
    start = text[:200].lstrip().lower()
    if suffix in (".html", ".htm", ".xhtml") or start.startswith(("<!doctype html", "<html")):
        yield from html_passages(text, place, is_case)
    elif suffix in (".jsonl", ".ndjson"):
        yield from json_lines_passages(text, place, is_case)
    elif suffix == ".json":
        yield from json_passages(text, place, is_case)
    elif suffix in (".csv", ".tsv"):
        yield from csv_passages(text, place, is_case)
    else:
        yield Passage(text, place, by_line=True)


def _decoded(content: bytes) -> str | None:
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                return None
    return None


def _zip(content: bytes, is_case: IsCase, place: str, depth: int) -> Iterator[Passage | Finding]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if archive.comment:
            yield Passage(
                archive.comment.decode("utf-8", "replace"), joined(place, "archive comment")
            )
        for number, member in enumerate(archive.infolist(), 1):
            where = joined(place, f"member {number}")
            yield Passage(member.filename, joined(where, "member name"))
            if member.is_dir():
                continue
            if member.flag_bits & 1 or member.file_size > _LARGEST_MEMBER:
                yield Finding("unreadable", where)
                continue
            inner = archive.read(member)
            yield from passages_of(member.filename, inner, is_case, where, depth + 1)


def _unpacked(content: bytes) -> bytes:
    with gzip.open(io.BytesIO(content)) as file:
        inner = file.read(_LARGEST_MEMBER + 1)
    if len(inner) > _LARGEST_MEMBER:
        raise ValueError("larger than a release may hold")
    return inner


def _pdf(content: bytes, place: str) -> Iterator[Passage | Finding]:
    reader = pypdf.PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        yield Finding("unreadable", place)
        return
    for value in (reader.metadata or {}).values():
        yield Passage(str(value), joined(place, "document metadata"))
    for number, page in enumerate(reader.pages, 1):
        yield Passage(page.extract_text(), joined(place, f"page {number}"), by_line=True)
    yield from _strings(content, place)


def _strings(content: bytes, place: str) -> Iterator[Passage]:
    """Readable runs of bytes, in one or two bytes a character."""
    for match in _STRING.finditer(content):
        text = match[0].replace(b"\x00", b"").decode("ascii")
        yield Passage(text, joined(place, f"byte {match.start() + 1}"))
