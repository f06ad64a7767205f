"""What a text must hold for an expression to match in it, read off the expression.

Letters count without case and every digit as 0; or, in the shape of a text, every letter as A.
Nothing read off is too strict: what is not understood asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

Strings = frozenset[str]
Fold = Callable[[str], str]

GRAM = 3
_EMPTY: Strings = frozenset({""})
_MOST = 256
"""A set of strings may grow to this before it is closed and another one begun."""
_LONG_ENOUGH = 6
_MOST_CHARACTERS = 12
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
# Pairs that `re` takes for each other beside those of `str.lower`.
_ODD_CASES = {"\u0130": "i", "\u0131": "i", "\u017f": "s", "\u212a": "k"}
_ODD_LETTERS = frozenset("\u00b5\u00df")


def folded(character: str) -> str:
    """A letter in lower case; any digit as 0."""
    if character.isalpha():
        lower = _ODD_CASES.get(character) or character.lower()
        return lower if len(lower) == 1 else character
    return "0" if character.isalnum() else character


def shaped(character: str) -> str:
    """Any letter as A; any digit as 0."""
    if character.isalpha():
        return "A"
    return "0" if character.isalnum() else character


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says of the texts it matches, in one way of folding them."""

    needs: tuple[Strings, ...]
    """Of each of these sets a matching text holds at least one string."""
    starts: Strings | None
    """Every match begins with one of these; None where it may begin with anything."""
    at_edge: bool
    """Whether no letter, digit or underscore ever stands right before a match."""


def read_expression(pattern: re.Pattern[str]) -> tuple[Reading, Reading]:
    """What it says of the folded text, and what of its shape."""
    tree = _parsed(pattern)
    readings = []
    for fold in (folded, shaped):
        part = _Reader(fold).sequence(tree)
        needs = (n for n in part.all_needs() if n and "" not in n)
        starts = part.first_strings()
        at_edge = starts is not None and all(map(_begins_word, starts)) and _opens_at_edge(tree)
        readings.append(Reading(tuple(dict.fromkeys(needs)), starts, at_edge))
    return readings[0], readings[1]


def _parsed(pattern: re.Pattern[str]) -> Sequence[Any]:
    # The standard library's own reader of expressions; without it nothing is asked for.
    try:
        parser: Any = import_module("re._parser")
        tree: Sequence[Any] = parser.parse(pattern.pattern, pattern.flags)
    except (ImportError, AttributeError):
        return [("UNKNOWN", None)]
    return tree


def _begins_word(text: str) -> bool:
    return text[0].isalnum() or text[0] == "_"


def _opens_at_edge(items: Iterable[Any]) -> bool:
    """Whether a match that begins with a word's character must begin a word."""
    for item in items:
        kind, args = str(item[0]), item[1]
        if kind == "AT" and str(args) == "AT_BOUNDARY":
            return True
        if kind == "ASSERT_NOT" and args[0] < 0 and _refuses_words(args[1]):
            return True
        if kind == "SUBPATTERN":
            return _opens_at_edge(args[3])
        if kind == "BRANCH":
            return all(map(_opens_at_edge, args[1]))
        if kind not in ("AT", "ASSERT", "ASSERT_NOT"):
            return False
    return False


