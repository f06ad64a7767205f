"""The small language of ``--where``: ``procedure = dermal filler and (complication or age >= 60)``.

    expression  =  part {"or" part}
    part        =  factor {"and" factor}
    factor      =  "not" factor | "(" expression ")" | test
    test        =  WORD | WORD SIGN value | WORD "in" "(" value {"," value} ")"

A value is a text in quotes, or words and numbers up to the next `and`, `or`, bracket or comma.
Nothing is ever evaluated: a word is one of those declared, a sign one that the word takes.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches

from anonkit.datasets.choosing.conditions import (
    AllOf,
    AnyOf,
    Condition,
    IsThere,
    Not,
    NumberTest,
    RangeTest,
    TextTest,
    range_of,
)
from anonkit.datasets.choosing.tokens import Token, tokens_of
from anonkit.datasets.choosing.words import OPERATORS, WORDS, Word
from anonkit.errors import SettingsError

_SIGNS = frozenset({"=", "!=", "<", "<=", ">", ">=", "~"})
_JOINS = frozenset({"and", "or"})
_DEEPEST = 20
_DAYS = {"day": 1.0, "week": 7.0, "month": 30.44, "year": 365.25}


def parse_expression(text: str) -> Condition:
    """What the expression asks; `SettingsError` names the place, the word and what there is."""
    parser = _Parser(tokens_of(text))
    if parser.has_ended():
        raise SettingsError(
            f"--where is empty; write a test such as kind = complicated. {_there_is()}"
        )
    found = parser.expression(0)
    if not parser.has_ended():
        raise parser.fault("`and` or `or` is missing before this")
    return found


class _Parser:
    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0

    def has_ended(self) -> bool:
        return self._at >= len(self._tokens)

    def expression(self, depth: int) -> Condition:
        return self._joined("or", lambda: self._part(depth), AnyOf)

    def _part(self, depth: int) -> Condition:
        return self._joined("and", lambda: self._factor(depth), AllOf)

    def _joined(
        self,
        join: str,
        read: Callable[[], Condition],
        made: Callable[[tuple[Condition, ...]], Condition],
    ) -> Condition:
        parts = [read()]
        while self._take_word(join):
            parts.append(read())
        return parts[0] if len(parts) == 1 else made(tuple(parts))

    def _factor(self, depth: int) -> Condition:
        if depth > _DEEPEST:
            raise self.fault(f"brackets and `not` go deeper than {_DEEPEST}")
        if self._take_word("not"):
            return Not(self._factor(depth + 1))
        if self._take("("):
            inner = self.expression(depth + 1)
            self._expect(")")
            return inner
        return self._test()

    def _test(self) -> Condition:
        word = self._declared_word()
        if self._take_word("in"):
            self._allow(word, "in")
            return _test_of(word, "in", self._list(), self)
        sign = self._peek()
        if sign is None or sign.text not in _SIGNS or sign.kind != "operator":
            return IsThere(word)
        self._at += 1
        self._allow(word, sign.text)
        return _test_of(word, sign.text, (self._value(),), self)

    def _declared_word(self) -> Word:
        token = self._peek()
        if token is None or token.kind == "operator":
            raise self.fault("a word is missing")
        if token.word not in WORDS:
            raise _unknown_word(token)
        self._at += 1
        return WORDS[token.word]

    def _allow(self, word: Word, sign: str) -> None:
        if sign not in OPERATORS[word.compares]:
            raise self.fault(
                f"`{word.name}` takes {' '.join(OPERATORS[word.compares])}, and not {sign}", -1
            )

    def _list(self) -> tuple[str, ...]:
        self._expect("(")
        values = [self._value()]
        while self._take(","):
            values.append(self._value())
        self._expect(")")
        return tuple(values)

    def _value(self) -> str:
        words: list[str] = []
        token = self._peek()
        if token is not None and token.kind == "quoted":
            self._at += 1
            return token.text
        while token is not None and token.kind == "value" and token.word not in _JOINS:
            words.append(token.text)
            self._at += 1
            token = self._peek()
        if not words:
            raise self.fault("a value is missing")
        return " ".join(words)

    def _peek(self) -> Token | None:
        return None if self.has_ended() else self._tokens[self._at]

    def _take(self, sign: str) -> bool:
        token = self._peek()
        is_it = token is not None and token.kind == "operator" and token.text == sign
        self._at += is_it
        return is_it

    def _take_word(self, word: str) -> bool:
        token = self._peek()
        is_it = token is not None and token.word == word
        self._at += is_it
        return is_it

    def _expect(self, sign: str) -> None:
        if not self._take(sign):
            raise self.fault(f"`{sign}` is missing")

    def fault(self, says: str, back: int = 0) -> SettingsError:
        """What is wrong, and where; a value that was typed is never repeated."""
        place = self._at + back
        is_inside = place < len(self._tokens)
        where = f"at character {self._tokens[place].at}" if is_inside else "at its end"
        return SettingsError(f"--where cannot be read {where}: {says}. {_there_is()}")


def _test_of(word: Word, sign: str, values: tuple[str, ...], parser: _Parser) -> Condition:
    if word.compares == "text":
        return TextTest(word, sign, values)
    if word.compares == "range":
        ranges = [found for value in values if (found := range_of(value)) is not None]
        if len(ranges) < len(values):
            raise parser.fault(f"`{word.name}` is compared with years, as in 40 or 30-39", -1)
        return RangeTest(word, sign, tuple(ranges))
    read = _days if word.compares == "length" else _number
    numbers = [number for value in values if (number := read(value)) is not None]
    if len(numbers) < len(values):
        kind = "a length, as in 3 months" if word.compares == "length" else "a number"
        raise parser.fault(f"`{word.name}` is compared with {kind}", -1)
    return NumberTest(word, sign, tuple(numbers))


def _number(text: str) -> float | None:
    return float(text) if text.replace(".", "", 1).isdecimal() else None


def _days(text: str) -> float | None:
    number, _, unit = text.partition(" ")
    days = _DAYS.get(unit.strip().casefold().removesuffix("s"))
    found = _number(number)
    return None if days is None or found is None else found * days


def _unknown_word(token: Token) -> SettingsError:
    """A word is repeated only where it is nearly a declared one: else it may be somebody's name."""
    near = get_close_matches(token.word, list(WORDS), n=1, cutoff=0.6)
    said = (
        f"`{token.text}` is no word to choose by; did you mean `{near[0]}`?"
        if near
        else ("this is no word to choose by.")
    )
    return SettingsError(f"--where cannot be read at character {token.at}: {said} {_there_is()}")


def _there_is() -> str:
    return f"The words are: {', '.join(WORDS)}."
