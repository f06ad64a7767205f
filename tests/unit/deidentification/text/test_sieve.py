"""Expressions are looked for only where they can stand, and what they find is the same."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonkit.deidentification.text.needs import (
    ANYWHERE,
    LINE_EDGE,
    WORD_EDGE,
    read_expression,
)
from anonkit.deidentification.text.recognisers.registry import all_recognisers
from anonkit.deidentification.text.sieve import Sieve, sieve_text

_TEXTS = (
    "",
    "Dr Jane Smith rang on 3/4/2024 from 07700 900123, DOB 17.05.1984, AB12 CDE parked outside.",
    "spoke to her husband kwame, 94, at Flat 2, 12 Mill Lane, Leeds LS1 4AP; NHS 943 476 5919",
    "KELVIN \u212aelvin \u0130stanbul \u0131nsta @sunny_jo d\u00eda de los muertos T\u00caT \u00a3380",
    "mail jo dot bloggs at example dot com or jo@example.org, www.example.com/a, 10.0.0.1, ref no: AB-0047-K",
    "line one\nJT\n\n- 4th of July, xmas eve, twenty-first of may, Mon the 3rd\u2013Tue",
    "card 4111 1111 1111 1111, iban GB33BUKB20201555555555, ssn 123-45-6789, zip 80205-1234",
)


def _patterns() -> list[re.Pattern[str]]:
    found: dict[int, re.Pattern[str]] = {}
    for recogniser in all_recognisers():
        held = [*vars(sys.modules[type(recogniser).__module__]).values()]
        held.extend(getattr(recogniser, "patterns", ()))
        for value in held:
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, re.Pattern):
                    found[id(one)] = one
    return list(found.values())


@pytest.mark.parametrize("text", _TEXTS)
def test_every_expression_finds_the_same_through_the_sieve(text: str) -> None:
    """The sieve leaves out no match and makes none up, for any expression of any recogniser."""
    patterns = _patterns()
    assert len(patterns) > 100
    sieve_text(text).matches(patterns[0])
    sieved = sieve_text(text)
    for pattern in patterns:
        through = [m.span() for m in sieved.matches(pattern)]
        assert through == [m.span() for m in pattern.finditer(text)], pattern.pattern


_CLASSES = ("[a-c]", "[xs]", "[A-Z]", "[\u2600-\u26ff]", r"\d", r"\w", r"[^\W\d_]", r"[^\W_]")
_PIECES = st.sampled_from([*"abskA1 -.", "\u00b2", "(?i:Sa)", *_CLASSES])


@st.composite
def _expressions(draw: st.DrawFn, depth: int = 2) -> str:
    parts = []
    for _ in range(draw(st.integers(1, 4))):
        if depth and draw(st.booleans()):
            inner = "|".join(draw(st.lists(_expressions(depth - 1), min_size=1, max_size=3)))
            part = f"(?:{inner})"
        else:
            part = draw(_PIECES)
        parts.append(part + draw(st.sampled_from(["", "", "?", "*", "+", "{2}", "{1,3}", "{0,5}"])))
    head = draw(
        st.sampled_from(
            ["", r"\b", r"(?<!\w)", r"(?<![\w-])", "(?=[a-s1])", "^", r"(?<=\n)", "(?<=[ -])"]
        )
    )
    return head + "".join(parts) + draw(st.sampled_from(["", r"\b", r"(?!\w)", "$"]))


@settings(max_examples=200, deadline=None)
@given(
    _expressions(),
    st.booleans(),
    st.lists(
        st.text("abcskx12 -.AS\u00b2\u2601\u0661\u01c5\u017f\u212a\u0131\n\u00e9", max_size=30),
        max_size=4,
    ),
)
def test_any_expression_finds_the_same_through_the_sieve(
    expression: str, any_case: bool, texts: list[str]
) -> None:
    """Whatever an expression is made of, its needs and beginnings are never read too strictly."""
    pattern = re.compile(expression, re.IGNORECASE if any_case else 0)
    sieve = Sieve()
    sieve.held(pattern)
    for text in texts:
        through = [m.span() for m in sieve_text(text, sieve).matches(pattern) if m.group()]
        assert through == [m.span() for m in pattern.finditer(text) if m.group()]


@pytest.mark.parametrize(
    ("expression", "text", "may"),
    [
        (r"\b(?:plates?|reg)[ ]\d", "no car here 12", False),
        (r"\b(?:plates?|reg)[ ]\d", "reg 12", True),
        (r"\b(?:plates?|reg)[ ]\d", "REG 12", False),
        (r"(?i)\b(?:plates?|reg)[ ]\d", "REG 12", True),
        (r"\d{3}-\d{4}", "12-345", False),
        (r"[A-Z]{2}\d{2} ?[A-Z]{3}", "AB1 2CD", False),
        (r"[A-Z]{2}\d{2} ?[A-Z]{3}", "ab12 cde", False),
        (r"[A-Z]{2}\d{2} ?(?i:[A-Z]{3})", "AB12 cde", True),
        (r"[^\W\d_]-\d", "a_1 -2 a-b", False),
        (r"[^\W\d_]-\d", "a_1 \u00b2-2", True),
        (r"\w[\u2600-\u26ff]", "a \u2601 - b", False),
        (r"\w[\u2600-\u26ff]", "a\u2601", True),
        (r"x*", "", True),
    ],
)
def test_needs_are_told_from_the_text(expression: str, text: str, may: bool) -> None:
    """A text without what an expression needs is told from one that may hold a match."""
    pattern = re.compile(expression)
    sieve = Sieve()
    sieve.asked(pattern)
    assert sieve_text(text, sieve).may_match(pattern) is may


def test_needs_are_read_off_an_expression() -> None:
    """What every match holds and begins with is found, letters without case and digits as 0."""
    reading, shape, cased = read_expression(re.compile(r"\b(?:NHS|Chi)[ ]\d\d", re.IGNORECASE))
    assert frozenset({"nhs 00", "chi 00"}) in reading.needs
    assert reading.starts == {"nhs 00", "chi 00"}
    assert reading.edge == WORD_EDGE
    assert shape.needs == (frozenset({"AAA 00"}),)
    assert "AaA 00" in cased.needs[0]


@pytest.mark.parametrize(
    ("expression", "edge"),
    [
        (r"\bab", WORD_EDGE),
        (r"\b-", ANYWHERE),
        (r"(?<![\w-])-", WORD_EDGE),
        (r"(?:(?<=\n)|(?<=[ (]))a", WORD_EDGE),
        (r"(?:(?<=\n)|(?<=[a(]))a", ANYWHERE),
        (r"(?:^|(?<=\n))a", LINE_EDGE),
        (r"(?<=\n- )a", WORD_EDGE),
        (r"(?m)^a", LINE_EDGE),
        (r"(?:^|\n)a", ANYWHERE),
    ],
)
def test_where_an_expression_may_begin(expression: str, edge: int) -> None:
    """What may stand right before a match is read off its beginning."""
    assert read_expression(re.compile(expression))[0].edge == edge


@settings(max_examples=100, deadline=None)
@given(
    _expressions(),
    st.lists(st.text("abcskx12 -.AS\n\u00e9", max_size=40), max_size=4),
    st.integers(0, 40),
    st.integers(0, 20),
)
def test_what_ends_before_a_place_is_told_as_a_search_tells_it(
    expression: str, texts: list[str], place: int, reach: int
) -> None:
    """Trying an expression where it may begin answers as a search through the stretch does."""
    pattern = re.compile(f"(?:{expression})$")
    sieve = Sieve()
    sieve.held(pattern)
    for text in texts:
        at = min(place, len(text))
        before = text[max(0, at - reach) : at]
        told = sieve_text(text, sieve).ends_before(pattern, at, reach)
        assert told == (pattern.search(before) is not None)
