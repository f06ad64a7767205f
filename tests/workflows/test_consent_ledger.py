"""What a client says to the clinic stands in the ledger: it counts at every gate, and no export read later undoes it."""

from __future__ import annotations

from datetime import date

import pytest

import anonkit
from anonkit.errors import SettingsError
from anonkit.storage import Workspace
from tests.workflows.releasing_clinic import (
    PEOPLE,
    PUBLISHED_AT,
    at,
    audit_lines,
    clinic_with_visits,
    write_policy,
)
from tests.workflows.small_clinic import copied_with_keys, json_of, run_anonkit

SHE = PEOPLE[3]
PURPOSE = "photo_training"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The clinic after a release of everybody was approved; and where its exports lie."""
    folder = tmp_path_factory.mktemp("consents")
    place = clinic_with_visits(folder)
    copy = folder / "case-set"
    anonkit.publish(
        place, policy=str(write_policy(folder)), output=copy, clock=lambda: PUBLISHED_AT
    )
    anonkit.approve(
        copy, by="Dana Lee", role="privacy lead", workspace=place, clock=at("2026-03-02")
    )
    return place, folder


@pytest.fixture
def clinic(made, tmp_path, monkeypatch):
    """A copy of the workspace, to change."""
    return copied_with_keys(made[0], tmp_path, monkeypatch)


def test_what_was_read_is_shown(clinic):
    """The statement of the export, and that it counts; the audit names her by tag."""
    ledger = anonkit.show_consent(clinic, SHE.ref)
    assert ledger.counts_today == {"training": "given"}
    assert [one["stated_at"] for one in ledger.statements] == ["2025-05-01"]
    line = audit_lines(clinic)[-1]
    assert line["event"] == "consent show"
    assert line["facts"]["client"] == ledger.client
    assert SHE.ref not in str(line)


def test_a_withdrawal_names_the_releases_and_closes_the_next_one_to_her(clinic, tmp_path):
    """Ends with 4; once that is recalled the next publication leaves her out and nobody else."""
    said = run_anonkit("consent", "withdraw", clinic, SHE.ref, "--purpose", "training", "--json")
    assert said.exit_code == 4, said.stderr
    told = json_of(said)
    assert told["counts_today"]["training"] == "withdrawn"
    assert [one["reasons"] for one in told["concerned"]] == [{"withdrawn": 1}]
    folder = clinic / "releases" / told["concerned"][0]["release"]
    assert run_anonkit("recall", folder, "--reason", "consent withdrawn").exit_code == 0
    report = anonkit.publish(clinic, policy=str(write_policy(tmp_path)), clock=at("2026-12-01"))
    assert report.left_out["withdrawn"] == 1
    assert report.people == len(PEOPLE) - 1


def test_an_export_read_again_does_not_undo_it(clinic, made):
    """Neither the same files nor their undated or older statements; nothing of the ledger is gone."""
    anonkit.withdraw_consent(clinic, SHE.ref, purpose="training", clock=at("2026-03-05"))
    report = anonkit.ingest(
        clinic, made[1] / "source", mapping=made[1] / "mapping.yaml", clock=at("2026-03-06")
    )
    assert report.as_dict()["changes"]["gone"] == 0
    ledger = anonkit.show_consent(clinic, SHE.ref)
    assert ledger.counts_today["training"] == "withdrawn"
    assert len(ledger.statements) == 2


def test_a_consent_holds_until_its_day(clinic):
    """Given for a time: given until then and expired after; other people are not touched."""
    ledger = anonkit.record_consent(
        clinic,
        SHE.ref,
        purpose=PURPOSE,
        state="given",
        on=date(2026, 3, 1),
        until=date(2026, 6, 1),
        channel="form",
        wording="v3",
        clock=at("2026-03-05"),
    )
    assert ledger.counts_today[PURPOSE] == "given"
    assert ledger.statements[0]["channel"] == "form"
    later = anonkit.show_consent(clinic, SHE.ref, clock=at("2026-06-02"))
    assert later.counts_today[PURPOSE] == "expired"
    other = anonkit.show_consent(clinic, PEOPLE[4].ref)
    assert PURPOSE not in other.counts_today


def test_the_same_day_the_more_restrictive_counts(clinic):
    """Two statements of one day: what was refused is refused."""
    for state in ("refused", "given"):
        anonkit.record_consent(
            clinic,
            SHE.ref,
            purpose=PURPOSE,
            state=state,
            on=date(2026, 3, 1),
            clock=at("2026-03-05"),
        )
    assert anonkit.show_consent(clinic, SHE.ref).counts_today[PURPOSE] == "refused"


@pytest.mark.parametrize(
    ("client", "said"),
    [
        ("nobody", {"purpose": "training", "state": "given"}),
        (SHE.ref, {"purpose": "everything", "state": "given"}),
        (SHE.ref, {"purpose": "training", "state": "unknown"}),
        (SHE.ref, {"purpose": "training", "state": "yes"}),
        (SHE.ref, {"purpose": "training", "state": "given", "on": date(2026, 3, 6)}),
        (SHE.ref, {"purpose": "training", "state": "given", "until": date(2026, 3, 4)}),
    ],
)
def test_what_nobody_can_have_said_is_refused(clinic, client, said):
    """An unknown client, purpose or state, a day to come, an end before the beginning: nothing is written."""
    before = Workspace.open(clinic).table("consents")
    with pytest.raises(SettingsError):
        anonkit.record_consent(clinic, client, **said, clock=at("2026-03-05"))
    assert Workspace.open(clinic).table("consents").equals(before)


def test_nothing_but_the_ledger_changes(clinic):
    """Every other table, the persons and what waits stay as they were."""
    opened = Workspace.open(clinic)
    names = [name for name in opened.records.tables if name not in ("consents", "gone")]
    before = {name: opened.table(name) for name in names}
    waiting = opened.quarantine.rows()
    anonkit.record_consent(clinic, SHE.ref, purpose=PURPOSE, state="given")
    after = Workspace.open(clinic)
    assert all(after.table(name).equals(frame) for name, frame in before.items())
    assert after.quarantine.rows().equals(waiting)
