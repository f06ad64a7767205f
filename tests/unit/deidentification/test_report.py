"""The recipient's report says what was reached and hides what would help an intruder; the sealed one has it all."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from anonkit.deidentification.leak_check import Leak, LeakReport
from anonkit.deidentification.policy_files import load_policy
from anonkit.deidentification.release_gate import Evidence, measure_release
from anonkit.deidentification.report import (
    AttackLine,
    CostLine,
    DeidentificationReport,
    ReportFacts,
    Signature,
    TriedChoice,
)
from anonkit.deidentification.safe_harbor import RuleCheck
from tests.unit.deidentification.release import case_number, release_tables

POLICY = load_policy("uk-training")
FINDINGS = measure_release(
    release_tables(12), POLICY, Evidence("own-staff", {case_number(n): f"p{n}" for n in range(12)})
)


def _report(**changes: object) -> DeidentificationReport:
    facts = {
        "release": "r-2024-1",
        "clinic": "RefineMed",
        "audience": "own-staff",
        "as_of": "2024-12-31",
        "review_date": "2025-12-31",
        "rows_before": {"notes": 14},
        "rows_told": {"notes": 12},
        "people_left_out": {"consent refused": 3, "under 18": 7},
        "attacks": [AttackLine("A3", "matching on what is known", passed=True)],
        "versions": {"anonkit": "0.1.0"},
    }
    leaks = LeakReport((), 4, (Leak("cases.jsonl", "name of another case", "line 1"),), 9)
    return DeidentificationReport(FINDINGS, POLICY, ReportFacts(**facts | changes), leaks)


def test_chapters_follow_the_standard() -> None:
    """Context, data, identifiability, mitigation, usefulness, governance, and the record, in this order."""
    assert list(_report().to_dict()) == [
        "release",
        "state",
        "summary",
        "context_assessment",
        "data_assessment",
        "identifiability_assessment",
        "mitigation",
        "usefulness",
        "governance",
        "record",
    ]


def test_what_was_wanted_and_reached_is_said() -> None:
    """Each measure has its line with wanted, reached and whether it passed."""
    lines = _report().to_dict()["identifiability_assessment"]["measures"]
    assert [(line["name"], line["wanted"], line["reached"], line["passed"]) for line in lines] == [
        ("k", 5, 6, True),
        ("l", 2, 2, True),
        ("unicity", 0.05, 0.0, True),
    ]


def test_a_chosen_set_is_not_said_to_hide_nobody_else() -> None:
    """Of five chosen among twelve, risk is counted over the twelve, and the report says what that takes for granted."""
    whole, chosen = _report(released=12), _report(released=5)
    told = [one.to_dict()["data_assessment"] for one in (whole, chosen)]
    assert "nobody is protected by those who are not in it" in told[0]["attack_model"][-1]
    assert "everybody who could have been chosen" in told[1]["attack_model"][-1]
    assert "not who was chosen" in told[1]["attack_model"][1]
    assert [one["measured_over"] for one in told] == [12, 12]
    assert "everybody who could have been chosen" in chosen.to_html()


def test_a_treatment_that_somebody_remembers_is_said_to_be_open() -> None:
    """Where treatments or notes are told and the colleague's attack closes no gate, the report says so; else not."""
    told = {
        table: _report(rows_told={table: 12}).to_dict()["identifiability_assessment"]
        for table in ("notes", "treatments", "feedback")
    }
    assert "a rare phrase of a note" in told["notes"]["not_guarded_against"][0]
    assert "one treatment in every particular" in told["treatments"]["not_guarded_against"][0]
    assert "rare phrase" not in told["treatments"]["not_guarded_against"][0]
    assert told["feedback"]["not_guarded_against"] == []
    assert "Not guarded against" in _report().to_html()
    assert "Not guarded against" not in _report(rows_told={"feedback": 12}).to_html()


def test_small_counts_of_people_are_not_told() -> None:
    """Three people are fewer than five; seven are seven."""
    told = _report().to_dict()["usefulness"]["people_left_out"]
    assert told == {"consent refused": "fewer than 5", "under 18": 7}


def test_a_draft_says_so_and_a_signed_one_names_who_signed() -> None:
    """Nobody can take a draft for an approved release."""
    draft = _report()
    assert draft.to_dict()["state"] == "draft"
    assert "draft, not approved" in draft.to_html()
    signed = _report(signature=Signature("Dana Lee", "privacy lead", "2025-01-02"))
    assert signed.to_dict()["governance"]["signed"] == {
        "name": "Dana Lee",
        "role": "privacy lead",
        "on": "2025-01-02",
    }
    assert "Dana Lee, privacy lead, 2025-01-02" in signed.to_html()
    assert "draft" not in signed.to_html()


