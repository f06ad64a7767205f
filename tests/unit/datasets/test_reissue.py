"""A release is signed by making it anew from its draft, and called back where it lies."""

from dataclasses import replace
from datetime import date

import pytest

from anonkit.datasets import (
    Approval,
    Release,
    approve_release,
    recall_release,
    supersede_release,
    write_dataset,
)
from anonkit.errors import GateClosed, IntegrityError, OutputExists
from anonkit.governance import Signature
from anonkit.keys import KeyRing
from tests.unit.datasets.released import (
    approved_facts,
    made_cases,
    made_facts,
    made_photos,
    released,
)

ROWS = made_cases(2)
KEYS = KeyRing(b"k" * 32)
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


def sign(content):
    return Signature.under(content, KEYS).to_bytes()


def approve(draft, place, second=None):
    return approve_release(
        draft,
        place,
        approval=SIGNED,
        second=second,
        report_html="signed",
        report_json={"signed": True},
        sign=sign,
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
    one, other = (tmp_path / name / "manifest.json" for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    with pytest.raises(IntegrityError, match="bears no signature"):
        Release.open(tmp_path / "other")


def test_a_manifest_that_nobody_signed_like_that_is_refused(draft, tmp_path):
    """Another recipient written into the manifest, or a signature of somebody else's key, shows."""
    approve(draft, tmp_path / "out")
    manifest = tmp_path / "out/manifest.json"
    written = manifest.read_bytes()
    manifest.write_bytes(written.replace(b"Northgate", b"Southgate"))
    with pytest.raises(IntegrityError, match="not what was signed"):
        Release.open(tmp_path / "out")
    manifest.write_bytes(written)
    signature = Release.open(tmp_path / "out").signature
    assert signature.is_of(KEYS)
    assert not signature.is_of(KeyRing(b"o" * 32))
    assert signature.fits(written)


def test_two_signatures_stand_in_the_manifest(draft, tmp_path):
    """Where a policy asks for two, both names are there after reading it back."""
    other = Approval("N. Second", "medical director", "2026-03-03", "I decide so.")
    approve(draft, tmp_path / "out", second=other)
    assert Release.open(tmp_path / "out").facts.approvals == (SIGNED, other)


def test_a_superseded_release_keeps_its_pages_and_names_its_successor(draft, tmp_path):
    """It still opens and is still signed; only the manifest changed."""
    approve(draft, tmp_path / "out")
    page = (tmp_path / "out/index.html").read_bytes()
    supersede_release(tmp_path / "out", "R-2026-0043", sign)
    release = Release.open(tmp_path / "out")
    assert (release.facts.state, release.facts.superseded_by) == ("superseded", "R-2026-0043")
    assert (tmp_path / "out/index.html").read_bytes() == page
    with pytest.raises(GateClosed, match="only an approved one"):
        supersede_release(draft.path, "R-2026-0043", sign)


@pytest.mark.parametrize(
    ("day", "state"),
    [("2027-03-01", "approved"), ("2027-03-02", "expired"), ("2031-01-01", "expired")],
)
def test_a_release_expires_the_day_after_its_review_date(draft, tmp_path, day, state):
    """Nobody writes so: the date alone decides."""
    approve(draft, tmp_path / "out")
    assert Release.open(tmp_path / "out").facts.state_on(date.fromisoformat(day)) == state


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
        recall_release(tmp_path / "out", "A client <withdrew>.", sign)
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
    assert recall_release(tmp_path / "out", "Breach.", sign).facts.state == "recalled"


def test_what_is_no_release_or_a_draft_is_not_recalled(draft, tmp_path):
    """There must be something that somebody holds."""
    with pytest.raises(IntegrityError):
        recall_release(tmp_path, "x", sign)
    with pytest.raises(GateClosed):
        recall_release(draft.path, "x", sign)
