"""Every recogniser keeps the contract, and finds and leaves what its cases say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from anonkit.deidentification.text.findings import ENTITIES
from anonkit.deidentification.text.normalise import normalise
from anonkit.deidentification.text.note import Note, read_note
from anonkit.deidentification.text.recognisers import Recogniser, all_recognisers, recognisers_for

CASES = Path(__file__).parent.parent / "cases" / "recognisers"
RECOGNISERS = all_recognisers()
NAMES = [r.name for r in RECOGNISERS]
MARK = re.compile(r"\[\[(.+?)\]\]", re.DOTALL)


def cases_of(name: str) -> dict[str, Any]:
    """The rows of a recogniser's case file."""
    return yaml.safe_load((CASES / f"{name}.yaml").read_text(encoding="utf-8"))


def rows(kind: str) -> list[Any]:
    """One parameter a row: recogniser, jurisdiction, text."""
    return [
        pytest.param(r, cases["jurisdiction"], text, id=f"{r.name}-{place}")
        for r in RECOGNISERS
        for cases in [cases_of(r.name)]
        for place, text in enumerate(cases[kind])
    ]


def note_of(text: str, jurisdiction: str) -> Note:
    """A text as recognisers see it."""
    return read_note(normalise(text).text, jurisdiction)


@pytest.mark.parametrize(("recogniser", "jurisdiction", "marked"), rows("find"))
def test_finds_what_is_marked(recogniser: Recogniser, jurisdiction: str, marked: str) -> None:
    """Every letter and digit of each mark is covered by this recogniser alone."""
    text, spans = "", []
    end = 0
    for match in MARK.finditer(marked):
        text += marked[end : match.start()]
        spans.append((len(text), len(text) + len(match.group(1))))
        text += match.group(1)
        end = match.end()
    text += marked[end:]
    found = list(recogniser.find(note_of(text, jurisdiction)))
    covered = {i for f in found for i in range(f.start, f.end)}
    assert spans
    for start, stop in spans:
        assert {i for i in range(start, stop) if text[i].isalnum()} <= covered


@pytest.mark.parametrize(("recogniser", "jurisdiction", "text"), rows("ignore"))
def test_leaves_what_is_not(recogniser: Recogniser, jurisdiction: str, text: str) -> None:
    """Nothing is found in words that only look like the entity."""
    assert list(recogniser.find(note_of(text, jurisdiction))) == []


@pytest.mark.parametrize("recogniser", RECOGNISERS, ids=NAMES)
@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00\x01", "<p>&nbsp;</p>", "שלום", "9" * 400])
def test_bears_any_text(recogniser: Recogniser, text: str) -> None:
    """Findings lie inside the text, name an entity and a score between 0 and 1."""
    for finding in recogniser.find(note_of(text, "uk")):
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.entity in ENTITIES
        assert 0 < finding.score <= 1


def test_names_are_unique_and_every_case_file_has_its_recogniser() -> None:
    """A recogniser without cases, or cases without a recogniser, is a mistake."""
    assert len(set(NAMES)) == len(NAMES)
    assert {p.stem for p in CASES.glob("*.yaml")} == set(NAMES)


@pytest.mark.parametrize("jurisdiction", ["uk", "us"])
def test_every_jurisdiction_uses_every_recogniser(jurisdiction: str) -> None:
    """Identifiers of one country turn up in the other's notes."""
    assert {r.name for r in recognisers_for(jurisdiction)} == set(NAMES)
