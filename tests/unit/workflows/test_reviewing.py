"""One reviewer's desk over what a publication read: decided, kept, used by the next, measured."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pandas as pd
import pytest
from typer.testing import CliRunner

from anonkit.deidentification.context import Levels
from anonkit.deidentification.pipeline import deidentify_bundle
from anonkit.deidentification.policy_files import load_policy
from anonkit.deidentification.review import Decision
from anonkit.errors import SettingsError, WorkspaceError
from anonkit.storage import Workspace
from anonkit.workflows import init, review
from anonkit.workflows.review_store import ReviewStore
from tests.unit.deidentification.clinic import bundle_of, context_of

POLICY = "uk-training"
UNKNOWN = "Zephyrkind"
MISSED = "purple gatepost"
START = datetime(2026, 3, 2, 9, tzinfo=UTC)


class Clock:
    """A minute between any two looks."""

    def __init__(self):
        self.now = START

    def __call__(self):
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture(scope="module")
def bundle():
    """Three clients; in each note somebody nobody knows, a nickname of a place, and a fair that sounds like a name."""
    made = bundle_of(range(1, 4))
    notes = made["notes"]
    first = notes["status"] == "signed"
    notes.loc[first, "text"] += f" Came with {UNKNOWN} from the {MISSED}. Off to the Harold fair."
    return made


def told(bundle, **decided):
    """The bundle as the policy tells it."""
    policy = load_policy(POLICY)
    return deidentify_bundle(bundle, policy, context_of(bundle, **decided), Levels.finest(policy))


@pytest.fixture(scope="module")
def first(bundle):
    """The first publication."""
    return told(bundle)


@pytest.fixture
def desk(bundle, first, tmp_path):
    """A workspace that holds these clients, after its first publication."""
    place = tmp_path / "clinic"
    init(place, platform="jane", jurisdiction="uk", time_zone="Europe/London")
    opened = Workspace.open(place)
    with opened.writing("test"), opened.records.begin(1) as transaction:
        for table, frame in bundle.items():
            transaction.write(table, 0, frame)
        persons = context_of(bundle).persons.astype("str")
        transaction.write("persons", 0, persons)
    keep(opened, first, START)
    return SimpleNamespace(place=place, clock=Clock())


def keep(workspace, result, when):
    row = SimpleNamespace(review_texts=result.review_texts, review_items=())
    ReviewStore(workspace.sealed).keep_queue(POLICY, row, when)


def opened(desk, reviewer="Ann"):
    return review(desk.place, policy=POLICY, reviewer=reviewer, clock=desk.clock)


def item_of(desk, words):
    return next(item for item in desk.items if desk.words_of(item) == words)


def test_the_queue_names_places_and_no_value(desk, bundle):
    """Riskiest first; nothing in what a program is told is a client's."""
    found = opened(desk)
    assert [item.risk for item in found.items] == sorted(
        (i.risk for i in found.items), reverse=True
    )
    assert item_of(found, UNKNOWN).table == "notes"
    said = json.dumps(found.as_dict()) + "\n".join(found.lines())
    values = set(bundle["clients"]["first_name"]) | {UNKNOWN, MISSED, "Kwabena", "Kendal"}
    assert [value for value in values if value in said] == []


def test_decisions_outlive_a_restart_and_the_next_publication_uses_them(desk, bundle):
    """Words marked once are gone everywhere; an allowed word stays; both are measured."""
    found = opened(desk)
    allowed = item_of(found, UNKNOWN)
    text = "".join(piece.text for piece in found.view(allowed, whole=True).pieces)
    start = text.index(MISSED)
    found.mark(allowed.text, start, start + len(MISSED), "ORG", everywhere=True)
    found.decide(allowed.id, "allowed")
    assert (
        found.progress()["open"] <= found.progress()["items"] - 3
    )  # the other notes' places are covered
    again = opened(desk)
    assert again.decisions == found.decisions
    decided = ReviewStore(Workspace.open(desk.place).sealed).decided()
    result = told(bundle, review=decided.texts, decision_by_tag=decided.row_by_tag)
    notes = " ".join(result.tables["notes"]["text"])
    assert MISSED not in notes and notes.count(UNKNOWN) == 3
    keep(Workspace.open(desk.place), result, desk.clock.now + timedelta(minutes=1))
    learnt = opened(desk).learnt()
    assert (learnt.before.recall, learnt.after.recall) == (0.0, 1.0)
    assert learnt.after.words_lost == 0


def test_a_place_is_marked_by_hand_and_taken_back(desk):
    """What no recogniser and no list sees is marked; undo takes it back."""
    found = opened(desk)
    item = item_of(found, UNKNOWN)
    text = "".join(piece.text for piece in found.view(item, whole=True).pieces)
    start = text.index("Came with")
    made = found.mark(item.text, start, start + len("Came with "), "OTHER")
    assert (made.value, made.words) == ("Came with", 2)
    assert any(piece.kind == "marked" for piece in found.view(item).pieces)
    assert found.undo() == made.item
    assert not found.decisions and opened(desk).decisions == {}
    assert found.undo() is None


