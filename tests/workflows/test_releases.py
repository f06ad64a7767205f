"""A release has a life: draft, approved, superseded, recalled, expired; and a way back to a client."""

import csv
import io
import json
import shutil

import pytest

import anonkit
from anonkit.datasets import Release
from anonkit.errors import GateClosed
from anonkit.storage import Workspace
from anonkit.workflows.withdrawals import Concern
from tests.workflows.releasing_clinic import (
    PEOPLE,
    PUBLISHED_AT,
    at,
    audit_lines,
    clinic_with_visits,
    copied,
    withdraw,
    write_policy,
)
from tests.workflows.small_clinic import copied_with_keys, json_of, run_anonkit

SIGNER = ("--by", "Dana Lee", "--role", "privacy lead")


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The workspace with a draft in it, and the draft's copy."""
    folder = tmp_path_factory.mktemp("releases")
    place = clinic_with_visits(folder)
    copy = folder / "case-set"
    policy = write_policy(folder)
    anonkit.publish(place, policy=str(policy), output=copy, clock=lambda: PUBLISHED_AT)
    return place, copy


@pytest.fixture
def clinic(made, tmp_path, monkeypatch):
    """A copy of the workspace with the draft in it, to change; and the draft's copy."""
    place = copied_with_keys(made[0], tmp_path, monkeypatch)
    return place, copied(made[1], tmp_path / "case-set")


@pytest.fixture
def approved(clinic):
    """The workspace and its approved release."""
    place, copy = clinic
    report = anonkit.approve(
        copy, by="Dana Lee", role="privacy lead", workspace=place, clock=at("2026-03-02")
    )
    return place, report.folder


def test_a_draft_is_signed_and_moved(clinic):
    """The release opens without a key, says who signed, and the draft is gone."""
    place, copy = clinic
    result = run_anonkit("approve", copy, *SIGNER, "--workspace", place, "--json")
    assert result.exit_code == 0, result.stderr
    told = json_of(result)
    release = Release.open(told["folder"])
    assert (release.facts.state, release.facts.approval.name) == ("approved", "Dana Lee")
    assert "sufficiently remote" in release.facts.approval.statement
    assert release.signature.fingerprint == told["signing_key"]
    assert len(release.facts.terms) == 4
    assert release.facts.k == 3
    assert anonkit.status(place).drafts == ()
    assert "Dana Lee" in (release.path / "report.html").read_text("utf-8")
    check = run_anonkit("check", release.path, "--workspace", place, "--json")
    assert check.exit_code == 0, check.stdout
    assert json_of(check)["life"] == {
        "state": "approved",
        "signed": True,
        "superseded_by": None,
        "no_longer_allowed": [],
    }


def test_a_signed_release_that_somebody_changed_is_refused(approved):
    """Opening names the file; the check ends with 1; nobody packs, signs or publishes over it."""
    place, folder = approved
    cases = folder / "cases.jsonl"
    cases.write_text(cases.read_text("utf-8").replace("Lip", "Hip"), encoding="utf-8")
    with pytest.raises(anonkit.AnonkitError, match=r"cases\.jsonl was changed"):
        anonkit.Release.open(folder)
    result = run_anonkit("check", folder, "--workspace", place, "--json")
    assert result.exit_code == 1
    assert json_of(result)["as_released"] is False