@pytest.mark.parametrize("hidden", ["lattice", "loss", "suppressed", "possible", "marketer"])
def test_the_recipient_sees_no_settings_of_the_search(hidden: str) -> None:
    """What would help to undo the coarsening is in the sealed report only."""
    report = _report()
    assert hidden not in json.dumps(report.to_dict())
    assert hidden not in report.to_html().split("<main", 1)[1]


def test_the_sealed_report_has_every_figure() -> None:
    """Possible leaks, exact counts and class sizes are kept for who may see them."""
    sealed = _report().to_sealed_dict()
    assert sealed["people_left_out"]["consent refused"] == 3
    assert sealed["leaks"]["possible"] == 4
    assert sealed["leaks"]["review"][0]["kind"] == "name of another case"
    assert sealed["disclosure"]["measures"]["k"] == 6
    json.dumps(sealed)


def test_the_page_is_whole_and_loads_nothing() -> None:
    """Ground, use, chart and result stand on one page without an address from elsewhere."""
    page = _report().to_html()
    for part in (
        "we never identify you without your consent",
        "Do not use it for",
        "<svg",
        "A3",
        "r-2024-1",
    ):
        assert part in page
    assert "http://" not in page
    assert "https://" not in page


def test_the_same_facts_make_the_same_page() -> None:
    """Byte for byte, so that a release can be made again."""
    assert _report().to_html() == _report().to_html()


def test_the_page_says_first_what_it_is_for_whom_and_until_when() -> None:
    """Label, recipient and day of review stand in the first words; what it is not for stands last."""
    page = _report().to_html()
    assert "Anonymised for the clinic&#39;s own staff, until 2025-12-31" in page
    main = page.split("<main", 1)[1]
    assert main.rindex("Do not use it for") > main.rindex("Record for the regulator")


def test_the_three_indicators_have_figures() -> None:
    """Singling out, linkability and inference, each asked, answered and judged."""
    lines = _report().to_dict()["identifiability_assessment"]["indicators"]
    assert [(line["name"], line["passed"]) for line in lines] == [
        ("singling out", True),
        ("linkability", True),
        ("inference", True),
    ]
    assert all(any(sign.isdigit() for sign in line["found"]) for line in lines)


@pytest.mark.parametrize(
    ("policy", "asked"),
    [
        ("uk-training", "Who agreed to the test (DPA 2018 s.171)"),
        ("us-training", "Principles applied"),
    ],
)
def test_the_record_is_the_one_the_jurisdiction_asks_for(policy: str, asked: str) -> None:
    """The ICO's intruder record, or the expert's methods and results."""
    report = DeidentificationReport(FINDINGS, load_policy(policy), _report().facts)
    record = report.to_dict()["record"]
    answers = {line["asked"]: line["answer"] for line in record["lines"]}
    assert answers[asked]
    assert "2025-12-31" in " ".join(answers.values())


def test_pictures_show_choices_and_costs() -> None:
    """Risk against detail kept with the chosen point named, and a bar for each thing that was lost."""
    tried = (TriedChoice(0.9, 0.4), TriedChoice(0.6, 0.1, is_chosen=True))
    costs = (CostLine("age bands", 0.25, "told in bands of ten years"),)
    page = _report(course_choices=tried, costs=costs).to_html()
    assert "60% kept, risk 10.0% (chosen)" in page
    assert "age bands: 25%" in page
    assert "age bands: told in bands of ten years" in page


@pytest.mark.parametrize(
    ("state", "rests_on_it"), [("passed", True), ("waits", True), ("failed", False)]
)
def test_a_rule_of_a_method_that_was_not_used_is_no_failure(state: str, rests_on_it: bool) -> None:
    """A determination may tell more than the Safe Harbor list; the page says on which of the two it rests."""
    checks = (
        RuleCheck("SH-1", "none is left", "passed"),
        RuleCheck("SH-2", "dates are years", state),
    )
    html = replace(_report(), safe_harbor=checks).to_html()
    assert ("does not rest on the Safe Harbor method" not in html) is rests_on_it
    assert ("not met" not in html) is rests_on_it
    assert '"badge badge-bad">failed<' not in html
