"""Every attack keeps the contract: shares with intervals and controls, the same for a seed, nobody's value, its own fault found."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha1
from pathlib import Path

import pandas as pd
import pytest

from anonkit.deidentification.attack import (
    AttackSettings,
    CaseKeys,
    Truth,
    known_attacks,
    run_battery,
    seen_files,
    seen_frames,
)
from tests.attack_world import FAULTS, FIRST, LAST, clean_clinic

IDS = [attack.id for attack in known_attacks()]
DOCS = Path(__file__).parents[2] / "docs" / "attack.md"


@cache
def result_of(attack: str, *, faulty: bool):
    """What one attack finds in the clean release, or in the one with its own fault."""
    clinic = FAULTS[attack](clean_clinic()) if faulty else clean_clinic()
    return run_battery(clinic.release, clinic.truth, AttackSettings(), 3, [attack]).by_id(attack)


def test_the_battery_is_whole():
    """A1 to A16 are there, numbered once each, and every one has a fault to be tried on."""
    assert {f"A{n}" for n in range(1, 17)} <= set(IDS)
    assert len(IDS) == len(set(IDS))
    assert set(FAULTS) == set(IDS)


@pytest.mark.parametrize("attack", IDS)
@pytest.mark.parametrize("faulty", [False, True])
def test_shares_are_shares(attack, faulty):
    """Rate, control and baseline lie in 0 to 1, and the interval holds the rate."""
    result = result_of(attack, faulty=faulty)
    low, high = result.interval
    assert 0 <= low <= result.rate <= high <= 1
    assert 0 <= result.control <= 1
    assert 0 <= result.baseline <= 1


@pytest.mark.parametrize("attack", IDS)
def test_a_clean_release_passes(attack):
    """What gives nobody away is not failed."""
    result = result_of(attack, faulty=False)
    assert result.passed, (result.to_dict(), result.findings[:3])


@pytest.mark.parametrize("attack", IDS)
def test_its_own_fault_is_found(attack):
    """An attack fails the release with the fault it is about, and says where; reported ones show it."""
    result = result_of(attack, faulty=True)
    if next(one for one in known_attacks() if one.id == attack).is_scored:
        assert not result.passed, result.to_dict()
        assert result.findings
    else:
        assert result.rate > result.control + 0.02, result.to_dict()


@pytest.mark.parametrize("attack", IDS)
def test_the_same_seed_gives_the_same_result(attack):
    """Chance comes from the seed alone."""
    clinic = FAULTS[attack](clean_clinic())
    again = run_battery(clinic.release, clinic.truth, AttackSettings(), 3, [attack])
    assert again.by_id(attack) == result_of(attack, faulty=True)


@pytest.mark.parametrize("attack", IDS)
def test_no_value_is_told(attack):
    """Neither the figures nor the findings repeat a name, an address or a word of a note."""
    result = result_of(attack, faulty=True)
    told = json.dumps(result.to_dict()) + repr(result.findings)
    for value in (*FIRST, *LAST, "oddment", "07700", "Oxenby", "parrot", "YO3"):
        assert value.casefold() not in told.casefold()
    assert '"p0' not in told


@pytest.mark.parametrize("attack", known_attacks(), ids=IDS)
def test_every_attack_is_documented(attack):
    """The page of attacks has a line for each."""
    assert f"| {attack.id} | {attack.name} |" in DOCS.read_text(encoding="utf-8")


def test_row_numbers_that_another_tool_keeps_are_found():
    """After leaving rows out a frame may carry its old index as a column: it is the source's row number."""
    names = [f"p{n:02}" for n in range(40)]
    people = pd.DataFrame({"person": names, "age": [str(20 + n % 4) for n in range(40)]})
    told = people.drop(index=[3, 11, 12, 30]).reset_index()
    owner = {str(row): person for row, person in enumerate(told["person"], 1)}
    seen = seen_frames({"data.csv": told.drop(columns="person")}, CaseKeys("row", frozenset(owner)))
    truth = Truth(people, owner, known=("age",), keys=people[["person"]])
    found = run_battery(seen, truth, only=["A2"]).by_id("A2")
    assert ("row number of the source", "data.csv: column index") in {
        (one.what, one.place) for one in found.findings
    }
    assert not found.passed


def _few(told_number):
    """Five of forty people, each told with a number; they stand at drawn places of the source."""
    names = [f"p{n:02}" for n in range(40)]
    rows = [31, 4, 17, 22, 9]
    told = pd.DataFrame(
        {"case": [f"C-{row}" for row in rows], "number": [told_number(row) for row in rows]}
    )
    owner = {f"C-{row}": names[row] for row in rows}
    people = pd.DataFrame({"person": names, "age": [str(20 + n % 4) for n in range(40)]})
    truth = Truth(people, owner, known=("age",), keys=people[["person"]])
    seen = seen_frames({"people.csv": told}, CaseKeys("case", frozenset(owner)))
    return run_battery(seen, truth, only=["A2"]).by_id("A2")


@pytest.mark.parametrize(
    "told_number",
    [
        str,
        lambda row: str(row + 7),
        lambda row: sha1(str(row).encode()).hexdigest(),
    ],
    ids=["row", "moved", "digest"],
)
def test_a_handful_of_cases_that_all_keep_their_row_are_found(told_number):
    """Five are too few for a correlation; that all of them agree is no chance."""
    assert not _few(told_number).passed


def test_a_handful_of_cases_with_numbers_of_their_own_passes():
    """Three of five that agree by chance are no finding."""
    assert _few(lambda row: str(row if row > 16 else 60 - row)).passed


def test_a_class_is_counted_over_those_who_hide_a_chosen_set():
    """One told alone is alone in the folder; with four alike beside, fewer than five are not."""
    everybody = pd.DataFrame(
        {"case": list("abcde"), "age": ["20-29"] * 5, "sex": ["f"] * 5, "remark": list("vwxyz")}
    )
    people = pd.DataFrame({"person": list("ABCDE"), "age": list("12345"), "sex": ["f"] * 5})
    people["age"] = [f"2{n}" for n in people["age"]]
    owner = dict(zip("abcde", "ABCDE", strict=True))
    truth = Truth(people, owner, known=("age", "sex"))
    files = {"people.csv": everybody.head(1).to_csv(index=False).encode()}
    keys = CaseKeys("case", frozenset(owner))
    alone = run_battery(seen_files(files, keys), truth, only=["A3"]).by_id("A3")
    hidden_among = {"people.csv": everybody.tail(4).drop(columns="remark")}
    hidden = seen_files(files, keys, hidden_among)
    found = run_battery(hidden, truth, only=["A3"]).by_id("A3")
    assert (alone.passed, found.passed) == (False, True)
    assert hidden.own_cases == {"a"}
    assert len(hidden.tables["people.csv"]) == 1
