"""Retention: who is past their time, what a hold keeps, and an erasure that leaves nothing and is not undone."""

from __future__ import annotations

import json
from datetime import date

import pytest

import anonkit
from anonkit.errors import GateClosed, SettingsError
from anonkit.storage import Workspace
from anonkit.workflows import erasing
from anonkit.workflows.stored_names import ERASED, ERASING
from tests.workflows.releasing_clinic import (
    MAPPING,
    PEOPLE,
    PUBLISHED_AT,
    at,
    audit_lines,
    clinic_with_visits,
    write_policy,
)
from tests.workflows.small_clinic import copied_with_keys, csv_text, json_of, run_anonkit

SHE = PEOPLE[3]
WHY = "erasure request granted"
HERS = (SHE.ref, SHE.email, SHE.cells()[0] + " " + SHE.cells()[1], SHE.cells()[1], SHE.phone)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A clinic with an approved release, a draft; and its exports' folder."""
    folder = tmp_path_factory.mktemp("retention")
    place = clinic_with_visits(folder)
    copy, policy = folder / "case-set", str(write_policy(folder))
    anonkit.publish(place, policy=policy, output=copy, clock=lambda: PUBLISHED_AT)
    anonkit.approve(
        copy, by="Dana Lee", role="privacy lead", workspace=place, clock=at("2026-03-02")
    )
    anonkit.publish(place, policy=policy, series="a second", clock=lambda: PUBLISHED_AT)
    return place, folder


@pytest.fixture
def clinic(made, tmp_path, monkeypatch):
    """A copy of the workspace, to change."""
    return copied_with_keys(made[0], tmp_path, monkeypatch)


def everything_in(place):
    """All that the workspace holds, decrypted, as one text."""
    opened = Workspace.open(place)
    texts = [opened.records.read_all(name).to_csv() for name in opened.records.tables]
    store = opened.quarantine
    texts += [frame.to_csv() for frame in (store.rows(), store.asides(), store.unmapped())]
    texts += [
        json.dumps(opened.sealed.read(name), ensure_ascii=False) for name in opened.sealed.names()
    ]
    texts += [path.read_text(encoding="utf-8") for path in [place / "audit.jsonl"]]
    return "\n".join(texts)


def erase(place, **options):
    return anonkit.retention_erase(
        place, SHE.ref, reason=WHY, early=True, yes=True, clock=at("2026-03-06"), **options
    )


def test_who_is_due_is_listed_by_tag(clinic):
    """Nobody within ten years of the last treatment; everybody after, but for whom a hold keeps."""
    assert anonkit.retention_due(clinic, clock=at("2035-05-06")).due == ()
    anonkit.retention_hold(clinic, SHE.ref, reason="claim announced")
    late = anonkit.retention_due(clinic, clock=at("2035-05-07"))
    assert (len(late.due), late.held, late.undated) == (len(PEOPLE) - 1, 1, 0)
    assert {one["until"] for one in late.due} == {"2035-05-06"}
    assert not any(word in str(late.as_dict()) for word in HERS)


def test_a_hold_keeps_her_out_of_case_sets_and_from_being_erased(clinic, tmp_path):
    """Until it is lifted; the audit says why, and not whose."""
    held = run_anonkit(
        "retention", "hold", clinic, SHE.ref, "--reason", "claim announced", "--json"
    )
    assert json_of(held)["held"]
    report = anonkit.publish(
        clinic, policy=str(write_policy(tmp_path)), series="a third", clock=at("2026-03-06")
    )
    assert report.left_out["complaint or claim"] == 1
    with pytest.raises(GateClosed, match="hold"):
        erase(clinic)
    anonkit.retention_release(clinic, SHE.ref, reason="claim settled")
    assert audit_lines(clinic)[-1]["facts"]["reason"] == "claim settled"
    assert erase(clinic).is_done


def test_records_that_must_be_kept_are_not_erased_by_mistake(clinic):
    """Ends with 1 and says until when; nothing changes without --yes either."""
    before = everything_in(clinic).count(SHE.email)
    refused = run_anonkit("retention", "erase", clinic, SHE.ref, "--reason", WHY, "--yes")
    assert refused.exit_code == 1
    assert "2035-05-06" in refused.stderr
    counted = run_anonkit(
        "retention", "erase", clinic, SHE.ref, "--reason", WHY, "--early", "--json"
    )
    assert counted.exit_code == 4
    assert json_of(counted)["rows"] == {"clients": 1, "consents": 1, "treatments": 1}
    assert not json_of(counted)["erased"]
    assert everything_in(clinic).count(SHE.email) == before > 0


def test_nothing_of_her_is_left_and_nothing_of_others_is_gone(clinic):
    """In records, quarantine, decisions, drafts, exports, log; and the release that holds her is named."""
    opened = Workspace.open(clinic)
    others = {
        name: opened.table(name)[lambda frame: ~frame["client_key"].str.endswith(SHE.ref)]
        for name in ("treatments", "consents")
    }
    assert len(opened.drafts.names()) == 1
    report = erase(clinic)
    assert report.elsewhere["drafts"] == 1
    assert [one.reasons for one in report.concerned] == [{"no longer in the records": 1}]
    text = everything_in(clinic)
    assert [word for word in HERS if word in text] == []
    after = Workspace.open(clinic)
    for name, frame in others.items():
        assert after.table(name).reset_index(drop=True).equals(frame.reset_index(drop=True))
    assert len(after.table("clients")) == len(PEOPLE) - 1
    assert after.drafts.names() == ()
    assert run_anonkit("validate", clinic).exit_code == 0
    assert run_anonkit("audit", "verify", clinic).exit_code == 0


