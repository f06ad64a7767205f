"""A push into Cliniko, against a server that keeps Cliniko's rules and stores what it gets."""

import random
import sqlite3
from collections import Counter
from datetime import UTC, datetime
from functools import partial

import pytest

from anonkit.connectors.rest import Access, Patience, RateLimiter, api_named, open_connection
from anonkit.errors import IntegrityError, PermanentError, SettingsError, TransientError
from anonkit.migration.pushing import ClinikoReceiver, Ledger, push, roll_back
from anonkit.migration.pushing.receivers.cliniko_payloads import note_content, note_words
from tests.outgoing_rows import of, outgoing, patient, rows_of_a_clinic, visit
from tests.servers.cliniko import Cliniko, Running, furnished
from tests.servers.killing import finish, kill_when, start
from tests.servers.pace import fair_pace

KEYS = ("secret-key-uk1", "nurse-key-uk1")


def clock():
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def server():
    clinic = furnished(Cliniko(limit=100_000, span=1))
    # Who owns the nurse's key is the practitioner Robin Quill.
    clinic.held["practitioners"]["31"]["user_id"] = "8"
    with Running(clinic) as running:
        yield running


def connection(at, key, limiter=None):
    access = Access({"key": key}, {"contact": "it@clinic.example"}, at)
    limiter = limiter or RateLimiter(100_000, 1.0)
    patience = Patience(attempts=2, first_wait=0.001, longest_wait=0.002, read=2.0)
    return open_connection(api_named("cliniko").api, access, limiter=limiter, patience=patience)


def ledger(folder, workspace="w", account="41"):
    return Ledger(folder / "ledger.sqlite3", workspace=workspace, target="cliniko", account=account)


def pushing(at, folder, rows, limiter=None, *, keys=KEYS, **options):
    connections = [connection(at, key, limiter) for key in keys]
    try:
        with ledger(folder) as book:
            options.setdefault("settle", 0)
            return push(
                rows, ClinikoReceiver(connections[0], connections[1:]), book, clock, **options
            )
    finally:
        for one in connections:
            one.close()


def held(server):
    """How often the server holds each thing, without ids and moments of its own."""
    clinic = server.clinic
    number = {key: one.get("old_reference_id") for key, one in clinic.held["patients"].items()}
    found = Counter()
    for one in clinic.held["patients"].values():
        found["patient", one["old_reference_id"], one["last_name"]] += 1
    for one in clinic.held["medical_alerts"].values():
        found["alert", number[one["patient_id"]], one["name"]] += 1
    for one in clinic.held["individual_appointments"].values():
        found["visit", number[one["patient_id"]], one["starts_at"], bool(one["cancelled_at"])] += 1
    for one in clinic.held["treatment_notes"].values():
        booked = clinic.held["individual_appointments"][one["booking_id"]]
        found[
            "note", number[one["patient_id"]], note_words(one["content"]), booked["starts_at"]
        ] += 1
    for key, one in clinic.held["patient_attachments"].items():
        found["file", number[one["patient_id"]], one["filename"], clinic.files[key]] += 1
    return found


def wanted(people=8):
    """What the server should hold after a push of the made-up clinic."""
    found = Counter()
    for number in range(people):
        name = f"S-{number}"
        start = f"2024-03-{number + 1:02}T10:00:00Z"
        found["patient", name, f"Marsh{number}"] = 1
        found["alert", name, "Asthma"] = 1
        found["visit", name, start, False] = 2
        if number % 3 == 0:
            found["visit", name, start, True] = 1
        said = "Visit Note: Written 2024-03-01 by Robin Quill 20 units <2 ml no pain"
        found["note", name, said, start] = 1
        if number % 4 == 0:
            found["file", name, f"{number}.txt", f"scan {number}".encode()] = 1
    return found


def test_everything_arrives_once(server, tmp_path):
    """The whole clinic, visits alike to the letter included; a second push sends nothing."""
    report = pushing(server.at, tmp_path, rows_of_a_clinic())
    assert held(server) == wanted()
    assert {name for counts in report.done.values() for name in counts} == {"written"}
    sent = sum(n for name, n in server.clinic.asked.items() if name.startswith("POST"))
    again = pushing(server.at, tmp_path, rows_of_a_clinic())
    assert {name for counts in again.done.values() for name in counts} == {"unchanged"}
    assert sum(n for name, n in server.clinic.asked.items() if name.startswith("POST")) == sent
    assert server.clinic.refused == Counter()


