"""What the desk shows after each key, without a page."""

from __future__ import annotations

import pytest

from anonkit.deidentification.review import Item, ReadText, ToldSpan, note_view
from anonkit.errors import SettingsError
from anonkit.notebook.desk_state import DeskState

TEXT = "Seen with Ann and Ben at the fair"


class FakeReview:
    """A review of two places and a row, all in memory."""

    reviewer, policy, unsaved = "Ann", "uk-training", 0

    def __init__(self):
        spans = tuple(
            ToldSpan(TEXT.index(n), TEXT.index(n) + 3, "PERSON", "x", 0.5, "list", "Eve")
            for n in ("Ann", "Ben")
        )
        self.read = ReadText("d", "notes#a", "notes", "text", "C1", 8, spans)
        places = [
            Item(
                f"d:{s.start}:{s.end}",
                "finding",
                "notes#a",
                "notes",
                "text",
                "C1",
                0.4,
                "why",
                "d",
                s.start,
                s.end,
                "PERSON",
            )
            for s in spans
        ]
        row = Item("photos#b", "row", "photos#b", "photos", "", "C1", 0.3, "photograph")
        self.items = (*places, row)
        self.item_by_id = {item.id: item for item in self.items}
        self.decisions, self.marks = {}, []

    def open_items(self):
        return tuple(item for item in self.items if item.id not in self.decisions)

    def next_open(self, item_id):
        order = [item.id for item in self.items]
        here = order.index(item_id) + 1 if item_id else 0
        around = [*self.items[here:], *self.items[:here]]
        return next((item for item in around if item.id not in self.decisions), None)

    def view(self, item, *, whole=False):
        return note_view(TEXT, self.read, {}) if item.kind != "row" else None

    def row(self, item):
        return None

    def decide(self, item, decision):
        if decision not in ("identifier", "ordinary", "release"):
            raise SettingsError("no such decision")
        self.decisions[item] = type("D", (), {"decision": decision})

    def mark(self, *place, everywhere):
        self.marks.append((*place, everywhere))

    def undo(self):
        return self.decisions.popitem()[0] if self.decisions else None

    def progress(self):
        return {"items": 3, "open": len(self.open_items()), "decided": len(self.decisions)}

    def learnt(self):
        from anonkit.deidentification.review import learnt_from

        return learnt_from((), {}, {}, "")


@pytest.fixture
def state():
    return DeskState(FakeReview())


def test_a_decision_goes_on_to_the_next(state):
    """Each decided place makes room for the next, and at the end the figures are shown."""
    first = state.shown()["item"]["id"]
    assert state.handle({"do": "decide", "decision": "identifier"})["item"]["id"] != first
    state.handle({"do": "decide", "decision": "ordinary"})
    end = state.handle({"do": "decide", "decision": "release"})
    assert end["item"] is None and "learnt" in end and "next publication" in end["message"]


def test_undo_goes_back_to_what_it_took_back(state):
    """So that it can be decided anew."""
    first = state.shown()["item"]["id"]
    state.handle({"do": "decide", "decision": "identifier"})
    assert state.handle({"do": "undo"})["item"]["id"] == first
    assert "nothing to take back" in state.handle({"do": "undo"})["message"]


def test_next_and_back_decide_nothing(state):
    """Looking around leaves the queue as it was."""
    first = state.shown()["item"]["id"]
    assert state.handle({"do": "next"})["item"]["id"] != first
    back = state.handle({"do": "previous"})
    assert back["item"]["id"] == first and back["progress"]["open"] == 3


def test_a_fault_is_told_and_changes_nothing(state):
    """A decision that does not fit, an entity that is none, a message that means nothing."""
    before = state.shown()["item"]["id"]
    assert "no such decision" in state.handle({"do": "decide", "decision": "x"})["message"]
    assert "no entity" in state.handle({"do": "mark", "entity": "<b>"})["message"]
    assert state.handle({})["item"]["id"] == before


def test_a_place_is_marked_here_or_everywhere(state):
    """The page hands offsets of the text as read."""
    state.handle({"do": "mark", "start": 5, "end": 9, "entity": "ORG", "everywhere": True})
    assert state.review.marks == [("d", 5, 9, "ORG", True)]
