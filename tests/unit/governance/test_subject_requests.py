"""By when a request is due, and what it lacks."""

from __future__ import annotations

from datetime import date

import pytest

from anonkit.errors import RequestNotAuthorised, SettingsError
from anonkit.governance import SubjectRequest, open_request
from anonkit.governance.clocks import bank_holidays, due_on, extended_due_on

D = date.fromisoformat
ASKED = {
    "request_id": "r-1",
    "client_tag": "clients#a",
    "basis": "art15",
    "jurisdiction": "uk",
    "asked_by": "the client",
    "identity_checked": "passport",
    "received_on": D("2026-03-03"),
}


@pytest.mark.parametrize(
    ("received", "where", "due"),
    [
        ("2026-09-03", ("uk", ""), "2026-10-05"),  # the 3rd of October is a Saturday
        ("2026-03-31", ("uk", ""), "2026-04-30"),  # no 31st of April
        ("2026-01-31", ("uk", ""), "2026-03-02"),  # the 28th of February is a Saturday
        ("2027-11-25", ("uk", ""), "2027-12-29"),  # Christmas on a Saturday has two substitutes
        ("2026-03-03", ("uk", ""), "2026-04-07"),  # Good Friday, then Easter Monday
        ("2026-12-30", ("uk", ""), "2027-02-01"),  # over the turn of the year, a Saturday
        ("2026-03-03", ("us", "CO"), "2026-04-02"),
        ("2026-03-03", ("us", "CA"), "2026-03-18"),
        ("2026-03-03", ("us", "TX"), "2026-03-24"),
    ],
)
def test_a_copy_is_due_as_the_law_counts(received, where, due):
    """A calendar month by the ICO's rule; 30 days; fewer in states that say so."""
    assert due_on(D(received), *where) == D(due)


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2026, ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
        (2027, ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
        (2022, ["01-03", "04-15", "04-18", "05-02", "05-30", "08-29", "12-26", "12-27"]),
    ],
)
def test_bank_holidays(year, days):
    """Those of gov.uk, by rule; days proclaimed for one year only are not known."""
    assert sorted(bank_holidays(year)) == [D(f"{year}-{day}") for day in days]


def test_one_extension_with_a_reason():
    """Two months more in the UK, 30 days more in the US; once, and told in time."""
    assert extended_due_on(D("2026-03-03"), "us") == D("2026-05-02")
    request = open_request(**ASKED)
    longer = request.extended("many requests at once", D("2026-03-20"))
    assert longer.due_on == "2026-06-03"
    for wrong, today in ((longer, "2026-03-21"), (request, "2026-05-01")):
        with pytest.raises(SettingsError):
            wrong.extended("again", D(today))
    with pytest.raises(SettingsError):
        request.extended(" ", D("2026-03-20"))


def test_a_clock_that_stood_still_runs_longer():
    """While identity is awaited no day counts; HIPAA knows no stop."""
    stopped = open_request(**ASKED).paused("identity is awaited", D("2026-03-05"))
    assert stopped.days_left(D("2026-03-09")) is None
    assert stopped.resumed(D("2026-03-10")).due_on == "2026-04-13"
    american = open_request(**{**ASKED, "jurisdiction": "us", "basis": "hipaa"})
    with pytest.raises(SettingsError):
        american.paused("identity", D("2026-03-05"))


def test_a_complaint_is_acknowledged_in_thirty_days():
    """Then it is due without undue delay, on no day of its own."""
    complaint = open_request(**{**ASKED, "kind": "complaint", "basis": ""})
    assert complaint.due_on == "2026-04-02"
    assert complaint.acknowledged(D("2026-03-10")).days_left(D("2026-09-01")) is None


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"basis": "hipaa"}, "jurisdiction"),
        ({"basis": ""}, "a basis"),
        ({"asked_by": " "}, "who asked"),
        ({"identity_checked": ""}, "identity"),
        ({"capacity": "solicitor"}, "authority"),
        ({"capacity": "executor"}, "probate"),
        ({"capacity": "friend"}, "a capacity"),
    ],
)
def test_what_a_request_lacks_is_named(change, lack):
    """All of it at once; somebody else who asks needs a proof."""
    with pytest.raises(RequestNotAuthorised, match=lack):
        open_request(**{**ASKED, **change})


def test_places_the_toolkit_cannot_see():
    """A place is looked at with a result; one that is not on the list is refused."""
    request = open_request(**ASKED).looked_at("CCTV", "")
    assert "CCTV" not in request.places_left
    with pytest.raises(SettingsError, match="paper files"):
        request.looked_at("the attic", "nothing")


def test_a_request_written_by_an_earlier_version_is_read():
    """Fields that came later have their defaults."""
    old = {k: v for k, v in ASKED.items() if k not in ("received_on", "jurisdiction")}
    request = SubjectRequest.from_dict({**old, "received_on": "2026-03-03", "due_on": "2026-04-07"})
    assert request.is_open
    assert SubjectRequest.from_dict(request.as_dict()) == request
