"""Every attack keeps the contract: shares with intervals and controls, the same for a seed, nobody's value, its own fault found."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from anonkit.deidentification.attack import (
    AttackSettings,
    CaseKeys,
    Truth,
    known_attacks,
    run_battery,
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
