"""Escapes, tags and stray bytes of the programs a note came through, read as what they stand for.

Each is replaced by as many characters as it had, filled up with a mark that is dropped later, so that
every place still leads back.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from anonkit.deidentification.text.lexicons import lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of

FILL = "\u200b"
"""An invisible mark that normalising drops."""

_TRIGGER = re.compile(r"[<&\\\x00-\x08\x0b-\x1f\x7f-\x9f\u00c2-\u00c5\u00e2]")

_TAG = re.compile(
    r"</?(?:a|abbr|b|big|blockquote|body|br|center|code|dd|del|div|dl|dt|em|font|h[1-6]|head|hr|"
    r"html|i|ins|li|mark|meta|ol|p|pre|s|small|span|strike|strong|style|sub|sup|table|tbody|td|"
    r"tfoot|th|thead|tr|tt|u|ul|o:p)(?P<attributes>\s[^<>]{0,300})?\s{0,3}/?>",
    re.IGNORECASE,
)
_ATTRIBUTE_WORD = re.compile(r"[A-Za-z]+|[^\s\w\"'=:;#%.,()/-]|\d{5,}")
# Names and values that say how something looks; whatever else stands in a tag is read as text.
_LOOKS = words_of(
    "align arial background bgcolor black block blue body bold border bottom calibri cell "
    "cellpadding cellspacing center class collapse color colspan dir display em face family font "
    "green grey gray height helvetica inherit inline italic justify lang left line ltr margin "
    "middle mso msonormal new none normal nowrap padding pt px red rgb right roman rowspan rtl "
    "sans serif size solid span start style table text times top transparent underline valign "
    "verdana vertical weight white width"
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});")
_ANSI = re.compile(r"\x1b\[[0-9;]{0,12}[A-Za-z]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
_BREAK = re.compile(r"\r(?!\n)|[\x0b\x0c\x85]")
_WRITTEN_BREAK = re.compile(r"\\[nrt](?=[A-Z\d\s\\\-*]|$)")
_WRITTEN_CODE = re.compile(r"\\u(?P<hex>[0-9a-fA-F]{4})|\\u(?P<decimal>-?\d{1,5})[ ]?\?")
_RTF_BYTE = re.compile(r"\\'(?P<byte>[0-9a-fA-F]{2})")
_RTF_WORD = re.compile(
    r"\\(?:ansi|ansicpg|b|brdr\w{0,8}|cell|cf|cellx|charset|deff|deflang|f|fi|fonttbl|fs|highlight|"
    r"i|intbl|lang|li|line|lquote|nosupersub|page|par|pard|plain|q[lrcj]|ri|row|rquote|rtf|sa|sb|"
    r"sect|sl|strike|sub|super|tab|trowd|uc|ul|ulnone|v|viewkind|widctlpar)-?\d{0,5}(?![A-Za-z])[ ]?"
)
_RTF_SIGN = re.compile(r"\\(?P<sign>[~_-])")
_TWICE_ENCODED = re.compile(
    r"[\u00c2-\u00c5][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]|"
    r"\u00e2[\u0080-\u00bf\u20ac\u201a-\u2122][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]"
)


def read_escapes(text: str) -> str:
    """The text, as long as before, with each escape as the character it stands for and marks to drop."""
    if not _TRIGGER.search(text):
        return text
    for sign, steps in _STEPS:
        if sign is None or sign in text:
            for pattern, meaning in steps:
                text = pattern.sub(_padded(meaning), text)
    return text


def _padded(meaning: Callable[[re.Match[str]], str | None]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        said, written = meaning(match), match.group()
        if said is None or len(said) > len(written):
            return written
        return said + FILL * (len(written) - len(said))

    return replace


def _blank(_: re.Match[str]) -> str:
    return " "


def _line(_: re.Match[str]) -> str:
    return "\n"


def _nothing(_: re.Match[str]) -> str:
    return ""


def _tag(match: re.Match[str]) -> str | None:
    """A blank for a tag that says how something looks; one that may hold a value stays to be read."""
    words = _ATTRIBUTE_WORD.findall(match.group("attributes") or "")
    return " " if all(_is_look(word.lower()) for word in words) else None


def _is_look(word: str) -> bool:
    """Whether a word of a tag names no one: a word of style sheets, or a plain one."""
    known = lexicon()
    is_name = known.is_forename(word) or known.is_surname(word)
    return word in _LOOKS or (known.is_english(word) and not is_name)


def _entity(match: re.Match[str]) -> str | None:
    said = html.unescape(match.group())
    return said if len(said) == 1 else None


def _control(match: re.Match[str]) -> str:
    """Nothing, or a blank where it parts two words: "AnnSmith" was never written."""
    text, start, end = match.string, match.start(), match.end()
    return " " if text[start - 1 : start].islower() and text[end : end + 1].isupper() else ""


def _code(match: re.Match[str]) -> str | None:
    given = match.group("hex")
    value = int(given, 16) if given else int(match.group("decimal")) % 0x10000
    return None if 0xD800 <= value < 0xE000 or value < 32 else chr(value)


def _byte(match: re.Match[str]) -> str | None:
    return bytes([int(match.group("byte"), 16)]).decode("cp1252", "ignore") or None


def _sign(match: re.Match[str]) -> str:
    return {"~": " ", "_": "-", "-": ""}[match.group("sign")]


def _encoded_once(match: re.Match[str]) -> str | None:
    """UTF-8 that somebody read as Windows text."""
    try:
        raw = b"".join(
            bytes([ord(c)]) if ord(c) < 256 else c.encode("cp1252") for c in match.group()
        )
        return raw.decode("utf-8")
    except UnicodeError:
        return None


_STEPS: tuple[
    tuple[str | None, tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...]],
    ...,
] = (
    (None, ((_TWICE_ENCODED, _encoded_once), (_ANSI, _nothing), (_BREAK, _line))),
    (None, ((_CONTROL, _control),)),
    ("&", ((_ENTITY, _entity),)),
    ("<", ((_TAG, _tag),)),
    (
        "\\",
        (
            (_RTF_BYTE, _byte),
            (_WRITTEN_CODE, _code),
            (_RTF_WORD, _blank),
            (_RTF_SIGN, _sign),
            (_WRITTEN_BREAK, _line),
        ),
    ),
)