def _refuses_words(items: Sequence[Any]) -> bool:
    """Whether a lookbehind that must fail is for one character, any of a word's among them."""
    if len(items) != 1 or str(items[0][0]) != "IN":
        return False
    kinds = {(str(kind), str(args)) for kind, args in items[0][1]}
    return ("CATEGORY", "CATEGORY_WORD") in kinds and all(kind != "NEGATE" for kind, _ in kinds)


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of an expression."""

    exact: Strings | None
    """All that it can match, where that is little."""
    needs: tuple[Strings, ...] = ()
    starts: Strings | None = None
    """What it begins with where it is not exact; an empty string there means anything at all."""

    def all_needs(self) -> tuple[Strings, ...]:
        return self.needs if self.exact is None else (*self.needs, self.exact)

    def first_strings(self) -> Strings | None:
        starts = self.exact if self.exact is not None else self.starts
        if not starts or "" in starts:
            return None
        cut = {s[:GRAM] for s in starts}
        return frozenset(s for s in cut if not any(s[:n] in cut for n in range(1, len(s))))


_UNKNOWN = _Part(None)


class _Reader:
    """Walks a parsed expression."""

    def __init__(self, fold: Fold) -> None:
        self._fold = fold

    def sequence(self, items: Iterable[Any]) -> _Part:
        """What stands one after another; strings grow until something unknown or they are long."""
        run, is_whole, needs = _EMPTY, True, list[Strings]()
        first: Strings | None = _EMPTY
        for item in items:
            part = self._node(item)
            needs.extend(part.needs)
            if part.exact is not None and _is_small(run, part.exact):
                run = _joined(run, part.exact)
                continue
            is_whole = False
            needs.append(run)
            first = _begun(first, run)
            if part.exact is None:
                first = _begun(first, part.starts)
            run = part.exact if part.exact is not None else _EMPTY
        if is_whole:
            return _Part(run, tuple(needs))
        return _Part(None, (*needs, run), _begun(first, run))

    def _node(self, item: Any) -> _Part:
        kind, args = str(item[0]), item[1]
        if kind == "LITERAL":
            return _Part(self._characters([item]))
        if kind == "IN":
            return _Part(self._characters(args))
        if kind in ("AT", "ASSERT_NOT"):
            return _Part(_EMPTY)
        if kind == "ASSERT":
            return _Part(_EMPTY, self.sequence(args[1]).all_needs())
        if kind == "SUBPATTERN":
            return self.sequence(args[3])
        if kind == "ATOMIC_GROUP":
            return self.sequence(args)
        if kind == "BRANCH":
            return self._branch([self.sequence(choice) for choice in args[1]])
        return self._repeat(*args) if kind in _REPEATS else _UNKNOWN

    @staticmethod
    def _branch(parts: list[_Part]) -> _Part:
        union = _united(part.exact for part in parts)
        if union is not None and len(union) <= _MOST:
            return _Part(union)
        best = _united(_most_telling(part.all_needs()) for part in parts)
        starts = _united(p.exact if p.exact is not None else p.starts for p in parts)
        return _Part(None, (best,) if best else (), starts)

    def _repeat(self, least: Any, most: Any, items: Sequence[Any]) -> _Part:
        fewest, part = int(least), self.sequence(items)
        needs = part.needs if fewest else ()
        if part.exact is None:
            starts = part.starts if fewest or part.starts is None else part.starts | _EMPTY
            return _Part(None, needs, starts)
        run, times = _EMPTY, 0
        while times < fewest and _is_small(run, part.exact):
            run, times = _joined(run, part.exact), times + 1
        if times < fewest or int(most) - fewest > 3:
            return _Part(None, (*needs, run), run if fewest else part.exact | _EMPTY)
        total = run
        while times < int(most):
            if not _is_small(run, part.exact):
                return _Part(None, (*needs, total), total)
            run, times = _joined(run, part.exact), times + 1
            total |= run
        return _Part(total, needs) if len(total) <= _MOST else _Part(None, needs, total)

    def _characters(self, items: Iterable[Any]) -> Strings | None:
        found: set[str] = set()
        for item in items:
            codes = _codes(str(item[0]), item[1])
            if codes is None:
                words = str(item[1]) == "CATEGORY_WORD" and self._fold is shaped
                if not words and str(item[1]) != "CATEGORY_DIGIT":
                    return None
                found |= {"A", "0", "_"} if words else {"0"}
                continue
            characters = [chr(code) for code in codes]
            if not all(map(_is_plain, characters)):
                return None
            found.update(map(self._fold, characters))
        return frozenset(found) if len(found) <= _MOST_CHARACTERS else None


def _codes(kind: str, args: Any) -> Iterable[int] | None:
    if kind == "LITERAL":
        return (int(args),)
    return range(int(args[0]), int(args[1]) + 1) if kind == "RANGE" else None


def _is_plain(character: str) -> bool:
    """Whether `re` without case knows no other pairs of a character than `str.lower` does."""
    if character.isascii() or (character < "\u0100" and character not in _ODD_LETTERS):
        return True
    return character.lower() == character.upper() == character


def _begun(first: Strings | None, more: Strings | None) -> Strings | None:
    """What a sequence begins with, where nothing may stand before what comes next."""
    if first is None or "" not in first:
        return first
    return None if more is None else (first - _EMPTY) | more


def _united(sets: Iterable[Strings | None]) -> Strings | None:
    """All of them in one; None where one is unknown."""
    found: set[str] = set()
    for one in sets:
        if one is None:
            return None
        found |= one
    return frozenset(found)


def _is_small(run: Strings, more: Strings) -> bool:
    shortest = min(map(len, run), default=0)
    return shortest < _LONG_ENOUGH and len(run) * len(more) <= _MOST


def _joined(left: Strings, right: Strings) -> Strings:
    if right == _EMPTY:
        return left
    return frozenset(a + b for a in left for b in right)


def _most_telling(needs: Iterable[Strings]) -> Strings | None:
    usable = [n for n in needs if n and "" not in n]
    return min(usable, key=lambda n: sum(map(likelihood, n)), default=None)


# How often characters stand in notes, roughly, in thousandths.
_SHARES = {"A": 0.7, " ": 0.17, "0": 0.06, ".": 0.02, ",": 0.015, "-": 0.008, "\n": 0.008}
_SHARES |= {"e": 0.09, "t": 0.07, "r": 0.05, "l": 0.035} | dict.fromkeys("aions", 0.06)
_SHARES |= dict.fromkeys("dhcumpfgwbykv", 0.025) | dict.fromkeys("jqxz", 0.003)


def likelihood(text: str) -> float:
    """Roughly how often a string begins at any one place of a note."""
    share = 0.1 if "A0" in text or "0A" in text else 1.0
    before = ""
    for character in text[:8]:
        share *= 0.4 if before == character == "0" else _SHARES.get(character, 0.003)
        before = character
    return share


def minimal(strings: Strings) -> Iterator[str]:
    """The strings that hold no other one of them."""
    kept: list[str] = []
    for text in sorted(strings, key=lambda s: (len(s), s)):
        if not any(k in text for k in kept):
            kept.append(text)
            yield text
