"""A release is signed by making it anew from its draft, and called back where it lies."""

from dataclasses import replace

import pytest

from anonkit.datasets import Approval, Release, approve_release, recall_release, write_dataset
from anonkit.errors import GateClosed, IntegrityError, OutputExists
from tests.unit.datasets.released import (
    approved_facts,
    made_cases,
    made_facts,
    made_photos,
    released,
)

ROWS = made_cases(2)
SIGNED = Approval("M. Privacy", "privacy lead", "2026-03-02")


@pytest.fixture(scope="module")
def draft(tmp_path_factory):
    place = tmp_path_factory.mktemp("drafts") / "R-2026-0042"
    write_dataset(
        released(ROWS),
        place,
        facts=made_facts(),
        report_html="draft",
        report_json={},
        photos=made_photos(ROWS),
    )
    return Release.open(place)


def approve(draft, place):
    return approve_release(
        draft, place, approval=SIGNED, report_html="signed", report_json={"signed": True}
    )


def test_an_approved_release_has_the_same_data(draft, tmp_path):
    """Only page, report and manifest differ from the draft, and the page no longer says draft."""
    approve(draft, tmp_path / "out")
    approved = Release.open(tmp_path / "out")
    before = {entry.path: entry.sha256 for entry in draft.manifest.files}
    after = {entry.path: entry.sha256 for entry in approved.manifest.files}
    assert before.keys() == after.keys()
    assert {path for path in before if before[path] != after[path]} == {
        "index.html",
        "report.html",
        "report.json",
    }
    assert approved.facts == replace(approved_facts(), treatment_by_field={})
    assert "Draft, not approved" not in (tmp_path / "out/index.html").read_text("utf-8")


def test_approving_is_the_same_as_writing_it_approved(draft, tmp_path):
    """There is one way an approved release looks."""
    approve(draft, tmp_path / "one")
    write_dataset(
        released(ROWS),
        tmp_path / "other",
        facts=approved_facts(),
        report_html="signed",
        report_json={"signed": True},
        photos=made_photos(ROWS),
    )
    assert Release.open(tmp_path / "one").manifest == Release.open(tmp_path / "other").manifest


def test_only_a_draft_is_approved_and_only_into_an_empty_place(draft, tmp_path):
    """Nothing is signed twice, and nothing is written over."""
    approve(draft, tmp_path / "out")
    with pytest.raises(OutputExists):
        approve(draft, tmp_path / "out")
    with pytest.raises(GateClosed, match="not a draft"):
        approve(Release.open(tmp_path / "out"), tmp_path / "again")


def test_a_recalled_release_tells_only_that(draft, tmp_path):
    """The page says why and holds no case any more; the folder still opens and says what it is."""
    approve(draft, tmp_path / "out")
    for _ in range(2):
        recall_release(tmp_path / "out", "A client <withdrew>.")
    release = Release.open(tmp_path / "out")
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert release.is_recalled
    assert "A client &lt;withdrew&gt;." in page
    assert release.cases[0]["case"] not in page
    with pytest.raises(GateClosed):
        approve(release, tmp_path / "again")


def test_a_release_that_was_changed_can_still_be_recalled(draft, tmp_path):
    """Harm done to a copy does not stand in the way of calling it back."""
    approve(draft, tmp_path / "out")
    (tmp_path / "out/cases.jsonl").write_text("")
    assert recall_release(tmp_path / "out", "Breach.").facts.state == "recalled"


def test_what_is_no_release_or_a_draft_is_not_recalled(draft, tmp_path):
    """There must be something that somebody holds."""
    with pytest.raises(IntegrityError):
        recall_release(tmp_path, "x")
    with pytest.raises(GateClosed):
        recall_release(draft.path, "x")
