"""What becomes of rows and values on their way to a target."""

from __future__ import annotations

import pytest

from anonkit.errors import MappingError
from anonkit.migration import target_named
from anonkit.migration.registry import parse_target
from tests.migration_world import appointment, client, converted, fates, full_bundle, values_of

JANE = target_named("jane")


def test_every_value_of_a_full_record_has_one_class():
    """With every field of every table filled, the account still closes."""
    account = converted(JANE, frames=full_bundle()).account
    assert account.gaps() == ()
    assert sum(account.source_fields.values()) == sum(account.fields.values()) > 250


@pytest.mark.parametrize(
    ("fields", "column", "cell", "fate"),
    [
        ({"birth_date": "1984-05-17"}, "Birth Date", "1984-05-17", "carried"),
        ({"birth_date": "--05-17"}, "Birth Date", None, "attached"),
        ({"sex": "other"}, "Sex", "X", "reshaped"),
        ({"status": "blocked"}, "Active/Inactive", "Inactive", "coerced"),
        ({"other_phones": '["0161", "0171"]'}, "Home Phone", "0161, 0171", "reshaped"),
        ({"last_name": "=cmd|calc"}, "Last Name", "'=cmd|calc", "reshaped"),
        ({"mobile_phone": "+44 7700 900123"}, "Mobile Phone", "+44 7700 900123", "carried"),
        ({"occupation": "weaver"}, "Occupation", "weaver", "carried"),
        ({"skin_type": "III"}, None, None, "attached"),
    ],
)
def test_values_of_a_client(fields, column, cell, fate):
    """Each value comes out in the target's form, and is counted for what happened to it."""
    result = converted(JANE, clients=[client(1, **fields)])
    (name,) = fields
    assert values_of(result.account, f"clients.{name}") == {fate: 1}
    if column is not None:
        found = result.frames["patients"][column].iloc[0]
        assert (found if isinstance(found, str) else None) == cell


def test_a_local_time_is_written_on_the_clinics_clock():
    """A moment told in UTC stands on the clock of the clinic."""
    result = converted(JANE, appointments=[appointment(starts_at="2024-07-01T09:00:00+00:00")])
    cell = result.frames["appointments"]["Appointment Start Date & Time"].iloc[0]
    assert cell == "2024-07-01 10:00"


@pytest.mark.parametrize(
    ("starts_at", "fate", "rows"),
    [
        ("2024-10-27T01:30:00+01:00", "coerced", {"written": 1}),
        ("2024-05-01", "coerced", {"written": 1}),
        ("2024-03-31T01:30:00", "in quarantined rows", {"quarantined": 1}),
        ("2024-05-01T10:00:00+01:00", "reshaped", {"written": 1}),
    ],
)
def test_doubtful_times(starts_at, fate, rows):
    """A time that the clock shows twice is counted; one that it skips waits for somebody."""
    account = converted(JANE, appointments=[appointment(starts_at=starts_at)]).account
    assert values_of(account, "appointments.starts_at") == {fate: 1}
    assert fates(account, "appointments") == rows


def test_a_practitioner_that_is_parked_waits_and_the_rest_goes_on():
    """Only the rows of that practitioner wait."""
    words = {
        "practitioners": {"Petronel Plumtarn": None},
        "services": {},
        "locations": {},
        "statuses": {},
    }
    account = converted(
        JANE,
        appointments=[appointment(), appointment(staff_key=None)],
        notes=[{"client_key": "wix:clients:1", "text": "seen", "kind": "clinical"}],
        changes={"crosswalk": words},
    ).account
    assert fates(account, "appointments") == {"quarantined": 2}
    assert fates(account, "notes") == {"written": 1}
    reasons = {each["reason"] for each in account.as_dict()["reasons"]}
    assert "Staff Member Name: its line in the crosswalk is parked" in reasons
    assert "Staff Member Name: the target needs it" in reasons


def test_a_note_longer_than_the_target_takes_waits():
    """It is never cut without anybody's word."""
    account = converted(
        JANE, notes=[{"client_key": "wix:clients:1", "kind": "clinical", "text": "x" * 40_000}]
    ).account
    assert fates(account, "notes") == {"quarantined": 1}


def test_what_belongs_to_a_client_that_waits_waits_too():
    """A booking never arrives without its client."""
    account = converted(
        JANE, clients=[client(1, last_name=None), client(2)], appointments=[appointment()]
    ).account
    assert fates(account, "clients") == {"written": 1, "quarantined": 1}
    assert fates(account, "appointments") == {"quarantined": 1}


def test_a_row_whose_client_is_not_in_the_records_waits():
    """Its client sits in the clinic's quarantine."""
    account = converted(JANE, appointments=[appointment(client_key="wix:clients:77")]).account
    assert fates(account, "appointments") == {"quarantined": 1}


def test_a_second_contact_goes_along_on_the_clients_page():
    """Jane keeps one emergency contact; nobody is lost."""
    contact = {
        "client_key": "wix:clients:1",
        "kind": "emergency",
        "name": "Ozanne",
        "phone": "0161",
    }
    account = converted(JANE, contacts=[contact, {**contact, "name": "Isambard"}]).account
    assert fates(account, "contacts") == {"written": 1, "attached": 1}
    assert values_of(account, "contacts.name") == {"carried": 1, "attached": 1}


def test_a_target_that_leaves_a_field_undecided_is_refused():
    """All undecided fields are named at once."""
    with pytest.raises(MappingError, match=r"notes\.text: no column takes it"):
        parse_target(
            {
                "name": "x",
                "title": "X",
                "how": "",
                "country": "",
                "certainty": "",
                "source": "",
                "files": [],
            },
            "x",
        )