def test_what_is_read_later_is_read_without_her(clinic, made):
    """The same export again, and a newer one: she stays out, which is counted, and the others are as they were."""
    erase(clinic)
    before = Workspace.open(clinic).table("clients")
    report = anonkit.ingest(
        clinic, made[1] / "source", mapping=made[1] / "mapping.yaml", clock=at("2026-03-07")
    )
    told = report.as_dict()
    assert told["findings"]["erased-stays-out"] == 3
    assert (told["changes"]["added"], told["changes"]["gone"]) == (0, 0)
    assert Workspace.open(clinic).table("clients").equals(before)
    text = everything_in(clinic)
    assert [word for word in HERS if word in text] == []


def test_visits_that_come_without_the_clients_are_read_without_her(clinic, made, tmp_path):
    """A list that calls clients by e-mail alone: hers stay out, and nothing of hers waits in quarantine."""
    erase(clinic)
    source = tmp_path / "lists"
    source.mkdir()
    by_mail = MAPPING.replace("client: {id: Client ref}", "client: {email: Mail}").replace(
        "columns: [Visit no., Procedure]", "columns: [Visit no., Mail]"
    )
    (tmp_path / "by_mail.yaml").write_text(by_mail, encoding="utf-8")
    rows = [(f"V{one.number}", one.email, "2025-06-07", "Lip filler") for one in PEOPLE]
    header = ("Visit no.", "Mail", "Date of visit", "Procedure")
    (source / "mails.csv").write_text(csv_text(header, rows), encoding="utf-8")
    before = len(Workspace.open(clinic).table("treatments"))
    told = anonkit.ingest(clinic, source, mapping=tmp_path / "by_mail.yaml").as_dict()
    assert told["findings"]["erased-stays-out"] == 1
    assert len(Workspace.open(clinic).table("treatments")) == before + len(PEOPLE) - 1
    text = everything_in(clinic)
    assert [word for word in HERS if word in text] == []


STEPS = ("_from_records", "_quarantined", "_from_sealed", "_from_reviews", "_from_releases")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("finished_by", ["erase", "ingest"])
def test_an_erasure_that_was_killed_is_finished_by_the_next_run(
    clinic, made, monkeypatch, step, finished_by
):
    """Wherever it was killed, the next erasure or ingest leaves what an undisturbed one leaves."""

    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        erasure = erasing.Erasure.of(Workspace.open(clinic), [person_of(clinic)])
        patched.setattr(erasing, step, killed)
        opened = Workspace.open(clinic)
        with pytest.raises(KeyboardInterrupt), opened.writing("test"):
            erasing.erase(opened, erasure, date(2026, 3, 6))
    assert Workspace.open(clinic).sealed.read(ERASING)
    if finished_by == "erase":
        anonkit.retention_erase(clinic, due=True, reason=WHY, clock=at("2026-03-06"))
    else:
        anonkit.ingest(clinic, made[1] / "source", mapping=made[1] / "mapping.yaml")
    opened = Workspace.open(clinic)
    assert opened.sealed.read(ERASING) == {}
    assert set(opened.sealed.read(ERASED)) == {*erasure.client_tags, *erasure.stones}
    text = everything_in(clinic)
    assert [word for word in HERS if word in text] == []


def person_of(place):
    persons = Workspace.open(place).records.read("persons", 0)
    return persons.loc[persons["client_key"].str.endswith(SHE.ref), "person"].iloc[0]


def test_everybody_past_their_time_goes_at_once(clinic):
    """But for whoever a hold keeps; afterwards nobody is due."""
    anonkit.retention_hold(clinic, SHE.ref, reason="claim announced")
    report = anonkit.retention_erase(
        clinic, due=True, reason="kept ten years", yes=True, clock=at("2035-05-07")
    )
    assert len(report.clients) == len(PEOPLE) - 1
    assert len(Workspace.open(clinic).table("clients")) == 1
    assert anonkit.retention_due(clinic, clock=at("2035-05-07")).due == ()


@pytest.mark.parametrize(
    ("client", "options"),
    [
        (None, {}),
        (SHE.ref, {"due": True}),
        ("nobody", {"early": True}),
        (SHE.ref, {"early": True, "reason": f"asked by {SHE.cells()[0]} {SHE.cells()[1]}"}),
        (SHE.ref, {"early": True, "reason": ""}),
    ],
)
def test_what_cannot_be_meant_is_refused(clinic, client, options):
    """Nobody named or both, an unknown client, a reason that names somebody or says nothing."""
    before = everything_in(clinic).count(SHE.email)
    with pytest.raises(SettingsError):
        anonkit.retention_erase(clinic, client, **{"reason": WHY, "yes": True, **options})
    assert everything_in(clinic).count(SHE.email) == before
