"""One plain spelling of a text for the recognisers, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"), " ")
_SPACES |= dict.fromkeys(map(ord, "\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2019\u02bc\uff07\u2018\u00b4"), "'")
_QUOTES |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\uff02"), '"')
# Letters of other alphabets that look like ours; mapped only inside a word that also has ours.
_LOOKALIKES = dict(
    zip(
        "аеорсухіјѕԁһӏАВЕКМНОРСТХІЈЅαοικνρτυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "aeopcyxijsdhlABEKMHOPCTXIJSaoiknptuABEZHIKMNOPTYX",
        strict=True,
    )
)
# Tags without attributes; an attribute may hold an identifier, and <jo@example.com> is no tag.
_MARKUP = re.compile(
    r"</?(?:b|i|u|p|br|div|span|strong|em|ul|ol|li|table|tr|td|th|h[1-6]|hr|small|sup|sub|html|"
    r"body|blockquote)\s{0,3}/?>|&nbsp;|&#160;",
    re.IGNORECASE,
)
_DROPPED = "\u200b"
_ONE_TO_ONE = {**_SPACES, **_DASHES, **_QUOTES}


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A text made plain; `origin` leads each position back to the text as it came."""

    text: str
    original: str
    starts: tuple[int, ...] | None
    """For each character its place in the original; None where nothing moved."""

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the original that a stretch of the plain text came from."""
        if self.starts is None:
            return start, end
        first = self.starts[start] if start < len(self.starts) else len(self.original)
        last = self.starts[end - 1] + 1 if end > start else first
        # What was dropped right after the last letter (combining marks) belongs to it.
        while last < len(self.original) and _is_dropped(self.original[last]):
            last += 1
        return first, last

    def place(self, original_offset: int) -> int:
        """Where a position of the original stands in the plain text."""
        if self.starts is None:
            return original_offset
        return max(0, bisect_right(self.starts, original_offset) - 1)


def normalise(text: str) -> NormalisedText:
    """The text with odd spaces, dashes, digits, invisible marks and look-alike letters made plain."""
    if "<" in text or "&" in text:
        return _without_markup(text)
    return _plain_text(text)


def _without_markup(text: str) -> NormalisedText:
    """The text with bare tags and hard blanks read as blanks, the rest made plain."""
    spaced = _MARKUP.sub(lambda m: " " + _DROPPED * (len(m.group()) - 1), text)
    if spaced == text:
        return _plain_text(text)
    plain = _plain_text(spaced)
    return NormalisedText(plain.text, text, plain.starts)


def _plain_text(text: str) -> NormalisedText:
    if text.isascii():
        plain = text.replace("\t", " ") if "\t" in text else text
        return NormalisedText(plain, text, None)
    translated = text.translate(_ONE_TO_ONE)
    characters: list[str] = []
    starts: list[int] = []
    moved = False
    for place, character in enumerate(translated):
        if character.isascii():
            characters.append(character)
            starts.append(place)
        elif _is_dropped(character):
            moved = True
        else:
            plain = _plain(character)
            moved = moved or len(plain) != 1
            characters.extend(plain)
            starts.extend([place] * len(plain))
    joined = _without_lookalikes("".join(characters))
    return NormalisedText(joined, text, tuple(starts) if moved else None)


def _is_dropped(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Mn", "Me")


def _plain(character: str) -> str:
    if unicodedata.category(character) in ("Nd", "Ll", "Lu", "No", "So"):
        folded = unicodedata.normalize("NFKC", character)
        if len(folded) == 1:
            return _ascii_digit(folded)
        # Ligatures and squared letters become letters; fractions and marks stay as they are.
        return folded if folded.isascii() and folded.isalpha() else character
    return character


def _ascii_digit(character: str) -> str:
    if character.isdigit() and not character.isascii():
        value = unicodedata.digit(character, -1)
        is_decimal = unicodedata.category(character) == "Nd"
        return str(value) if is_decimal and value >= 0 else character
    return character


def _without_lookalikes(text: str) -> str:
    if not any(character in _LOOKALIKES for character in text):
        return text
    words = text.split(" ")
    return " ".join(_plain_word(word) for word in words)


def _plain_word(word: str) -> str:
    if not any(c.isascii() and c.isalpha() for c in word):
        return word
    return "".join(_LOOKALIKES.get(c, c) for c in word)
