"""Places to look at, decisions about them, and what they change; on texts of one line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.review import (
    Decision,
    ReadText,
    ToldSpan,
    agreement_of,
    decided_rows,
    learnt_from,
    merged,
    note_view,
    possible_misses,
    review_queue,
    riskiest,
    standing,
    text_digest,
)
from anonkit.deidentification.text import Finding

TEXT = "Quillon rang; Smith's sign negative. Call Corisande on 07700900123."


def span(words, entity="PERSON", score=0.6, evidence="list", text=TEXT):
    start = text.index(words)
    return ToldSpan(start, start + len(words), entity, "person_name", score, evidence, "Bella")


def read(*spans, text=TEXT, digest="d0", tag="notes#a", misses=()):
    return ReadText(digest, tag, "notes", "text", "C1", len(text.split()), spans, misses)


def decision(
    words, kind, *, found=True, text=TEXT, digest="d0", when="2026-01-01", entity="PERSON"
):
    start = text.index(words)
    item = f"{digest}:{start}:{start + len(words)}"
    return Decision(item, kind, when, digest, start, start + len(words), entity, found, words, 1)


def by_item(*decisions):
    return {one.item: one for one in decisions}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Seen with Zephyrine today", ["Zephyrine"]),
        ("Botox to glabella, Bell's sign", []),
        ("met Featherwick's dog", ["Featherwick"]),
        ("rang from 07700 900123 twice", ["07700 900123"]),
        ("Review in May with photographs", []),
        ("50u BOTOX 2 mL of 0.9 saline", []),
    ],
)
def test_what_was_left_standing_is_found(text, left):
    """Names, capitals nobody knows and long numbers are possible misses; clinic words are none."""
    assert [text[one.start : one.end] for one in possible_misses(text, ())] == left


def test_what_was_replaced_is_no_possible_miss():
    """A place that a finding touches is not asked for twice."""
    found = possible_misses(TEXT, (span("Corisande"), span("07700900123", "PHONE")))
    assert "Corisande" not in [TEXT[one.start : one.end] for one in found]
    assert all(one.entity != "ID" for one in found)


def test_the_riskiest_comes_first():
    """What may have been missed stands before what was found with doubt, and that before what is proven."""
    misses = possible_misses(TEXT, (span("Quillon"),))
    queue = review_queue(
        [read(span("Quillon"), span("07700900123", "PHONE", 0.98, "record"), misses=misses)]
    )
    assert [item.kind for item in queue[:1]] == ["possible miss"]
    assert [item.risk for item in queue] == sorted((item.risk for item in queue), reverse=True)
    assert queue[-1].evidence == "record"


def test_facts_are_the_policys_and_in_no_queue():
    """No reviewer decides what a policy rules of ages, lots and topics."""
    assert review_queue([read(span("Quillon", "fact:occupation:"))]) == ()


def test_whole_texts_are_kept_up_to_the_limit():
    """With more places than there is room for, the riskiest texts stay whole."""
    sure, doubtful = span("Quillon", score=0.99), span("Quillon", score=0.3)
    texts = [read(sure, digest="d1"), read(doubtful, digest="d2"), read(sure, digest="d3")]
    assert [text.digest for text in riskiest(texts, 1)] == ["d2"]
    assert len(riskiest(texts, 3)) == 3


def settled(findings, *people):
    digest = text_digest("p1", TEXT)
    moved = [
        {replace(d, text=digest).item: replace(d, text=digest) for d in decisions.values()}
        for decisions in people
    ]
    return merged(moved).settled("p1", TEXT, findings)


def finding(words, evidence="list", score=0.6):
    start = TEXT.index(words)
    return Finding(start, start + len(words), "PERSON", "person_name", score, evidence)


def words_of(findings):
    return [TEXT[one.start : one.end] for one in findings]


def test_a_rejected_place_is_told_as_it_stands():
    """What a person called ordinary is not replaced again."""
    assert words_of(settled([finding("Smith")], by_item(decision("Smith", "ordinary")))) == []


def test_a_marked_place_is_found_from_then_on():
    """What a person marked counts as proven."""
    (found,) = settled([], by_item(decision("Corisande", "mark", found=False)))
    assert (TEXT[found.start : found.end], found.evidence) == ("Corisande", "record")


def test_an_allowed_word_stays_unless_the_record_proves_it():
    """The list of allowed words never uncovers what the clinic's records hold."""
    allowed = by_item(decision("Smith", "allowed"))
    elsewhere = merged([allowed])
    assert elsewhere.settled("p2", TEXT, [finding("Smith")]) == []
    assert words_of(elsewhere.settled("p2", TEXT, [finding("Smith", "record", 0.98)])) == ["Smith"]


