"""One plain spelling of a text for the recognisers, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from anonkit.deidentification.text.escapes import read_escapes
from anonkit.deidentification.text.lexicons.wordlist import listed

_SPACES = dict.fromkeys(map(ord, "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006"), " ")
_SPACES |= dict.fromkeys(map(ord, "\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2212\ufe58\ufe63\uff0d"), "-")
_QUOTES = dict.fromkeys(map(ord, "\u2019\u02bc\uff07\u2018\u00b4"), "'")
_QUOTES |= dict.fromkeys(map(ord, "\u201c\u201d\u201e\uff02"), '"')
# Letters of other alphabets that look like ours, each before ours.
_LOOKALIKES = {
    pair[0]: pair[1]
    for pair in listed(
        "аa еe оo рp сc уy хx іi јj ѕs ԁd һh ӏl кk мm тt АA ВB ЕE КK МM НH ОO РP СC ТT ХX ІI "
        "ЈJ ЅS УY αa οo ιi κk νv ρp τt υu ηn ωw χx ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX "
        "օo ոn սu հh ɑa ɡg ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw "
        "ʏy ᴢz "
    )
}
_LETTERS = re.compile(r"[^\W\d_]+")
_MOSTLY = 0.5
"""A text with this share of our letters is ours, and so is a word in it that only looks foreign."""
_LINES = dict.fromkeys(map(ord, "\u2028\u2029"), "\n")
_ONE_TO_ONE = {**_SPACES, **_DASHES, **_QUOTES, **_LINES, 0x2800: " ", 0x3164: " ", 0xB7: "."}


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
        if end <= start:
            return first, first
        # What was dropped right after the last letter (marks, the rest of an escape) belongs to it.
        following = self.starts[end] if end < len(self.starts) else len(self.original)
        return first, max(self.starts[end - 1] + 1, following)

    def place(self, original_offset: int) -> int:
        """Where a position of the original stands in the plain text."""
        if self.starts is None:
            return original_offset
        return max(0, bisect_right(self.starts, original_offset) - 1)


def normalise(text: str) -> NormalisedText:
    """The text with odd spaces, dashes, digits, escapes, invisible marks and look-alikes made plain."""
    read = read_escapes(text)
    if read.isascii():
        plain = read.replace("\t", " ") if "\t" in read else read
        return NormalisedText(plain, text, None)
    translated = read.translate(_ONE_TO_ONE)
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
    if unicodedata.category(character) in ("Nd", "Ll", "Lm", "Lu", "Nl", "No", "So"):
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
    letters = [c for c in text if c.isalpha()]
    is_ours = sum(c.isascii() for c in letters) >= _MOSTLY * len(letters)
    return _LETTERS.sub(lambda m: _plain_word(m.group(), is_ours=is_ours), text)


def _plain_word(word: str, *, is_ours: bool) -> str:
    """A word that mixes alphabets, or looks like one of ours in a text of ours, in our letters."""
    is_mixed = any(c.isascii() for c in word)
    if is_mixed or (is_ours and len(word) > 1 and all(c in _LOOKALIKES for c in word)):
        return "".join(_LOOKALIKES.get(c, c) for c in word)
    return word
