"""Choosing of a small clinic: only the basket goes out, everybody hides it, and a trainer's words are looked at."""

import json

import pytest

import anonkit
from anonkit.errors import LeakFound, SettingsError
from anonkit.storage import Workspace
from anonkit.workflows.told_beside import told_beside
from tests.sockets import sockets_refused
from tests.workflows.releasing_clinic import PEOPLE, PUBLISHED_AT, clinic_with_visits, write_policy
from tests.workflows.small_clinic import json_of, run_anonkit


@pytest.fixture(scope="module")
def everybody(tmp_path_factory):
    """A workspace, and everybody of it who may be told."""
    folder = tmp_path_factory.mktemp("choosing")
    with sockets_refused():
        place = clinic_with_visits(folder)
        found = anonkit.candidates(
            place, policy=str(write_policy(folder)), clock=lambda: PUBLISHED_AT
        )
    return place, found


@pytest.fixture
def basket(everybody):
    """Four of them, with who chose and why."""
    _, found = everybody
    taken = found.basket(chosen_by="Ottoline Trainer", why="A first lesson on lips")
    return taken.add_where("product ~ restylane", limit=4)


def test_candidates_show_risk_beside_value(everybody):
    """Each with how many look the same; an expression narrows them down, a preview tells the course."""
    _, found = everybody
    rows = found.as_dict()["cases"]
    assert len(rows) == len(PEOPLE)
    assert {row["people_alike"] for row in rows} == {len(PEOPLE)}
    fewer = found.where("product ~ restylane")
    assert len(fewer.shown) == sum(one.number % 2 for one in PEOPLE)
    preview = found.preview(rows[0]["case"]).as_dict()
    assert [line["done"] for line in preview["visits"]] == ["Lip filler"]
    with pytest.raises(SettingsError) as refused:
        found.preview("Corisande Featherwick")
    assert "Featherwick" not in str(refused.value)


def test_only_the_basket_goes_out_and_everybody_hides_it(everybody, basket, tmp_path):
    """Four cases in every file; k is of twelve, and the others are sealed for a later check; so is who chose."""
    place, found = everybody
    report = basket.release(tmp_path / "set")
    assert (report.people, report.everybody, report.k) == (4, 12, 12)
    assert report.left_out["not chosen"] == 8
    release = anonkit.Release.open(tmp_path / "set")
    chosen = set(basket.cases)
    others = {row["case"] for row in found.as_dict()["cases"]} - chosen
    assert {case["case"] for case in release.cases} == chosen
    for table in release.tables:
        assert set(release.table(table)["case"]) <= chosen
    for file in (tmp_path / "set").rglob("*.*"):
        content = file.read_bytes()
        assert not any(case.encode() in content for case in others)
        assert b"Ottoline" not in content
    assert anonkit.check(tmp_path / "set", workspace=place).passed
    beside = told_beside(Workspace.open(place), report.release)
    assert set(beside.people_by_case) == others
    assert set(beside.joined({"cases": release.table("cases")})["cases"]["case"]) == chosen | others
    kept = Workspace.open(place).sealed.read(f"release-{report.release}", {})
    assert kept["choice"]["chosen_by"] == "Ottoline Trainer"
    assert set(kept["people_by_case"]) == chosen
    assert "Ottoline" not in (place / "audit.jsonl").read_text(encoding="utf-8")


def test_a_chosen_set_is_attacked_among_everybody_who_hides_it(everybody, basket, tmp_path):
    """Four alike in the folder, twelve in the clinic: classes are counted over the twelve, leaks in the folder alone."""
    place, _ = everybody
    basket.release(tmp_path / "set")
    found = anonkit.attack(
        tmp_path / "set",
        workspace=place,
        consent="Practice manager, 2026-03-01",
        clock=lambda: PUBLISHED_AT,
    )
    told = found.as_dict()
    by_id = {one["id"]: one for one in told["attacks"]}
    assert told["chosen"] == len(basket.cases) == 4
    # six of twelve had the product, four of the folder's four: alone they would be an extreme
    assert by_id["A11"]["passed"] and by_id["A11"]["tried"] == len(PEOPLE)
    assert by_id["A15"]["passed"] and by_id["A15"]["tried"] == len(PEOPLE)
    assert by_id["A1"]["passed"] and by_id["A2"]["passed"]
    assert told["canaries"]["missed"] == []
    assert told["canaries"]["planted"] == told["canaries"]["found"] == 20
    kept = Workspace.open(place).sealed.read(found.kept_as)
    assert kept["chosen"] == 4


def test_a_lesson_goes_with_the_basket_and_is_looked_at(basket, tmp_path):
    """Made-up names and products pass; a client's name or another case is refused, and nothing is written."""
    own, lesson = basket.cases[0], tmp_path / "teaching.yaml"

    def release(pitfall, case=own):
        lesson.write_text(
            json.dumps({"title": "Lips", "cases": {case: {"pitfalls": [pitfall]}}}),
            encoding="utf-8",
        )
        return basket.release(tmp_path / "set", teaching=lesson)

    names = f"{PEOPLE[0].cells()[0]} {PEOPLE[0].cells()[1]}"
    with pytest.raises(LeakFound, match="entry 1 of cases, pitfalls, 1") as refused:
        release(f"{names} knew better")
    assert names not in str(refused.value)
    with pytest.raises(SettingsError, match="not in this set: entry 1"):
        release("Haste", case="C-22222")
    assert not (tmp_path / "set").exists()
    release("Restylane is put too deep")
    assert anonkit.Release.open(tmp_path / "set").teaching.of(own).pitfalls != ()


@pytest.mark.parametrize("policy", ["us-training", "us-safe-harbor"])
def test_cases_are_chosen_of_a_us_clinic(tmp_path, policy):
    """By the command, kept as a file, chosen again from it; on letter paper; signed with what the US rule asks for."""
    place = clinic_with_visits(tmp_path, "us")
    own = write_policy(tmp_path, extends=policy)
    first = run_anonkit(
        "publish", place, "--policy", own, "--where", "product ~ restylane", "--limit", "4",
        "--chosen-by", "Ottoline Trainer", "--why", "Lips", "--keep-choice", tmp_path / "choice.yaml",
        "--output", tmp_path / "set", "--json",
    )  # fmt: skip
    assert first.exit_code == 0, first.stderr
    told = json_of(first)
    assert (told["people"], told["everybody"], told["k"]) == (4, 12, 12)
    again = run_anonkit(
        "publish", place, "--policy", own, "--cases", tmp_path / "choice.yaml",
        "--output", tmp_path / "again", "--json",
    )  # fmt: skip
    assert again.exit_code == 0, again.stderr
    sets = [anonkit.Release.open(tmp_path / name) for name in ("set", "again")]
    assert {case["case"] for case in sets[0].cases} == {case["case"] for case in sets[1].cases}
    assert sets[0].facts.jurisdiction == "us"
    assert '"paper":"letter"' in (tmp_path / "set" / "index.html").read_text("utf-8")
    signed = anonkit.approve(
        tmp_path / "again", by="Dana Lee", role="privacy officer", workspace=place
    )
    assert "actual knowledge" in anonkit.Release.open(signed.folder).facts.approval.statement
