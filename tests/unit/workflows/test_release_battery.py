"""The attacks that a policy lists are tried inside the gate, and one that comes through closes it."""

from __future__ import annotations

from datetime import date
from typing import get_args

from anonkit.deidentification import Evidence, load_policy
from anonkit.deidentification.attack import known_attacks
from anonkit.deidentification.policy import AttackNumber
from anonkit.workflows import release_battery
from anonkit.workflows.release_battery import ReleaseBattery, settings_of
from tests.attack_world import Clinic, clean_clinic

TABLES = ("cases", "treatments", "notes")


def lines_for(clinic: Clinic, monkeypatch, *listed: str):
    """What the gate is told of a release under a policy that lists these attacks."""
    policy = load_policy("uk-training")
    privacy = policy.privacy.model_copy(update={"attacks": listed})
    monkeypatch.setattr(release_battery, "truth_of", lambda *_, **__: clinic.truth)
    battery = ReleaseBattery(None, clinic.truth.owner_by_case, date(2026, 3, 2))
    tables = {name: clinic.table(name) for name in TABLES}
    evidence = Evidence(audience="own-staff", counted_as={})
    return battery(tables, policy.model_copy(update={"privacy": privacy}), evidence)


def test_a_release_that_gives_nobody_away_holds(monkeypatch) -> None:
    """Each attack that is listed has its line, and no other has one."""
    lines = lines_for(clean_clinic(), monkeypatch, "A3", "A4", "A9")
    assert [line.attack.split()[0] for line in lines] == ["A3", "A4", "A9"]
    assert all(line.passed for line in lines)


def test_true_values_come_through(monkeypatch) -> None:
    """Age and town as recorded: the line says how many were found, and nobody is named."""
    clinic = clean_clinic().raw("age", "town")
    (line,) = lines_for(clinic, monkeypatch, "A3")
    assert not line.passed
    assert "of 240" in line.says
    assert not any(case in line.says for case in clinic.truth.owner_by_case)


def test_without_a_list_nothing_is_tried(monkeypatch) -> None:
    """A policy of one's own that lists no attacks costs nothing."""
    assert lines_for(clean_clinic(), monkeypatch) == ()


def test_what_a_policy_may_list_are_the_attacks_there_are() -> None:
    """Every number of the battery can be listed, and no other."""
    assert set(get_args(AttackNumber)) == {attack.id for attack in known_attacks()}
    assert settings_of(load_policy("uk-training"), "public").k == 11