def test_killed_at_twenty_moments_nothing_is_double_and_nothing_missing(server, tmp_path):
    """Kill -9 at twenty random moments, then once to the end: zero duplicates, zero gaps at the server."""
    draw, rows, killed = random.Random(7), rows_of_a_clinic(), 0
    server.clinic.delay = 0.003
    for _ in range(20):
        child = start(partial(pushing, server.at, tmp_path, rows))
        reached = server.clinic.asked_for(draw.randint(2, 9))
        killed += kill_when(child, reached, draw.uniform(0, 0.008))
        # What was on its way when the process died arrives before the next one looks.
        server.clinic.rest()
    finish(partial(pushing, server.at, tmp_path, rows))
    assert killed >= 15
    assert held(server) == wanted()


def test_an_answer_that_got_lost_is_looked_up(server, tmp_path):
    """The server takes a row and the connection breaks before it says so: it is not sent again."""
    lost = Counter()

    def lose(handler, method, path):
        if method != "POST" or lost[path] > 2:
            return False
        lost[path] += 1
        say = handler.say
        handler.say = lambda *_: (_ for _ in ()).throw(ConnectionResetError)
        try:
            handler.api(method)
        except ConnectionResetError:
            handler.close_connection = True
        finally:
            handler.say = say
        return True

    server.clinic.before.append(lose)
    pushing(server.at, tmp_path, rows_of_a_clinic(4))
    assert held(server) == wanted(4)
    assert sum(lost.values()) >= 10


def test_a_refused_row_waits_and_the_rest_goes_on(server, tmp_path):
    """A 422 for one row: it waits with its own rows, mended and tried again it goes."""
    rows = [patient(0, email="no address"), visit(0, 0), patient(1), visit(1, 0)]
    report = pushing(server.at, tmp_path, rows)
    assert report.done["patients"] == {"waiting": 1, "written": 1}
    assert report.reasons == {
        "the target answered 422 about email": 1,
        "what it belongs to is not at the target": 1,
    }
    assert "no address" not in (tmp_path / "ledger.sqlite3").read_bytes().decode("latin-1")
    still = pushing(server.at, tmp_path, rows)
    assert still.done["patients"] == {"waiting": 1, "unchanged": 1}
    mended = [patient(0), *rows[1:]]
    assert pushing(server.at, tmp_path, mended).done["patients"]["written"] == 1
    replayed = pushing(server.at, tmp_path, mended, replay=True)
    assert replayed.done["individual_appointments"] == {"written": 1, "unchanged": 1}
    assert len(server.clinic.held["individual_appointments"]) == 2


def test_what_changed_is_changed_there(server, tmp_path):
    """A delta run: new rows are written, changed ones changed in place, the others left alone."""
    pushing(server.at, tmp_path, [patient(0), patient(1)])
    rows = [patient(0), patient(1, city="Whitby"), patient(2)]
    report = pushing(server.at, tmp_path, rows)
    assert report.done["patients"] == {"unchanged": 1, "changed": 1, "written": 1}
    cities = [one.get("city") for one in server.clinic.held["patients"].values()]
    assert sorted(filter(None, cities)) == ["Whitby"]
    assert len(cities) == 3


def test_a_patient_who_is_there_is_not_made_twice(server, tmp_path):
    """A ledger that was lost: the number of the source says who is there already."""
    pushing(server.at, tmp_path / "first", [patient(0), patient(1)])
    report = pushing(server.at, tmp_path / "second", [patient(0), patient(1), patient(2)])
    assert report.done["patients"] == {"already there": 2, "written": 1}
    assert len(server.clinic.held["patients"]) == 3


def test_a_note_is_written_by_its_author(server, tmp_path):
    """With the author's own key where there is one; without any practitioner's key notes wait."""
    note = outgoing("treatment_notes", "notes#1", {"text": "fine"}, of(0), author="31")
    alone = pushing(server.at, tmp_path / "a", [patient(0), note], keys=KEYS[:1])
    assert alone.done["treatment_notes"] == {"waiting": 1}
    report = pushing(server.at, tmp_path / "b", [patient(0), note])
    assert report.done["treatment_notes"] == {"written": 1}
    (kept,) = server.clinic.held["treatment_notes"].values()
    assert (kept["practitioner_id"], kept["author_name"]) == ("31", "Robin Quill")