def test_of_two_people_the_more_careful_is_heard():
    """One who calls it an identifier outweighs one who does not, in places and in lists."""
    careless, careful = decision("Smith", "allowed"), decision("Smith", "identifier")
    both = merged([by_item(careless), by_item(careful)])
    assert both.allowed == frozenset()
    assert words_of(both.settled("p2", TEXT, [finding("Smith")])) == ["Smith"]
    rows = [{"photos#a": Decision("photos#a", kind, "t")} for kind in ("release", "leave out")]
    assert decided_rows(rows) == {"photos#a": "leave out"}
    assert decided_rows(rows[:1]) == {"photos#a": "release"}


def test_a_changed_text_is_read_afresh():
    """A decision is about this text of this person and no other."""
    decided = merged(
        [by_item(replace(decision("Smith", "ordinary"), text=text_digest("p1", TEXT)))]
    )
    assert decided.settled("p1", TEXT, [finding("Smith")]) == []
    assert len(decided.settled("p1", TEXT + " ", [finding("Smith")])) == 1
    assert len(decided.settled("p2", TEXT, [finding("Smith")])) == 1


def test_decisions_are_taken_back_one_by_one():
    """Undo brings back what stood before, and the last decision comes last."""
    first, second = decision("Smith", "ordinary"), decision("Smith", "identifier")
    undo = Decision(first.item, "undo", "t")
    events = [first.as_dict(), second.as_dict()]
    assert standing(events)[first.item].decision == "identifier"
    assert standing([*events, undo.as_dict()])[first.item].decision == "ordinary"
    assert standing([*events, undo.as_dict(), undo.as_dict()]) == {}
    other = decision("Quillon", "identifier")
    assert list(standing([*events, other.as_dict(), undo.as_dict()]))[-1] == first.item


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.booleans(), st.booleans()), max_size=30))
def test_agreement_is_between_its_bounds(pairs):
    """Kappa is at most 1, and 1 only where both agree on everything and decide differently over items."""
    one = {i: Decision(i, "identifier" if a else "ordinary", "t") for i, a, _ in pairs}
    other = {i: Decision(i, "identifier" if b else "ordinary", "t") for i, _, b in pairs}
    found = agreement_of(one, other)
    assert found.both == len(one) and found.same + len(found.differing) == found.both
    assert found.kappa is None or -1 <= found.kappa <= 1
    assert found.kappa != 1 or not found.differing


def test_kappa_as_in_the_literature():
    """Twenty of fifty yes by both, fifteen no by both, five and ten apart: 0.4."""
    answers = (
        [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    )
    kinds = {True: "identifier", False: "ordinary"}
    one = {str(n): Decision(str(n), kinds[a], "t") for n, (a, _) in enumerate(answers)}
    other = {str(n): Decision(str(n), kinds[b], "t") for n, (_, b) in enumerate(answers)}
    assert agreement_of(one, other).kappa == pytest.approx(0.4)


def test_what_was_learnt_is_measured():
    """A marked miss and a lost word count before; after the next publication neither does."""
    lost, missed = decision("Smith", "ordinary"), decision("Corisande", "mark", found=False)
    later = {"d0": read(span("Corisande"))}
    learnt = learnt_from([lost, missed], {"d0": 10}, later, "2026-01-02")
    assert (learnt.before.recall, learnt.before.words_lost) == (0.0, 1)
    assert (learnt.after.recall, learnt.after.words_lost) == (1.0, 0)
    assert learnt_from([lost, missed], {"d0": 10}, later, "2025-12-31").after is None


def test_lists_are_measured_on_texts_they_were_not_made_from():
    """A known word of one half counts where it stands in the other, and nowhere else."""
    one = decision("Corisande", "known", found=False, digest="d0")
    other = decision("Corisande", "mark", found=False, digest="d1")
    learnt = learnt_from([one, other], {"d0": 10, "d1": 10}, {}, "")
    assert (learnt.before.recall, learnt.unseen.found, learnt.unseen.identifiers) == (0.0, 1, 2)


def test_a_view_shows_every_character_once():
    """Pieces put together are the text; decisions show on both sides."""
    read_text = read(span("Quillon"), misses=possible_misses(TEXT, (span("Quillon"),)))
    decided = by_item(
        decision("Quillon", "ordinary"), decision("Corisande on", "mark", found=False)
    )
    view = note_view(TEXT, read_text, decided)
    assert "".join(piece.text for piece in view.pieces) == TEXT
    told = "".join(piece.told for piece in view.pieces)
    assert told.startswith("Quillon rang") and "[PERSON] 07700900123" in told


def test_a_long_text_is_shown_around_the_place():
    """A note of 100 kB does not stop the page."""
    text = "x " * 50_000 + "Quillon" + " y" * 50_000
    read_text = read(span("Quillon", text=text), text=text)
    view = note_view(text, read_text, {}, (100_000, 100_007))
    shown = "".join(piece.text for piece in view.pieces)
    assert "Quillon" in shown and len(shown) < 4_000
    assert view.before_cut + len(shown) + view.after_cut == len(text)
