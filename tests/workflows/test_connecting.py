"""A platform's API from connection to records, against a server that keeps the platform's rules."""

import json
import random
from datetime import UTC, datetime
from functools import partial

import pytest

import anonkit
from anonkit.cli.exits import code_for
from anonkit.connectors.rest import (
    Access,
    ApiFolder,
    PageStore,
    RateLimiter,
    Snapshot,
    api_named,
    open_connection,
    pull,
)
from anonkit.connectors.rest.http import Patience
from anonkit.errors import GateClosed, PermanentError, SettingsError, TransientError
from tests.servers.cliniko import Cliniko, Running, furnished
from tests.servers.cliniko_people import OLD, peopled
from tests.servers.killing import finish, kill_when, start
from tests.servers.pace import fair_pace

KEY = "secret-key-uk1"
NEW = "2027-01-01T08:00:00Z"


def clock():
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def clinic():
    with Running(peopled(furnished(Cliniko(limit=100_000, span=1)))) as running:
        yield running


@pytest.fixture
def workspace(tmp_path):
    anonkit.init(tmp_path / "w", platform="cliniko", jurisdiction="uk", time_zone="Europe/London")
    return tmp_path / "w"


def answering(key=KEY):
    told = {"key": key, "contact": "it@clinic.example", "author_keys": ""}
    return lambda name, _question, _secret: told[name]


def small_pages(size=3):
    """Cliniko's API with pages so small that a small clinic has many."""
    folder = api_named("cliniko")
    paginator = folder.api.paginator.model_copy(update={"size": size})
    return ApiFolder(
        folder.name, folder.api.model_copy(update={"paginator": paginator}), folder.readings
    )


def pulling(folder, at, store, limiter=None):
    access = Access({"key": KEY}, {"contact": "it@clinic.example"}, at)
    limiter, patience = limiter or RateLimiter(100_000, 1.0), Patience(attempts=2, first_wait=0.01)
    with open_connection(folder.api, access, limiter=limiter, patience=patience) as connection:
        return pull(folder, connection, store, clock)


def told(snapshot, folder):
    return {name: [json.loads(line) for line in snapshot.lines(name)] for name in folder.readings}


def test_connect_shows_account_and_counts(clinic, workspace):
    """The secrets lie beside the keys and nowhere in the workspace; the report has counts alone."""
    report = anonkit.connect(workspace, "cliniko", answering(), at=clinic.at, clock=clock)
    assert report.as_dict()["account"] == {"role": "administrator"}
    assert report.as_dict()["counts"]["patients"] == 19
    assert not any(
        KEY.encode() in path.read_bytes() for path in workspace.rglob("*") if path.is_file()
    )
    assert KEY not in json.dumps(report.as_dict()) + repr(report)


def test_a_wrong_key_is_not_kept(clinic, workspace):
    """A connection that does not work leaves nothing behind."""
    with pytest.raises(PermanentError) as error:
        anonkit.connect(workspace, "cliniko", answering("wrong-key-uk1"), at=clinic.at, clock=clock)
    assert code_for(error.value) == 3
    with pytest.raises(SettingsError, match="no connection"):
        anonkit.ingest(workspace, platform="cliniko", clock=clock)


def test_a_platform_that_is_away_ends_with_three(workspace):
    """Nothing answers at the address."""
    with pytest.raises((TransientError, PermanentError)) as error:
        pulling(small_pages(), "http://127.0.0.1:9/v1", PageStore(workspace / "p", b"k" * 32))
    assert code_for(error.value) == 3


def test_ingest_pulls_everything_and_then_what_changed(clinic, workspace):
    """Archived, cancelled and deleted entries too; a second time only changes, and nothing is gone."""
    anonkit.connect(workspace, "cliniko", answering(), at=clinic.at, clock=clock)
    report = anonkit.ingest(workspace, platform="cliniko", clock=clock)
    assert report.records["clients"] == 23
    assert report.records["appointments"] == 23
    assert report.records["notes"] == 4
    assert report.records["documents"] == 4
    assert report.unmapped == {}
    assert report.sources["cliniko-api-patients.jsonl"]["ignored"] == {"deleted-at-source": 1}
    opened = anonkit.Workspace.open(workspace)
    clients = opened.table("clients")
    assert (clients["status"] == "archived").sum() == 4
    assert (opened.table("appointments")["status"] == "cancelled").sum() == 5
    assert set(opened.table("consents")["state"]) == {"given", "refused"}
    assert opened.table("documents")["text"].str.startswith("scan ").all()
    patients = clinic.clinic.held["patients"]
    changed = next(key for key, one in patients.items() if not one["archived_at"])
    patients[changed] |= {"city": "Whitby", "updated_at": NEW}
    again = anonkit.ingest(workspace, platform="cliniko", clock=clock)
    assert again.changes["changed"] == 1
    assert again.changes["gone"] == 0
    assert again.pulled["cliniko"]["entries"]["patients"] == 1
    assert not any(b"Marsh" in path.read_bytes() for path in workspace.rglob("*") if path.is_file())


