"""Tables on paper: how wide each column is, and where a word that is wider than its column may break."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any
from unicodedata import east_asian_width

_MANY = 6
"""With more columns than these the letters are small; `record.typ` says how small."""
_ACROSS, _ACROSS_SMALL = 106, 128
"""So many letters of middling width stand beside each other on the narrower paper."""
_PADDING = 2
_LONGEST_BESIDE_MANY = 22
"""Among many columns a longer word, such as an e-mail address, may break, so that texts have room too."""
_LEAST = 4
_WIDER = 1.4
"""A capital beside a small letter."""
_BREAK = "\u200b"
_PART = re.compile(r"[^@./_-]*[@./_-]|[^@./_-]+")


def fitted(table: Mapping[str, Any]) -> dict[str, Any]:
    """The table with the `widths` of its columns, in letters.

    Every column has room for its longest word, and what is left goes to those with long texts. Where the words
    alone are wider than the paper, the longest may break after a dot, a dash or the like, and at last anywhere.
    """
    columns, rows = [str(name) for name in table["columns"]], table["rows"]
    is_small = len(columns) > _MANY
    across = (_ACROSS_SMALL if is_small else _ACROSS) - _PADDING * len(columns)
    by_column = [[name, *(str(row[at]) for row in rows)] for at, name in enumerate(columns)]
    words = [max(map(_longest_word, texts), default=0.0) for texts in by_column]
    most = min(_most_for_words(words, across), _LONGEST_BESIDE_MANY if is_small else across)
    room = [max(min(word, most), _LEAST) for word in words]
    wishes = [max(0.0, _wish(texts) - own) for texts, own in zip(by_column, room, strict=True)]
    part = max(0.0, across - sum(room)) / (sum(wishes) or 1.0)
    widths = [own + wish * part + _PADDING for own, wish in zip(room, wishes, strict=True)]
    if (
        max(words, default=0.0) > most
    ):  # a word is broken only where it has to be: the breaks are copied with it
        rows = [
            [breakable(str(cell), int(own)) for cell, own in zip(row, room, strict=True)]
            for row in rows
        ]
    return {**table, "widths": widths, "rows": rows}


def _longest_word(text: str) -> float:
    return max(map(_length, text.split()), default=0.0)


def _length(text: str) -> float:
    """Letters of middling width."""
    if text.isascii() and text.islower():
        return len(text)
    return sum(
        2.0 if east_asian_width(sign) in "WF" else _WIDER if sign.isupper() else 1.0
        for sign in text
    )


def _wish(texts: Sequence[str]) -> float:
    """What gives the longest text a sound shape: as wide as it is, or some four times as wide as high."""
    longest = max(map(len, texts))
    return min(longest, 3.2 * sqrt(longest))


def _most_for_words(words: Sequence[float], across: float) -> float:
    """The room that a word may have at most, so that the words of all columns fit beside each other."""
    left = across
    for place, word in enumerate(sorted(words)):
        share = left / (len(words) - place)
        if word > share:
            return max(share, _LEAST)
        left -= word
    return max(words, default=_LEAST)


def breakable(text: str, room: int) -> str:
    """The text, in whose words that are longer than `room` a line may break."""
    return re.sub(rf"\S{{{room + 1},}}", lambda word: _with_breaks(word[0], room), text)


def _with_breaks(word: str, room: int) -> str:
    parts = []
    for part in _PART.findall(word):
        parts += [part[at : at + room] for at in range(0, len(part), room)]
    return _BREAK.join(parts)
