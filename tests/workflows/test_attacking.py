"""The attack from the command line, on another tool's release: consent first, map, canaries, nothing of anybody shown."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from anonkit.storage import Workspace
from tests.workflows.small_clinic import contacts, json_of, run_anonkit, small_workspace

CONSENT = "Practice manager, 2020-03-01"
VALUES = ("Zephyrine", "Featherwick", "Snodworth", "oddment", "Marrowbone", "Q-00")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Forty clients, and a table another tool made of them that tells next to nothing."""
    folder = tmp_path_factory.mktemp("attack")
    people = contacts(40)
    workspace, _ = small_workspace(folder, people)
    order = sorted(range(40), key=lambda n: (n * 17) % 40)
    codes = {people[n].ref: f"K{place * 7919 % 9973:04}" for place, n in enumerate(order)}
    release = folder / "release"
    release.mkdir()
    told = pd.DataFrame({"code": sorted(codes.values()), "occupation": "weaver", "town": "*"})
    told.to_csv(release / "people.csv", index=False)
    lines = [f"{code},{ref}" for ref, code in codes.items()]
    (folder / "map.csv").write_text("code,client\n" + "\n".join(lines), encoding="utf-8")
    return folder, workspace, release


def run_attack(world, release, *more):
    """One run, with JSON."""
    folder, workspace, _ = world
    arguments = (
        "attack",
        release,
        "--workspace",
        workspace,
        "--map",
        folder / "map.csv",
        "--json",
        *more,
    )
    return run_anonkit(*arguments)


def test_a_release_that_tells_nothing_passes(world):
    """Exit 0, every attack with its figures, twenty planted leaks found, the consent audited and the result sealed."""
    _, workspace, release = world
    before = {p: p.read_bytes() for p in release.rglob("*")}
    done = run_attack(world, release, "--consent", CONSENT)
    assert done.exit_code == 0, done.stdout + done.stderr
    told = json_of(done)
    assert {f"A{n}" for n in range(1, 17)} <= {one["id"] for one in told["attacks"]}
    assert all(set(one) >= {"rate", "interval", "control", "passed"} for one in told["attacks"])
    assert told["canaries"]["planted"] == told["canaries"]["found"] == 20
    assert told["canaries"]["families"] >= 10
    assert told["passed"] is True
    assert {p: p.read_bytes() for p in release.rglob("*")} == before
    events = [json.loads(line) for line in (workspace / "audit.jsonl").read_text().splitlines()]
    assert CONSENT in [one["facts"].get("consent") for one in events]
    assert "<html" in Workspace.open(workspace).sealed.read(told["sealed"])["page"]


def test_a_leaky_release_does_not(world, tmp_path):
    """Exit 1: recorded postcodes, row numbers and an address; what is shown repeats none of them."""
    _, workspace, release = world
    told = pd.read_csv(release / "people.csv", dtype=str)
    told["index"] = range(len(told))
    told.loc[4, "town"] = "mail7@oddment.example"
    leaky = tmp_path / "leaky"
    leaky.mkdir()
    told.to_parquet(leaky / "people.parquet", index=False)
    report = tmp_path / "attack.html"
    done = run_attack(world, leaky, "--consent", CONSENT, "--report", report)
    assert done.exit_code == 1
    failed = {one["id"] for one in json_of(done)["attacks"] if not one["passed"]}
    assert "A1" in failed
    shown = done.stdout + done.stderr + report.read_text(encoding="utf-8")
    shown += (workspace / "audit.jsonl").read_text(encoding="utf-8")
    assert [value for value in VALUES if value in shown] == []


@pytest.mark.parametrize(
    "consent", [None, "yes", "Practice manager", "Practice manager, 2999-01-01"]
)
def test_without_consent_nothing_is_attacked(world, consent):
    """Exit 2, and no line in the audit log says that an attack was consented to."""
    _, workspace, release = world
    before = (workspace / "audit.jsonl").read_text()
    done = run_attack(world, release, *([] if consent is None else ["--consent", consent]))
    assert done.exit_code == 2
    assert (workspace / "audit.jsonl").read_text() == before


def test_leaks_of_ones_own(world, tmp_path):
    """Leaks that a file names are planted, or only looked for; one that is not there makes the pass void."""
    _, _, release = world
    file = tmp_path / "canaries.json"
    entries = [
        {"id": "mail", "attack": "A1", "file": "people.csv", "column": "remark", "text": "MAIL9 @oddment.example".replace(" ", "")},
        {"id": "new file", "attack": ["A1", "A16"], "file": "extra.txt", "content_base64": "bWFpbDlAb2RkbWVudC5leGFtcGxl"},
    ]  # fmt: skip
    file.write_text(json.dumps({"canaries": entries}), encoding="utf-8")
    found = json_of(run_attack(world, release, "--consent", CONSENT, "--canaries", file))
    assert found["canaries"]["planted"] == found["canaries"]["found"] == 22
    absent = [{"id": "absent", "attack": "A1", "file": "people.csv", "planted": True}]
    file.write_text(json.dumps(absent), encoding="utf-8")
    done = run_attack(world, release, "--consent", CONSENT, "--canaries", file)
    assert done.exit_code == 1
    assert json_of(done)["void"] is True


@pytest.mark.parametrize(
    "content", ["[]", "no json", '[{"where": 1}]', '[{"file": "none.csv", "text": "x"}]']
)
def test_a_file_of_leaks_that_cannot_be_used(world, tmp_path, content):
    """Exit 2, with what would do."""
    file = Path(tmp_path) / "canaries.json"
    file.write_text(content, encoding="utf-8")
    done = run_attack(world, world[2], "--consent", CONSENT, "--canaries", file)
    assert done.exit_code == 2


MADE_BY_ANJANA = Path(__file__).parents[1] / "cases" / "other_tools" / "anjana"


def test_the_row_numbers_that_anjana_leaves_are_found(workspace_copy, tmp_path):
    """A release of the made-up clinic's contacts as another tool made it: its index is the source's row number."""
    release = tmp_path / "release"
    release.mkdir()
    (release / "people.csv").write_bytes((MADE_BY_ANJANA / "people.csv").read_bytes())
    done = run_anonkit(
        "attack",
        release,
        "--workspace",
        workspace_copy("uk"),
        "--map",
        MADE_BY_ANJANA / "map.csv",
        "--consent",
        CONSENT,
        "--json",
    )
    assert done.exit_code == 1, done.stderr
    told = json_of(done)
    by_id = {one["id"]: one for one in told["attacks"]}
    assert not by_id["A2"]["passed"]
    assert by_id["A2"]["rate"] > 0.5
    assert by_id["A3"]["passed"]
    assert told["canaries"]["planted"] == told["canaries"]["found"] == 20
    worst = Workspace.open(tmp_path / "uk-copy").sealed.read(told["sealed"])["worst"]["A2"]
    assert ("row number of the source", "people.csv: column index") in {
        (one["what"], one["place"]) for one in worst
    }