def test_two_people_decide_apart_and_agree_or_not(desk):
    """The second sees none of the first's decisions; kappa is over what both decided."""
    ann, ben = opened(desk, "Ann"), opened(desk, "Ben")
    for desk_of, kind in ((ann, "known"), (ben, "ordinary")):
        desk_of.decide(item_of(desk_of, UNKNOWN).id, kind)
    assert ben.agreement()["Ann"].as_dict() == {"both": 1, "same": 0, "share": 0.0, "kappa": 0.0}
    assert "Ann" not in json.dumps(ben.as_dict())


def test_while_another_run_holds_the_workspace_decisions_wait(desk):
    """They are shown as taken, said to wait, and written with the next one."""
    found = opened(desk)
    lock = desk.place / ".lock"
    lock.write_text(json.dumps({"host": "elsewhere", "process": 1, "command": "ingest"}))
    found.decide(item_of(found, UNKNOWN).id, "identifier")
    assert (found.unsaved, opened(desk).decisions) == (1, {})
    lock.unlink()
    found.decide(item_of(found, "Harold").id, "ordinary")
    assert (found.unsaved, len(opened(desk).decisions)) == (0, 2)


def test_bad_input_says_what_to_do(desk):
    """No publication, no such item, a decision of another kind, a moved workspace, a changed note."""
    with pytest.raises(SettingsError, match="anonkit publish"):
        review(desk.place, policy="uk-service-improvement")
    found = opened(desk)
    with pytest.raises(SettingsError, match="open the review again"):
        found.decide("none", "known")
    with pytest.raises(SettingsError, match="take one of"):
        found.decide(found.items[0].id, "release")
    with pytest.raises(SettingsError, match="mark it again"):
        found.mark(found.items[0].text, 5, 4, "PERSON")
    desk.place.rename(desk.place.with_name("moved"))
    with pytest.raises(WorkspaceError, match="no longer at"):
        found.undo() or found.decide(found.items[0].id, "known")


def test_a_text_that_was_changed_since_is_not_shown(desk, bundle):
    """The place would be another; the queue says nothing of what stands there now."""
    workspace = Workspace.open(desk.place)
    notes = bundle["notes"].assign(
        text=pd.Series("Other words", index=bundle["notes"].index, dtype="str")
    )
    with workspace.writing("test"), workspace.records.begin(1) as transaction:
        for table, frame in {**bundle, "notes": notes}.items():
            transaction.write(table, 0, frame)
        transaction.write("persons", 0, context_of(bundle).persons.astype("str"))
    found = opened(desk)
    assert found.view(found.items[0]) is None and found.words_of(found.items[0]) == ""


def test_the_command_takes_decisions_from_a_file(desk, tmp_path):
    """One decision a line; counts come back, and the audit log has no value."""
    from anonkit.cli.main import app

    found = opened(desk)
    file = tmp_path / "decisions.jsonl"
    lines = [{"id": item.id, "decision": "identifier"} for item in found.items[:3]]
    file.write_text("\n".join(map(json.dumps, lines)))
    arguments = ["review", str(desk.place), "--policy", POLICY, "--decisions", str(file), "--json"]
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.stderr
    assert json.loads(result.stdout)["progress"]["identifier"] == 3
    assert UNKNOWN not in (desk.place / "audit.jsonl").read_text() + result.stdout
    file.write_text("{}")
    assert CliRunner().invoke(app, arguments).exit_code == 2


def test_decisions_are_kept_in_parts_that_are_read_once(desk, monkeypatch):
    """Whoever has decided thousands of places waits for a key no longer; every decision is there again."""
    monkeypatch.setattr("anonkit.workflows.review_store._EVENTS_IN_A_PART", 3)
    sealed = Workspace.open(desk.place).sealed
    store = ReviewStore(sealed)
    taken = [Decision(f"d:{n}", "ordinary", "now").as_dict() for n in range(8)]
    with Workspace.open(desk.place).writing("test"):
        store.add_events("Ann", taken[:1])
        store.add_events("Ann", taken[1:7])
        store.add_events("Ann", taken[7:])
    for held in (store, ReviewStore(sealed)):
        assert held.events("Ann") == taken
        assert held.count("Ann") == len(taken)
        assert held.reviewers() == ("Ann",)
    first = min(name for name in sealed.names() if name.startswith("review-by-"))
    assert sum(name.startswith(first) for name in sealed.names()) == 3


def test_two_desks_of_one_reviewer_see_each_others_decisions(desk):
    """With the next key of one, what was decided at the other is decided here too."""
    one, other = (review(desk.place, policy=POLICY, reviewer="Ann", clock=desk.clock) for _ in "ab")
    first, second = one.open_items()[:2]
    one.decide(first.id, "identifier")
    other.decide(second.id, "identifier")
    assert {first.id, second.id} <= set(other.decisions)
    assert first not in other.open_items()
    assert list(review(desk.place, policy=POLICY, reviewer="Ann").decisions) == [
        first.id,
        second.id,
    ]
