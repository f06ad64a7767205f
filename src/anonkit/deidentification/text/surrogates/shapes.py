"""Writes one value in the form of another: case, grouping, digits in their places."""

from __future__ import annotations

import re

from anonkit.deidentification.text.lexicons.wordlist import listed
from anonkit.deidentification.text.surrogates.keyed import KeyedChoice

_DIGIT_WORDS = listed("zero one two three four five six seven eight nine")

_DIGIT_BY_WORD = {word: str(digit) for digit, word in enumerate(_DIGIT_WORDS)} | dict.fromkeys(
    ("oh", "o", "nought", "naught"), "0"
)


def like_case(model: str, value: str) -> str:
    """The value in the case of the model."""
    letters = [c for c in model if c.isalpha()]
    if not letters:
        return value
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return value.upper()
    if all(c.islower() for c in letters):
        return value.lower()
    return value


def into_digits(model: str, digits: str) -> str | None:
    """The digits in the places of the model's digits, or None where their numbers differ."""
    if sum(c.isdigit() for c in model) != len(digits):
        return None
    supply = iter(digits)
    return "".join(next(supply) if c.isdigit() else c for c in model)


def from_words(spoken: str) -> str:
    """The digits of a number as it is dictated: "double oh seven" is 007."""
    digits, times = "", 1
    for word in re.findall(r"[a-z]+|\d+", spoken.lower()):
        if word in ("double", "treble", "triple"):
            times = 2 if word == "double" else 3
            continue
        digit = word if word.isdigit() else _DIGIT_BY_WORD.get(word, "")
        digits += digit * times
        times = 1
    return digits


def in_words(digits: str, model: str) -> str:
    """Digits as they are dictated."""
    words = " ".join(_DIGIT_WORDS[int(d)] for d in digits)
    spoken = words.replace("zero", "oh") if re.search(r"\boh\b", model, re.IGNORECASE) else words
    return like_case(model, spoken)


def like_shape(choice: KeyedChoice, model: str, *names: str) -> str:
    """Letters for letters and digits for digits, never the model itself."""
    for attempt in range(8):
        made = "".join(
            _like_character(choice, c, *names, str(i), str(attempt)) for i, c in enumerate(model)
        )
        if made.casefold() != model.casefold():
            return made
    return "#" * len(model)


def _like_character(choice: KeyedChoice, character: str, *names: str) -> str:
    if character.isdigit():
        return str(choice.number(10, *names))
    if character.isalpha() and character.isascii():
        letter = choice.pick("ABCDEFGHJKLMNPRSTUVWXYZ", *names)
        return letter if character.isupper() else letter.lower()
    return character if not character.isalpha() else "x"
