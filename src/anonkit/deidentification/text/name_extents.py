"""How far a found name reaches: a surname before a comma, a middle initial, a surname in capitals."""

from __future__ import annotations

import re
from dataclasses import replace

from anonkit.deidentification.text.findings import Finding
from anonkit.deidentification.text.lexicons import cues, lexicon
from anonkit.deidentification.text.lexicons.wordlist import words_of
from anonkit.deidentification.text.note import Note, Word

_MIDDLE = re.compile(
    r"^[ ](?:[A-Z]\.[ ]?|[B-HJKMNQTU-Z][ ]){1,2}(?P<id>[A-Z][^\W\d_]+(?:[-'][^\W\d_]+)*)"
)
_NICKED = re.compile(
    r"^[ ]?(?:\"(?P<quoted>[A-Z][^\W\d_]{1,14})\"|\([\"']?(?P<bracketed>[A-Z][^\W\d_]{1,14})[\"']?\))"
)
_SUFFIX = re.compile(r"^,?[ ](?:II|III|IV|Jr|Sr|Jnr|Snr|JR|SR)\b")
_OF_PEOPLES = words_of(
    "two three four many yellow red white black blue grey gray little big running standing walking "
    "long good bad iron crow bear eagle elk hawk wolf fast swift old young spotted tall brave lone "
    "strong thunder lightning medicine buffalo horse dog bull high low first kills runs comes"
)
"""What the first part of a surname of two words often is: "Two Hearts", "Yellow Tail"."""


def stretched(note: Note, finding: Finding) -> Finding:
    """The finding of a person, with what stands around it of the same name."""
    words = note.words_in(finding.start, finding.end)
    if not words or not words[0].is_capital:
        return finding
    start = _given_before(note, words[0], _start(note, words[0], finding.start))
    end = _grown(note, words[-1], _end(note, words, finding.end))
    end = _with_pair(note, words, end)
    suffix = _SUFFIX.match(note.text[end : end + 6])
    if suffix is not None and len(note.words_in(start, end)) > 1:
        end += suffix.end()
    nick = _NICKED.match(note.text[end : end + 24])
    if nick is not None and _is_nick(nick):
        end += nick.end()
        behind = note.word_at(end + 1)
        if behind is not None and behind.gap in (" ", '" ', ") ") and _may_be_surname(behind):
            end = behind.end if lexicon().is_surname(behind.key) else end
    if (start, end) == (finding.start, finding.end):
        return finding
    return replace(finding, start=start, end=end)


def _may_be_surname(word: Word) -> bool:
    words = lexicon()
    key = word.key
    is_plain = (
        len(key) < 2
        or words.is_clinical(key)
        or key in words.function_words
        or key in cues.LABELS | cues.CREDENTIALS | cues.RELATIONS | cues.TITLES | cues.ORG_HEADS
        or key in cues.SPEECH_AFTER | cues.SPEECH_BEFORE
    )
    return word.is_capital and not is_plain


def _start(note: Note, first: Word, start: int) -> int:
    """Takes in the surname of "Stone, Mary" at the head of a line or behind a label."""
    before = note.word(first.index - 1)
    if before is None or first.gap not in (", ", ",") or first.start != start:
        return start
    heads = before.opens or note.text[max(0, before.start - 2) : before.start].strip(" ") in (
        ":",
        "(",
        "=",
    )
    is_surname = lexicon().is_surname(before.key) or not lexicon().is_known(before.key)
    is_first = lexicon().is_forename(first.key)
    if heads and is_surname and is_first and _may_be_surname(before):
        return before.start
    return start


def _end(note: Note, words: tuple[Word, ...], end: int) -> int:
    """Takes in the first name behind "Stone," and the surname behind a middle initial."""
    last = words[-1]
    if last.end != end:
        return end
    middle = _MIDDLE.match(note.text[end : end + 40])
    if middle is not None:
        word = note.word_at(end + middle.start("id"))
        if word is not None and _may_be_surname(word):
            return word.end
    after = note.word(last.index + 1)
    if after is None or not _may_be_surname(after):
        return end
    if after.gap == ", " and len(words) == 1 and words[0].opens and after.shape == last.shape:
        is_first = lexicon().is_forename(after.key) and not lexicon().is_known(after.key)
        return after.end if is_first else end
    if after.gap == " " and after.shape == last.shape == "upper" and len(words) == 1:
        further = note.word(after.index + 1)
        closes = further is None or further.gap.strip(" ") != "" or further.shape != "upper"
        is_first = lexicon().is_forename(last.key) and not lexicon().is_known(last.key)
        return after.end if closes and is_first else end
    return end


def _given_before(note: Note, first: Word, start: int) -> int:
    """Takes in a first name that is also a word before a bare surname: "May Iyengar"."""
    before = note.word(first.index - 1)
    known = lexicon()
    if before is None or first.start != start or first.gap != " " or before.possessive:
        return start
    if not (before.shape == first.shape == "capital") or not known.is_forename(before.key):
        return start
    if known.is_known(first.key) or not known.is_surname(first.key):
        return start
    further = note.word(before.index - 1)
    is_dated = further is not None and further.shape == "number" and before.gap == " "
    is_month = before.key in ("may", "june", "april", "august", "march")
    is_plain = known.is_clinical(before.key) or before.key in cues.TITLES | cues.RELATIONS
    is_asked = before.opens and before.key in known.function_words
    return start if is_plain or is_asked or (is_dated and is_month) else before.start


def _with_pair(note: Note, words: tuple[Word, ...], end: int) -> int:
    """Takes in a surname of two words behind a first name: "Lorraine Two Hearts"."""
    last = words[-1]
    if last.end != end or last.shape != "capital" or last.possessive:
        return end
    one, two = note.word(last.index + 1), note.word(last.index + 2)
    if one is None or two is None or not (one.gap == two.gap == " "):
        return end
    is_pair = one.key in _OF_PEOPLES and one.shape == two.shape == "capital"
    return two.end if is_pair and _may_be_surname(two) else end


def _is_capitalised(word: Word) -> bool:
    is_joined = word.shape == "mixed" and word.key.startswith(("mc", "mac", "de", "la", "o'", "d'"))
    return word.shape == "capital" or (is_joined and word.is_capital)


def _grown(note: Note, last: Word, end: int) -> int:
    """Takes in the capitals that follow, particles too, when a surname ends them."""
    if last.end != end or last.shape != "capital" or last.possessive:
        return end
    words, reach, word = lexicon(), end, last
    for _ in range(4):
        after = note.word(word.index + 1)
        if after is None or after.gap not in (" ", ". ") or not _is_capitalised(after):
            break
        is_particle = after.key in cues.PARTICLES
        if after.gap == ". " and word.key != "st":
            break
        if not is_particle and not _may_be_surname(after):
            return end
        if not is_particle and (words.is_surname(after.key) or not words.is_known(after.key)):
            reach = after.end
        word = after
    return reach


def _is_nick(match: re.Match[str]) -> bool:
    """Whether what stands in marks behind a name is another name for the same person."""
    words = lexicon()
    key = (match.group("quoted") or match.group("bracketed")).lower()
    if words.is_clinical(key) or key in words.function_words or key in cues.LABELS:
        return False
    if key in cues.RELATIONS | cues.CREDENTIALS or match.group("quoted"):
        return bool(match.group("quoted"))
    return words.is_forename(key) or not words.is_known(key)
