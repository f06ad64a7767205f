"""Our own model weighing evidence: what it finds, what it leaves alone, how sure it may be."""

from __future__ import annotations

import pytest

from anonkit.deidentification.text.analysis import analyse, analyse_many
from anonkit.deidentification.text.findings import CONTEXT, RECORD, Finding
from anonkit.deidentification.text.model import own_votes
from anonkit.deidentification.text.note import read_note


def _found(text: str, jurisdiction: str = "uk") -> list[Finding]:
    return analyse(text, None, jurisdiction, own_votes())


def _alone(text: str) -> list[Finding]:
    """What the model finds where no recogniser says anything."""
    (found,) = own_votes().weigh([read_note(text, "uk")], [[]])
    return list(found)


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("spoke to Wyndraleth re her lips, happy to wait", "Wyndraleth", "PERSON"),
        ("her husband tamzeck rang, aware", "tamzeck", "PERSON"),
        ("Dr Vostrilakis reviewed and will prescribe", "Vostrilakis", "PERSON"),
        ("works at Brenfold & Sons, nights", "Brenfold & Sons", "ORG"),
        ("moved to Quellingham last month", "Quellingham", "CITY"),
    ],
)
def test_what_it_finds(text: str, surface: str, kind: str) -> None:
    """Names that no list holds are found by what stands around them."""
    found = _found(text)
    assert [(text[f.start : f.end], f.entity) for f in found] == [(surface, kind)]


@pytest.mark.parametrize(
    "text",
    [
        "Botox 20u glabella, 12u frontalis, lot C1234 exp 03/27",
        "Juvederm Volift 1ml NLF via 25G cannula, Tyndall discussed",
        "hx of Bell's palsy and Graves' disease, on levothyroxine",
        "will review in 2 weeks, may bruise, mark the injection points",
        "IPL 18J 30ms spot 10mm x2 passes, Fitzpatrick II",
        "",
        "...",
    ],
)
def test_what_it_leaves_alone(text: str) -> None:
    """Products, doses, eponyms and words that are also names stay."""
    assert _found(text) == []


def test_how_sure_it_may_be() -> None:
    """A guess stays below the score of context, so that the vocabulary can object."""
    (found,) = _alone("her husband Tamzeck rang from Leeds on 3/4/24")[:1]
    assert found.evidence == "model"
    assert 0 < found.score < CONTEXT


def test_a_batch_answers_as_its_notes_do() -> None:
    """Notes read together or one by one give the same votes, in order; empty ones give none."""
    texts = ["saw Ana Petrescu", "", "20u glabella", "her sister Gwenllian rang " * 9]
    together = list(analyse_many([(t, None) for t in texts], "uk", own_votes()))
    assert together == [_found(t) for t in texts]
    assert together[0]
    assert not together[1]


@pytest.mark.parametrize(
    ("text", "name", "stands"),
    [
        ("seen with Drew, her husband", "Drew", True),
        ("may bruise. mark the injection points with a white pencil", "mark", False),
        ("Cc Wyndraleth", "Wyndraleth", True),
    ],
)
def test_what_the_record_says(text: str, name: str, stands: bool) -> None:
    """A name of the record stands; only an ordinary word written as one may stay a word."""
    start = text.index(name)
    known = Finding(start, start + len(name), "PERSON", "known_name", RECORD, "record")
    (found,) = own_votes().weigh([read_note(text, "uk")], [[known]])
    assert (known in found) is stands


@pytest.mark.parametrize("age", ["77y", "38 yo", "89", "27"])
def test_an_ordinary_age_is_no_finding(age: str) -> None:
    """What a model takes for an age over 89 and is none stays, for the policy to tell as it tells ages."""

    class Eager:
        def weigh(self, notes, found):
            for note, some in zip(notes, found, strict=True):
                start = note.text.index(age)
                yield [*some, Finding(start, start + len(age), "AGE", "eager", 0.7, "model")]

    text = f"CB cons - lip filler. {age}, seen alone"
    assert not [f for f in analyse(text, None, "uk", Eager()) if f.entity == "AGE"]