def test_a_clinic_is_pushed_into_another_account(clinic, tmp_path, at_once):
    """Pulled from one account, planned and pushed into another: what was predicted is what is there."""
    place = tmp_path / "w"
    anonkit.init(place, platform="cliniko", jurisdiction="uk", time_zone="Europe/London")
    anonkit.connect(place, "cliniko", answering(), at=clinic.at, clock=clock)
    anonkit.ingest(place, platform="cliniko", clock=clock)
    account = furnished(Cliniko(limit=100_000, span=1))
    account.held["practitioners"]["31"]["user_id"] = "8"
    with Running(account) as there:
        anonkit.connect(place, "cliniko", answering("nurse-key-uk1"), at=there.at, clock=clock)
        with pytest.raises(GateClosed, match="agreement"):
            anonkit.migrate(place, to="cliniko", push=True, clock=clock)
        plan = anonkit.migrate(place, to="cliniko", dry_run=True, push=True, clock=clock).as_dict()
        done = anonkit.migrate(place, to="cliniko", push=True, reason="a test", clock=clock)
        told = done.as_dict()
        assert told["closes"]
        assert told["waiting"] == {}
        assert told["as_predicted"] is True
        assert (told["rows"], told["fields"]) == (plan["rows"], plan["fields"])
        assert told["read_back"]["asked"] == told["read_back"]["like"] == 20
        held = {name: len(entries) for name, entries in account.held.items()}
        assert held["patients"] == 23
        assert held["individual_appointments"] == 23
        assert held["treatment_notes"] == 4
        cancelled = [
            one for one in account.held["individual_appointments"].values() if one["cancelled_at"]
        ]
        assert len(cancelled) == 5
        again = anonkit.migrate(place, to="cliniko", push=True, reason="a test", clock=clock)
        assert {word for counts in again.pushed.done.values() for word in counts} == {"unchanged"}
        folder = place / "migrations" / "cliniko"
        assert anonkit.reconcile(place, folder, clock=clock).holds
        next(iter(account.held["patients"].values()))["last_name"] = "Another"
        assert len(anonkit.reconcile(place, folder, clock=clock).differs) == 1
        undone = anonkit.rollback(place, place / "migrations" / "cliniko", clock=clock)
        assert undone.as_dict()["undone"]["patients"] == {"archived": 23}
        assert account.listed("treatment_notes", "") == []


def test_killed_at_ten_moments_a_pull_ends_like_an_undisturbed_one(clinic, tmp_path):
    """Kill -9 at ten random moments, then once to the end: the same entries, no entry twice."""
    folder, draw = small_pages(), random.Random(8)
    whole = PageStore(tmp_path / "whole", b"k" * 32)
    pulling(folder, clinic.at, whole)
    broken = PageStore(tmp_path / "broken", b"k" * 32)
    clinic.clinic.delay = 0.004
    killed = 0
    for _ in range(10):
        child = start(partial(pulling, folder, clinic.at, broken))
        reached = clinic.clinic.asked_for(draw.randint(1, 5))
        killed += kill_when(child, reached, draw.uniform(0, 0.008))
    before = len(clinic.clinic.times)
    finish(lambda: pulling(folder, clinic.at, broken))
    expected, found = told(Snapshot(folder, whole), folder), told(Snapshot(folder, broken), folder)
    assert killed >= 8
    assert found == expected
    for rows in found.values():
        ids = [row["id"] for row in rows if "id" in row]
        assert len(set(ids)) == len(ids)
    assert len(clinic.clinic.times) - before < 60
    assert set(clinic.clinic.files) == {
        key for key, _, _ in Snapshot(folder, broken).items("patient_attachments")
    }


def test_a_pull_keeps_the_pace_that_is_allowed(tmp_path):
    """Twenty a second: nine tenths of it are reached, and the server never has to refuse."""
    folder = small_pages(2)
    only = {"patients": folder.api.resources["patients"].model_copy(update={"subsets": []})}
    folder = ApiFolder(folder.name, folder.api.model_copy(update={"resources": only}), {})
    rates = []
    for attempt in range(3):
        # A machine that is busy with something else may slow one attempt down.
        clinic = furnished(Cliniko(limit=20, span=1.0))
        for number in range(120):
            clinic.add("patients", now=OLD, first_name="Ines", last_name=f"Marsh{number}")
        store = PageStore(tmp_path / str(attempt), b"k" * 32)
        with Running(clinic) as running:
            fair = fair_pace(running.at, 20)
            pulling(folder, running.at, store, RateLimiter(20, 1.0))
        assert clinic.refused["too many"] == 0
        rates.append((len(clinic.times) - 1) / (clinic.times[-1] - clinic.times[0]))
        if rates[-1] >= 18:
            break
    assert max(rates) >= fair
