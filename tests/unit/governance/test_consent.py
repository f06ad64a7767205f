"""The consent gate: unknown is never yes, the more restrictive counts, minors and staff stay out."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from anonkit.errors import ConsentMissing
from anonkit.governance import CaseSetRules, Ground, permit
from anonkit.model import PERSONS_COLUMNS, RecordSet, ValidRecords, canonical_frame


class Frames:
    """Tables in memory, as one partition."""

    partition_count = 1

    def __init__(self, **frames):
        self._frames = frames

    @property
    def tables(self):
        return tuple(self._frames)

    def read(self, table, partition, columns=None):
        return self._frames.get(table)


def client(number, **changes):
    return {
        "row_key": f"wix:clients:{number}",
        "platform": "wix",
        "client_id": str(number),
        "first_name": "Ann",
        "last_name": f"Client{number}",
        "birth_date": "1980-02-03",
        **changes,
    }


def run(*rows, groups=(), ground=Ground.NO_OBJECTION, purpose="training", by_table=None, **tables):
    clients = canonical_frame("clients", rows)
    persons = pd.DataFrame(
        {
            "client_key": clients["row_key"],
            "person": [f"p{index}" for index in range(len(rows))],
            "review_group": ["g" if index in groups else None for index in range(len(rows))],
            "evidence": "[]",
        },
        columns=list(PERSONS_COLUMNS),
    )
    frames = {name: canonical_frame(name, content) for name, content in tables.items()}
    return permit(
        ValidRecords(Frames(clients=clients, **frames)),
        persons,
        purpose=purpose,
        photo_purpose="photo_training",
        ground=ground,
        ground_by_table=by_table or {},
        rules=CaseSetRules(),
        jurisdiction="uk",
        as_of=date(2026, 3, 2),
    )


def said(number, state, day=None, purpose="training"):
    return {
        "row_key": f"wix:consents:{number}-{state}-{day}",
        "client_key": f"wix:clients:{number}",
        "purpose": purpose,
        "state": state,
        "stated_at": day,
    }


def permitted(result):
    return set(result[1].person_by_client.values())


def test_without_being_asked_the_ground_decides():
    """No objection lets everyone through, consent lets nobody."""
    assert permitted(run(client(1), client(2))) == {"p0", "p1"}
    with pytest.raises(ConsentMissing, match="consent not given: 2"):
        run(client(1), client(2), ground=Ground.CONSENT)


def test_once_the_clinic_asks_only_given_counts():
    """One row that asks for the purpose makes silence a no."""
    assert permitted(run(client(1), client(2), consents=[said(1, "given", "2024-01-01")])) == {"p0"}


@pytest.mark.parametrize(
    ("statements", "allowed"),
    [
        ([("given", "2024-01-01")], True),
        ([("refused", "2023-01-01"), ("given", "2024-01-01")], True),
        ([("given", "2023-01-01"), ("withdrawn", "2024-01-01")], False),
        ([("given", "2024-01-01"), ("refused", "2024-01-01")], False),
        ([("given", "2024-01-01"), ("refused", None)], False),
        ([("given", "2024-01-01"), ("unknown", None)], True),
        ([("given", None), ("refused", "2020-01-01")], False),
        ([("given", None)], True),
        ([("unknown", "2024-01-01")], False),
        ([("expired", "2024-01-01")], False),
        ([("perhaps", "2024-01-01")], False),
    ],
)
def test_which_statement_counts(statements, allowed):
    """The latest dated statement counts; undated and same-day ones only restrict."""
    rows = [said(1, state, day) for state, day in statements]
    result = run(client(1), client(2), consents=[*rows, said(2, "given", "2024-01-01")])
    assert ("p0" in permitted(result)) == allowed


TREATED = [
    {"row_key": "wix:treatments:1", "client_key": "wix:clients:1", "treated_at": "2024-03-01"}
]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"birth_date": "2006-03-02"}, "under age"),
        ({"birth_date": "2006"}, "under age"),
        ({"birth_date": None}, "age unknown"),
        ({"birth_date": "--05-17"}, "age unknown"),
        ({"restriction": "objection"}, "objection"),
        ({"restriction": '["restriction"]'}, "restriction"),
        ({"restriction": "complaint"}, "complaint or claim"),
        ({"restriction": "legal hold"}, "complaint or claim"),
        ({"restriction": "erasure requested"}, "erasure requested"),
        ({"status": "deceased"}, "deceased"),
        ({"first_name": "Jo", "last_name": "Trent"}, "staff"),
        ({"mobile_phone": "07700 900198"}, "shares contact details with staff"),
        ({"email": "JO@example.org"}, "shares contact details with staff"),
        (
            {"address_line_1": "4 Mill Lane", "postcode": "QX1 1AA"},
            "shares contact details with staff",
        ),
    ],
)
def test_who_never_enters_a_case_set(change, reason):
    """Each circumstance keeps its client out and is counted by its reason."""
    staff = [
        {
            "row_key": "wix:staff:1",
            "name": "Sister Jo Trent",
            "phone": "+44 7700 900 198",
            "email": "jo@example.org",
            "address": "4 Mill Lane, Quayford, QX1 1AA",
        }
    ]
    result = run(client(1, **change), client(2), treatments=TREATED, staff=staff)
    assert permitted(result) == {"p1"}
    assert result[1].left_out == {reason: 1}


def test_eighteen_on_the_day_is_adult():
    """The birthday itself counts as adult."""
    assert "p0" in permitted(run(client(1, birth_date="2006-03-01"), treatments=TREATED))


def test_a_complaint_in_the_notes_keeps_the_client_out():
    """An open complaint may stand in a note only."""
    note = {
        "row_key": "wix:notes:1",
        "client_key": "wix:clients:1",
        "kind": "complaint",
        "text": "x",
    }
    assert permitted(run(client(1), client(2), notes=[note])) == {"p1"}


def test_people_who_may_be_one_share_the_stricter_wish():
    """A review pair counts as one person with the more restrictive wishes."""
    result = run(client(1, restriction="objection"), client(2), client(3), groups=(0, 1))
    assert permitted(result) == {"p2"}


def test_a_table_may_have_a_ground_of_its_own():
    """Feedback may need consent where the rest does not."""
    result = run(client(1), by_table={"feedback": Ground.CONSENT})
    assert permitted(result) == {"p0"}
    assert result[1].persons_by_table["feedback"] == frozenset()


def test_photographs_need_their_own_consent():
    """Consent to training is no consent to pictures."""
    rows = [said(1, "given", "2024-01-01"), said(2, "given", "2024-01-01")]
    photo = said(1, "given", "2024-01-01", purpose="photo_training")
    result = run(client(1), client(2), consents=[*rows, photo])
    assert result[1].photo_persons == {"p0"}


def test_the_gate_takes_valid_records_only():
    """Any other record set is refused."""
    with pytest.raises(TypeError):
        permit(RecordSet(Frames()), pd.DataFrame(), purpose="training", photo_purpose="photo_training",
               ground=Ground.CONSENT, ground_by_table={}, rules=CaseSetRules(), jurisdiction="uk")  # fmt: skip


def test_permitted_records_hold_the_permitted_only():
    """What comes out of the gate cannot be asked for anybody else."""
    records, _ = run(client(1), client(2, restriction="objection"), treatments=TREATED)
    assert list(records.table("clients")["row_key"]) == ["wix:clients:1"]


@pytest.mark.parametrize(
    ("until", "counts"),
    [("2026-03-01", False), ("2026-03-02", True), ("2031-01-01", True), ("2025", False)],
)
def test_a_consent_counts_until_it_ends(until, counts):
    """After its last day a given consent has expired."""
    consents = [said(1, "given", "2022-07-08") | {"valid_until": until}, said(2, "given")]
    assert ("p0" in permitted(run(client(1), client(2), consents=consents))) is counts
