"""Texts and bytes hidden in a text: base64, base32, hexadecimal; and the digests that stand in it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

_LONG_RUN = re.compile(r"[A-Za-z0-9+/_=-]{10,}(?:\r?\n[A-Za-z0-9+/]{10,}=*)*")
_SPACED_HEX = re.compile(
    r"(?<![0-9a-zA-Z])[0-9a-fA-F]{2}(?:[ :-][0-9a-fA-F]{2}){6,}(?![0-9a-zA-Z])"
)
_HEX = re.compile(r"(?<![0-9a-zA-Z])(?:0x)?[0-9a-fA-F]{12,}(?![0-9a-zA-Z])")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{10,}(?:\r?\n[A-Za-z0-9+/]{10,})*={0,2}")
_BASE32 = re.compile(r"[A-Z2-7]{16,}=*")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+(?:[a-z]+)?")
_PRINTABLE = re.compile(r"[\w\s!-~]*")
_DIGEST_SIZES = frozenset((16, 20, 28, 32, 48, 64))


@dataclass(frozen=True)
class Hidden:
    """Bytes that a run of a text stands for."""

    start: int
    how: str
    content: bytes
    digest: str | None
    """The run as lower-case hexadecimal where it may be a digest."""


def hidden_in(text: str) -> Iterator[Hidden]:
    """What runs of letters and digits in the text stand for."""
    for spaced in _SPACED_HEX.finditer(text) if _has_spaced_hex(text) else ():
        yield from _from_hex(spaced.start(), spaced[0])
    for run in _LONG_RUN.finditer(text):
        if run[0].islower() and run[0].isalpha():
            continue
        for match in _HEX.finditer(run[0]):
            yield from _from_hex(run.start() + match.start(), match[0])
        for match in _BASE64.finditer(run[0]):
            if not _is_plain_word(match[0]) and not _HEX.fullmatch(match[0]):
                yield from _from_base64(run.start() + match.start(), match[0])


def _has_spaced_hex(text: str) -> bool:
    return re.search(r"[0-9a-fA-F]{2}([ :-])[0-9a-fA-F]{2}\1[0-9a-fA-F]{2}\1", text) is not None


def _is_plain_word(run: str) -> bool:
    """Words joined by dashes, paths and snake-case names are no base64; digits or mixed case make it worth a try."""
    if "=" in run:
        return False
    if len(run) < 200 and (run.islower() or run.isdigit()):
        return True
    return len(run) < 40 and re.fullmatch(r"(?:[A-Z]?[a-z]+[-_/])*[A-Z]?[a-z]+", run) is not None


def _from_hex(start: int, run: str) -> Iterator[Hidden]:
    digits = re.sub(r"^0x|[^0-9a-fA-F]", "", run).lower()
    if digits.isdigit() and len(digits) < 20:
        return
    content = bytes.fromhex(digits[: len(digits) // 2 * 2])
    yield Hidden(start, "hexadecimal", content, None if is_text(content) else digits)


def _from_base64(start: int, run: str) -> Iterator[Hidden]:
    body = re.sub(r"[\s=]", "", run).replace("-", "+").replace("_", "/")
    body = body[: len(body) - 1] if len(body) % 4 == 1 else body
    try:
        content = base64.b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError):
        return
    if is_text(content):
        yield Hidden(start, "base64", content, None)
    elif len(content) in _DIGEST_SIZES:
        yield Hidden(start, "base64", b"", content.hex())
    elif len(content) > 64:
        yield Hidden(start, "base64", content, None)
    if _BASE32.fullmatch(run):
        yield from _from_base32(start, run)


def _from_base32(start: int, run: str) -> Iterator[Hidden]:
    body = run.rstrip("=")
    try:
        content = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError):
        return
    if is_text(content):
        yield Hidden(start, "base32", content, None)


def is_text(content: bytes) -> bool:
    """Whether the bytes are readable text of some length, in UTF-8 or UTF-16."""
    return as_text(content) is not None


def as_text(content: bytes) -> str | None:
    """The bytes as readable text, or nothing."""
    for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
        if encoding != "utf-8" and b"\x00" not in content:
            return None
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(text) >= 5 and "\x00" not in text and _PRINTABLE.fullmatch(text):
            return text
    return None
