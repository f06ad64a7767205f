"""What a text must hold for an expression to match in it, read off the expression.

Nothing read off is too strict: what is not understood asks for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

from anonkit.deidentification.text.views import (
    CASED,
    FOLDED,
    FOREIGN,
    SHAPED,
    likelihood,
    view_of,
)

Strings = frozenset[str]

ANYWHERE, WORD_EDGE, LINE_EDGE = range(3)
"""Where something may begin: anywhere, where no character of a word stands before, or on a line."""


GRAM = 3
_EMPTY: Strings = frozenset({""})
_MOST = 256
"""A set of strings may grow to this before it is closed and another one begun."""
_LONGEST = 8
"""So many characters of a beginning are read."""
_MOST_STARTS = 400
"""More beginnings than this are not followed further."""
_LONG_ENOUGH = 6
_MOST_CHARACTERS = 12
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_ODD_LETTERS = frozenset("\u00b5\u00df")


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression says of the texts it matches, in one way of folding them."""

    needs: tuple[Strings, ...]
    """Of each of these sets a matching text holds at least one string."""
    starts: Strings | None
    """Every match begins with one of these; None where it may begin with anything."""
    edge: int
    """What may stand right before a match: ANYWHERE, WORD_EDGE or LINE_EDGE."""


def read_expression(pattern: re.Pattern[str]) -> tuple[Reading, Reading, Reading]:
    """What it says of the folded text, of its shape, and of its shape with case."""
    tree = _parsed(pattern)
    by_view = (_reading(tree, view, pattern.flags) for view in (FOLDED, SHAPED, CASED))
    return next(by_view), next(by_view), next(by_view)


def _reading(tree: Sequence[Any], view: int, flags: int) -> Reading:
    part = _Reader(view, bool(flags & re.IGNORECASE)).sequence(tree)
    needs = (n for n in part.all_needs() if n and "" not in n)
    starts = part.first_strings()
    in_words = starts is not None and all(map(_begins_word, starts))
    return Reading(tuple(dict.fromkeys(needs)), starts, _edge(tree, in_words))


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


def _edge(items: Sequence[Any], in_words: bool) -> int:
    """Where an expression may begin to match; `in_words` if with a word's character only."""
    for kind, args in ((str(kind), args) for kind, args in items):
        if kind in ("AT", "ASSERT", "ASSERT_NOT"):
            edge = _edge_before(kind, args, in_words)
        elif kind == "SUBPATTERN":
            return _edge(args[3], in_words)
        elif kind == "BRANCH":
            return min(_edge(choice, in_words) for choice in args[1])
        else:
            return ANYWHERE
        if edge != ANYWHERE:
            return edge
    return ANYWHERE


def _edge_before(kind: str, args: Any, in_words: bool) -> int:
    """What one condition on a place asks of what stands before it."""
    if kind == "AT":
        if str(args) in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
            return LINE_EDGE
        return WORD_EDGE if in_words and str(args) == "AT_BOUNDARY" else ANYWHERE
    if args[0] > 0:
        return ANYWHERE
    if kind == "ASSERT":
        return _end_edge(args[1])
    return WORD_EDGE if _refuses_words(args[1]) else ANYWHERE


def _end_edge(items: Sequence[Any]) -> int:
    """Where what must stand right before leaves a place."""
    if not items:
        return ANYWHERE
    kind, args = str(items[-1][0]), items[-1][1]
    if kind == "BRANCH":
        return min(map(_end_edge, args[1]))
    if kind == "AT":
        return LINE_EDGE if str(args) in ("AT_BEGINNING", "AT_BEGINNING_STRING") else ANYWHERE
    if kind not in ("LITERAL", "IN"):
        return ANYWHERE
    codes = [_codes(str(k), a) for k, a in (args if kind == "IN" else items[-1:])]
    if any(c is None or any(_in_word(chr(one)) for one in c) for c in codes):
        return ANYWHERE
    return LINE_EDGE if codes == [(ord("\n"),)] else WORD_EDGE


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


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
        cut = {s[:_LONGEST] for s in starts}
        return frozenset(s for s in cut if not any(s[:n] in cut for n in range(1, len(s))))


_UNKNOWN = _Part(None)


class _Beginning:
    """What a sequence may begin with, followed some characters far."""

    def __init__(self) -> None:
        self._closed: set[str] = set()
        self._open: set[str] = {""}
        """All that was matched so far, to which what comes next is joined."""

    def add(self, part: _Part) -> None:
        """Goes on with what stands next."""
        strings = part.exact if part.exact is not None else part.starts
        if strings is None:
            self._close(self._open)
        for least in (GRAM, 1):
            if strings and len(self._open) > 1 and len(self._open) * len(strings) > _MOST_STARTS:
                self._close({o for o in self._open if len(o) >= least})
        if not self._open or strings is None:
            return
        grown = {(o + s)[:_LONGEST] for o in self._open for s in strings if s}
        is_over = {g for g in grown if part.exact is None or len(g) == _LONGEST}
        self._closed |= is_over
        self._open = (self._open if "" in strings else set()) | (grown - is_over)

    def _close(self, strings: AbstractSet[str]) -> None:
        self._closed |= strings
        self._open -= strings

    def strings(self) -> Strings | None:
        """All beginnings, an empty one where nothing may be matched; None where it may be anything."""
        return None if "" in self._closed else frozenset(self._closed | self._open)


