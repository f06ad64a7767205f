"""A closed gate ends with settings that were tried and pass, and what each costs; else with other ways."""

from __future__ import annotations

import pandas as pd
import pytest

from anonkit.deidentification.chosen_levels import choose_levels
from anonkit.deidentification.closed_gate import after_telling, outlook, with_outlook
from anonkit.deidentification.policy_files import load_policy
from anonkit.deidentification.quasi import QuasiFrames
from anonkit.deidentification.release_gate import Evidence
from anonkit.errors import AnonymityNotReached
from tests.unit.deidentification.release import case_number, release_tables

POLICY = load_policy("uk-training")


def frames(ages: list[str], kinds: list[str], complications: str = "[]") -> QuasiFrames:
    """A person for each age, with one visit of that kind."""
    count = len(ages)
    people = pd.DataFrame(
        {
            "case": [f"C-{n:03d}" for n in range(count)],
            "person": [f"p{n}" for n in range(count)],
            "tag": [f"clients#{n:012d}" for n in range(count)],
            "age": ages,
            "sex": "female",
            "skin_type": "II",
            "complications": complications,
        }
    ).astype(str)
    visits = people[["case", "person"]].assign(visit=1, days=0, families=kinds, on="2024-03-04")
    return QuasiFrames(people, visits)


def closed(quasi: QuasiFrames) -> AnonymityNotReached:
    """The error that the choice ends with."""
    with pytest.raises(AnonymityNotReached) as error:
        choose_levels(quasi, POLICY, "own-staff")
    return error.value


def test_settings_that_pass_are_named_with_their_cost() -> None:
    """Nine people each alone with their treatment: leaving all of them out passes, and is priced."""
    quasi = frames(["35"] * 30, ["toxin"] * 21 + [f"rare {n}" for n in range(9)])
    error = closed(quasi)
    found = outlook(quasi, POLICY, "own-staff")
    assert found.proposals[0].setting == "maximum_suppression = 0.30"
    assert "9 cases are left out, 21 stay" in found.proposals[0].cost
    assert len(found.subset) == 21
    told = str(with_outlook(error, found))
    assert "the largest subset that passes as the policy stands has 21 of 30 cases" in told
    assert len(found.proposals) <= 3


def test_what_is_proposed_does_pass() -> None:
    """The setting, put into the policy, lets the same people through."""
    quasi = frames(["35"] * 12 + ["75"] * 3, ["toxin"] * 11 + [f"rare {n}" for n in range(4)])
    closed(quasi)
    name, _, value = outlook(quasi, POLICY, "own-staff").proposals[0].setting.partition(" = ")
    privacy = POLICY.privacy.model_copy(update={name: float(value)})
    choose_levels(quasi, POLICY.model_copy(update={"privacy": privacy}), "own-staff")


def test_a_set_that_cannot_pass_says_whom_to_ask() -> None:
    """Three people, three treatments: nothing passes; tags, a letter and a synthetic case are what is left."""
    quasi = frames(["35", "52", "71"], ["a", "b", "c"])
    found = outlook(quasi, POLICY, "own-staff")
    assert found.proposals == ()
    told = "\n".join(found.lines)
    assert "ask these clients for their consent: clients#000000000000" in told
    assert "synthetic case" in told
    assert "take back a yes" in found.to_dict()["letter"]


def test_what_notes_part_is_priced_on_the_tables() -> None:
    """Ages in two notes part a class; a lower k would pass, and so it is named."""
    tables = release_tables(10, notes={0: "aged 38"})
    evidence = Evidence("own-staff", {case_number(n): f"p{n}" for n in range(10)})
    found = after_telling(tables, POLICY, evidence)
    assert found.proposals == ()
    tables = release_tables(8)
    evidence = Evidence("own-staff", {case_number(n): f"p{n}" for n in range(8)})
    (first, *_) = after_telling(tables, POLICY, evidence).proposals
    assert first.setting == "k = 4"
    assert "once in 4 guesses" in first.cost
