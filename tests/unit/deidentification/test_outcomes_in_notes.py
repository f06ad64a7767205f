"""Complications that only notes tell of become outcome rows, without contradicting recorded ones."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.outcomes_in_notes import with_outcomes_of_notes
from anonkit.model import canonical_frame

CLIENT = "jane:clients:1"


def tables(*notes, recorded=(), treatments=("2024-03-01",)):
    """One client's notes as (day, text), recorded outcomes as (day, what), and treatments."""
    return {
        "notes": canonical_frame(
            "notes",
            [
                {
                    "row_key": f"jane:notes:{n}",
                    "tag": f"notes#{n}",
                    "platform": "jane",
                    "client_key": CLIENT,
                    "kind": "clinical",
                    "written_at": day,
                    "text": text,
                }
                for n, (day, text) in enumerate(notes)
            ],
        ),
        "outcomes": canonical_frame(
            "outcomes",
            [
                {
                    "row_key": f"jane:outcomes:{n}",
                    "client_key": CLIENT,
                    "kind": "complication",
                    "what": what,
                    "observed_at": day,
                    "known_by": "field",
                }
                for n, (day, what) in enumerate(recorded)
            ],
        ),
        "treatments": canonical_frame(
            "treatments",
            [
                {
                    "row_key": f"jane:treatments:{n}",
                    "client_key": CLIENT,
                    "treated_at": day,
                    "place": "here",
                }
                for n, day in enumerate(treatments)
            ],
        ),
    }


def found(*notes, **others):
    """The rows that come from notes."""
    frame = with_outcomes_of_notes(tables(*notes, **others))
    return frame[frame["known_by"] == "note"].reset_index(drop=True)


def test_a_complication_in_a_note_becomes_a_row_with_its_place():
    """Kind, severity, onset, action, resolution, certainty and where it stands."""
    (row,) = (
        found(("2024-03-15", "Mild lid ptosis from day 7, iopidine. Resolved. ?infection"))
        .query("what == 'eyelid ptosis'")
        .to_dict("records")
    )
    assert (row["kind"], row["severity"], row["onset_days"]) == ("complication", "mild", "7")
    assert (row["action"], row["resolved"], row["certainty"]) == ("eye drops", "yes", "certain")
    assert row["known_place"] == "jane:notes:0 5-15"
    assert row["treatment_key"] == "jane:treatments:0"
    assert row["observed_at"] == "2024-03-15"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("No bruising. Risks incl infection.", []),
        ("Had lips done in Turkey, lumpy nodules.", []),
        ("Mum had a burn.", []),
        ("had laser in york, burnt", []),
        ("had filler in lips, bruised", ["bruising"]),
        ("had laser in march, burnt", ["burn"]),
        ("?infection over filler", ["infection"]),
        ("Bruise L. Later bruise gone.", ["bruising"]),
    ],
)
def test_only_events_here_become_rows(text, what):
    """Denied, warned of, elsewhere and relatives' make no row; one note makes one of a kind."""
    assert found(("2024-03-15", text))["what"].tolist() == what


@pytest.mark.parametrize(
    ("recorded", "count"),
    [
        ([("2024-03-10", "bruising, upper lip")], 0),
        ([("2023-01-10", "bruising, upper lip")], 1),
        ([("2024-03-10", "burn, shin")], 1),
        ([(None, "bruising")], 0),
    ],
)
def test_what_is_recorded_is_not_told_twice(recorded, count):
    """A recorded outcome of the kind within two months, or of unknown day, is the same event."""
    assert len(found(("2024-03-15", "Bruise L lip"), recorded=recorded)) == count


def test_notes_that_repeat_each_other_make_one_row():
    """Mentions within two months are one event; a later one is another."""
    rows = found(
        ("2024-03-03", "bruise"), ("2024-03-20", "bruise fading"), ("2024-08-01", "new bruise")
    )
    assert rows["observed_at"].tolist() == ["2024-03-03", "2024-08-01"]


def test_what_is_only_told_again_is_probable_at_most():
    """An earlier one is news where nothing of its kind is known, and then not certain."""
    (row,) = found(("2024-03-15", "Bruised after last tx. Well today.")).to_dict("records")
    assert row["certainty"] == "probable"
    repeated = [("2024-03-03", "bruise"), ("2024-09-15", "Bruised after last tx.")]
    assert len(found(*repeated)) == 1


def test_two_treatments_on_one_day_leave_it_unclear_which():
    """A row is tied to a treatment only where there is no doubt."""
    rows = found(("2024-03-15", "bruise"), treatments=("2024-03-01", "2024-03-01"))
    assert rows["treatment_key"].isna().all()


def test_the_callers_frames_stay_as_they_are():
    """Nothing is changed in place, and without notes nothing is added."""
    given = tables(("2024-03-15", "bruise"))
    before = {name: frame.copy() for name, frame in given.items()}
    with_outcomes_of_notes(given)
    for name, frame in given.items():
        pd.testing.assert_frame_equal(frame, before[name])
    assert len(with_outcomes_of_notes({})) == 0
