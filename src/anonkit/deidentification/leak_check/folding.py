"""Text as the check reads it: escapes undone, case, accents, look-alikes and invisible characters folded.

Every step is a substitution whose places can be traced back, so a hit in folded text is reported at
its place in the file.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache
from urllib.parse import unquote_to_bytes

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_ESCAPE = re.compile(
    r"\\u\{[0-9a-fA-F]{1,6}\}|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[nrt]"
    r"|&#[0-9]{1,7};?|&#[xX][0-9a-fA-F]{1,6};?|&[a-zA-Z]{2,8};"
    r"|(?:%[0-9a-fA-F]{2})+|(?:=[0-9A-F]{2})+|=\r?\n"
)
_DEEPEST = 3
# Letters that only look Latin; a name written with them reads the same to a person.
_LOOK_ALIKES = dict(
    zip(
        "аАвВеЕкКмМнНоОрРсСтТуУхХіІјЈѕЅһԁɡαΑΒεΕΖΗιΙκΚΜνΝοΟρΡτΤυΥχΧıłŁøØđĐðÐþÞŧĿ‘’ʼ＇´`‐‑‒–—―−",
        "aabbeekkmmhhooppccttyyxxiijjsshdgaabeezhiikkmvnooppttuyxxillooddddpptl''''''-------",
        strict=True,
    )
) | {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"}


class Folded:
    """Folded text that knows where each of its characters stood in the text as found."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._steps: list[tuple[str, re.Pattern[str], Callable[[str], str]]] = []
        self._edits: list[tuple[list[int], list[int]]] | None = None
        text = source
        for _ in range(_DEEPEST):
            if not any(mark in text for mark in "\\&%="):
                break
            undone = self._apply(text, _ESCAPE, _unescape)
            if undone == text:
                break
            text = undone
        self.unescaped = text
        self.text = text.lower() if text.isascii() else self._fold(text)

    def _fold(self, text: str) -> str:
        return self._apply(text, _NOT_ASCII, _folded_character).lower()

    def _apply(self, text: str, pattern: re.Pattern[str], replace: Callable[[str], str]) -> str:
        changed = pattern.sub(lambda match: replace(match[0]), text)
        if changed != text:
            self._steps.append((text, pattern, replace))
        return changed

    def origin(self, place: int) -> int:
        """Where in the text as found the character at this place of the folded text stood."""
        if self._edits is None:
            self._edits = [_edits(*step) for step in self._steps]
        for after, before in reversed(self._edits):
            step = bisect_right(after, place) - 1
            # Odd steps are replacements: every character of one stands where its escape began.
            place = before[step] + (0 if step % 2 else place - after[step])
        return min(place, max(len(self.source) - 1, 0))

    def is_upper(self, place: int) -> bool:
        """Whether the character at this place of the folded text was a capital."""
        return place < len(self.text) and self.source[self.origin(place)].isupper()


def _edits(
    text: str, pattern: re.Pattern[str], replace: Callable[[str], str]
) -> tuple[list[int], list[int]]:
    """Places after and before the substitution from which on both texts run in step."""
    after, before = [0], [0]
    shift = 0
    for match in pattern.finditer(text):
        new = replace(match[0])
        after += [match.start() + shift, match.start() + shift + len(new)]
        before += [match.start(), match.end()]
        shift += len(new) - (match.end() - match.start())
    return after, before


@cache
def _unescape(escape: str) -> str:
    if escape[0] == "&":
        return html.unescape(escape)
    if escape[0] == "%":
        return _decoded(unquote_to_bytes(escape), escape)
    if escape[0] == "=":
        if escape[1] in "\r\n":
            return ""
        return _decoded(bytes.fromhex(escape.replace("=", "")), escape)
    if escape[1] in "nrt":
        return " "
    number = int(escape[2:].strip("{}"), 16)
    return escape if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF else chr(number)


def _decoded(found: bytes, otherwise: str) -> str:
    try:
        return found.decode()
    except UnicodeDecodeError:
        return otherwise


@cache
def _folded_character(character: str) -> str:
    if character in _LOOK_ALIKES:
        return _LOOK_ALIKES[character]
    if unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return ""
    digit = unicodedata.digit(character, None)
    if digit is not None and character.isdecimal():
        return str(digit)
    parts = unicodedata.normalize("NFKD", character)
    kept = "".join(_LOOK_ALIKES.get(p, p) for p in parts if unicodedata.category(p) != "Mn")
    return kept.casefold()


def fold(text: str) -> str:
    """The folded text alone, for values."""
    return Folded(text).text