@pytest.mark.parametrize(
    ("by", "role", "said"),
    [("", "privacy lead", "needs a name"), ("Dana Lee", " ", "needs a role")],
)
def test_nobody_in_particular_signs_nothing(made, by, role, said):
    """A signature has a name and a role."""
    result = run_anonkit(
        "approve", made[1], "--by", by, "--role", role, "--workspace", made[0], "--yes"
    )
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_copy_that_is_not_the_draft_is_not_signed(clinic):
    """Whoever signs signs what they read."""
    place, copy = clinic
    manifest = json.loads((copy / "manifest.json").read_text("utf-8"))
    manifest["recipient"] = "somebody else"
    (copy / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    result = run_anonkit("approve", copy, *SIGNER, "--workspace", place)
    assert result.exit_code == 1
    assert "not the draft" in result.stderr
    assert list((place / "releases").iterdir()) == []


def with_entry(place, release, **changes):
    """The register as if the draft had been made under other terms."""
    opened = Workspace.open(place)
    held = opened.sealed.read("releases")
    opened.sealed.write("releases", {**held, release: {**held[release], **changes}})


def release_id(copy):
    return Release.open(copy).facts.release


def test_two_signatures_are_two_peoples(clinic):
    """The first waits with 4, the same person again is refused, another one makes the release."""
    place, copy = clinic
    with_entry(place, release_id(copy), signatures_wanted=2)
    first = run_anonkit("approve", copy, *SIGNER, "--workspace", place)
    again = run_anonkit(
        "approve", copy, "--by", "dana  LEE", "--role", "owner", "--workspace", place
    )
    assert (first.exit_code, again.exit_code) == (4, 1)
    assert "ask somebody else" in again.stderr
    other = run_anonkit(
        "approve", copy, "--by", "Sam Okoro", "--role", "owner", "--workspace", place, "--json"
    )
    assert other.exit_code == 0, other.stderr
    signed = Release.open(json_of(other)["folder"]).facts.approvals
    assert [one.name for one in signed] == ["Dana Lee", "Sam Okoro"]


def test_a_partner_without_an_agreement_gets_nothing(clinic, monkeypatch):
    """The message says what to write where; with the agreement on record the terms hold."""
    from anonkit.governance import require_terms
    from anonkit.settings import Party

    terms = ("Nobody is to be recognised.",)
    with pytest.raises(anonkit.AnonkitError, match="parties"):
        require_terms("partner", "Northgate", terms, [Party(name="Northgate")])
    with pytest.raises(anonkit.AnonkitError, match="states no terms"):
        require_terms("own-staff", "own staff", (), [])
    require_terms("partner", "Northgate", terms, [Party(name="northgate", agreement="DSA 4")])
    require_terms("own-staff", None, terms, [])


def case_of(place, release, person):
    """The case of this client, from the sealed crosswalk."""
    opened = Workspace.open(place)
    crosswalk = opened.sealed.read(f"release-{release}")["people_by_case"]
    persons = opened.records.read("persons", 0)
    client = opened.table("clients").set_index("client_id").loc[person.ref, "row_key"]
    mine = persons.set_index("client_key").loc[client, "person"]
    return next(case for case, one in crosswalk.items() if one == mine)


def test_a_withdrawal_calls_a_release_back_and_is_traced_to_her(approved, tmp_path):
    """Draft, approved, recalled: `status` finds the release, `trace` finds her, the audit names nobody."""
    place, folder = approved
    she = PEOPLE[4]
    withdraw(place, tmp_path, she)
    status = json_of(run_anonkit("status", place, "--json"))
    concern = status["concerned"][0]
    assert concern["reasons"] == {"withdrawn": 1}
    assert concern["cases"] == [case_of(place, folder.name, she)]
    assert status["next"].startswith(f"anonkit recall {folder}")

    recalled = run_anonkit("recall", folder, "--reason", "consent withdrawn", "--json")
    assert recalled.exit_code == 0, recalled.stderr
    told = json_of(recalled)
    assert told["recipients"] == ["own staff"]
    assert "Delete the folder" in " ".join(told["notice"])
    assert "was recalled" in (folder / "index.html").read_text("utf-8")
    assert json_of(run_anonkit("status", place, "--json"))["concerned"] == []

    check = run_anonkit("check", folder, "--workspace", place, "--json")
    assert (check.exit_code, json_of(check)["life"]["state"]) == (1, "recalled")

    case = concern["cases"][0].lower()
    traced = run_anonkit("trace", folder, case, "--reason", "consent withdrawn", "--json")
    assert [one["client_id"] for one in json_of(traced)["clients"]] == [she.ref]
    shown = traced.stdout + traced.stderr
    assert she.cells()[1] not in shown
    events = [line["event"] for line in audit_lines(place)]
    assert events[-6:] == ["publish", "approve", "ingest", "recall", "check", "trace"]

    story = (place / "audit.jsonl").read_text("utf-8")
    for line in audit_lines(place):
        if line["event"] in {"recall", "trace"}:
            assert line["facts"]["reason"] == "consent withdrawn"
    values = [cell for one in PEOPLE for cell in one.cells()[:5]] + [she.ref, case.upper()]
    assert [value for value in values if value in story] == []
    assert anonkit.verify_audit(place).holds


def test_a_draft_in_which_somebody_has_said_no_since_is_not_signed(clinic, monkeypatch):
    """Between publishing and signing wishes count too."""
    place, copy = clinic
    concern = Concern(release_id(copy), "draft", {"withdrawn": 1}, ("C-BBBBB",))
    monkeypatch.setattr("anonkit.workflows.approving.concern_of", lambda *_: concern)
    result = run_anonkit("approve", copy, *SIGNER, "--workspace", place)
    assert result.exit_code == 1
    assert "withdrawn: 1" in result.stderr


REFUSED_REASONS = [
    ("", "A reason of"),
    (f"{PEOPLE[3].cells()[0]} {PEOPLE[3].cells()[1]} rang", "names somebody"),
    (f"{PEOPLE[3].cells()[0].lower()} withdrew", "names somebody"),
    (f"we had a letter from {PEOPLE[3].email}", "names somebody"),
]


def test_a_reason_is_given_and_names_nobody(approved):
    """What lands in the audit log and the manifest holds no name, in full or alone."""
    place, folder = approved
    for command, words in (("recall", []), ("trace", ["C-BBBBB"])):
        for reason, said in REFUSED_REASONS:
            result = run_anonkit(command, folder, *words, "--reason", reason)
            assert result.exit_code == 2, reason
            assert said in result.stderr
    assert Release.open(folder).facts.state == "approved"
    log = (place / "audit.jsonl").read_text("utf-8").lower()
    assert [cell for cell in PEOPLE[3].cells()[:3] if cell.lower() in log] == []


def test_an_expired_release_fails_its_check_and_a_copy_learns_of_a_recall(approved, tmp_path):
    """Past its day of review nobody may use it; what the register knows counts for every copy."""
    place, folder = approved
    copy = copied(folder, tmp_path / "copy")
    late = anonkit.check(copy, workspace=place, clock=at("2031-03-03"))
    assert (late.passed, late.life.state) == (False, "expired")
    anonkit.recall(folder.name, reason="an error in the tables", workspace=place)
    early = anonkit.check(copy, workspace=place, clock=at("2026-03-09"))
    assert (early.passed, early.life.state) == (False, "recalled")


def test_what_the_workspace_never_made_is_nobodys(made, tmp_path):
    """Neither an unknown id nor a folder outside any workspace is guessed at."""
    for words in (
        ("recall", "uk-training-x", "--reason", "an error", "--workspace", made[0]),
        ("recall", tmp_path, "--reason", "an error"),
        ("trace", made[1], "C-BBBBB", "--reason", "an error", "--workspace", made[0]),
        ("approve", tmp_path / "nowhere", *SIGNER),
    ):
        result = run_anonkit(*words)
        assert result.exit_code == 2, words
        assert "Traceback" not in result.stderr


@pytest.mark.slow
def test_a_second_release_of_a_series_supersedes_the_first(approved):
    """Both still count against what comes next; only the newer one is the release to use."""
    place, folder = approved
    policy = Workspace.open(place).sealed.read("releases")[folder.name]["made_with"]["policy"]
    report = anonkit.publish(place, policy=policy, clock=at("2026-04-02"))
    signed = anonkit.approve(
        report.release, by="Dana Lee", role="privacy lead", workspace=place, clock=at("2026-04-02")
    )
    assert signed.superseded == (folder.name,)
    old, new = Release.open(folder), Release.open(signed.folder)
    assert (old.facts.state, old.facts.superseded_by) == ("superseded", new.facts.release)
    assert {case["case"] for case in old.cases} == {case["case"] for case in new.cases}
    assert anonkit.check(old.path, workspace=place, clock=at("2026-04-03")).passed
    changed = run_anonkit("diff", old.path, new.path, "--json")
    assert json_of(changed)["cases"] == {"new": "none", "gone": "none", "kept": "12"}
    again = run_anonkit("reproduce", old.path, "--json")
    assert again.exit_code == 0, again.stdout
    assert json_of(again) == {
        "release": folder.name,
        "same": len(Workspace.open(place).sealed.read("releases")[folder.name]["files"]),
        "different": [],
        "reasons": [],
        "passed": True,
    }


def made_again(copy, changed):
    """Stands for making the draft again, with one file changed."""

    def remake(this, entry, target):
        shutil.copytree(copy, target)
        if changed:
            (target / changed).write_text("other", encoding="utf-8")

    return remake


@pytest.mark.parametrize(
    ("changed", "different"),
    [(None, []), ("tables/cases.csv", ["tables/cases.csv"]), ("report.html", ["report.html"])],
)
def test_a_file_that_comes_out_otherwise_is_named(clinic, monkeypatch, changed, different):
    """Bytes are compared, of the draft's page and report too."""
    place, copy = clinic
    monkeypatch.setattr("anonkit.workflows.reproducing.remake", made_again(copy, changed))
    report = anonkit.reproduce(copy.parent / release_id(copy), workspace=place)
    assert report.different == tuple(different)
    assert report.passed is not bool(different)
    assert not (place / "drafts" / "_reproducing").exists()


def test_a_gate_that_is_closed_today_is_a_reason(clinic, monkeypatch):
    """Nothing comes out, and the message says why; the folder named is looked at as well."""
    place, copy = clinic

    def closed(*_):
        raise GateClosed("nobody may be told")

    monkeypatch.setattr("anonkit.workflows.reproducing.remake", closed)
    result = run_anonkit("reproduce", copy, "--workspace", place)
    assert result.exit_code == 1
    assert "could not be made today: nobody may be told" in result.stdout


def test_the_dictionary_says_why_cells_are_empty(made):
    """Six people had no product recorded; no count tells of fewer than k."""
    text = (made[1] / "data_dictionary.csv").read_text("utf-8-sig")
    lines = {(row["table"], row["field"]): row for row in csv.DictReader(io.StringIO(text))}
    assert lines["treatments", "product"]["missing_never_recorded"] == "6"
    assert lines["treatments", "lot"]["missing_withheld"] == "all"
    assert lines["treatments", "when"]["precision_after"].startswith("course time by")
    package = json.loads((made[1] / "datapackage.json").read_text("utf-8"))
    assert {one["name"] for one in package["resources"]} == {"cases", "treatments"}


def test_a_trainer_gets_one_file_an_analyst_tables_an_auditor_the_report(approved, tmp_path):
    """Each part holds what its reader needs and nothing else, and opens without a key."""
    _, folder = approved
    for reader in ("trainer", "analyst", "auditor"):
        result = run_anonkit("pack", folder, "--for", reader, "--output", tmp_path / reader)
        assert result.exit_code == 0, result.stderr
        assert "Nobody tries to recognise" in result.stdout
    assert [path.name for path in (tmp_path / "trainer").iterdir()] == ["cases.html"]
    page = (tmp_path / "trainer/cases.html").read_text("utf-8")
    assert Release.open(folder).cases[0]["case"] in page
    assert "photos/" not in page
    analyst = Release.open(tmp_path / "analyst")
    assert len(analyst.table("treatments")) == len(PEOPLE)
    assert {path.name for path in analyst.path.iterdir()} >= {"tables", "data_dictionary.csv"}
    assert not (analyst.path / "index.html").exists()
    auditor = Release.open(tmp_path / "auditor")
    told = (auditor.path / "audit-extract.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["event"] for line in told] == ["publish", "approve", "pack", "pack"]
    assert not (auditor.path / "tables").exists()
    told = anonkit.recall(folder, reason="an error", clock=at("2026-03-09"))
    assert len(told.recipients) == 4


def test_a_part_that_was_changed_is_refused_as_the_whole_is(approved, tmp_path):
    """What was left out is no excuse for what is there."""
    _, folder = approved
    anonkit.pack(folder, reader="analyst", output=tmp_path / "out", clock=at("2026-03-03"))
    (tmp_path / "out/tables/cases.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(anonkit.AnonkitError, match=r"tables/cases\.csv was changed"):
        Release.open(tmp_path / "out")


def test_what_may_not_be_held_is_not_packed(approved, tmp_path):
    """A draft, what expired, was recalled or changed, a wrong reader and a short passphrase: said what to do."""
    _, folder = approved
    day = at("2026-03-03")

    def packed(**changes):
        wanted = {"reader": "trainer", "output": tmp_path / "out", "clock": day, **changes}
        return anonkit.pack(wanted.pop("release", folder), **wanted)

    with pytest.raises(anonkit.AnonkitError, match="--for"):
        packed(reader="friend")
    with pytest.raises(anonkit.AnonkitError, match="12 letters"):
        packed(passphrase="short")
    with pytest.raises(anonkit.AnonkitError, match="Only a trainer"):
        packed(reader="analyst", passphrase="long enough to be one")
    with pytest.raises(anonkit.AnonkitError, match="expired"):
        packed(clock=at("2031-03-03"))
    (folder / "report.html").write_text("mine", encoding="utf-8")
    with pytest.raises(anonkit.AnonkitError, match="not as it was released"):
        packed()
    anonkit.recall(folder, reason="an error", clock=day)
    (folder / "report.html").unlink()
    with pytest.raises(anonkit.AnonkitError):
        packed()
    assert not (tmp_path / "out").exists()


def codes(folder, kind):
    from anonkit.datasets.feedback_codes import codes_of

    release = Release.open(folder)
    return [codes_of(release.facts.release, case["case"])[kind] for case in release.cases]


def test_a_recognition_opens_an_incident_and_proposes_a_recall(approved):
    """The code ends with 4; `status` shows the clock; the recall closes it; useful ones are counted."""
    place, folder = approved
    useful = codes(folder, "useful")[:2]
    fine = run_anonkit("feedback", folder, stdin="\n".join(useful).lower() + "\n")
    assert fine.exit_code == 0, fine.stderr
    seen = codes(folder, "recognised")[0]
    result = run_anonkit("feedback", folder, seen.replace("-", " "), useful[0], "--json")
    assert result.exit_code == 4
    told = json_of(result)
    assert [one["number"] for one in told["incidents"]] == [1]
    assert told["proposed"].startswith("anonkit recall")
    assert sorted(n for counts in told["said"].values() for n in counts.values()) == [1, 1, 2]
    status = json_of(run_anonkit("status", place, "--json"))
    assert [one["release"] for one in status["incidents"]] == [folder.name]
    assert status["next"].startswith("anonkit recall")
    assert anonkit.recall(folder, reason="somebody was recognised").incidents_closed == 1
    assert json_of(run_anonkit("status", place, "--json"))["incidents"] == []


def test_a_code_heard_wrongly_is_told_by_its_place_and_nothing_is_taken(approved):
    """All of the codes or none; an incident can be closed with a reason instead of a recall."""
    place, folder = approved
    good = codes(folder, "recognised")[0]
    bad = good[:-1] + ("B" if good[-1] != "B" else "C")
    result = run_anonkit("feedback", folder, good, bad)
    assert result.exit_code == 2
    assert "number 2 of 2" in result.stderr
    assert anonkit.status(place).incidents == ()
    assert run_anonkit("feedback", folder, good).exit_code == 4
    for words, code in ((("--close", 1), 2), (("--close", 7, "--reason", "a mistake"), 2)):
        assert run_anonkit("feedback", folder, *words).exit_code == code
    done = run_anonkit("feedback", folder, "--close", 1, "--reason", "the learner was mistaken")
    assert done.exit_code == 0, done.stderr
    assert anonkit.status(place).incidents == ()
