"""What a scanner, a thumb or a line's end makes of names and codes, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from anonkit.deidentification.text.note import Word

MISREAD_WORD = re.compile(
    r"(?<![\w|$!])(?=[a-z'-]{0,24}[013589|$!])(?=[\w|$!'-]{0,24}[a-z]{2})[\w|$!'-]{4,25}(?![\w|$])",
    re.IGNORECASE,
)
"""A word with a digit or sign that may stand for a letter."""

_LETTERS = str.maketrans("01358$9!|", "oiesbsgii")
_TALL = str.maketrans("01358$9!|", "olesbsgll")
_PARTED = re.compile(r"[ '-]*|[^\w\s.,;:!?]{1,3}|[ ]?-?[ ]?(?P<line>\n)[ ]{0,3}")
_PAIRS = (("m", "rn"), ("d", "cl"), ("w", "vv"))

_CLASSES = {character: f"[{like}]" for like in ("0o", "1il|", "5s", "8b") for character in like}
_DIGITS = str.maketrans("oils", "0115") | str.maketrans("b", "8")


def misread_as_words(token: str) -> Iterator[str]:
    """The words a token may have been, signs as letters."""
    key = token.lower().strip("!|'-")
    lower = token.lower()
    for text in dict.fromkeys((key, lower)):
        yield from dict.fromkeys((text.translate(_LETTERS), text.translate(_TALL)))


def scanned_forms(key: str) -> Iterator[str]:
    """A name as a scanner may write it: "rn" for "m", "cl" for "d", "vv" for "w", and back."""
    for letter, pair in _PAIRS:
        if letter in key:
            yield key.replace(letter, pair)
        if pair in key:
            yield key.replace(pair, letter)


def is_parted(left: Word, right: Word) -> bool:
    """Whether what stands between two words may part one name: a blank, a sign, a broken line."""
    match = _PARTED.fullmatch(right.gap)
    if match is None:
        return False
    # After a line's end a capital begins something new, unless all of it is in capitals.
    return match["line"] is None or right.shape == "lower" or left.shape == "upper"


def digit_class(character: str) -> str:
    """An expression for a character of a code, in small letters, and what it is taken for."""
    return _CLASSES.get(character, re.escape(character))


def as_digits(plain: str) -> str:
    """A code in small letters with the letters that look like digits as digits."""
    return plain.translate(_DIGITS)
