"""With which characters a match of a regular expression can begin, so that few need be tried."""

from __future__ import annotations

import re
import string

_ANY = frozenset(string.printable.lower()) - frozenset(string.whitespace)
_ZERO_WIDTH = ("(?=", "(?!", "(?<=", "(?<!")
_QUANTIFIER = re.compile(r"[?*+]|\{\d*,?\d*\}")
_CLASSES = {"d": frozenset(string.digits), "w": _ANY, "b": frozenset()}


def alternatives(expression: str) -> list[str]:
    """The expression's alternatives, split only where no bracket is open."""
    found, depth, start, place = [], 0, 0, 0
    while place < len(expression):
        mark = expression[place]
        if mark == "\\":
            place += 1
        elif mark == "[":
            place = expression.index("]", place + 2)
        elif mark in "()":
            depth += 1 if mark == "(" else -1
        elif mark == "|" and depth == 0:
            found.append(expression[start:place])
            start = place + 1
        place += 1
    return [*found, expression[start:]]


def first_letters(expression: str) -> tuple[frozenset[str], bool]:
    """The characters a match can begin with, and whether it can be empty."""
    letters: frozenset[str] = frozenset()
    can_be_empty = False
    for one in alternatives(expression):
        own, is_empty = _of_sequence(one)
        letters |= own
        can_be_empty = can_be_empty or is_empty
    return letters, can_be_empty


def _of_sequence(sequence: str) -> tuple[frozenset[str], bool]:
    letters: frozenset[str] = frozenset()
    place = 0
    while place < len(sequence):
        own, is_optional, place = _of_atom(sequence, place)
        letters |= own
        if not is_optional:
            return letters, False
    return letters, True


def _of_atom(sequence: str, place: int) -> tuple[frozenset[str], bool, int]:
    """The letters of the atom at a place, whether it can be empty, and where the next begins."""
    end = _end_of_atom(sequence, place)
    atom = sequence[place:end]
    if atom.startswith(_ZERO_WIDTH):
        letters, is_empty = frozenset[str](), True
    elif atom.startswith("("):
        letters, is_empty = first_letters(atom.removeprefix("(").removeprefix("?:")[:-1])
    elif atom.startswith("["):
        letters, is_empty = frozenset(c for c in _ANY if re.match(atom, c)), False
    elif atom.startswith("\\"):
        letters, is_empty = _CLASSES.get(atom[1], frozenset(atom[1])), atom[1] == "b"
    else:
        letters, is_empty = _ANY if atom == "." else frozenset(atom), atom in "^$"
    quantifier = _QUANTIFIER.match(sequence, end)
    is_optional = is_empty or (quantifier is not None and _may_be_left_out(quantifier.group()))
    return letters, is_optional, quantifier.end() if quantifier is not None else end


def _may_be_left_out(quantifier: str) -> bool:
    return quantifier in "?*" or quantifier.startswith(("{0", "{,"))


def _end_of_atom(sequence: str, place: int) -> int:
    mark = sequence[place]
    if mark == "\\":
        return place + 2
    if mark == "[":
        return sequence.index("]", place + 2) + 1
    if mark != "(":
        return place + 1
    depth = 0
    while True:
        mark = sequence[place]
        if mark == "\\":
            place += 1
        elif mark == "[":
            place = sequence.index("]", place + 2)
        elif mark in "()":
            depth += 1 if mark == "(" else -1
            if depth == 0:
                return place + 1
        place += 1