class _Reader:
    """Walks a parsed expression."""

    def __init__(self, view: int, any_case: bool) -> None:
        self._view = view
        self._any_case = any_case

    def sequence(self, items: Iterable[Any]) -> _Part:
        """What stands one after another; strings grow until something unknown or they are long."""
        run, is_whole, needs = _EMPTY, True, list[Strings]()
        beginning = _Beginning()
        for item in items:
            part = self._node(item)
            needs.extend(part.needs)
            beginning.add(part)
            if part.exact is not None and _is_small(run, part.exact):
                run = _joined(run, part.exact)
                continue
            is_whole = False
            needs.append(run)
            run = part.exact if part.exact is not None else _EMPTY
        if is_whole:
            return _Part(run, tuple(needs))
        return _Part(None, (*needs, run), beginning.strings())

    def _node(self, item: Any) -> _Part:
        kind, args = str(item[0]), item[1]
        if kind == "LITERAL":
            return _literal(args, self._view, self._any_case)
        if kind == "IN":
            return _Part(self._characters(args))
        if kind in ("AT", "ASSERT_NOT"):
            return _Part(_EMPTY)
        if kind == "ASSERT":
            return _Part(_EMPTY, self.sequence(args[1]).all_needs())
        if kind == "SUBPATTERN":
            return self._with_flags(args[1], args[2]).sequence(args[3])
        if kind == "ATOMIC_GROUP":
            return self.sequence(args)
        if kind == "BRANCH":
            return self._branch([self.sequence(choice) for choice in args[1]])
        return self._repeat(*args) if kind in _REPEATS else _UNKNOWN

    def _with_flags(self, added: int, removed: int) -> _Reader:
        any_case = bool((self._any_case or added & re.IGNORECASE) and not removed & re.IGNORECASE)
        return self if any_case == self._any_case else _Reader(self._view, any_case)

    def _branch(self, parts: list[_Part]) -> _Part:
        union = _united(part.exact for part in parts)
        if union is not None and len(union) <= _MOST:
            return _Part(union)
        best = _united(_most_telling(part.all_needs(), self._view) for part in parts)
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

    def _characters(self, items: Sequence[Any]) -> Strings | None:
        kinds = {str(args) for kind, args in items if str(kind) == "CATEGORY"}
        if str(items[0][0]) == "NEGATE":
            return self._but(items[1:], kinds)
        found: set[str] = set()
        for kind, args in items:
            if str(kind) == "CATEGORY":
                continue
            codes = _codes(str(kind), args)
            if codes is None:
                return None
            characters = [chr(code) for code in codes]
            if not all(map(_is_plain, characters)):
                return None
            found.update(v for c in characters for v in view_of(c, self._view, self._any_case))
        return self._with_kinds(found, kinds)

    def _with_kinds(self, found: set[str], kinds: set[str]) -> Strings | None:
        if not kinds <= {"CATEGORY_WORD", "CATEGORY_DIGIT"}:
            return None
        if "CATEGORY_WORD" in kinds:
            if self._view == FOLDED:
                return None
            found |= {*_LETTERS[self._view], "0", "_"}
        elif kinds:
            found.add("0")
        if len(found) > _MOST_CHARACTERS:
            found = {c if c.isascii() else FOREIGN for c in found}
        return frozenset(found) if len(found) <= _MOST_CHARACTERS else None

    def _but(self, items: Sequence[Any], kinds: set[str]) -> Strings | None:
        """Characters of words without some: letters, where neither digits nor "_"."""
        if "CATEGORY_NOT_WORD" not in kinds or self._view == FOLDED:
            return None
        found = {*_LETTERS[self._view], "0", "_"}
        if "CATEGORY_DIGIT" in kinds:
            found.discard("0")
        if any(str(kind) == "LITERAL" and args == ord("_") for kind, args in items):
            found.discard("_")
        return frozenset(found)


@lru_cache(maxsize=4096)
def _literal(code: int, view: int, any_case: bool) -> _Part:
    character = chr(code)
    is_plain = _is_plain(character)
    return _Part(frozenset(view_of(character, view, any_case)) if is_plain else None)


_LETTERS = {SHAPED: "A", CASED: "Aa"}


def _codes(kind: str, args: Any) -> Iterable[int] | None:
    if kind == "LITERAL":
        return (int(args),)
    return range(int(args[0]), int(args[1]) + 1) if kind == "RANGE" else None


def _is_plain(character: str) -> bool:
    """Whether `re` without case knows no other pairs of a character than `str.lower` does."""
    if character.isascii() or (character < "\u0100" and character not in _ODD_LETTERS):
        return True
    return character.lower() == character.upper() == character


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


def _most_telling(needs: Iterable[Strings], view: int) -> Strings | None:
    usable = [n for n in needs if n and "" not in n]
    return min(usable, key=lambda n: sum(likelihood(s, view) for s in n), default=None)


def minimal(strings: Strings) -> Iterator[str]:
    """The strings that hold no other one of them."""
    kept: list[str] = []
    for text in sorted(strings, key=lambda s: (len(s), s)):
        if not any(k in text for k in kept):
            kept.append(text)
            yield text
