"""Templates are read as written, and every slot in the phrase files has something behind it."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text.training.grammar import (
    Choice,
    Literal,
    Slot,
    parse,
    sections,
    slots_of,
)
from anonkit.deidentification.text.training.slots import is_marked, is_slot


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("plain words", (Literal("plain words"),)),
        ("saw {c} today", (Literal("saw "), Slot("c"), Literal(" today"))),
        ("{clean.clause*2-4}", (Slot("clean.clause", 2, 4),)),
        ("[a|]", (Choice((parse("a"), parse(""))),)),
        ("[a [b|c]|d]", (Choice((parse("a [b|c]"), parse("d"))),)),
        (r"one\ntwo \[x\]", (Literal("one\ntwo [x]"),)),
    ],
)
def test_parsing(text: str, parts: tuple[object, ...]) -> None:
    """Words, slots, choices and escapes come out as they are meant."""
    assert parse(text).parts == parts


@pytest.mark.parametrize("text", ["[a|b", "a]b]c[", "{open"])
def test_unbalanced_templates(text: str) -> None:
    """A template that does not close what it opens is refused."""
    with pytest.raises((AssertionError, ValueError)):
        parse(text + "[")


def test_every_slot_has_a_maker() -> None:
    """No phrase names a slot, list or section that does not exist."""
    known = sections()
    for name, lines in known.items():
        for slot in (s for line in lines for s in slots_of(line.template)):
            section = slot.partition(":")[2] or slot
            assert section in known or is_slot(section), f"{name}: {slot}"


def test_clean_sections_reach_no_identifier() -> None:
    """Nothing that a note naming nobody is made of can hold an identifier."""
    known = sections()
    waiting, seen = ["clean.note"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        for slot in (s for line in known[name] for s in slots_of(line.template)):
            assert ":" not in slot, f"{name}: {slot}"
            if slot in known:
                waiting.append(slot)
            else:
                assert not is_marked(slot), f"{name}: {slot}"
    assert len(seen) > 3