def test_nobody_is_told(server, tmp_path):
    """Patients come without reminders and confirmations, and an unknown consent is no yes."""
    pushing(server.at, tmp_path, [patient(0), patient(1, accepted_email_marketing="true")])
    kept = list(server.clinic.held["patients"].values())
    assert {one["reminder_type"] for one in kept} == {"None"}
    assert not any(one["receives_confirmation_emails"] for one in kept)
    assert [one.get("accepted_email_marketing") for one in kept] == [None, True]


def test_taken_back_newest_first(server, tmp_path):
    """What was created is deleted, patients are archived, what was there before is left alone."""
    server.clinic.add("patients", first_name="Ines", last_name="Marsh0", old_reference_id="S-0")
    pushing(server.at, tmp_path, rows_of_a_clinic(3))
    connections = [connection(server.at, key) for key in KEYS]
    with ledger(tmp_path) as book:
        receiver = ClinikoReceiver(connections[0], connections[1:])
        report = roll_back(receiver, book, clock)
        assert roll_back(receiver, book, clock).as_dict() == {"undone": {}, "stays": []}
    for one in connections:
        one.close()
    assert report.done["patients"] == {"archived": 2}
    live = {
        name: server.clinic.listed(name, "")
        for name in ("patients", "treatment_notes", "medical_alerts")
    }
    assert [len(entries) for entries in live.values()] == [1, 0, 0]


def test_a_ledger_of_another_run_is_refused(tmp_path):
    """Another workspace or another account has other rows."""
    ledger(tmp_path).close()
    for other in ({"workspace": "another"}, {"account": "99"}):
        with pytest.raises(SettingsError, match="another"):
            ledger(tmp_path, **other)
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "ledger.sqlite3").write_bytes(b"something else altogether" * 50)
    with pytest.raises(IntegrityError):
        ledger(tmp_path / "b")


def test_an_unreachable_target_keeps_what_was_done(server, tmp_path):
    """The run ends, the ledger knows what went; the next run does the rest."""
    with pytest.raises((TransientError, PermanentError)):
        pushing("http://127.0.0.1:9/v1", tmp_path, [patient(0)])
    pushing(server.at, tmp_path, [patient(0)])
    assert len(server.clinic.held["patients"]) == 1


def test_the_ledger_holds_no_value(server, tmp_path):
    """Tags, hashes and the target's ids are all that lies in it."""
    pushing(server.at, tmp_path, rows_of_a_clinic(4))
    base = sqlite3.connect(tmp_path / "ledger.sqlite3")
    text = "\n".join(base.iterdump())
    base.close()
    assert "clients#1" in text
    for value in ("Marsh", "oddment", "7700900", "Asthma", "units", "S-1"):
        assert value not in text


def test_a_push_keeps_the_pace_that_is_allowed(tmp_path):
    """Twenty a second: nine tenths of it are reached, and the server never has to refuse."""
    rates = []
    for attempt in range(3):
        # A machine that is busy with something else may slow one attempt down.
        clinic = furnished(Cliniko(limit=20, span=1.0))
        rows = [patient(number) for number in range(58)]
        with Running(clinic) as running:
            fair = fair_pace(running.at, 20)
            pushing(running.at, tmp_path / str(attempt), rows, RateLimiter(20, 1.0), keys=KEYS[:1])
        assert clinic.refused["too many"] == 0
        rates.append((len(clinic.times) - 1) / (clinic.times[-1] - clinic.times[0]))
        if rates[-1] >= 18:
            break
    assert max(rates) >= fair


def test_a_note_says_the_same_there():
    """Signs that the target would take for markup are kept; so are lines."""
    text = "a < b & c > d\n\n\t20 units\r\nend"
    content = note_content({"text": text, "title": "T" * 300})
    (section,) = content["sections"]
    assert len(section["name"]) == 255
    assert note_words(content).endswith("a < b & c > d 20 units end")
