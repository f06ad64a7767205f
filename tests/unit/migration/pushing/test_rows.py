"""From records to entries at Cliniko: what was predicted is what is there, and the account closes."""

from datetime import UTC, datetime
from random import Random

import pytest

from anonkit.connectors.rest import Access, Patience, RateLimiter, api_named, open_connection
from anonkit.migration import RowFate, target_named
from anonkit.migration.pushing import (
    ClinikoReceiver,
    Ledger,
    RowSource,
    observed_account,
    push,
    read_back,
)
from anonkit.model import Identity
from tests.migration_world import Keys, appointment, client, converted, full_bundle
from tests.servers.cliniko import Cliniko, Running, furnished

TARGET = target_named("cliniko")
WORDS = {
    "practitioners": {"Petronel Plumtarn": "Robin Quill"},
    "services": {"Lip filler": "Botulinum toxin", "some service": "Consultation"},
    "locations": {"Marrowbone": "Harbour Clinic", "some location": "Harbour Clinic"},
    "statuses": {"completed": "arrived", "cancelled": "cancelled", "booked": "booked"},
}


def clock():
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def server():
    clinic = furnished(Cliniko(limit=100_000, span=1))
    clinic.held["practitioners"]["31"]["user_id"] = "8"
    with Running(clinic) as running:
        yield running


@pytest.fixture
def receiver(server):
    access = Access({"key": "nurse-key-uk1"}, {"contact": "it@clinic.example"}, server.at)
    limiter, patience = RateLimiter(100_000, 1.0), Patience(attempts=2, first_wait=0.001)
    api = api_named("cliniko").api
    with open_connection(api, access, limiter=limiter, patience=patience) as connection:
        yield ClinikoReceiver(connection)


def source_for(receiver):
    return RowSource(
        TARGET,
        Identity(Keys()),
        receiver.directory(),
        lambda blob: f"content of {blob}".encode(),
        receiver.order,
    )


def ledger(folder):
    return Ledger(folder / "l.sqlite3", workspace="w", target="cliniko", account="a")


def full():
    """Every field filled, with an address that Cliniko takes."""
    frames = {table: frame.copy() for table, frame in full_bundle().items()}
    frames["clients"]["email"] = "mail1@oddment.example"
    return frames


def in_form(**tables):
    frames = tables.pop("frames", None)
    return converted(TARGET, frames=frames, changes={"crosswalk": WORDS}, **tables)


def test_a_full_record_arrives_as_predicted(server, receiver, tmp_path):
    """Every table with every field filled: what the plan says is written is there, and reads back alike."""
    found = in_form(frames=full())
    source = source_for(receiver)
    rows = list(source.rows(found))
    with ledger(tmp_path) as book:
        report = push(rows, receiver, book, clock)
        read = read_back(rows, receiver, book, 100, Random(1))
    assert report.reasons == {}
    assert (read.asked, read.like) == (len(rows), len(rows))
    observed = observed_account(in_form(frames=full()), {})
    assert observed.as_dict()["rows"] == found.account.as_dict()["rows"]
    held = {name: len(entries) for name, entries in server.clinic.held.items()}
    assert held["patients"] == 1
    assert held["medical_alerts"] == 3
    assert held["individual_appointments"] == 1
    assert held["treatment_notes"] == 2
    assert held["patient_attachments"] == found.account.rows["documents", RowFate.ATTACHED] + 2


def test_what_waits_at_the_target_is_counted_so(receiver, tmp_path):
    """A refused patient keeps all rows of theirs waiting; the account still closes to the row and the value."""
    tables = {
        "clients": [client(1, email="no address"), client(2)],
        "appointments": [appointment(), appointment(client_key="wix:clients:2")],
        "contacts": [{"client_key": "wix:clients:1", "kind": "emergency", "name": "Ada"}],
        "payments": [{"client_key": "wix:clients:1", "paid_at": "2024-05-01", "amount": "10"}],
    }
    found = in_form(**tables)
    with ledger(tmp_path) as book:
        report = push(source_for(receiver).rows(found), receiver, book, clock)
        waiting = {tag: reason for _, tag, reason in book.waiting()}
    account = observed_account(found, waiting)
    assert report.done["patients"] == {"waiting": 1, "written": 1}
    assert account.gaps() == ()
    rows = account.as_dict()["rows"]
    assert rows["clients"] == {"written": 1, "quarantined": 1}
    assert rows["appointments"] == {"written": 1, "quarantined": 1}
    assert rows["contacts"] == {"quarantined": 1}
    assert rows["payments"] == {"quarantined": 1}


def test_reading_back_sees_a_difference(server, receiver, tmp_path):
    """An entry that somebody changed at the target no longer says what was sent."""
    found = in_form(appointments=[appointment()])
    rows = list(source_for(receiver).rows(found))
    with ledger(tmp_path) as book:
        push(rows, receiver, book, clock)
        (booked,) = server.clinic.held["individual_appointments"].values()
        booked["starts_at"] = "2024-05-01T12:00:00Z"
        read = read_back(rows, receiver, book, 100, Random(1))
    assert read.differs == ["appointments#1"]


def test_a_cancelled_booking_is_cancelled_there(server, receiver, tmp_path):
    """The second step of such a booking, too."""
    found = in_form(appointments=[appointment(status="cancelled", cancellation_reason="moved")])
    with ledger(tmp_path) as book:
        push(source_for(receiver).rows(found), receiver, book, clock)
    (booked,) = server.clinic.held["individual_appointments"].values()
    assert booked["cancelled_at"]
    assert booked["cancellation_note"] == "moved"
    assert booked["starts_at"] == "2024-05-01T09:00:00Z"


def test_a_doctor_goes_once_into_the_list_of_contacts(server, receiver, tmp_path):
    """One practice of two clients is one contact; relatives are nobody's entry; everything stands on the page."""
    doctor = {
        "kind": "gp",
        "name": "Dr Ada Quill",
        "phone": "0113 496 0000",
        "organisation": "Oak Surgery",
    }
    contacts = [
        {"client_key": "wix:clients:1", **doctor},
        {"client_key": "wix:clients:2", **doctor},
        {"client_key": "wix:clients:2", "kind": "relative", "name": "Somebody Else"},
        {"client_key": "wix:clients:1", "kind": "emergency", "name": "Ada"},
    ]
    found = in_form(contacts=contacts)
    rows = list(source_for(receiver).rows(found))
    with ledger(tmp_path) as book:
        push(rows, receiver, book, clock)
        read = read_back(rows, receiver, book, 100, Random(1))
    assert read.asked == read.like == len(rows)
    (kept,) = server.clinic.held["contacts"].values()
    assert (kept["last_name"], kept["company_name"]) == ("Dr Ada Quill", "Oak Surgery")
    assert kept["doctor_type"] == "general_practitioner"
    assert found.account.gaps() == ()
    assert found.account.as_dict()["rows"]["contacts"] == {"written": 1, "attached": 3}
    pages = [content.decode() for content in server.clinic.files.values()]
    assert sum("Oak Surgery" in page for page in pages) == 2
