"""A release for a partner: two people sign it, it is handed over with terms, and a withdrawal calls it back."""

import json

import pytest
import yaml

import anonkit
from anonkit.datasets import Release
from tests.sockets import sockets_refused
from tests.workflows.releasing_clinic import (
    PEOPLE,
    audit_lines,
    clinic_with_visits,
    copied,
    withdraw,
    write_policy,
)
from tests.workflows.small_clinic import json_of, run_anonkit
from tests.workflows.test_releases import case_of

PARTNER = "Northgate Academy"
ASKS_FOR_TWO = "signatures: {own-staff: 1, partner: 2, public: 2}\n"


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    """A clinic whose policy asks for two signatures where a partner gets a release, and such a draft."""
    folder = tmp_path_factory.mktemp("partner")
    with sockets_refused():
        place = clinic_with_visits(folder)
        anonkit.publish(
            place,
            policy=str(write_policy(folder, ASKS_FOR_TWO)),
            audience="partner",
            recipient=PARTNER,
            output=folder / "case-set",
        )
    return folder, place, folder / "case-set"


def approve(place, draft, name, role):
    return run_anonkit(
        "approve", draft, "--by", name, "--role", role, "--workspace", place, "--json"
    )


def test_from_draft_to_approved_to_recalled(draft):
    """No agreement, no signature; one signature waits; the same hand twice is one; and the audit names nobody."""
    folder, place, copy = draft
    facts = Release.open(copy).facts
    assert (facts.audience, facts.recipient, facts.state) == ("partner", PARTNER, "draft")
    assert PARTNER in (copy / "index.html").read_text("utf-8")

    refused = approve(place, copy, "Dana Lee", "privacy lead")
    assert refused.exit_code == 1
    assert "parties" in refused.stderr
    settings = yaml.safe_load((place / "anonkit.yaml").read_text("utf-8"))
    settings["parties"] = [{"name": PARTNER, "role": "recipient", "agreement": "DSA 2026-4"}]
    (place / "anonkit.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")

    first = approve(place, copy, "Dana Lee", "privacy lead")
    assert (first.exit_code, json_of(first)["signatures"]) == (4, 1)
    assert list((place / "releases").iterdir()) == []
    assert approve(place, copy, "DANA  lee", "medical director").exit_code == 1
    early = run_anonkit(
        "pack", copy, "--for", "analyst", "--output", folder / "early", "--workspace", place
    )
    assert early.exit_code == 1
    second = approve(place, copy, "Sam Okoro", "medical director")
    assert second.exit_code == 0, second.stderr
    approved = Release.open(json_of(second)["folder"])
    assert [one.role for one in approved.facts.approvals] == ["privacy lead", "medical director"]
    report = (approved.path / "report.html").read_text("utf-8")
    assert all(words in report for words in ("Dana Lee", "Sam Okoro", PARTNER))

    packed = run_anonkit("pack", approved.path, "--for", "analyst", "--output", folder / "part")
    assert packed.exit_code == 0, packed.stderr
    with_them = copied(approved.path, folder / "at-the-partner")
    she = PEOPLE[6]
    withdraw(place, folder, she)
    concern = json_of(run_anonkit("status", place, "--json"))["concerned"][0]
    assert concern["cases"] == [case_of(place, approved.facts.release, she)]
    late = run_anonkit("pack", approved.path, "--for", "trainer", "--output", folder / "late")
    assert late.exit_code == 1

    recalled = run_anonkit("recall", approved.path, "--reason", "consent withdrawn", "--json")
    assert recalled.exit_code == 0, recalled.stderr
    whom, packed_for = json_of(recalled)["recipients"]
    assert whom == PARTNER
    assert packed_for.startswith("analyst, packed on")
    for each in (approved.path, with_them):
        check = run_anonkit("check", each, "--workspace", place, "--json")
        assert (check.exit_code, json_of(check)["life"]["state"]) == (1, "recalled")
    traced = run_anonkit(
        "trace", approved.path, concern["cases"][0], "--reason", "consent withdrawn", "--json"
    )
    assert [one["client_id"] for one in json_of(traced)["clients"]] == [she.ref]

    told = [line["event"] for line in audit_lines(place)]
    story = [event for event in told if event in {"publish", "approve", "pack", "recall", "trace"}]
    assert story == ["publish", "approve", "approve", "pack", "recall", "trace"]
    log = (place / "audit.jsonl").read_text("utf-8")
    values = [cell for one in PEOPLE for cell in one.cells()[:5]] + [she.ref, *concern["cases"]]
    assert [value for value in values if value in log] == []
    assert run_anonkit("audit", "verify", place).exit_code == 0
    assert json.loads((with_them / "manifest.json").read_text("utf-8"))["state"] == "approved"
