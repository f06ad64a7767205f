"""Open items kept up to date decision by decision are those that the plain definition says are open."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from anonkit.deidentification.review import Decision, Item, OpenItems, Standing, folded, standing

WORDS = ("Harold", "harold", "the fair", "Harold")
ITEMS = (
    *(
        Item(f"d:{n}", "finding", "notes#a", "notes", "text", "C1", 0.9, "why", "d", n, n + 1)
        for n in range(len(WORDS))
    ),
    Item("photos#b", "row", "photos#b", "photos", "", "C1", 0.3, "photograph"),
)


def words_of(item: Item) -> str:
    return folded(WORDS[item.start]) if item.text else ""


def plainly_open(decisions: dict[str, Decision]) -> list[Item]:
    """What nobody decided, by itself or by a word that holds everywhere."""
    lists = {folded(d.value) for d in decisions.values() if d.decision in ("known", "allowed")}
    return [
        item
        for item in ITEMS
        if item.id not in decisions and not (item.text and words_of(item) in lists)
    ]


EVENTS = st.lists(
    st.tuples(
        st.sampled_from([*(item.id for item in ITEMS), "d:marked"]),
        st.sampled_from(["identifier", "ordinary", "known", "allowed", "mark", "undo"]),
        st.sampled_from(["Harold", "THE  FAIR", "nobody"]),
    ),
    max_size=12,
)


@given(EVENTS, st.integers(0, 12))
def test_open_items_are_those_of_the_plain_definition(
    events: list[tuple[str, str, str]], split: int
) -> None:
    """Wherever the desk is opened in between, after every decision and undo."""
    decisions = [Decision(item, what, "now", value=value) for item, what, value in events]
    kept = Standing(one.as_dict() for one in decisions[:split])
    found = OpenItems(ITEMS, kept.decisions, words_of)
    for decision in decisions[split:]:
        before = kept.decisions.get(decision.item)
        kept.take(decision)
        found.change(decision.item, before, kept.decisions.get(decision.item))
        wanted = plainly_open(kept.decisions)
        assert list(found) == wanted
        assert len(found) == len(wanted)
    whole = standing(one.as_dict() for one in decisions)
    assert list(kept.decisions.items()) == list(whole.items())


def test_what_follows_goes_round() -> None:
    """After the last open item the riskiest comes again, and none where everything is decided."""
    found = OpenItems(ITEMS, {}, words_of)
    assert found.following(None) == ITEMS[0]
    assert found.following("d:0") == ITEMS[1]
    assert found.following("photos#b") == ITEMS[0]
    for item in ITEMS:
        found.change(item.id, None, Decision(item.id, "ordinary", "now"))
    assert found.following("d:0") is None
