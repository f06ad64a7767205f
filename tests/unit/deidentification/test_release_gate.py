"""The gate lets through what holds, gathers every reason against what does not, and makes the only releasable records."""

from __future__ import annotations

from pathlib import Path

import pytest

from anonkit.deidentification.leak_check import collect_identifiers
from anonkit.deidentification.policy_files import load_policy
from anonkit.deidentification.release_gate import (
    Evidence,
    cases_that_stand_out,
    clear_draft,
    measure_release,
    release,
    visits_that_give_away,
)
from anonkit.deidentification.report_facts import AttackLine
from anonkit.deidentification.told_tables import without_cases
from anonkit.errors import AnonymityNotReached, GateClosed, LeakFound
from anonkit.model import ReleasableRecords, ValidRecords, canonical_frame
from tests.unit.deidentification.release import Reader, case_number, deidentified, release_tables

POLICY = load_policy("uk-training")


def _evidence(people: int = 10, **changes: object) -> Evidence:
    counted = {case_number(n): f"p{n}" for n in range(people)}
    return Evidence(
        **{"audience": "own-staff", "counted_as": counted, "places": frozenset({"Leeds"})} | changes
    )


def test_a_release_that_holds_is_let_through() -> None:
    """Five people alike in each class, two answers each, nobody alone with a visit."""
    records, findings = release(deidentified(release_tables()), POLICY, _evidence())
    assert isinstance(records, ReleasableRecords)
    assert (findings.measures.k, findings.measures.l, findings.unicity) == (5, 2, 0.0)
    assert (findings.label, findings.reasons) == ("anonymised", ())


def test_only_deidentified_records_may_enter() -> None:
    """Records that no policy has been through cannot be released by mistake."""
    with pytest.raises(TypeError, match="ValidRecords"):
        release(ValidRecords(Reader(release_tables())), POLICY, _evidence())


def test_nobody_left_closes_the_gate() -> None:
    """An empty release is closed with a reason, not written empty."""
    with pytest.raises(GateClosed, match="nobody is left"):
        release(deidentified(release_tables(0)), POLICY, _evidence(0))


CLOSED = {
    "too few people": ({"people": 4}, {}, "4 people"),
    "small classes": ({"people": 8}, {}, "k = 4"),
    "a fact in one note": (
        {"notes": {3: "38-year-old from Leeds"}},
        {},
        "note_age in 1 cases and note_place in 1 cases",
    ),
    "an odd course": (
        {"whens": {n: f"+{n + 1} weeks" for n in range(5)}},
        {},
        "treatments.when: 50%",
    ),
    "a higher k for partners": ({}, {"audience": "partner"}, "needs at least 11"),
    "too many left out": ({}, {"people_before": 20}, "50% of people had to be left out"),
    "people who may be one": (
        {},
        {"counted_as": dict.fromkeys(map(case_number, range(10)), "p")},
        "1 people",
    ),
}


@pytest.mark.parametrize(("tables", "evidence", "reason"), CLOSED.values(), ids=CLOSED)
def test_what_does_not_hold_is_closed_with_its_reason(
    tables: dict[str, object], evidence: dict[str, object], reason: str
) -> None:
    """Each reason names the place and the count, and no value."""
    with pytest.raises(AnonymityNotReached) as closed:
        release(deidentified(release_tables(**tables)), POLICY, _evidence(**evidence))
    assert any(reason in said for said in closed.value.reasons)
    assert "38" not in str(closed.value)


def test_all_reasons_are_gathered() -> None:
    """Somebody who mends one thing learns at once what else is wrong."""
    tables = release_tables(people=8, whens={n: f"+{n} weeks" for n in range(8)})
    tables["cases"]["complications"] = '["burn"]'
    findings = measure_release(tables, POLICY, _evidence(8, people_before=20))
    places = [reason.split(":")[0] for reason in findings.reasons]
    assert places == ["cases", "cases.complications", "treatments.when", "cases"]
    assert findings.label == "pseudonymised"


def test_a_class_without_any_complication_tells_nothing() -> None:
    """Nobody is harmed by being known to have nothing recorded."""
    tables = release_tables()
    tables["cases"]["complications"] = "[]"
    assert measure_release(tables, POLICY, _evidence()).passed


def test_leaving_out_who_stands_out_lets_the_rest_through() -> None:
    """The cases named are those whose class is too small; without them the gate opens."""
    tables = release_tables(people=12, notes={2: "aged 38"})
    evidence = _evidence(12)
    odd = cases_that_stand_out(tables, POLICY, evidence)
    assert set(odd) == {case_number(2)}
    assert measure_release(without_cases(tables, odd), POLICY, evidence).passed


@pytest.mark.parametrize("passed", [True, False])
def test_an_attack_that_does_not_fail_closes_the_gate(passed: bool) -> None:
    """The intruder test runs inside the gate; its lines go with the findings."""
    line = AttackLine("A4", "matching on bands", passed=passed)
    records = deidentified(release_tables())
    if passed:
        _, findings = release(records, POLICY, _evidence(), lambda *_: [line])
        assert findings.attacks == (line,)
        return
    with pytest.raises(AnonymityNotReached, match="attack A4: matching on bands"):
        release(records, POLICY, _evidence(), lambda *_: [line])


def test_a_draft_with_an_identifier_is_not_cleared(tmp_path: Path) -> None:
    """The error names file, kind and place, and never what was found."""
    clients = canonical_frame(
        "clients", [{"row_key": "a:clients:1", "first_name": "Oluwaseun", "last_name": "Adeyemi"}]
    )
    index = collect_identifiers([{"clients": clients}], {})
    (tmp_path / "notes.txt").write_text("seen: Oluwaseun Adeyemi")
    with pytest.raises(LeakFound, match=r"notes.txt: name at line 1, column 7") as closed:
        clear_draft(tmp_path, index)
    assert "deyemi" not in str(closed.value)
    (tmp_path / "notes.txt").write_text("seen: somebody")
    assert clear_draft(tmp_path, index).passed


def test_who_signed_may_stand_in_the_report_only(tmp_path: Path) -> None:
    """A signature is no leak in the manifest, and one in a note."""
    staff = canonical_frame(
        "staff", [{"row_key": "a:staff:1", "name": "Dr Marguerite Vandenberghe"}]
    )
    index = collect_identifiers([{"staff": staff}], {})
    (tmp_path / "manifest.json").write_text('{"approval": {"name": "Marguerite Vandenberghe"}}')
    assert clear_draft(tmp_path, index, signers=["Marguerite Vandenberghe"]).passed
    (tmp_path / "cases.jsonl").write_text('{"text": "Marguerite Vandenberghe"}')
    with pytest.raises(LeakFound):
        clear_draft(tmp_path, index, signers=["Marguerite Vandenberghe"])


@pytest.mark.parametrize(
    ("people", "alone", "gone"),
    [(10, (), ()), (10, (3,), (3,)), (20, (3,), ()), (20, (3, 4), (3, 4)), (40, (3, 4, 5), (3, 4))],
)
def test_the_fewest_go_who_are_alone_with_their_courses(people, alone, gone) -> None:
    """One in twenty of those who are left may be alone; of more than that, only as many go as must."""
    whens = {n: f"+{n} weeks" for n in alone}
    tables, evidence = release_tables(people, whens=whens), _evidence(people)
    wanted = dict.fromkeys(map(case_number, gone))
    assert visits_that_give_away(tables, POLICY, evidence) == wanted
    left = without_cases(tables, tuple(wanted))
    assert visits_that_give_away(left, POLICY, evidence) == {}
